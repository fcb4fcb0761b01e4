import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const LEDGER = '700031';
const NOW = '2026-09-20T10:00:00Z';

const it = freshStack({ now: NOW });
it.beforeEach(async ({ stack }) => {
  await stack.sandbox.clock.freeze(NOW);
});

const event = (pspReference: string, entryType: string, time: string) => ({
  pspReference,
  entryType,
  time: `2026-09-20T${time}Z`,
  reference: 'order-1',
});

const page = z.object({
  nodes: z.array(z.object({ pspReference: z.string() })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});

async function ofOrder(stack: Stack, args = '') {
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "${LEDGER}") { salesEvents(reference: "order-1"${args}) { nodes { pspReference } pageInfo { hasNextPage endCursor } } } }`,
  );
  expect(errors).toBeUndefined();
  const { nodes, pageInfo } = z.object({ ledger: z.object({ salesEvents: page }) }).parse(data)
    .ledger.salesEvents;
  return { events: nodes.map(({ pspReference }) => pspReference), ...pageInfo };
}

describe('the events of an order', () => {
  it('begin with the first capture by time, in whatever order the API gives them', async ({ stack }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, [
      event('refund', 'refund', '09:30:00'),
      event('second', 'capture', '09:10:00'),
      event('first', 'capture', '09:00:00'),
      event('third', 'capture', '09:20:00'),
    ]);
    expect((await ofOrder(stack)).events).toEqual(['first', 'second', 'third', 'refund']);
    const { data, errors } = await stack.askText(
      `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "refund") { originalSale { pspReference } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ salesEvent: { originalSale: { pspReference: 'first' } } });
  });

  describe('of which the API holds some back', () => {
    const holdBack = async (stack: Stack, items: Record<string, string>[]) => {
      await stack.sandbox.faults.add({
        path: `/sales/report/v1/ledgers/${LEDGER}/references/order-1`,
        times: null,
        status: 200,
        body: { items, cursor: 'string', hasMore: true },
      });
    };
    const heldBack = (path: readonly string[]) => ({
      message:
        "The Vipps MobilePay Sales API sent an answer that can't be used: it promises more, which this endpoint can not be asked for.",
      locations: expect.any(Array) as unknown,
      path,
      extensions: { code: 'UPSTREAM_BAD_RESPONSE', upstream: { api: 'sales' } },
    });

    it('are those that it gives, with a sign that there are more', async ({ stack }) => {
      await holdBack(stack, [event('first', 'capture', '09:00:00')]);
      const { events, hasNextPage, endCursor } = await ofOrder(stack);
      expect({ events, hasNextPage }).toEqual({ events: ['first'], hasNextPage: true });
      // Whoever goes on is not told that this was all.
      expect(
        await stack.askText(
          `{ ledger(ledgerId: "${LEDGER}") { ledgerId salesEvents(reference: "order-1", after: "${endCursor ?? ''}") { nodes { id } } } }`,
        ),
      ).toEqual({
        data: { ledger: { ledgerId: LEDGER, salesEvents: null } },
        errors: [heldBack(['ledger', 'salesEvents'])],
      });
    });

    it('are related, but the sale of a refund is not called unknown', async ({ stack }) => {
      await stack.sandbox.ledgers.addEvents(LEDGER, [event('refund', 'refund', '09:30:00')]);
      await holdBack(stack, [event('refund', 'refund', '09:30:00'), event('other', 'refund', '09:40:00')]);
      expect(
        await stack.askText(
          `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "refund") { relatedEvents { pspReference } originalSale { id } } }`,
        ),
      ).toEqual({
        data: { salesEvent: { relatedEvents: [{ pspReference: 'other' }], originalSale: null } },
        errors: [heldBack(['salesEvent', 'originalSale'])],
      });
    });

    it('are an error when it gives none', async ({ stack }) => {
      await holdBack(stack, []);
      expect(
        await stack.askText(
          `{ ledger(ledgerId: "${LEDGER}") { salesEvents(reference: "order-1") { nodes { id } } } }`,
        ),
      ).toEqual({ data: { ledger: { salesEvents: null } }, errors: [heldBack(['ledger', 'salesEvents'])] });
    });
  });

  it('keep a cursor behind the last one, with which a later refund is found', async ({ stack, clock }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, [event('first', 'capture', '09:00:00')]);
    const { endCursor } = await ofOrder(stack);
    expect(endCursor).not.toBeNull();
    const after = `, after: "${endCursor ?? ''}"`;
    expect(await ofOrder(stack, after)).toEqual({ events: [], hasNextPage: false, endCursor });
    await stack.sandbox.ledgers.addEvents(LEDGER, [event('refund', 'refund', '09:30:00')]);
    clock.advance(61);
    expect((await ofOrder(stack, after)).events).toEqual(['refund']);
  });

  it('are kept for a minute, not longer', async ({ stack, clock }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, [event('first', 'capture', '09:00:00')]);
    await ofOrder(stack);
    await stack.sandbox.ledgers.addEvents(LEDGER, [event('refund', 'refund', '09:30:00')]);
    await stack.clearCalls();
    clock.advance(59);
    expect((await ofOrder(stack)).events).toEqual(['first']);
    expect(await stack.calls()).toEqual([]);
    clock.advance(2);
    expect((await ofOrder(stack)).events).toEqual(['first', 'refund']);
    expect(await stack.calls()).toEqual([`GET /sales/report/v1/ledgers/${LEDGER}/references/order-1`]);
  });
});
