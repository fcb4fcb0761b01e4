import type { AccountingCredentials, ClassicCredentials, EnturCredentials } from './credentials.js';

/** Keys of sales units, and which ones they are for. */
export interface SalesUnitKeys {
  readonly credentials: ClassicCredentials;
  readonly msns: ReadonlySet<string>;
  /** The ledgers that these units settle on, where the tenant has other keys that read ledgers too. */
  readonly ledgers: ReadonlySet<string>;
}

/** What one tenant may take of what all share; what is not there is not limited. */
export interface TenantLimits {
  readonly requestsPerSecond?: number | undefined;
  readonly burst?: number | undefined;
  readonly concurrentRequests?: number | undefined;
}

/** Whose keys a request uses, and what it may see with them. */
export interface Tenant {
  readonly id: string;
  /** Keys for every sales unit that no others are for: a partner's or, from variables, a sales unit's too. */
  readonly classic: ClassicCredentials | undefined;
  readonly accounting: AccountingCredentials | undefined;
  /** Keys for Entur's Sales API, of one environment. */
  readonly entur?: EnturCredentials | undefined;
  readonly salesUnits?: readonly SalesUnitKeys[];
  /** The sales units that it may see; all that its keys see where it is not there. */
  readonly msns?: ReadonlySet<string> | undefined;
  /** The same for ledgers. */
  readonly ledgers?: ReadonlySet<string> | undefined;
  readonly limits?: TenantLimits;
  /** It is one of several. */
  readonly fromFile?: boolean;
  /** Stands for all of this: two with the same are told the same. Of those from a file only. */
  readonly fingerprint?: string;
}
