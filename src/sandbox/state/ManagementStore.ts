import { seedManagement } from '../seed/management.js';

export interface BusinessIdentifier {
  readonly scheme: string;
  readonly id: string;
}

export interface BankAccount {
  readonly scheme: string;
  readonly id: string;
}

export interface Address {
  readonly lines: readonly string[];
  readonly postCode: string | null;
  readonly city: string | null;
  readonly countryCode: string | null;
}

/** A merchant as the API shows it. The status is open text: words are added to such lists over the years. */
export interface StoredMerchant {
  readonly businessIdentifier: BusinessIdentifier;
  readonly name: string;
  readonly status: string;
  readonly createdAt: string;
  readonly updatedAt?: string;
  readonly countryCode: string;
  readonly businessAddress?: Address | null;
  readonly businessPostAddress?: Address | null;
}

/** Flags and `captureType`; an absent member is unknown, not false. */
export type Configuration = Readonly<Record<string, boolean | string>>;

/** A sales unit with the two facts the API keeps to itself: whether it is active, and whose partner unit it is. */
export interface StoredSalesUnit {
  readonly msn: string;
  readonly name: string;
  readonly businessIdentifier: BusinessIdentifier;
  readonly configuration: Configuration;
  readonly settlementBankAccount?: BankAccount;
  readonly active: boolean;
  readonly partner: string | null;
}

/** Merchants and sales units, in the order they were created. */
export class ManagementStore {
  #merchants = new Map<string, StoredMerchant>();
  #salesUnits = new Map<string, StoredSalesUnit>();

  constructor() {
    this.reset();
  }

  /** Back to the seeded data. */
  reset(): void {
    const { merchants, salesUnits } = seedManagement();
    this.#merchants = new Map(merchants.map((merchant) => [keyOf(merchant.businessIdentifier), merchant]));
    this.#salesUnits = new Map(salesUnits.map((unit) => [unit.msn, unit]));
  }

  merchant(id: BusinessIdentifier): StoredMerchant | undefined {
    return this.#merchants.get(keyOf(id));
  }

  salesUnit(msn: string): StoredSalesUnit | undefined {
    return this.#salesUnits.get(msn);
  }

  salesUnits(): StoredSalesUnit[] {
    return [...this.#salesUnits.values()];
  }

  putMerchant(merchant: StoredMerchant): void {
    this.#merchants.set(keyOf(merchant.businessIdentifier), merchant);
  }

  putSalesUnit(unit: StoredSalesUnit): void {
    this.#salesUnits.set(unit.msn, unit);
  }

  /** Returns whether there was such a unit. */
  removeSalesUnit(msn: string): boolean {
    return this.#salesUnits.delete(msn);
  }
}

function keyOf({ scheme, id }: BusinessIdentifier): string {
  return `${scheme}/${id}`;
}

/** Whether two identifiers name the same business. */
export function sameBusiness(one: BusinessIdentifier, other: BusinessIdentifier): boolean {
  return one.scheme === other.scheme && one.id === other.id;
}
