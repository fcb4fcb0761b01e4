import { describe, expect, it } from 'vitest';
import { fakeClock } from '../support/stack.js';
import { changing, ways } from './changing.js';
import { page } from './graph.js';

const query =
  '{ _entities(representations: [{ __typename: "FundsEntry", id: "x", pspReference: "17" }]) { ... on FundsEntry { enturPayments { paymentId } } } }';
const paymentThatIs = (status: string) => ({
  paymentId: 6406,
  transactionHistory: [{ transactionId: 9001, status }],
});
const search = { method: 'GET', url: '/v1/payments?externalTransactionId=eq:17&page=1&perPage=100' };

describe.for(ways)('the payments of a funds entry, by the %s way', ([, COMPILE_QUERIES]) => {
  it.for([
    ['settled', [paymentThatIs('CAPTURED')], 1],
    ['under way', [paymentThatIs('CREATED')], 2],
    ['not known yet', [], 2],
  ] as const)('that are %s', async ([, payments, calls]) => {
    const clock = fakeClock();
    const graph = await changing(
      [page(...payments)],
      { COMPILE_QUERIES, RESPONSE_CACHE_MAX_BYTES: '0' },
      clock,
    );
    const answer = { data: { _entities: [{ enturPayments: payments.map(() => ({ paymentId: '6406' })) }] } };
    expect(await graph.ask(query)).toEqual(answer);
    expect(await graph.ask(query)).toEqual(answer);
    expect(graph.calls(), 'while they are fresh').toEqual(Array.from({ length: calls }, () => search));
    clock.advance(11);
    await graph.ask(query);
    expect(graph.calls()).toHaveLength(calls + 1);
  });
});
