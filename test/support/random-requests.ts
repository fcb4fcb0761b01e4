import type { GraphQLSchema } from 'graphql';
import { randomOperation, type RandomOperation, type Representation } from './random-operation.js';
import { randomFrom } from './random.js';

/** The body of a GraphQL request over HTTP. */
export interface RandomRequest extends RandomOperation {
  readonly operationName?: string;
}

const businesses = [
  { scheme: 'business:NO:ORG', id: '311204173' },
  { scheme: 'business:NO:ORG', id: '311258613' },
  { scheme: 'business:DK:CVR', id: '99112204' },
  { scheme: 'business:FI:Y-tunnus', id: '9910023-8' },
  { scheme: 'business:NO:ORG', id: '123456785' },
];
const msns = ['204117', '204139', '211902', '251308', '251357', '999999'];
const ledgerIds = ['418806', '418914', '421390', '436220', '999999'];
const productOrderIds = ['04401380-f716-470e-80b8-9da89fb3b79c', '00000000-0000-4000-8000-000000000000'];
const pricePackageIds = ['a74f2726-df5f-4a43-8094-feb77f24c8bf', '00000000-0000-4000-8000-000000000000'];
const seededCategory = '1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de101';
const missingCategory = '1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de102';
const orders = [
  { msn: '204117', paymentType: 'ECOM', orderId: 'kaffe-2026-00417' },
  { msn: '204139', paymentType: 'ECOM', orderId: '9110010001' },
  { msn: '204117', paymentType: 'ECOM', orderId: 'none' },
];
const sales = [
  ['418914', '48110010001'],
  ['421390', '48140010002'],
  ['418914', '48200000000'],
] as const;

const seldom: readonly null[] = Array.from({ length: 15 }, () => null);

/** Without a date these read whole feeds, which takes the sandbox long. */
export const scans = {
  'salesEvents.entryType': [...seldom, 'REFUND'],
  'salesEvents.paymentType': [...seldom, 'CARD'],
  'salesEvents.solution': [...seldom, 'MPOS'],
  'salesEvents.vatRateBasisPoints': [...seldom, 2_500],
  'salesEvents.minGross': [...seldom, 10_000],
  'salesEvents.maxGross': [...seldom, 10_000],
  'funds.entryType': [...seldom, 'CAPTURE'],
  'funds.reference': [...seldom, '9110010001'],
  'funds.pspReference': [...seldom, '48110010001'],
  'fees.entryType': [...seldom, 'CAPTURE_FEE'],
  'fees.reference': [...seldom, '9110010001'],
  'fees.pspReference': [...seldom, '48110010001'],
};
function idOf(...key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** What exists in the sandbox, some things that don't, and few that are not valid. */
const values = {
  msn: [...msns, ...msns, ...msns, 'x'],
  businessIdentifier: businesses,
  merchant: [...businesses, null],
  keys: [orders, orders.slice(0, 1)],
  orderId: ['kaffe-2026-00417', '9110010001', 'none'],
  transactionId: ['kaffe-2026-00417', 'none'],
  paymentType: ['ECOM'],
  categoryId: [seededCategory, missingCategory],
  ledgerId: ledgerIds,
  pspReference: ['48110010001', '48140010002', '48200000000'],
  productOrderId: productOrderIds,
  recipientHandle: ['NO:771204', 'api:251308', null],
  first: [1, 2, 3, 3, 2, 5],
  after: [null, null, null, null, null, 'damaged'],
  last: [null, null, null, 2],
  before: [null, null, null, null, null, 'damaged'],
  name: ['nett', 'zzz', null],
  date: ['2026-05-20', '2026-09-14', null, null],
  // Together with a date it is refused.
  reference: [null, null, null, '9110010001'],
  laterDays: [0, 1],
  // Together with much else it is refused.
  pspReferences: [...seldom, ['48110010001', '48200000000']],
  timeFrom: [...seldom, '2026-09-14T08:00:00Z'],
  timeTo: [...seldom, '2026-09-14T12:00:00Z'],
  ledgers: [['418914'], ['421390', '418914'], ['418914', '999999']],
  ...scans,
  orgno: ['311204173'],
};

/** Each entity by each of its keys. */
export const representations: readonly Representation[] = [
  ...businesses.flatMap((businessIdentifier) => [
    { __typename: 'Merchant', businessIdentifier },
    { __typename: 'Merchant', id: idOf('Merchant', businessIdentifier.scheme, businessIdentifier.id) },
  ]),
  ...msns.flatMap((msn) => [
    { __typename: 'SalesUnit', msn },
    { __typename: 'SalesUnit', id: idOf('SalesUnit', msn) },
  ]),
  ...ledgerIds.flatMap((ledgerId) => [
    { __typename: 'Ledger', ledgerId },
    { __typename: 'Ledger', id: idOf('Ledger', ledgerId) },
  ]),
  ...productOrderIds.flatMap((productOrderId) => [
    { __typename: 'ProductOrder', productOrderId },
    { __typename: 'ProductOrder', id: idOf('ProductOrder', productOrderId) },
  ]),
  ...pricePackageIds.flatMap((pricePackageId) => [
    { __typename: 'PricePackage', pricePackageId },
    { __typename: 'PricePackage', id: idOf('PricePackage', pricePackageId) },
  ]),
  ...orders.flatMap((order) => [
    { __typename: 'Order', ...order },
    { __typename: 'Order', id: idOf('Order', order.msn, order.paymentType, order.orderId) },
  ]),
  ...[seededCategory, missingCategory].flatMap((categoryId) => [
    { __typename: 'Category', msn: '204117', categoryId },
    { __typename: 'Category', id: idOf('Category', '204117', categoryId) },
  ]),
  ...sales.flatMap(([ledgerId, pspReference]) => [
    { __typename: 'SalesEvent', ledgerId, pspReference },
    { __typename: 'SalesEvent', id: idOf('SalesEvent', ledgerId, pspReference) },
  ]),
  { __typename: 'FundsEntry', id: idOf('FundsEntry', '418914', '2026-05-20', 'AAAAAAAAAAAAAAAA') },
  { __typename: 'FeesEntry', id: idOf('FeesEntry', '418914', '2026-05-20', 'AAAAAAAAAAAAAAAA') },
  { __typename: 'SalesUnit', id: 'damaged' },
];

/** Refused where the Partner API is switched off. */
const rare = ['partnerMerchant', 'partnerSalesUnit', 'additionalDetails'];

/** For each `fetch__<Type>` the ids of its type. */
const idsToFetch = Object.fromEntries(
  [...Map.groupBy(representations, ({ __typename }) => `fetch__${__typename}.id`)].map(([argument, of]) => [
    argument,
    of.flatMap(({ id }) => id ?? []),
  ]),
);

const MAX_DEPTH = 4;

/** Random valid requests against a subgraph over the sandbox, the same for the same seed. */
export function* randomRequests(
  schema: GraphQLSchema,
  seed: number,
  count: number,
): Generator<RandomRequest, void, undefined> {
  for (let index = 0; index < count; index += 1) {
    const each = `${String(seed)} ${String(index)}`;
    const operation = randomOperation(each, {
      schema,
      values: { ...values, ...idsToFetch },
      representations,
      rare,
      maxDepth: MAX_DEPTH,
    });
    yield named(operation, randomFrom(`name ${each}`)());
  }
}

/** Some requests say which operation they mean, and have to where there is another. */
function named({ query, variables }: RandomOperation, way: number): RandomRequest {
  if (way < 0.7) return { query, variables };
  if (way < 0.85) return { query, variables, operationName: 'Random' };
  return { query: `${query}\nquery Other { __typename }`, variables, operationName: 'Random' };
}
