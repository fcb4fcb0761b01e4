import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const LEDGER = '700031';

const it = freshStack({ now: '2026-09-20T10:00:00Z' });
it.beforeEach(async ({ stack }) => {
  await stack.sandbox.clock.freeze('2026-09-20T10:00:00Z');
});

const cash = { pspReference: null, paymentType: 'CASH', reference: 'till-1', time: '2026-09-20T09:00:00Z' };
const refund = (gross: number, name?: string) => ({
  ...cash,
  entryType: 'refund',
  amounts: { gross },
  lines: name === undefined ? [] : [{ lineId: '1', name, quantity: 1, lineTotalGross: gross }],
});

const event = z.object({
  id: z.string(),
  amounts: z.object({ gross: z.object({ value: z.number() }) }),
  lines: z.array(z.object({ name: z.string() })),
  relatedEvents: z.array(z.object({ id: z.string() })),
});
const page = z.object({ nodes: z.array(event), pageInfo: z.object({ endCursor: z.string() }) });

async function ofOrder(stack: Stack, args = '') {
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "${LEDGER}") { salesEvents(reference: "till-1"${args}) {
      nodes { id amounts { gross { value } } lines { name } relatedEvents { id } } pageInfo { endCursor } } } }`,
  );
  expect(errors).toBeUndefined();
  return z.object({ ledger: z.object({ salesEvents: page }) }).parse(data).ledger.salesEvents;
}

describe('two cash refunds of one order in one second', () => {
  it.for([
    ['amount', [refund(100), refund(200)]],
    ['goods', [refund(100, 'Kaffe'), refund(100, 'Te')]],
  ] as const)(
    'are two events when they differ in %s, each found again by its id',
    async ([, events], { stack }) => {
      await stack.sandbox.ledgers.addEvents(LEDGER, events, false);
      const { nodes } = await ofOrder(stack);
      const seen = nodes.map(({ amounts, lines }) => [amounts.gross.value, lines[0]?.name]);
      expect(seen).toHaveLength(2);
      expect(seen).toEqual(
        expect.arrayContaining(events.map(({ amounts, lines }) => [amounts.gross, lines[0]?.name])),
      );
      const [one = '', other = ''] = nodes.map(({ id }) => id);
      expect(one).not.toBe(other);
      expect(nodes.map(({ relatedEvents }) => relatedEvents)).toEqual([[{ id: other }], [{ id: one }]]);
      const { data, errors } = await stack.askText(
        `query($of: [_Any!]!) { _entities(representations: $of) { ... on SalesEvent { id amounts { gross { value } } lines { name } } } }`,
        { of: nodes.map(({ id }) => ({ __typename: 'SalesEvent', id })) },
      );
      expect(errors).toBeUndefined();
      expect(data).toEqual({ _entities: nodes.map(({ id, amounts, lines }) => ({ id, amounts, lines })) });
    },
  );

  it('are both there when they are alike in all they say, also page by page', async ({ stack }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, [refund(100), refund(100), refund(100)], false);
    const { nodes } = await ofOrder(stack);
    const [id = ''] = nodes.map((node) => node.id);
    expect(nodes.map((node) => node.id)).toEqual([id, id, id]);
    for (const { relatedEvents } of nodes) expect(relatedEvents).toEqual([{ id }, { id }]);
    let after = '';
    for (const count of [1, 1, 1, 0]) {
      const found = await ofOrder(stack, `, first: 1${after && `, after: "${after}"`}`);
      expect(found.nodes).toHaveLength(count);
      after = found.pageInfo.endCursor;
    }
  });

  it('are not found by half an id', async ({ stack }) => {
    const id = Buffer.from(
      JSON.stringify(['CashSalesEvent', LEDGER, 'till-1', 'refund', cash.time]),
    ).toString('base64url');
    const { errors } = await stack.askText(
      `query($of: [_Any!]!) { _entities(representations: $of) { ... on SalesEvent { id } } }`,
      { of: [{ __typename: 'SalesEvent', id }] },
    );
    expect(errors).toEqual([
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', argument: ['id'] } }),
    ]);
  });

  it('without an order have an id that other subgraphs may refer to, though nothing more is found by it', async ({
    stack,
  }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, [{ ...refund(100), reference: null }], false);
    const page = await stack.askText(
      `{ ledger(ledgerId: "${LEDGER}") { salesEvents(first: 10000) { nodes { id reference } } } }`,
    );
    const { id } = z
      .object({
        ledger: z.object({ salesEvents: z.object({ nodes: z.array(z.object({ id: z.string() })) }) }),
      })
      .transform(({ ledger }) => ({ id: ledger.salesEvents.nodes.at(-1)?.id }))
      .parse(page.data);
    const { data, errors } = await stack.askText(
      `query($of: [_Any!]!) { _entities(representations: $of) { ... on SalesEvent { id pspReference time } } }`,
      { of: [{ __typename: 'SalesEvent', id }] },
    );
    expect(data).toEqual({ _entities: [{ id, pspReference: null, time: null }] });
    expect(errors).toMatchObject([
      { path: ['_entities', 0, 'time'], extensions: { code: 'BAD_USER_INPUT', argument: ['id'] } },
    ]);
  });
});
