import { askGraph, at, isObject, itemsOf, type Ask } from './graph.ts';

/** A read of seeded data that no change touches, with the answer that a server without faults gives. */
export interface StaticRead {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly expected: unknown;
  /** What comes behind it, with the `endCursor` that this one's answer gives at that path. */
  readonly next: { readonly cursorAt: readonly string[]; readonly read: StaticRead } | undefined;
}

type Variables = Readonly<Record<string, unknown>>;
type Draft = readonly [name: string, query: string, variables: Variables, pages?: readonly string[]];

/** How many pages of a list are walked at most. */
const MOST_PAGES = 3;

const salesUnitPage = `query($first: Int!, $after: String) { salesUnits(first: $first, after: $after) { totalCount
  nodes { msn name configuration { paymentAllowed captureType recurringAllowed } merchant { name status countryCode } }
  pageInfo { hasNextPage endCursor } } }`;
const unitsByName = `query($name: String!) { salesUnits(first: 20, filter: { name: $name }) { totalCount
  edges { cursor node { id msn name } } } }`;
const salesUnit = `query($msn: String!) { salesUnit(msn: $msn) { id msn name businessIdentifier { scheme id }
  configuration { captureType partialCaptureAllowed } merchant { name businessAddress { lines city } }
  ledger { ledgerId currency } } }`;
const merchant = `query($scheme: String!, $id: String!) { merchant(businessIdentifier: { scheme: $scheme, id: $id }) {
  name status createdAt salesUnits(first: 20) { totalCount nodes { msn name } } } }`;
const ledgerPage = `query($first: Int!, $after: String) { ledgers(first: $first, after: $after) { totalCount
  nodes { ledgerId currency owner { name } pointsOfSale { name recipientHandle msn } payoutBankAccount { scheme id } }
  pageInfo { hasNextPage endCursor } } }`;
const payout = `query($ledgerId: String!, $date: LocalDate!) { ledger(ledgerId: $ledgerId) { currency
  funds(date: $date, first: 60) { nodes { entryType time pspReference reference amount { decimal currency }
    balanceAfter { decimal } isDateComplete salesEvent { classification { solution } lines { name quantity } } } }
  fees(date: $date, first: 60) { nodes { entryType pspReference amount { decimal } } } } }`;
const salesOfADay = `query($ledgerId: String!, $date: LocalDate!) { ledger(ledgerId: $ledgerId) {
  salesEvents(date: $date, first: 40) { nodes { entryType time reference amounts { signedGross { decimal currency } }
    lines { name quantity vatRateBasisPoints } fundsEntries { ledgerDate amount { decimal } } }
    pageInfo { hasNextPage } } } }`;
const refunds = `query($ledgerId: String!) { ledger(ledgerId: $ledgerId) { salesEvents(entryType: REFUND, first: 5) {
  nodes { time reference amounts { signedGross { decimal } } originalSale { pspReference lines { name } } } } } }`;
const salesPage = `query($ledgerId: String!, $first: Int!, $after: String) { ledger(ledgerId: $ledgerId) {
  salesEvents(first: $first, after: $after) { nodes { id pspReference time entryType }
    pageInfo { hasNextPage endCursor } } } }`;
const fundsPage = `query($ledgerId: String!, $first: Int!, $after: String) { ledger(ledgerId: $ledgerId) {
  funds(first: $first, after: $after) { nodes { entryType time amount { value } balanceAfter { value } }
    pageInfo { hasNextPage endCursor } } } }`;
const pricePackages = '{ pricePackages { pricePackageId name description market productType } }';
const orders = `query($keys: [OrderKey!]!) { orders(keys: $keys) { orderId category { type url }
  receipt { bottomLine { receiptNumber } totals { gross { decimal currency } tax { decimal } } }
  categories { categoryId url } salesUnit { name } } }`;
const orderOfASale = `query($orderId: String!) { order(msn: "204139", paymentType: ECOM, orderId: $orderId) {
  receipt { orderLines { name totalAmount { decimal } } } salesEvents { pspReference amounts { gross { decimal } } }
  salesUnit { name ledger { ledgerId } } } }`;

const dates = ['2026-09-14', '2026-09-12', '2026-09-07', '2026-08-21', '2026-07-03'];

/**
 * Asks a server without faults what there is and then everything about it: the answers that the one under test must
 * give too. All APIs are among them, lists and their pages, details and joins.
 * @param every only one in so many
 */
export async function staticReads(
  url: string,
  ask: Ask = askGraph,
  every = 1,
): Promise<readonly StaticRead[]> {
  const drafts = (await draftReads(url, ask)).filter((_, index) => index % every === 0);
  const reads: StaticRead[] = [];
  // A few at a time, as each may need dozens of calls.
  for (let from = 0; from < drafts.length; from += 8)
    reads.push(
      ...(await Promise.all(
        drafts.slice(from, from + 8).map((draft) => answered(url, ask, draft, MOST_PAGES)),
      )),
    );
  return reads;
}

async function draftReads(url: string, ask: Ask): Promise<Draft[]> {
  const { data } = await ask(
    url,
    `{ salesUnits(first: 200) { nodes { msn name businessIdentifier { scheme id } } }
       ledgers(first: 100) { nodes { ledgerId } } }`,
    {},
  );
  const units = itemsOf(at(data, 'salesUnits', 'nodes'));
  const ledgers = itemsOf(at(data, 'ledgers', 'nodes')).map((ledger) => String(at(ledger, 'ledgerId')));
  const some = units.filter((_, index) => index % 2 === 0);
  const merchants = new Map(
    some.map((unit) => [String(at(unit, 'businessIdentifier', 'id')), at(unit, 'businessIdentifier')]),
  );
  const seededOrders = [
    { msn: '204117', paymentType: 'ECOM', orderId: 'kaffe-2026-00417' },
    { msn: '204117', paymentType: 'ECOM', orderId: 'kaffe-2026-00418' },
    { msn: '204166', paymentType: 'RECURRING', orderId: 'chr-bonneklubb-09' },
    { msn: '251308', paymentType: 'ECOM', orderId: 'ferge-77120' },
  ];
  return [
    ...[10, 25, 60].map((first): Draft => ['sales units', salesUnitPage, { first }, ['salesUnits']]),
    ...['nettbutikk', 'kiosk', 'kaia', 'no such name'].map((name): Draft => [
      'by name',
      unitsByName,
      { name },
    ]),
    ...some.map((unit): Draft => ['sales unit', salesUnit, { msn: at(unit, 'msn') }]),
    ['sales unit', salesUnit, { msn: '999999' }],
    ...[...merchants.values()].map((id): Draft => ['merchant', merchant, isObject(id) ? id : {}]),
    ...[4, 7].map((first): Draft => ['ledgers', ledgerPage, { first }, ['ledgers']]),
    ...ledgers.flatMap((ledgerId, index): Draft[] => {
      return [
        ...dates.map((date): Draft => ['payout', payout, { ledgerId, date }]),
        ...dates.map((date): Draft => ['sales of a day', salesOfADay, { ledgerId, date }]),
        ['sales', salesPage, { ledgerId, first: 40 + index }, ['ledger', 'salesEvents']],
        ['funds', fundsPage, { ledgerId, first: 50 + index }, ['ledger', 'funds']],
      ];
    }),
    ...ledgers.slice(0, 4).map((ledgerId): Draft => ['refunds', refunds, { ledgerId }]),
    ['price packages', pricePackages, {}],
    ...seededOrders.map((key): Draft => ['orders', orders, { keys: [key] }]),
    ['orders', orders, { keys: seededOrders }],
    ['order of a sale', orderOfASale, { orderId: '9110010001' }],
  ];
}

async function answered(url: string, ask: Ask, draft: Draft, pages: number): Promise<StaticRead> {
  const [name, query, variables, list] = draft;
  const { data, faults } = await ask(url, query, variables);
  if (faults.length > 0)
    throw new Error(`Without faults, ${name} ${JSON.stringify(variables)} has ${JSON.stringify(faults)}`);
  const read = { name, query, variables, expected: data };
  if (list === undefined || pages === 1 || at(data, ...list, 'pageInfo', 'hasNextPage') !== true)
    return { ...read, next: undefined };
  const cursorAt = [...list, 'pageInfo', 'endCursor'];
  const behind: Draft = [`${name}, next page`, query, { ...variables, after: at(data, ...cursorAt) }, list];
  return { ...read, next: { cursorAt, read: await answered(url, ask, behind, pages - 1) } };
}
