import type { BusinessIdentifier, StoredMerchant, StoredSalesUnit } from '../model/management.js';
import { seedManagement } from '../seed/management.js';

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
