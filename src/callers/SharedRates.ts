import type { Rate } from './TokenBuckets.js';

/** What a process has let in since it last told the others. */
export interface Spending {
  readonly tenantId: string;
  /** Undefined = all callers of the tenant together. */
  readonly subject: string | undefined;
  readonly rate: Rate;
  readonly tokens: number;
}

/** Buckets that several processes take from. Nothing waits for them: each process spends first and settles behind. */
export interface SharedRates {
  /** Whether there is any use in settling now. */
  readonly isOpen: boolean;
  /**
   * Takes from the buckets of all processes what was spent here. Never rejects.
   * @returns ms until each is full again; undefined = nothing is known of them
   */
  settle(spent: readonly Spending[]): Promise<readonly number[] | undefined>;
}
