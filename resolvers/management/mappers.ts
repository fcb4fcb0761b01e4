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
import { encodeId } from '../shared/ids.js';
import { fromWord } from '../shared/open-enum.js';
import { toDateTime } from '../shared/time.js';

/** A unit as a list shows it. What is left out here is loaded when a query asks for it. */
export function toListedSalesUnit(wire: WireMsnInfo, owner?: BusinessIdentifier): SalesUnit {
  return {
    id: encodeId('SalesUnit', wire.msn),
    msn: wire.msn,
    ...(wire.name === null ? {} : { name: wire.name }),
    ...(owner === undefined ? {} : { businessIdentifier: owner }),
  };
}

/** A unit with all its details. */
export function toSalesUnit(wire: WireSalesUnit): SalesUnit {
  return {
    id: encodeId('SalesUnit', wire.msn),
    msn: wire.msn,
    name: wire.name,
    businessIdentifier: wire.businessIdentifier,
    configuration: wire.configuration === null ? null : toConfiguration(wire.configuration),
    settlementBankAccount: wire.settlementBankAccount,
  };
}

export const captureTypes: Readonly<Record<string, CaptureType>> = {
  ReserveCapture: CaptureType.RESERVE_CAPTURE,
  DirectCapture: CaptureType.DIRECT_CAPTURE,
  NotApplicable: CaptureType.NOT_APPLICABLE,
};

function toConfiguration(wire: WireConfiguration): SalesUnitConfiguration {
  const word = wire.captureType;
  return {
    ...wire,
    captureType: fromWord(captureTypes, word, CaptureType.UNKNOWN),
    captureTypeRaw: word,
  };
}

const merchantStatuses: Readonly<Record<string, MerchantStatus>> = {
  ACTIVE: MerchantStatus.ACTIVE,
  DEACTIVATED: MerchantStatus.DEACTIVATED,
};

/** A merchant by its key alone, for queries that ask for nothing else. */
export function toMerchantKey(businessIdentifier: BusinessIdentifier): Merchant {
  return {
    id: encodeId('Merchant', businessIdentifier.scheme, businessIdentifier.id),
    businessIdentifier,
  };
}

export function toMerchant(wire: WireMerchant): Merchant {
  return {
    ...toMerchantKey(wire.businessIdentifier),
    name: wire.name,
    status: fromWord(merchantStatuses, wire.status, MerchantStatus.UNKNOWN),
    statusRaw: wire.status,
    createdAt: toDateTime(wire.createdAt),
    updatedAt: toDateTime(wire.updatedAt),
    countryCode: wire.countryCode,
    businessAddress: wire.businessAddress,
    businessPostAddress: wire.businessPostAddress,
  };
}
