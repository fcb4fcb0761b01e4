import { expect } from 'vitest';
import { BothPaths } from '../support/both-paths.js';
import { it } from '../support/fixture.js';

/** What is read by date, by scanning or over links; the example operations have none of it. */
const queries = [
  `{ ledger(ledgerId: "420177") { salesEvents(last: 20) { edges { cursor node { id salesUnit { msn } } } pageInfo { hasPreviousPage startCursor endCursor } } } }`,
  `{ ledger(ledgerId: "421390") { salesEvents(last: 3, paymentType: CASH) { nodes { time } pageInfo { startCursor } } } }`,
  `{ ledger(ledgerId: "418806") {
    funds(last: 4) { isComplete nodes { entryType feeEntries { amount { value } salesEvent { id } order { id } } } }
    fees(date: "2026-05-20", entryType: CAPTURE_FEE, first: 4) { isComplete nodes { salesEvent { id } order { id } } } } }`,
  `{ ledger(ledgerId: "700031") { funds(date: "2026-05-20") { isComplete nodes { time } pageInfo { endCursor } } } }`,
  `{ order(msn: "251308", paymentType: ECOM, orderId: "9130720001") {
    fundsEntries(from: "2026-05-20", days: 1) { fromDate toDate isComplete nodes { pspReference } }
    feeEntries(from: "2026-05-20", days: 2) { isComplete nodes { amount { value } } } } }`,
  `{ merchants(first: 4) { edges { cursor node { name productOrders { totalCount } } } pageInfo { hasNextPage endCursor } } }`,
  `{ salesUnits(first: 5, filter: { configuration: { captureType: RESERVE_CAPTURE } }) { totalCount nodes { msn } pageInfo { endCursor } } }`,
  `{ pricePackages(market: FI) { name } }`,
  // Refused, each at its own field.
  `{ ledger(ledgerId: "418806") { a: salesEvents(last: 0) { nodes { id } } b: funds(before: "x") { isComplete } c: fees(reference: "a/b") { isComplete } } }`,
  `{ merchants(first: 101) { nodes { name } } order(msn: "251308", paymentType: ECOM, orderId: "x") { fundsEntries(days: 32) { toDate } } }`,
];

it('links, filters and the newest items are the same on both paths, with the same calls', async ({
  start,
}) => {
  const paths = await BothPaths.start(start);
  for (const query of queries) {
    const { compiled, apollo } = await paths.ask({ query });
    expect(compiled, query).toStrictEqual(apollo);
    expect(JSON.parse(compiled.body), query).toHaveProperty('data');
  }
  expect(paths.compiled.server.fallBacks).toStrictEqual(new Map());
  const { compiled, apollo } = await paths.each((stack) => stack.calls());
  expect([...compiled].sort()).toStrictEqual([...apollo].sort());
});
