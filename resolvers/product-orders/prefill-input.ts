import type { BankAccountInput } from '../../schema/management/BankAccount.js';
import type { BusinessIdentifierInput } from '../../schema/management/BusinessIdentifier.js';
import type { PrefillProductOrderInput } from '../../schema/product-orders/PrefillProductOrderInput.js';
import type { ProductOrderWebsiteInput } from '../../schema/product-orders/ProductOrderWebsiteInput.js';
import { ProductType } from '../../schema/product-orders/ProductType.js';
import { ProductUseCase } from '../../schema/product-orders/ProductUseCase.js';
import type { WirePrefillRequest } from '../../src/clients/product-orders.js';
import type { InputFaults } from '../shared/input-issues.js';
import { isUuid } from '../shared/uuid.js';
import { logoFault } from './logo.js';
import {
  accountNumberFault,
  accountSchemes,
  businessNumberFault,
  businessSchemes,
} from './national-numbers.js';
import { pricedTypes } from './priced-types.js';
import { warnOfGaps } from './prefill-warnings.js';

/** The API's range from ) to _ covers most ASCII signs. */
const namePattern = /^[\p{L}\p{M}\s()-_`]+$/u;

/** Checks all that the API's texts let us know of a prefill before it is sent, noting every fault at once. */
export function checkPrefill(input: PrefillProductOrderInput, faults: InputFaults): void {
  const { salesUnitName, salesUnitLogo, settlementBankAccount, website, annualTurnover } = input;
  checkBusiness(input.businessIdentifier, faults);
  if (input.productType === ProductType.UNKNOWN) {
    faults.add(['productType'], 'INVALID', 'productType must be a product; UNKNOWN is for answers only.');
  }
  if (salesUnitName != null) checkName(salesUnitName, 40, faults);
  if (salesUnitLogo != null) {
    const fault = logoFault(salesUnitLogo);
    if (fault !== undefined) faults.add(['salesUnitLogo'], 'INVALID', `salesUnitLogo ${fault}`);
  }
  if (settlementBankAccount != null) checkAccount(settlementBankAccount, input.businessIdentifier, faults);
  checkPricePackage(input, faults);
  if (annualTurnover != null && (annualTurnover < 0 || annualTurnover > 999_999_999)) {
    faults.add(
      ['annualTurnover'],
      'OUT_OF_RANGE',
      'annualTurnover must be from 0 to 999999999, in whole kroner or euro.',
    );
  }
  const share = input.annualTurnoverPercentage;
  if (share != null && !(share >= 10 && share <= 100 && share % 10 === 0)) {
    faults.add(
      ['annualTurnoverPercentage'],
      'INVALID',
      'annualTurnoverPercentage must be 10, 20, 30 and so on up to 100.',
    );
  }
  if (website != null) checkWebsite(website, faults);
  if (input.merchantCategoryCode != null && !/^\d{4}$/.test(input.merchantCategoryCode)) {
    faults.add(
      ['merchantCategoryCode'],
      'INVALID',
      'merchantCategoryCode must be four digits, such as "5814".',
    );
  }
  if (input.idempotencyKey != null) checkIdempotencyKey(input.idempotencyKey, faults);
  warnOfGaps(input, faults);
}

/** Shared with the older Partner API, whose key has no rule of its own. */
export function checkIdempotencyKey(key: string, faults: InputFaults): void {
  if (/^[a-zA-Z0-9-]{1,50}$/.test(key)) return;
  const rule = 'idempotencyKey must be 1 to 50 letters (a-z), digits and hyphens, such as a UUID.';
  faults.add(['idempotencyKey'], 'INVALID', rule);
}

/** @param max characters; the older API takes fewer */
export function checkName(name: string, max: number, faults: InputFaults): void {
  if (name === '' || [...name].length > max) {
    const rule = `salesUnitName must have 1 to ${String(max)} characters; this one has ${String([...name].length)}.`;
    faults.add(['salesUnitName'], name === '' ? 'REQUIRED' : 'TOO_LONG', rule);
  } else if (!namePattern.test(name)) {
    const refused = [...new Set([...name].filter((sign) => !namePattern.test(sign)))].join(' ');
    faults.add(
      ['salesUnitName'],
      'INVALID',
      `salesUnitName must do without ${refused}: leave it out or write it in letters.`,
    );
  }
}

function checkBusiness({ scheme, id }: BusinessIdentifierInput, faults: InputFaults): void {
  const path = ['businessIdentifier'];
  if ([...scheme].length < 10 || [...scheme].length > 30) {
    faults.add(
      [...path, 'scheme'],
      'INVALID',
      'scheme must have 10 to 30 characters, such as "business:NO:ORG".',
    );
  } else if (!businessSchemes.includes(scheme)) {
    const known = `scheme is none of ${businessSchemes.join(', ')}. Look for a mistyped letter.`;
    faults.warn([...path, 'scheme'], 'UNKNOWN_SCHEME', known);
  }
  if (!/^[\d-]{4,50}$/.test(id)) {
    faults.add(
      [...path, 'id'],
      'INVALID',
      'id must be 4 to 50 digits and hyphens, without spaces, such as "311100459".',
    );
    return;
  }
  const odd = businessNumberFault(scheme, id);
  if (odd !== undefined) faults.warn([...path, 'id'], 'ODD_NUMBER', `id ${odd}`);
}

function checkAccount(
  { scheme, id }: BankAccountInput,
  business: BusinessIdentifierInput,
  faults: InputFaults,
): void {
  const path = ['settlementBankAccount'];
  if (/^IBAN/i.test(scheme)) {
    faults.add(
      [...path, 'scheme'],
      'INVALID',
      'scheme must be "BBAN:" and the country, such as "BBAN:NO": the API takes no IBAN.',
    );
  } else if ([...scheme].length < 5 || [...scheme].length > 20) {
    faults.add([...path, 'scheme'], 'INVALID', 'scheme must have 5 to 20 characters, such as "BBAN:NO".');
  } else if (!accountSchemes.includes(scheme)) {
    faults.warn(
      [...path, 'scheme'],
      'UNKNOWN_SCHEME',
      `scheme is none of ${accountSchemes.join(', ')}. Look for a mistyped letter.`,
    );
  } else if (businessSchemes.includes(business.scheme) && countryOf(scheme) !== countryOf(business.scheme)) {
    faults.warn(
      [...path, 'scheme'],
      'OTHER_COUNTRY',
      'The account is in another country than the business that must own it.',
    );
  }
  if (!/^\d{9,34}$/.test(id)) {
    const hint = /^[A-Za-z]{2}/.test(id)
      ? ' This looks like an IBAN: leave out its first four characters.'
      : '';
    faults.add([...path, 'id'], 'INVALID', `id must be 9 to 34 digits, without spaces and dots.${hint}`);
    return;
  }
  const odd = accountNumberFault(scheme, id);
  if (odd !== undefined) faults.warn([...path, 'id'], 'ODD_NUMBER', `id ${odd}`);
}

function countryOf(scheme: string): string | undefined {
  return scheme.split(':')[1];
}

function checkPricePackage(
  { pricePackageId, productType }: PrefillProductOrderInput,
  faults: InputFaults,
): void {
  if (pricePackageId == null) return;
  if (!isUuid(pricePackageId)) {
    faults.add(
      ['pricePackageId'],
      'INVALID',
      'pricePackageId must be a UUID. Take it from the query pricePackages.',
    );
  } else if (productType !== ProductType.UNKNOWN && !pricedTypes.includes(productType)) {
    const rule = `pricePackageId is for ${pricedTypes.join(', ')} only: leave it out for ${productType}.`;
    faults.add(['pricePackageId'], 'NOT_ALLOWED', rule);
  }
}

function checkWebsite(
  { url, termsUrl, testWebsiteUrl }: ProductOrderWebsiteInput,
  faults: InputFaults,
): void {
  for (const [name, address] of Object.entries({ url, termsUrl, testWebsiteUrl })) {
    if (address == null || isHttps(address)) continue;
    faults.add(
      ['website', name],
      'INVALID',
      `${name} must be a whole https address, such as "https://shop.example.com/terms".`,
    );
  }
}

function isHttps(address: string): boolean {
  return /^https:\/\/\S+$/.test(address) && URL.canParse(address);
}

const useCaseWords: Readonly<Record<ProductUseCase, string>> = {
  [ProductUseCase.WEBSITE]: 'Website',
  [ProductUseCase.WEBSITE_WITH_TEST]: 'WebsiteWithTest',
  [ProductUseCase.APP]: 'App',
  [ProductUseCase.UNKNOWN]: 'Unknown',
};

/** The API's word for a use case; both APIs have the same. */
export function useCaseWord(useCase: ProductUseCase): string {
  return useCaseWords[useCase];
}

/** The request for an input without faults. What is null is left to the merchant. */
export function toPrefillRequest(input: PrefillProductOrderInput): WirePrefillRequest {
  const { businessIdentifier, settlementBankAccount: account, app, website } = input;
  const { productUseCase, annualTurnoverPercentage: share } = input;
  return {
    businessIdentifier: { scheme: businessIdentifier.scheme, id: businessIdentifier.id },
    productType: input.productType,
    salesUnitName: input.salesUnitName,
    salesUnitLogo: input.salesUnitLogo,
    settlementBankAccount: account == null ? null : { scheme: account.scheme, id: account.id },
    pricePackageId: input.pricePackageId,
    productUseCase: productUseCase == null ? null : useCaseWord(productUseCase),
    annualTurnover: input.annualTurnover,
    annualTurnoverPercentage: share == null ? null : String(share),
    intendedPurpose: input.intendedPurpose,
    app: app == null ? null : { appName: app.appName },
    website: website == null ? null : { ...website },
    hasRecurring: input.hasRecurring,
    merchantCategoryCode: input.merchantCategoryCode,
  };
}
