import type { Address, BankAccount } from '../model/management.js';
import type { ConfigurationName } from './configurations.js';

/** A merchant and its sales units in short form. */
export interface MerchantSeed {
  /** The business identifier without its check digit. */
  readonly digits: string;
  readonly name: string;
  /** What the sales units' names begin with. */
  readonly brand: string;
  /** The MSN of the first sales unit; the others follow at short distances. */
  readonly firstMsn: number;
  readonly address: Address | null;
  readonly postAddress?: Address | null;
  /** The last part of the sales units' names, by kind of unit. */
  readonly units: Partial<Readonly<Record<ConfigurationName, readonly string[]>>>;
  /** Units that were closed. */
  readonly inactive?: readonly string[];
  /** Units of the same merchant that are tied to another partner. */
  readonly tiedElsewhere?: readonly string[];
  /** Settlement accounts, by the last part of the unit's name. */
  readonly accounts?: Readonly<Record<string, BankAccount>>;
  /** The partner its units are tied to; `ours` unless told otherwise. */
  readonly partner?: 'ours' | 'other' | 'none';
  readonly deactivated?: true;
  readonly neverUpdated?: true;
}
