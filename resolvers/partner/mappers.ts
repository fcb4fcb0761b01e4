import { CaptureType } from '../../schema/management/SalesUnitConfiguration.js';
import type { PartnerAdditionalDetails, PartnerSalesUnit } from '../../schema/partner/PartnerSalesUnit.js';
import type { WireAdditionalDetails, WirePartnerSalesUnit } from '../../src/clients/partner.js';
import { captureTypes } from '../management/mappers.js';
import { toOpenEnum } from '../shared/open-enum.js';

/** A sales unit as only the older Partner API shows it. */
export function toPartnerSalesUnit({ additionalDetails, ...wire }: WirePartnerSalesUnit): PartnerSalesUnit {
  return {
    ...wire,
    additionalDetails: additionalDetails === null ? null : toAdditionalDetails(additionalDetails),
  };
}

function toAdditionalDetails(wire: WireAdditionalDetails): PartnerAdditionalDetails {
  return {
    ...wire,
    captureType: toOpenEnum(captureTypes, wire.captureType, CaptureType.UNKNOWN),
    captureTypeRaw: wire.captureType,
  };
}
