import { createHash } from 'node:crypto';
import { KeyCheck, type KeyState } from '../auth/KeyCheck.js';
import type { NamedKeys } from '../auth/keys-of.js';
import type { TokenSource } from '../auth/TokenSource.js';
import type { ScopedCaches } from '../cache/ScopedCaches.js';
import type { SharedCache } from '../cache/SharedCache.js';
import type { Credentials, Tenant } from '../config.js';
import type { BreakerHints } from '../http/BreakerHints.js';
import type { Redactor } from '../http/redact.js';

export interface TenantKeysParts {
  readonly tokens: TokenSource;
  readonly redactor: Redactor;
  readonly caches: Pick<ScopedCaches<unknown>, 'expect' | 'retain'>;
  readonly shared?: SharedCache | undefined;
  readonly hints?: BreakerHints | undefined;
  readonly keysOf: (tenant: Tenant) => readonly NamedKeys[];
  /** Every secret of these that is sent to an API, as it is sent. */
  readonly secretsOf: (credentials: Credentials) => readonly string[];
  /** The longest that a request may take. */
  readonly requestTimeoutMs: number;
}

/** The keys that one subgraph uses for the tenants of the process, as they come and go. */
export class TenantKeys {
  readonly #check: KeyCheck;
  #tidying: NodeJS.Timeout | undefined;

  constructor(private readonly parts: TenantKeysParts) {
    this.#check = new KeyCheck(parts.tokens, []);
  }

  /** From now on these are the tenants; requests that have begun end with the old ones. */
  use(tenants: readonly Tenant[]): void {
    const { tokens, redactor, caches, shared, hints, keysOf, secretsOf, requestTimeoutMs } = this.parts;
    const owned = tenants.flatMap((tenant) => keysOf(tenant).map((keys) => ({ tenant, ...keys })));
    redactor.learn(owned.flatMap(({ credentials }) => secretsOf(credentials)));
    this.#check.replace(owned);
    if (shared !== undefined || hints !== undefined)
      for (const { credentials } of owned) {
        const everywhere = fingerprintEverywhere(credentials);
        shared?.learn(credentials.id, everywhere);
        hints?.learn(credentials.id, everywhere);
      }
    caches.expect(
      owned.map(({ tenant, credentials }) => ({
        tenantId: tenant.id,
        credentialsId: credentials.id,
        units: tenant.msns,
      })),
    );
    clearTimeout(this.#tidying);
    // Who has begun with the old keys ends with them: by then nobody has.
    this.#tidying = setTimeout(() => {
      tokens.retain(owned.map(({ credentials }) => credentials));
      caches.retain(
        owned.map(({ tenant, credentials }) => ({ tenantId: tenant.id, credentialsId: credentials.id })),
      );
    }, 2 * requestTimeoutMs);
    this.#tidying.unref();
  }

  /** What is known of the keys. */
  look(): Promise<KeyState> {
    return this.#check.look();
  }

  close(): void {
    clearTimeout(this.#tidying);
  }
}

/**
 * The same in all processes, unlike the id. It goes no further than to the other workers, and to the shared cache, which
 * hashes it with a key: who reads that can try no secrets against it.
 */
function fingerprintEverywhere(credentials: Credentials): string {
  const parts = Object.entries(credentials).filter(([name]) => !NO_PARTS.has(name));
  parts.sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** What says something of the keys, but is none of their parts. */
const NO_PARTS: ReadonlySet<string> = new Set(['id', 'isPartner', 'fromFile']);
