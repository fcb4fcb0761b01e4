import { KeyCheck, type KeyState } from '../auth/KeyCheck.js';
import type { NamedKeys } from '../auth/keys-of.js';
import type { TokenSource } from '../auth/TokenSource.js';
import type { ScopedCaches } from '../cache/ScopedCaches.js';
import type { Credentials, Tenant } from '../config.js';
import type { Redactor } from '../http/redact.js';

export interface TenantKeysParts {
  readonly tokens: TokenSource;
  readonly redactor: Redactor;
  readonly caches: Pick<ScopedCaches<unknown>, 'retain'>;
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
    const { tokens, redactor, caches, keysOf, secretsOf, requestTimeoutMs } = this.parts;
    const owned = tenants.flatMap((tenant) => keysOf(tenant).map((keys) => ({ tenant, ...keys })));
    redactor.learn(owned.flatMap(({ credentials }) => secretsOf(credentials)));
    this.#check.replace(owned);
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
