/** What a business is registered under, such as `business:NO:ORG`. */
export interface BusinessIdentifier {
  readonly scheme: string;
  readonly id: string;
}

/** Where a sales unit's money is paid out. */
export interface BankAccount {
  readonly scheme: string;
  readonly id: string;
}

/** A postal address as the registers write it. */
export interface Address {
  readonly lines: readonly string[];
  readonly postCode: string | null;
  readonly city: string | null;
  readonly countryCode: string | null;
}

/** A merchant as the API shows it. The status is open text, since such lists grow over the years. */
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

/** A sales unit with two facts that the API keeps to itself: whether it is active, and which partner it is tied to. */
export interface StoredSalesUnit {
  readonly msn: string;
  readonly name: string;
  readonly businessIdentifier: BusinessIdentifier;
  readonly configuration: Configuration;
  readonly settlementBankAccount?: BankAccount;
  readonly active: boolean;
  readonly partner: string | null;
}

/** Whether two identifiers name the same business. */
export function sameBusiness(one: BusinessIdentifier, other: BusinessIdentifier): boolean {
  return one.scheme === other.scheme && one.id === other.id;
}
