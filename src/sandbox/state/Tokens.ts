import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { findClient, flowOf, type SandboxClient, type TokenFlow } from '../clients.js';
import { signJwt, verifyJwt } from './jwt.js';
import type { Clock } from './Clock.js';

/** Tokens are backdated by five minutes so that a client whose clock is behind can use them at once. */
const backdateSeconds = 300;

/** The classic life is 24 hours less a moment, as in production. */
const lifeSeconds: Readonly<Record<TokenFlow, number>> = { classic: 86_399, specialised: 900 };

/** A token and its times, in seconds since 1970. */
export interface IssuedToken {
  readonly token: string;
  readonly issuedAt: number;
  readonly notBefore: number;
  readonly expiresAt: number;
}

const claimsSchema = z.object({
  sub: z.string(),
  flow: z.enum(['classic', 'specialised']),
  session: z.string(),
  nbf: z.number(),
  exp: z.number(),
});

/** Issues and reads access tokens. Nothing is stored: a token proves itself by its signature and claims. */
export class Tokens {
  /** Changes when all tokens are revoked, so that earlier ones are no longer known. */
  #session = randomUUID();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(client: SandboxClient): IssuedToken {
    const flow = flowOf(client.kind);
    const issuedAt = this.#clock.nowSeconds();
    const notBefore = issuedAt - backdateSeconds;
    const expiresAt = issuedAt + lifeSeconds[flow];
    const token = signJwt({
      iss: 'https://sandbox.invalid/',
      sub: client.clientId,
      key_kind: client.kind,
      flow,
      session: this.#session,
      jti: randomUUID(),
      iat: issuedAt,
      nbf: notBefore,
      exp: expiresAt,
    });
    return { token, issuedAt, notBefore, expiresAt };
  }

  /** Whose token this is; undefined when it is forged, revoked, expired or not valid yet. */
  read(token: string): SandboxClient | undefined {
    const claims = claimsSchema.safeParse(verifyJwt(token));
    if (!claims.success || claims.data.session !== this.#session) return undefined;
    const now = this.#clock.nowSeconds();
    if (now < claims.data.nbf || now >= claims.data.exp) return undefined;
    return findClient(claims.data.sub, claims.data.flow);
  }

  revokeAll(): void {
    this.#session = randomUUID();
  }
}
