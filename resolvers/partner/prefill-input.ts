import type { PartnerPrefillProductOrderInput } from '../../schema/partner/PartnerPrefillProductOrderInput.js';
import { PartnerProductType } from '../../schema/partner/PartnerProductType.js';
import type { WirePartnerOrderRequest } from '../../src/clients/partner.js';
import { logoIssue } from '../product-orders/logo.js';
import { norwegianAccount, norwegianOrganisation } from '../product-orders/national-numbers.js';
import {
  checkIdempotencyKey,
  checkName,
  checkWebsite,
  toApiUseCase,
} from '../product-orders/prefill-input.js';
import type { InputIssues } from '../shared/input-issues.js';
import { isUuid } from '../shared/uuid.js';
import { toApiComplianceData } from './compliance-data.js';

const pricedTypes: readonly PartnerProductType[] = [
  PartnerProductType.VIPPS_PA_NETT,
  PartnerProductType.VIPPS_I_KASSA,
];

/** The API's own pattern: a host in lower case with a short top-level domain. */
const urlPattern = /^https:\/\/[a-z0-9]+([-.][a-z0-9]+)*\.[a-z]{2,5}(:[0-9]{1,5})?(\/.*)?$/;

/** Applies every documented rule of the older API before anything is sent, and notes all issues at once. @param context of the request */
export function checkPartnerPrefill(
  input: PartnerPrefillProductOrderInput,
  issues: InputIssues,
  context: object,
): void {
  const { orgno, salesUnitName, salesUnitLogo, settlementAccountNumber: account, pricePackageId } = input;
  checkNumber('orgno', orgno, 9, norwegianOrganisation, issues);
  if (salesUnitName != null) {
    checkName(salesUnitName, 30, issues);
    if (salesUnitName.includes('`'))
      issues.add(['salesUnitName'], 'INVALID', 'salesUnitName must do without a backtick.');
  }
  const logo = salesUnitLogo == null ? undefined : logoIssue(salesUnitLogo, context);
  if (logo !== undefined) issues.add(['salesUnitLogo'], 'INVALID', `salesUnitLogo ${logo}`);
  if (account != null) checkNumber('settlementAccountNumber', account, 11, norwegianAccount, issues);
  if (pricePackageId != null && !isUuid(pricePackageId)) {
    issues.add(['pricePackageId'], 'INVALID', 'pricePackageId must be a UUID.');
  } else if (pricePackageId != null && !pricedTypes.includes(input.productType)) {
    issues.add(['pricePackageId'], 'NOT_ALLOWED', `pricePackageId is for ${pricedTypes.join(' and ')} only.`);
  }
  if (input.pricePackageKey != null && !/^[a-zA-Z0-9-]{1,15}$/.test(input.pricePackageKey)) {
    issues.add(
      ['pricePackageKey'],
      'INVALID',
      'pricePackageKey must be 1 to 15 letters, digits and hyphens.',
    );
  }
  if (input.annualTurnover != null && input.annualTurnover < 0) {
    issues.add(['annualTurnover'], 'OUT_OF_RANGE', 'annualTurnover must not be below 0.');
  }
  if (input.website != null) {
    const rule =
      'an https address whose host has small letters and a last part of two to five of them, such as "https://shop.example.com/terms".';
    checkWebsite(input.website, (address) => urlPattern.test(address), rule, issues);
  }
  if (input.idempotencyKey != null) checkIdempotencyKey(input.idempotencyKey, issues);
  if (input.productType === PartnerProductType.VIPPS_PA_NETT) {
    for (const name of ['website', 'complianceData'] as const) {
      if (input[name] != null) continue;
      issues.warn(
        [name],
        'MISSING',
        `${name} is missing: give it for VIPPS_PA_NETT, or the merchant has to fill it in.`,
      );
    }
  }
}

function checkNumber(
  name: string,
  value: string,
  digits: number,
  oddity: (value: string) => string | undefined,
  issues: InputIssues,
): void {
  if (!/^\d+$/.test(value) || value.length !== digits) {
    issues.add(
      [name],
      'INVALID',
      `${name} must be exactly ${String(digits)} digits, without spaces and dots.`,
    );
    return;
  }
  const odd = oddity(value);
  if (odd !== undefined) issues.warn([name], 'ODD_NUMBER', `${name} ${odd}`);
}

/** The request for an input without errors. The merchant fills in whatever is null. */
export function toPartnerRequest(input: PartnerPrefillProductOrderInput): WirePartnerOrderRequest {
  const { productUseCase, website, complianceData } = input;
  return {
    ...input,
    // It travels in a header.
    idempotencyKey: null,
    productUseCase: productUseCase == null ? null : toApiUseCase(productUseCase),
    website: website == null ? null : { ...website },
    complianceData: complianceData == null ? null : toApiComplianceData(complianceData),
  };
}
