import { describe, expect } from 'vitest';
import { z } from 'zod';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

// Equal requests would be answered from whole responses.
const it = sharedStack({
  subgraphs: ['entur'],
  now: '2026-09-14T10:00:00Z',
  env: { RESPONSE_CACHE_MAX_BYTES: '0' },
});

const ids = z.object({
  enturOrders: z.object({ nodes: z.array(z.object({ orderId: z.string() })), totalCount: z.number() }),
});

/** Ids of so many orders of the sandbox that are confirmed. */
async function confirmed(stack: Stack, count: number): Promise<readonly string[]> {
  const query = `{ enturOrders(first: ${count}, filter: { status: { eq: "CONFIRMED" } }) { totalCount nodes { orderId } } }`;
  const { data } = await stack.askText(query);
  return ids.parse(data).enturOrders.nodes.map(({ orderId }) => orderId);
}

const references = (type: string, key: string, values: readonly string[]) => ({
  representations: values.map((value) => ({ __typename: type, [key]: value })),
});

const entities = (type: string, selection: string) =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { ${selection} } } }`;

describe('order entities', () => {
  it('take one call for a hundred, and none while they are kept', async ({ stack, clock }) => {
    const asked = await confirmed(stack, 100);
    expect(asked).toHaveLength(100);
    clock.advance(60);
    await stack.clearCalls();
    const query = entities('EnturOrder', 'orderId status');
    const variables = references('EnturOrder', 'orderId', asked);
    const { data, errors } = await stack.askText(query, variables);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ _entities: asked.map((orderId) => ({ orderId, status: 'CONFIRMED' })) });
    expect(await stack.calls()).toEqual([
      `GET /entur/sales/v1/orders?id=in:${asked.join(',')}&page=1&perPage=100`,
    ]);
    await stack.clearCalls();
    await stack.askText(query, variables);
    expect(await stack.calls()).toEqual([]);
    clock.advance(11);
    await stack.askText(query, variables);
    expect(await stack.calls()).toHaveLength(1);
  });

  it('have nothing but their key where there are none, and cost no call by it alone', async ({ stack }) => {
    await stack.clearCalls();
    const others = references('EnturOrder', 'orderId', ['QQQQQQQQ']);
    expect(await stack.askText(entities('EnturOrder', 'orderId'), others)).toEqual({
      data: { _entities: [{ orderId: 'QQQQQQQQ' }] },
    });
    expect(await stack.calls()).toEqual([]);
    expect(await stack.askText(entities('EnturOrder', 'version'), others)).toEqual({
      data: { _entities: [{ version: null }] },
    });
    expect(await stack.calls()).toEqual(['GET /entur/sales/v1/orders?id=in:QQQQQQQQ&page=1&perPage=100']);
  });
});

const paymentEntity = z.object({
  enturPayments: z.object({ nodes: z.array(z.object({ paymentId: z.string(), orderId: z.string() })) }),
});

describe('entities of payments and credits', () => {
  it.for([
    ['EnturPayment', 'paymentId', 'enturPayments', 'payments'],
    ['EnturCredit', 'creditId', 'enturCredits', 'credits'],
  ] as const)(
    '%s costs a call each, and has nothing but its key where there is none',
    async ([type, key, list, path], { stack, clock }) => {
      const { data } = await stack.askText(`{ ${list}(first: 2) { nodes { ${key} orderId } } }`);
      const nodes =
        z.record(z.string(), z.object({ nodes: z.array(z.record(z.string(), z.string())) })).parse(data)[list]
          ?.nodes ?? [];
      expect(nodes).toHaveLength(2);
      const keys = nodes.map((node) => node[key] ?? '');
      clock.advance(60);
      await stack.clearCalls();
      const variables = references(type, key, [...keys, '999999999999']);
      const answer = await stack.askText(entities(type, `${key} orderId`), variables);
      expect(answer).toEqual({ data: { _entities: [...nodes, { [key]: '999999999999', orderId: null }] } });
      expect((await stack.calls()).toSorted()).toEqual(
        [...keys, '999999999999']
          .map((id) => `GET /entur/sales/v1/${path}?${key}=eq:${id}&page=1&perPage=1`)
          .sort(),
      );
    },
  );

  it('lead back to their orders in one call for all', async ({ stack, clock }) => {
    clock.advance(60);
    await stack.clearCalls();
    const { data, errors } = await stack.askText(
      '{ enturPayments(first: 20) { nodes { paymentId orderId order { orderId status } } } }',
    );
    expect(errors).toBeUndefined();
    const { nodes } = paymentEntity.parse(data).enturPayments;
    expect(nodes).toHaveLength(20);
    const asked = [...new Set(nodes.map(({ orderId }) => orderId))];
    expect(await stack.calls()).toEqual([
      'GET /entur/sales/v1/payments?page=1&perPage=20',
      `GET /entur/sales/v1/orders?id=in:${asked.join(',')}&page=1&perPage=100`,
    ]);
  });
});

const withPayments = z.object({
  enturOrders: z.object({
    nodes: z.array(
      z.object({
        orderId: z.string(),
        payments: z.array(z.object({ transactions: z.array(z.object({ status: z.string() })) })),
      }),
    ),
  }),
});

describe('a page of a hundred orders with payments', () => {
  it('takes one call, and one for each order, as payments can not be asked for by lists; and none while all is kept', async ({
    stack,
    clock,
  }) => {
    clock.advance(60);
    await stack.clearCalls();
    const query =
      '{ enturOrders(first: 100, filter: { status: { eq: "CONFIRMED" } }) { nodes { orderId payments { paymentId transactions { status amount { amount } } } } } }';
    const first = await stack.askText(query);
    expect(first.errors).toBeUndefined();
    const { nodes } = withPayments.parse(first.data).enturOrders;
    expect(nodes).toHaveLength(100);
    const calls = await stack.calls();
    expect([...calls].sort()).toEqual(
      [
        'GET /entur/sales/v1/orders?status=eq:CONFIRMED&page=1&perPage=100',
        ...nodes.map(
          ({ orderId }) => `GET /entur/sales/v1/payments?orderId=eq:${orderId}&page=1&perPage=100`,
        ),
      ].sort(),
    );
    await stack.clearCalls();
    expect(await stack.askText(query)).toEqual(first);
    // What is not settled yet is asked for anew.
    const isOpen = ({ payments }: (typeof nodes)[number]): boolean =>
      payments.length === 0 ||
      payments.some(({ transactions }) =>
        transactions.some(
          ({ status }) => !['CAPTURED', 'CREDITED', 'CANCELLED', 'REJECTED'].includes(status),
        ),
      );
    expect(nodes.filter(isOpen)).toEqual([]);
    expect(await stack.calls()).toEqual([]);
  });

  it('takes one search for each fifty of them, for their tickets', async ({ stack, clock }) => {
    clock.advance(60);
    await stack.clearCalls();
    const query =
      '{ enturOrders(first: 100, filter: { status: { eq: "CONFIRMED" } }) { nodes { orderId ticketDistributionGroups { groupId orderId } } } }';
    const { errors, data } = await stack.askText(query);
    expect(errors).toBeUndefined();
    const groups = z
      .object({
        enturOrders: z.object({
          nodes: z.array(
            z.object({
              orderId: z.string(),
              ticketDistributionGroups: z.array(z.object({ orderId: z.string() })),
            }),
          ),
        }),
      })
      .parse(data).enturOrders.nodes;
    expect(
      groups.flatMap((order) =>
        order.ticketDistributionGroups.filter(({ orderId }) => orderId !== order.orderId),
      ),
    ).toEqual([]);
    expect(groups.some((order) => order.ticketDistributionGroups.length > 0)).toBe(true);
    const calls = await stack.calls();
    expect(calls.filter((call) => call.includes('/orders?'))).toHaveLength(1);
    const searches = calls.filter((call) => call.includes('/ticket-distribution-groups?'));
    // And one more for each further hundred groups that fifty orders have.
    const searchesFor = (orders: typeof groups): number =>
      Math.max(1, Math.ceil(orders.flatMap((order) => order.ticketDistributionGroups).length / 100));
    expect(searches).toHaveLength(searchesFor(groups.slice(0, 50)) + searchesFor(groups.slice(50)));
  });
});

describe('drafts', () => {
  it('are never kept', async ({ stack }) => {
    const { data } = await stack.askText(
      '{ enturOrders(first: 1, filter: { status: { eq: "DRAFT" } }) { totalCount nodes { orderId } } }',
    );
    const [orderId = ''] = ids.parse(data).enturOrders.nodes.map((node) => node.orderId);
    await stack.clearCalls();
    for (let turn = 0; turn < 2; turn += 1)
      expect(await stack.askText(`{ enturOrder(orderId: "${orderId}") { status } }`)).toEqual({
        data: { enturOrder: { status: 'DRAFT' } },
      });
    expect(await stack.calls()).toHaveLength(2);
  });
});
