import type { IncomingHttpHeaders } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { RouterRules } from '../config.js';
import { RefusedCaller, type Caller } from './Caller.js';
import { ALL_RIGHTS, rightsOf } from './scopes.js';
import { SecretComparison } from './SecretComparison.js';

export const SECRET_HEADER = 'x-router-secret';

/** The headers in which a router passes on what it has verified of a caller. */
export const CLAIM_HEADERS = {
  subject: 'x-caller-subject',
  scopes: 'x-caller-scopes',
  tenant: 'x-caller-tenant',
} as const;

/** Tells a router by the secret that it shares with this server. */
export class RouterSecrets {
  readonly #secrets: SecretComparison;
  readonly #callers = new LRUCache<string, Caller>({ max: MAX_CALLERS });

  constructor(private readonly rules: RouterRules) {
    this.#secrets = new SecretComparison(rules.secrets);
  }

  /** The caller whom a router stands for. @throws RefusedCaller */
  verify(secret: string, headers: IncomingHttpHeaders): Caller {
    if (!this.#secrets.has(secret))
      throw new RefusedCaller('UNAUTHENTICATED', `The secret in ${SECRET_HEADER} is not the one set here.`);
    return this.rules.claims ? this.#callerOf(headers) : ROUTER;
  }

  /**
   * One caller for equal claims: what others have worked out for it holds for its next request.
   * @throws RefusedCaller
   */
  #callerOf(headers: IncomingHttpHeaders): Caller {
    const subject = textOf(headers[CLAIM_HEADERS.subject]) ?? '';
    const scopes = textOf(headers[CLAIM_HEADERS.scopes]) ?? '';
    const tenant = textOf(headers[CLAIM_HEADERS.tenant]);
    // Node puts a comma between headers that came twice: one of them may be somebody else's.
    if (scopes.includes(','))
      throw new RefusedCaller('UNAUTHENTICATED', `${CLAIM_HEADERS.scopes} came twice, or holds a comma.`);
    // No header holds a line break.
    const claims = `${subject}\n${scopes}\n${tenant ?? ''}`;
    const known = this.#callers.get(claims);
    if (known !== undefined) return known;
    const caller: Caller = {
      admittedBy: 'router-secret',
      subject,
      rights: rightsOf(scopes.split(' ')),
      tenant,
    };
    this.#callers.set(claims, caller);
    return caller;
  }
}

const MAX_CALLERS = 10_000;
const ROUTER: Caller = { admittedBy: 'router-secret', subject: '', rights: ALL_RIGHTS, tenant: undefined };

function textOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && header !== '' ? header : undefined;
}
