import type { BankAccountInput } from '../../schema/management/BankAccount.js';
import type { BusinessIdentifierInput } from '../../schema/management/BusinessIdentifier.js';
import type { PrefillProductOrderInput } from '../../schema/product-orders/PrefillProductOrderInput.js';
import type { ProductOrderWebsiteInput } from '../../schema/product-orders/ProductOrderWebsiteInput.js';
import { ProductType } from '../../schema/product-orders/ProductType.js';
import { ProductUseCase } from '../../schema/product-orders/ProductUseCase.js';
import type { WirePrefillRequest } from '../../src/clients/product-orders.js';
import type { InputIssues } from '../shared/input-issues.js';
import { isUuid } from '../shared/uuid.js';
import { logoIssue } from './logo.js';
import {
  accountNumberIssue,
  accountSchemes,
  businessNumberIssue,
  businessSchemes,
  countryOf,
} from './national-numbers.js';
import { pricedTypes } from './priced-types.js';
import { warnAboutMissingFields } from './prefill-warnings.js';

/** The range from ) to _ is the API's own, and covers most ASCII characters. */
const namePattern = /^[\p{L}\p{M}\s()-_`]+$/u;

/** Applies every documented rule of a prefill before anything is sent, and notes all issues at once. @param context of the request */
export function checkPrefill(input: PrefillProductOrderInput, issues: InputIssues, context: object): void {
  const { salesUnitName, salesUnitLogo, settlementBankAccount, website, annualTurnover } = input;
  checkBusiness(input.businessIdentifier, issues);
  if (input.productType === ProductType.UNKNOWN) {
    issues.add(['productType'], 'INVALID', 'productType must be a product; UNKNOWN is for answers only.');
  }
  if (salesUnitName != null) checkName(salesUnitName, 40, issues);
  if (salesUnitLogo != null) {
    const issue = logoIssue(salesUnitLogo, context);
    if (issue !== undefined) issues.add(['salesUnitLogo'], 'INVALID', `salesUnitLogo ${issue}`);
  }
  if (settlementBankAccount != null) checkAccount(settlementBankAccount, input.businessIdentifier, issues);
  checkPricePackage(input, issues);
  if (annualTurnover != null && (annualTurnover < 0 || annualTurnover > 999_999_999)) {
    issues.add(
      ['annualTurnover'],
      'OUT_OF_RANGE',
      'annualTurnover must be from 0 to 999999999, in whole kroner or euro.',
    );
  }
  const share = input.annualTurnoverPercentage;
  if (share != null && !(share >= 10 && share <= 100 && share % 10 === 0)) {
    issues.add(
      ['annualTurnoverPercentage'],
      'INVALID',
      'annualTurnoverPercentage must be 10, 20, 30 and so on up to 100.',
    );
  }
  if (website != null) {
    checkWebsite(
      website,
      isHttps,
      'a whole https address, such as "https://shop.example.com/terms".',
      issues,
    );
  }
  if (input.merchantCategoryCode != null && !/^\d{4}$/.test(input.merchantCategoryCode)) {
    issues.add(
      ['merchantCategoryCode'],
      'INVALID',
      'merchantCategoryCode must be four digits, such as "5814".',
    );
  }
  if (input.idempotencyKey != null) checkIdempotencyKey(input.idempotencyKey, issues);
  warnAboutMissingFields(input, issues);
}

/** Checks a key by the rule of the Management API; the older Partner API has none of its own. */
export function checkIdempotencyKey(key: string, issues: InputIssues): void {
  if (/^[a-zA-Z0-9-]{1,50}$/.test(key)) return;
  const rule = 'idempotencyKey must be 1 to 50 letters (a-z), digits and hyphens, such as a UUID.';
  issues.add(['idempotencyKey'], 'INVALID', rule);
}

/**
 * Checks the name of a new sales unit.
 * @param max characters; the older API takes fewer
 */
export function checkName(name: string, max: number, issues: InputIssues): void {
  if (name === '' || [...name].length > max) {
    const rule = `salesUnitName must have 1 to ${String(max)} characters; this one has ${String([...name].length)}.`;
    issues.add(['salesUnitName'], name === '' ? 'REQUIRED' : 'TOO_LONG', rule);
  } else if (!namePattern.test(name)) {
    const refused = [...new Set([...name].filter((sign) => !namePattern.test(sign)))].join(' ');
    issues.add(
      ['salesUnitName'],
      'INVALID',
      `salesUnitName must do without ${refused}: leave it out or write it in letters.`,
    );
  }
}

function checkBusiness({ scheme, id }: BusinessIdentifierInput, issues: InputIssues): void {
  const path = ['businessIdentifier'];
  if ([...scheme].length < 10 || [...scheme].length > 30) {
    issues.add(
      [...path, 'scheme'],
      'INVALID',
      'scheme must have 10 to 30 characters, such as "business:NO:ORG".',
    );
  } else if (!businessSchemes.includes(scheme)) {
    const known = `scheme is none of ${businessSchemes.join(', ')}. Look for a mistyped letter.`;
    issues.warn([...path, 'scheme'], 'UNKNOWN_SCHEME', known);
  }
  if (!/^[\d-]{4,50}$/.test(id)) {
    issues.add(
      [...path, 'id'],
      'INVALID',
      'id must be 4 to 50 digits and hyphens, without spaces, such as "311100459".',
    );
    return;
  }
  const odd = businessNumberIssue(scheme, id);
  if (odd !== undefined) issues.warn([...path, 'id'], 'ODD_NUMBER', `id ${odd}`);
}

function checkAccount(
  { scheme, id }: BankAccountInput,
  business: BusinessIdentifierInput,
  issues: InputIssues,
): void {
  const path = ['settlementBankAccount'];
  if (/^IBAN/i.test(scheme)) {
    issues.add(
      [...path, 'scheme'],
      'INVALID',
      'scheme must be "BBAN:" and the country, such as "BBAN:NO": the API takes no IBAN.',
    );
  } else if ([...scheme].length < 5 || [...scheme].length > 20) {
    issues.add([...path, 'scheme'], 'INVALID', 'scheme must have 5 to 20 characters, such as "BBAN:NO".');
  } else if (!accountSchemes.includes(scheme)) {
    issues.warn(
      [...path, 'scheme'],
      'UNKNOWN_SCHEME',
      `scheme is none of ${accountSchemes.join(', ')}. Look for a mistyped letter.`,
    );
  } else if (businessSchemes.includes(business.scheme) && countryOf(scheme) !== countryOf(business.scheme)) {
    issues.warn(
      [...path, 'scheme'],
      'OTHER_COUNTRY',
      'The account is in another country than the business that must own it.',
    );
  }
  if (!/^\d{9,34}$/.test(id)) {
    const hint = /^[A-Za-z]{2}/.test(id)
      ? ' This looks like an IBAN: leave out its first four characters.'
      : '';
    issues.add([...path, 'id'], 'INVALID', `id must be 9 to 34 digits, without spaces and dots.${hint}`);
    return;
  }
  const odd = accountNumberIssue(scheme, id);
  if (odd !== undefined) issues.warn([...path, 'id'], 'ODD_NUMBER', `id ${odd}`);
}

function checkPricePackage(
  { pricePackageId, productType }: PrefillProductOrderInput,
  issues: InputIssues,
): void {
  if (pricePackageId == null) return;
  if (!isUuid(pricePackageId)) {
    issues.add(
      ['pricePackageId'],
      'INVALID',
      'pricePackageId must be a UUID. Take it from the query pricePackages.',
    );
  } else if (productType !== ProductType.UNKNOWN && !pricedTypes.includes(productType)) {
    const rule = `pricePackageId is for ${pricedTypes.join(', ')} only: leave it out for ${productType}.`;
    issues.add(['pricePackageId'], 'NOT_ALLOWED', rule);
  }
}

/**
 * Checks the addresses of a website.
 * @param rule completes the sentence "<field> must be …"
 */
export function checkWebsite(
  { url, termsUrl, testWebsiteUrl }: ProductOrderWebsiteInput,
  isValid: (address: string) => boolean,
  rule: string,
  issues: InputIssues,
): void {
  for (const [name, address] of Object.entries({ url, termsUrl, testWebsiteUrl })) {
    if (address == null || isValid(address)) continue;
    issues.add(['website', name], 'INVALID', `${name} must be ${rule}`);
  }
}

function isHttps(address: string): boolean {
  return /^https:\/\/\S+$/.test(address) && URL.canParse(address);
}

const apiUseCases: Readonly<Record<ProductUseCase, string>> = {
  [ProductUseCase.WEBSITE]: 'Website',
  [ProductUseCase.WEBSITE_WITH_TEST]: 'WebsiteWithTest',
  [ProductUseCase.APP]: 'App',
  [ProductUseCase.UNKNOWN]: 'Unknown',
};

/** The API's value for a use case, the same in both APIs. */
export function toApiUseCase(useCase: ProductUseCase): string {
  return apiUseCases[useCase];
}

/** The request for an input without errors. The merchant fills in whatever is null. */
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
    productUseCase: productUseCase == null ? null : toApiUseCase(productUseCase),
    annualTurnover: input.annualTurnover,
    annualTurnoverPercentage: share == null ? null : String(share),
    intendedPurpose: input.intendedPurpose,
    app: app == null ? null : { appName: app.appName },
    website: website == null ? null : websiteBody(website),
    hasRecurring: input.hasRecurring,
    merchantCategoryCode: input.merchantCategoryCode,
  };
}

/** In one order of fields, whatever the caller's: a repeat with the same key must have the same body. */
function websiteBody(website: ProductOrderWebsiteInput) {
  const { url, termsUrl, testWebsiteUrl, testWebsiteUsername, testWebsitePassword } = website;
  return { url, termsUrl, testWebsiteUrl, testWebsiteUsername, testWebsitePassword };
}
