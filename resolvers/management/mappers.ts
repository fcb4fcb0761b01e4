import type { Address } from '../../schema/management/Address.js';
import type { BankAccount } from '../../schema/management/BankAccount.js';
import type { BusinessIdentifier } from '../../schema/management/BusinessIdentifier.js';
import { MerchantStatus, type Merchant } from '../../schema/management/Merchant.js';
import type { SalesUnit } from '../../schema/management/SalesUnit.js';
import { CaptureType, type SalesUnitConfiguration } from '../../schema/management/SalesUnitConfiguration.js';
import type {
  WireConfiguration,
  WireMerchant,
  WireMsnInfo,
  WireSalesUnit,
} from '../../src/clients/management.js';
import { encodeGlobalId } from '../shared/global-id.js';
import { toOpenEnum } from '../shared/open-enum.js';
import { shownTime } from '../shared/time.js';

/** A unit as lists show it. Whatever they leave out is loaded when a query asks for it. */
export function toListedSalesUnit(wire: WireMsnInfo, owner?: BusinessIdentifier): ListedSalesUnit {
  return new ListedSalesUnit(wire, owner);
}

/** A unit known by its key alone. */
export function toSalesUnitKey(msn: string): SalesUnit {
  return { id: unitId(msn), msn };
}

/** A unit with all its details. */
export function toSalesUnit(wire: WireSalesUnit): SalesUnit {
  return new SalesUnitView(wire);
}

// Getters, because lists have hundreds of units and few queries want the ids and details of all of them.

/** A sales unit as lists show it, which can load its own details. */
export class ListedSalesUnit implements SalesUnit {
  readonly msn: string;
  readonly name?: string;
  readonly businessIdentifier?: BusinessIdentifier;
  #details: Promise<SalesUnit | null> | undefined;

  constructor({ msn, name }: WireMsnInfo, owner: BusinessIdentifier | undefined) {
    this.msn = msn;
    if (name !== null) this.name = name;
    if (owner !== undefined) this.businessIdentifier = owner;
  }

  get id(): string {
    return unitId(this.msn);
  }

  /** What the list leaves out, loaded once for all fields. Null when the unit has gone in the meantime. */
  details(load: (msn: string) => Promise<WireSalesUnit | null>): Promise<SalesUnit | null> {
    return (this.#details ??= load(this.msn).then((wire) => (wire === null ? null : toSalesUnit(wire))));
  }
}

class SalesUnitView implements SalesUnit {
  constructor(private readonly wire: WireSalesUnit) {}

  get id(): string {
    return unitId(this.wire.msn);
  }

  get msn(): string {
    return this.wire.msn;
  }

  get name(): string | null {
    return this.wire.name;
  }

  get businessIdentifier(): BusinessIdentifier | null {
    return this.wire.businessIdentifier;
  }

  get configuration(): SalesUnitConfiguration | null {
    const { configuration } = this.wire;
    return configuration === null ? null : toConfiguration(configuration);
  }

  get settlementBankAccount(): BankAccount | null {
    return this.wire.settlementBankAccount;
  }
}

function unitId(msn: string): string {
  return encodeGlobalId('SalesUnit', msn);
}

/** Shared with the older Partner API, which uses the same words. */
export const captureTypes: ReadonlyMap<string, CaptureType> = new Map([
  ['ReserveCapture', CaptureType.RESERVE_CAPTURE],
  ['DirectCapture', CaptureType.DIRECT_CAPTURE],
  ['NotApplicable', CaptureType.NOT_APPLICABLE],
]);

function toConfiguration(wire: WireConfiguration): SalesUnitConfiguration {
  const word = wire.captureType;
  return {
    ...wire,
    captureType: toOpenEnum(captureTypes, word, CaptureType.UNKNOWN),
    captureTypeRaw: word,
  };
}

const merchantStatuses: ReadonlyMap<string, MerchantStatus> = new Map([
  ['ACTIVE', MerchantStatus.ACTIVE],
  ['DEACTIVATED', MerchantStatus.DEACTIVATED],
]);

/** A merchant known by its key alone, which is enough for queries that ask for nothing else. */
export function toMerchantKey(businessIdentifier: BusinessIdentifier): Merchant {
  return {
    id: encodeGlobalId('Merchant', businessIdentifier.scheme, businessIdentifier.id),
    businessIdentifier,
  };
}

/** A merchant with all its details. */
export function toMerchant(wire: WireMerchant): Merchant {
  return new MerchantView(wire);
}

class MerchantView implements Merchant {
  constructor(private readonly wire: WireMerchant) {}

  get id(): string {
    return toMerchantKey(this.wire.businessIdentifier).id;
  }

  get businessIdentifier(): BusinessIdentifier {
    return this.wire.businessIdentifier;
  }

  get name(): string | null {
    return this.wire.name;
  }

  get status(): MerchantStatus | null {
    return toOpenEnum(merchantStatuses, this.wire.status, MerchantStatus.UNKNOWN);
  }

  get statusRaw(): string | null {
    return this.wire.status;
  }

  get createdAt(): string | null {
    return shownTime(this.wire.createdAt);
  }

  get updatedAt(): string | null {
    return shownTime(this.wire.updatedAt);
  }

  get countryCode(): string | null {
    return this.wire.countryCode;
  }

  get businessAddress(): Address | null {
    return this.wire.businessAddress;
  }

  get businessPostAddress(): Address | null {
    return this.wire.businessPostAddress;
  }
}
