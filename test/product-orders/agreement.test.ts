import { expect } from 'vitest';
import { z } from 'zod';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import type { PrefillProductOrderInput } from '../generated/graphql.js';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { full, least, png, prefill, webPackage } from './prefill.js';

/**
 * Each rule once, on both sides of its border: what this server refuses before a call, the API's own check refuses at
 * the same field, and what passes here passes there.
 */
type Change = Partial<PrefillProductOrderInput>;
type Case = readonly [what: string, change: Change, refused?: string];

const business = (scheme: string, id: string): Change => ({ businessIdentifier: { scheme, id } });
const account = (scheme: string, id: string): Change => ({ settlementBankAccount: { scheme, id } });
const site = (change: object): Change => ({
  website: { url: 'https://a.example', termsUrl: 'https://a.example/t', ...change },
});
const card = { productType: 'CASHIER', pricePackageId: webPackage } as const;

const cases: readonly Case[] = [
  ['the least', {}],
  ['everything', full],
  ['a Norwegian business', business('business:NO:ORG', '311100459')],
  ['a Danish business', business('business:DK:CVR', '99112204')],
  ['a Finnish business', business('business:FI:Y-tunnus', '2999002-8')],
  ['a register that nobody named yet', business('business:SE:ORGNR', '5560160680')],
  ['a scheme of 10 characters', business('business:X', '1234')],
  ['a scheme of 9 characters', business('business:', '1234'), 'businessIdentifier.scheme'],
  ['a scheme of 30 characters', business('b'.repeat(30), '1234')],
  ['a scheme of 31 characters', business('b'.repeat(31), '1234'), 'businessIdentifier.scheme'],
  ['the vendor sample with ten digits', business('business:NO:ORG', '9876543221')],
  ['the vendor sample with a wrong check digit', business('business:NO:ORG', '987654321')],
  ['an id of 3 digits', business('business:NO:ORG', '123'), 'businessIdentifier.id'],
  ['an id of 50 digits', business('business:NO:ORG', '1'.repeat(50))],
  ['an id of 51 digits', business('business:NO:ORG', '1'.repeat(51)), 'businessIdentifier.id'],
  ['an id with spaces', business('business:NO:ORG', '311 100 459'), 'businessIdentifier.id'],
  ['an id with a line break', business('business:NO:ORG', '311100459\n'), 'businessIdentifier.id'],
  ['an id with letters', business('business:NO:ORG', 'NO311100459'), 'businessIdentifier.id'],
  ['a product that nobody knows', { productType: 'UNKNOWN' }, 'productType'],
  ['donations', { productType: 'DONATIONS' }],
  ['checkout', { productType: 'CHECKOUT' }],
  ['a name of one letter', { salesUnitName: 'A' }],
  ['an empty name', { salesUnitName: '' }, 'salesUnitName'],
  ['a name of 40 characters', { salesUnitName: 'Å'.repeat(40) }],
  ['a name of 41 characters', { salesUnitName: 'Å'.repeat(41) }, 'salesUnitName'],
  ['a name of 40 characters outside the first plane', { salesUnitName: '𐐀'.repeat(40) }],
  ['a name with all signs allowed', { salesUnitName: 'A1()*+,-./:;<=>?@[\\]^_` ' }],
  ['a name with an ampersand', { salesUnitName: 'Ripe & Røyk' }, 'salesUnitName'],
  ['a name with a straight apostrophe', { salesUnitName: "Pete's" }, 'salesUnitName'],
  ['a name with a curly apostrophe', { salesUnitName: 'Pete’s' }, 'salesUnitName'],
  ['a name with an exclamation mark', { salesUnitName: 'Yes!' }, 'salesUnitName'],
  ['a name with a picture', { salesUnitName: 'Kaffe ☕' }, 'salesUnitName'],
  ['a name in Arabic-Indic digits', { salesUnitName: '٣' }, 'salesUnitName'],
  ['a logo that is no base64', { salesUnitLogo: '%%%' }, 'salesUnitLogo'],
  ['an empty logo', { salesUnitLogo: '' }, 'salesUnitLogo'],
  ['a Norwegian account', account('BBAN:NO', '15039000129')],
  ['a Danish account', account('BBAN:DK', '12340001234567')],
  ['an account of 9 digits', account('BBAN:NO', '123456789')],
  ['an account of 8 digits', account('BBAN:NO', '12345678'), 'settlementBankAccount.id'],
  ['an account of 34 digits', account('BBAN:NO', '1'.repeat(34))],
  ['an account of 35 digits', account('BBAN:NO', '1'.repeat(35)), 'settlementBankAccount.id'],
  ['an account with dots', account('BBAN:NO', '1503.90.00129'), 'settlementBankAccount.id'],
  ['an IBAN as number', account('BBAN:NO', 'NO1615039000129'), 'settlementBankAccount.id'],
  ['an IBAN as scheme', account('IBAN:NO', '15039000129'), 'settlementBankAccount.scheme'],
  ['an account scheme of 4 characters', account('BBAN', '15039000129'), 'settlementBankAccount.scheme'],
  ['an account scheme of 20 characters', account('B'.repeat(20), '15039000129')],
  [
    'an account scheme of 21 characters',
    account('B'.repeat(21), '15039000129'),
    'settlementBankAccount.scheme',
  ],
  ['a package for a till', card],
  ['a package for login', { pricePackageId: webPackage }, 'pricePackageId'],
  ['a package for donations', { ...card, productType: 'DONATIONS' }, 'pricePackageId'],
  ['the old three-digit price id', { ...card, pricePackageId: '123' }, 'pricePackageId'],
  ['the use of a website', { productUseCase: 'WEBSITE' }],
  ['the use of an app, with the app', { productUseCase: 'APP', app: { appName: 'Nordlys' } }],
  ['another use', { productUseCase: 'UNKNOWN' }],
  ['no turnover', { annualTurnover: 0 }],
  ['the greatest turnover', { annualTurnover: 999_999_999 }],
  ['a greater turnover', { annualTurnover: 1_000_000_000 }, 'annualTurnover'],
  ['a turnover below nothing', { annualTurnover: -1 }, 'annualTurnover'],
  ['a share of 10', { annualTurnoverPercentage: 10 }],
  ['a share of 100', { annualTurnoverPercentage: 100 }],
  ['a share of 0', { annualTurnoverPercentage: 0 }, 'annualTurnoverPercentage'],
  ['a share of 110', { annualTurnoverPercentage: 110 }, 'annualTurnoverPercentage'],
  ['a share of 45', { annualTurnoverPercentage: 45 }, 'annualTurnoverPercentage'],
  ['an empty purpose', { intendedPurpose: '' }],
  ['a website', site({})],
  [
    'a website with capitals, a long top-level domain, port and query',
    site({ url: 'https://Shop.Example.museum:8443?a=b' }),
  ],
  ['a website in plain http', site({ url: 'http://a.example' }), 'website.url'],
  ['a website without scheme', site({ url: 'www.a.example' }), 'website.url'],
  ['a website with a space at its end', site({ url: 'https://a.example/ ' }), 'website.url'],
  ['terms in plain http', site({ termsUrl: 'http://a.example/t' }), 'website.termsUrl'],
  ['empty terms', site({ termsUrl: '' }), 'website.termsUrl'],
  ['a test website in plain http', site({ testWebsiteUrl: 'http://t.example' }), 'website.testWebsiteUrl'],
  ['recurring payments', { hasRecurring: true }],
  ['a category code', { merchantCategoryCode: '0742' }],
  ['a category code of three digits', { merchantCategoryCode: '742' }, 'merchantCategoryCode'],
  ['a category code of five digits', { merchantCategoryCode: '54990' }, 'merchantCategoryCode'],
  ['a key of 50 characters', { idempotencyKey: 'k'.repeat(50) }],
  ['a key of 51 characters', { idempotencyKey: 'k'.repeat(51) }, 'idempotencyKey'],
  ['an empty key', { idempotencyKey: '' }, 'idempotencyKey'],
  ['a key with an underscore', { idempotencyKey: 'order_7' }, 'idempotencyKey'],
];
let headers: Record<string, string>;
let serial = 0;

const it = sharedStack();
it.beforeAll(async ({ stack }) => {
  headers = await partnerHeaders(stack.sandboxUrl);
});

it('covers at least 60 cases, half of them refused', () => {
  expect(cases.length).toBeGreaterThanOrEqual(60);
  expect(cases.filter(([, , refused]) => refused !== undefined).length).toBeGreaterThanOrEqual(30);
});

it.for(cases.map(([what, change, refused]) => ({ what, change, refused })))(
  '$what',
  async ({ change, refused }, { stack }) => {
    const input = { ...least, ...change };
    const key = input.idempotencyKey ?? `agreement-${String((serial += 1))}`;
    const there = await askSandbox(stack, input, key);
    expect(there).toEqual(
      refused === undefined ? [] : [refused === 'idempotencyKey' ? 'Idempotency-Key' : refused],
    );

    await stack.clearCalls();
    const here = await prefill(stack, input);
    expect(here.errors).toEqual([]);
    expect(here.payload?.userErrors.map(({ field }) => field?.join('.'))).toEqual(
      refused === undefined ? [] : [refused],
    );
    for (const { message } of here.payload?.userErrors ?? []) expect(message).toMatch(/^\w+ .{15,}\.$/s);
    const calls = (await stack.calls()).filter((call) => call.startsWith('POST'));
    expect(calls).toHaveLength(refused === undefined ? 1 : 0);
  },
);

it.for([
  ['a PNG of 100 x 100', png(100, 100), undefined],
  ['a PNG of 1000 x 100', png(1000, 100), undefined],
  ['a PNG of 99 x 100', png(99, 100), 'this one is 99 x 100'],
  ['a PNG of 1001 x 500', png(1001, 500), 'this one is 1001 x 500'],
  [
    'a JPEG',
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex').toString('base64'),
    'must be a PNG',
  ],
  ['words', Buffer.from('The image goes here').toString('base64'), 'must be a PNG'],
  ['a PNG cut off', png(200, 200).slice(0, 24), 'must be a PNG'],
] as const)(
  'refuses as a logo what the API would leave out of the form without a word: %s',
  async ([, logo, refused], { stack }) => {
    const input = { ...least, salesUnitLogo: logo };
    const reply = await post(stack, input, `logo-${String((serial += 1))}`);
    const { prefilledOrderId } = z.object({ prefilledOrderId: z.string() }).parse(reply.body);
    const { form } = await stack.sandbox.productOrders.read(prefilledOrderId);
    expect(form?.['salesUnitLogo']).toEqual(refused === undefined ? logo : undefined);

    const { payload } = await prefill(stack, input);
    expect(payload?.userErrors).toEqual(
      refused === undefined
        ? []
        : [{ field: ['salesUnitLogo'], code: 'INVALID', message: expect.stringContaining(refused) }],
    );
  },
);

it('tells all faults at once, and the oddities beside them', async ({ stack }) => {
  await stack.clearCalls();
  const { payload } = await prefill(stack, {
    businessIdentifier: { scheme: 'business:NO:ORG', id: '987654321' },
    productType: 'PAYMENT_INTEGRATION',
    salesUnitName: 'Ripe & Røyk',
    settlementBankAccount: { scheme: 'BBAN:DK', id: '123' },
    annualTurnoverPercentage: 45,
    website: { url: 'http://a.example', termsUrl: 'b' },
  });
  expect(payload?.userErrors.map(({ field }) => field?.join('.'))).toEqual([
    'salesUnitName',
    'settlementBankAccount.id',
    'annualTurnoverPercentage',
    'website.url',
    'website.termsUrl',
  ]);
  expect(payload?.userErrors[0]).toEqual({
    field: ['salesUnitName'],
    code: 'INVALID',
    message: 'salesUnitName must do without &: leave it out or write it in letters.',
  });
  expect(payload?.warnings.map(({ field, code }) => `${field?.join('.') ?? ''} ${code}`)).toEqual([
    'businessIdentifier.id ODD_NUMBER',
    'settlementBankAccount.scheme OTHER_COUNTRY',
  ]);
  expect(await stack.calls()).toEqual([]);
});

it.for<[string, Change, readonly string[]]>([
  ['payments without a website', { productType: 'PAYMENT_INTEGRATION' }, ['website MISSING']],
  [
    'payments in an app',
    { productType: 'PAYMENT_INTEGRATION', productUseCase: 'APP', app: { appName: 'A' } },
    [],
  ],
  ['the use of a website without one', { productUseCase: 'WEBSITE' }, ['website MISSING']],
  [
    'a test website that is not told',
    { productUseCase: 'WEBSITE_WITH_TEST', ...site({}) },
    [
      'website.testWebsiteUrl MISSING',
      'website.testWebsiteUsername MISSING',
      'website.testWebsitePassword MISSING',
    ],
  ],
  ['the use of an app without one', { productUseCase: 'APP' }, ['app MISSING']],
  [
    'a till on a website',
    { productType: 'CASHIER', productUseCase: 'WEBSITE', ...site({}) },
    ['productUseCase UNUSUAL', 'intendedPurpose MISSING'],
  ],
  [
    'a register that is not known',
    business('business:NO:ORGNR', '311100459'),
    ['businessIdentifier.scheme UNKNOWN_SCHEME'],
  ],
] as const)('sends, with a warning where it is due: %s', async ([, change, warnings], { stack }) => {
  const { payload } = await prefill(stack, { ...least, ...change });
  expect(payload?.productOrder).not.toBeNull();
  expect(payload?.warnings.map(({ field, code }) => `${field?.join('.') ?? ''} ${code}`)).toEqual(warnings);
});

const words = { WEBSITE: 'Website', WEBSITE_WITH_TEST: 'WebsiteWithTest', APP: 'App', UNKNOWN: 'Unknown' };

/** The paths that the API itself refuses of the same order. */
async function askSandbox(stack: Stack, input: PrefillProductOrderInput, key: string): Promise<string[]> {
  const { status, body } = await post(stack, input, key);
  if (status === 201) return [];
  const { extraDetails } = z.object({ extraDetails: z.array(z.object({ key: z.string() })) }).parse(body);
  return extraDetails.map((each) => each.key);
}

async function post(stack: Stack, input: PrefillProductOrderInput, key: string) {
  const body = {
    ...input,
    idempotencyKey: undefined,
    ...(input.productUseCase && { productUseCase: words[input.productUseCase] }),
    ...(input.annualTurnoverPercentage != null && {
      annualTurnoverPercentage: String(input.annualTurnoverPercentage),
    }),
  };
  const response = await fetch(`${stack.sandboxUrl}/management/v1/product-orders`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': key },
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer };
}

async function partnerHeaders(url: string): Promise<Record<string, string>> {
  const { clientId, clientSecret, subscriptionKey } = sandboxKeys.partner;
  const key = { 'ocp-apim-subscription-key': subscriptionKey };
  const response = await fetch(`${url}/accesstoken/get`, {
    method: 'POST',
    headers: { client_id: clientId, client_secret: clientSecret, ...key },
  });
  const { access_token: token } = z.object({ access_token: z.string() }).parse(await response.json());
  return { ...key, authorization: `Bearer ${token}` };
}
