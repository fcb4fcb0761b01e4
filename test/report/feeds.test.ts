import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const LEDGER = '418806';
const DATE = '2026-05-21';
const feedPath = `/report/v2/ledgers/${LEDGER}/funds/feed`;
const datePath = `/report/v2/ledgers/${LEDGER}/funds/dates/${DATE}`;

const it = freshStack({ now: '2026-10-20T10:00:00Z' });

const page = z.object({
  nodes: z.array(z.object({ pspReference: z.string() })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string() }),
});

const query = (args: string) =>
  `{ ledger(ledgerId: "${LEDGER}") { funds(${args}) { nodes { pspReference } pageInfo { hasNextPage endCursor } } } }`;

async function funds(stack: Stack, args: string) {
  const { data, errors } = await stack.askText(query(args));
  expect(errors).toBeUndefined();
  return z.object({ ledger: z.object({ funds: page }) }).parse(data).ledger.funds;
}

const entry = (pspReference: string) => ({ pspReference, ledgerDate: DATE, entryType: 'capture', amount: 1 });

/** The answers that the next calls get, one each. */
async function answers(stack: Stack, path: string, bodies: readonly object[]): Promise<void> {
  for (const body of bodies) {
    const json = JSON.parse(JSON.stringify(body)) as Record<string, never>;
    await stack.sandbox.faults.add({ path, status: 200, body: json });
  }
}

describe('a slice of a feed', () => {
  it('ends after a hundred calls, to be gone on from', async ({ stack, start }) => {
    const all = await funds(stack, 'first: 1200');
    const small = await start();
    await small.sandbox.ledgers.put(LEDGER, { pageSize: 10 });
    const found = await funds(small, 'first: 1200');
    expect(found.nodes).toEqual(all.nodes.slice(0, 1_000));
    expect(found.pageInfo.hasNextPage).toBe(true);
    expect(await small.calls()).toHaveLength(100);
    const rest = await funds(small, `first: 200, after: "${found.pageInfo.endCursor}"`);
    expect(rest.nodes).toEqual(all.nodes.slice(1_000));
    expect(await small.calls()).toHaveLength(120);
  });

  it('of a date ends where "more" turns out to be nothing', async ({ stack }) => {
    await answers(stack, datePath, [
      { items: [entry('1'), entry('2')], cursor: 'A', hasMore: true, tryLater: false },
      { items: [], hasMore: false, tryLater: false },
    ]);
    const { nodes, pageInfo } = await funds(stack, `date: "${DATE}", first: 10`);
    expect(nodes).toEqual([{ pspReference: '1' }, { pspReference: '2' }]);
    expect(pageInfo.hasNextPage).toBe(false);
    expect(await stack.calls()).toEqual([`GET ${datePath}`, `GET ${datePath}?cursor=A`]);
  });
});

describe.each([
  ['the feed', feedPath, 'first: 100'],
  ['a date', datePath, `first: 100, date: "${DATE}"`],
])('%s of the Report API that misbehaves', (_what, path, args) => {
  const more = (items: readonly object[], cursor?: string) => ({
    items,
    ...(cursor !== undefined && { cursor }),
    hasMore: true,
    tryLater: false,
  });

  it.for([
    {
      fault: 'gives the cursor back that it was asked with',
      bodies: [more([entry('1')], 'same'), more([entry('2')], 'same')],
      reason: 'it leads back to a page that was read already',
    },
    {
      fault: 'leads in a wider circle',
      bodies: [more([entry('1')], 'a'), more([entry('2')], 'b'), more([entry('3')], 'a')],
      reason: 'it leads back to a page that was read already',
    },
    {
      fault: 'promises more without a cursor',
      bodies: [more([entry('1')])],
      reason: 'it promises more but gives no cursor',
    },
    {
      fault: 'promises more with empty pages only',
      bodies: ['a', 'b', 'c', 'd', 'e'].map((cursor) => more([], cursor)),
      reason: 'it promises more but gives empty pages only',
    },
  ])('ends in a clear error when it $fault', async ({ bodies, reason }, { stack }) => {
    await answers(stack, path, bodies);
    const { data, errors } = await stack.askText(query(args));
    expect(data).toEqual({ ledger: { funds: null } });
    expect(errors).toEqual([
      expect.objectContaining({
        message: `The Vipps MobilePay Report API sent an answer that can't be used: ${reason}.`,
        path: ['ledger', 'funds'],
        extensions: { code: 'UPSTREAM_BAD_RESPONSE', upstream: { api: 'report' } },
      }),
    ]);
    expect(await stack.calls()).toHaveLength(bodies.length);
  });

  it('ends after a hundred calls when it never does, with what it gave', async ({ stack }) => {
    const bodies = Array.from({ length: 101 }, (_, index) =>
      more(index % 2 === 0 ? [entry(String(index))] : [], `c${String(index)}`),
    );
    await answers(stack, path, bodies);
    const { nodes, pageInfo } = await funds(stack, args);
    expect(nodes).toHaveLength(50);
    expect(pageInfo.hasNextPage).toBe(true);
    expect(await stack.calls()).toHaveLength(100);
  });
});
