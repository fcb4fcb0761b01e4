import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../state/Clock.js';
import { signJwt, verifyJwt } from '../../state/jwt.js';

/** What tokens of the sandbox are for: its stand-in for `https://api.entur.io`. */
export const enturAudience = 'https://api.entur.sandbox';

const lifeSeconds = 86_400;

const claimsSchema = z.object({
  sub: z.string(),
  aud: z.literal(enturAudience),
  session: z.string(),
  exp: z.number(),
});

/** Issues and reads Entur's tokens. They live 24 hours, and prove themselves by signature and claims. */
export class EnturTokens {
  #session = randomUUID();

  constructor(private readonly clock: Clock) {}

  issue(clientId: string): { readonly token: string; readonly expiresIn: number } {
    const iat = this.clock.nowSeconds();
    const token = signJwt({
      iss: 'https://partner.entur.sandbox/',
      sub: clientId,
      aud: enturAudience,
      session: this.#session,
      jti: randomUUID(),
      iat,
      exp: iat + lifeSeconds,
      gty: 'client-credentials',
    });
    return { token, expiresIn: lifeSeconds };
  }

  /** Whether this is a token for these services that is still good. */
  isGood(token: string): boolean {
    const claims = claimsSchema.safeParse(verifyJwt(token));
    return (
      claims.success && claims.data.session === this.#session && this.clock.nowSeconds() < claims.data.exp
    );
  }

  revokeAll(): void {
    this.#session = randomUUID();
  }
}
