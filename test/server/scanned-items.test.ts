import { z } from 'zod';
import { describe, expect } from 'vitest';
import { vippsApis } from '../../src/clients/apis.js';
import { ITEMS_OF_TURN } from '../../src/http/CallBudget.js';
import { startDeadline } from '../../src/http/deadline.js';
import { FEED_START, readFeed } from '../../src/loaders/feed.js';
import { BothPaths } from '../support/both-paths.js';
import { it as base } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { Turns } from '../support/turns.js';

const it = base.extend(
  'startBoth',
  ({ start }) =>
    (env?: Readonly<Record<string, string>>) =>
      BothPaths.start(start, env),
);

const answer = z.object({
  data: z.object({ ledger: z.unknown().optional() }),
  errors: z
    .array(z.object({ message: z.string(), path: z.array(z.unknown()), extensions: z.unknown() }))
    .optional(),
});

const page = z.object({
  data: z.object({
    ledger: z.object({
      salesEvents: z.object({
        nodes: z.array(z.object({ pspReference: z.string(), entryType: z.string() })),
        pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullable() }),
      }),
    }),
  }),
});

/** Has 9,068 entries of funds at the time of the tests. */
const LEDGER = '418914';
const ENTRIES = 9_068;

const noEntry = (index: number): string =>
  `a${index}: funds(first: 1, reference: "n${index}") { pageInfo { hasNextPage } }`;
const noEvent = (index: number): string =>
  `a${index}: salesEvents(last: ${index + 1}, entryType: UNKNOWN) { pageInfo { hasPreviousPage } }`;

/** Fields of the ledger of each of its first sales events. */
function perEvent(first: number, count: number, field: (index: number) => string): string {
  const fields = Array.from({ length: count }, (_, index) => field(index)).join(' ');
  return `{ ledger(ledgerId: "${LEDGER}") { salesEvents(first: ${first}) { nodes { ledger { ${fields} } } } } }`;
}

/** How many turns of the event loop others get while a query is answered. */
async function turnsOf(stack: Stack, query: string, variables?: Record<string, unknown>): Promise<number> {
  const turns = new Turns();
  turns.start();
  const { errors } = await stack.askText(query, variables);
  turns.stop();
  expect(errors).toBeUndefined();
  return turns.turns;
}

describe('items that are looked through for a request', () => {
  it.for([
    ['from the start', noEntry],
    ['from the end', noEvent],
  ] as const)('are so once, however many parents ask for the same: %s', async ([, field], { startBoth }) => {
    const paths = await startBoth({ QUERY_MAX_SCANNED: '10000' });
    const { compiled, apollo } = await paths.ask({ query: perEvent(1_000, 1, field) });
    expect(compiled).toStrictEqual(apollo);
    const { data, errors } = answer.parse(JSON.parse(compiled.body));
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ ledger: { salesEvents: { nodes: { length: 1_000 } } } });
  });

  it.for([
    ['from the start', '1000', noEntry],
    // Less than the date that every list goes through at least.
    ['from the end', '1', noEvent],
  ] as const)(
    'are as many as it may, and what needs more says so at its fields: %s',
    async ([, most, field], { startBoth }) => {
      const paths = await startBoth({ QUERY_MAX_SCANNED: most });
      const { compiled, apollo } = await paths.ask({ query: perEvent(2, 2, field) });
      expect(compiled).toStrictEqual(apollo);
      const { data, errors = [] } = answer.parse(JSON.parse(compiled.body));
      expect(data).toEqual({
        ledger: {
          salesEvents: { nodes: [{ ledger: { a0: null, a1: null } }, { ledger: { a0: null, a1: null } }] },
        },
      });
      expect(errors.map(({ path, ...rest }) => [path.slice(-4).join('.'), rest]).sort()).toMatchObject(
        ['0.ledger.a0', '0.ledger.a1', '1.ledger.a0', '1.ledger.a1'].map((place) => [
          `nodes.${place}`,
          {
            message: `The request looks through more than ${most} items. Ask for fewer dates, filters or aliases, or for single dates.`,
            extensions: { code: 'COST_LIMIT_EXCEEDED' },
          },
        ]),
      );
    },
  );

  it('are a fifth of them for a list that is read from its end, which can be gone on with', async ({
    startBoth,
  }) => {
    const paths = await startBoth({ QUERY_MAX_SCANNED: '600' });
    const ask = async (args: string) => {
      const query = `{ ledger(ledgerId: "420177") { salesEvents(${args}) { nodes { pspReference entryType } pageInfo { hasPreviousPage startCursor } } } }`;
      const { compiled, apollo } = await paths.ask({ query });
      expect(compiled).toStrictEqual(apollo);
      return page.parse(JSON.parse(compiled.body)).data.ledger.salesEvents;
    };
    const all = (await ask('first: 10000')).nodes.filter(({ entryType }) => entryType === 'REFUND');
    expect(all.length).toBeGreaterThan(10);

    const first = await ask('last: 1000, entryType: REFUND');
    expect(first.pageInfo).toEqual({ hasPreviousPage: true, startCursor: expect.any(String) });
    expect(first.nodes.length).toBeLessThan(all.length);
    let walked = first.nodes;
    let { pageInfo } = first;
    for (let more = 0; more < 100 && walked.length < all.length && pageInfo.hasPreviousPage; more += 1) {
      const next = await ask(`last: 1000, entryType: REFUND, before: "${pageInfo.startCursor}"`);
      walked = [...next.nodes, ...walked];
      ({ pageInfo } = next);
    }
    expect(walked).toEqual(all);
  });

  it('leave turns of the event loop to everything else, also where many are looked through at once', async ({
    startBoth,
  }) => {
    const paths = await startBoth();
    await paths.ask({ query: perEvent(1, 1, noEntry) });
    const scans = 27;
    const query = perEvent(1, scans, noEntry);
    const least = Math.floor((scans * ENTRIES) / (ITEMS_OF_TURN + 1_000));
    expect(await turnsOf(paths.compiled, query)).toBeGreaterThanOrEqual(least);
    expect(await turnsOf(paths.apollo, query)).toBeGreaterThanOrEqual(least);
  });

  it('are no longer looked through once the time of the request is up', async () => {
    const call = { api: vippsApis.report, operation: 'getEntriesFeed', effect: 'read' } as const;
    let pages = 0;
    const feed = {
      maxPageSize: 1_000,
      page: () => {
        pages += 1;
        return Promise.resolve({ items: [1], next: `c${pages}`, hasMore: true });
      },
      call,
    };
    const scope = { deadline: startDeadline(0), budget: undefined };
    await expect(readFeed(feed, FEED_START, 10, scope)).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(pages).toBe(1);
  });
});

describe('ledger dates that are looked up', () => {
  const ORDERS = (fields: string): string =>
    `query ($keys: [OrderKey!]!) { orders(keys: $keys) { ${fields} } }`;
  const keys = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      msn: '251308',
      paymentType: 'ECOM',
      orderId: `o${index}`,
    }));
  const ofOrders = (aliases: number): string =>
    Array.from(
      { length: aliases },
      (_, index) => `a${index}: fundsEntries(from: "2026-05-01", days: 31) { toDate }`,
    ).join(' ');
  const ofEvents = (first: number, aliases: number): string => {
    const fields = Array.from(
      { length: aliases },
      (_, index) => `a${index}: fundsEntries(laterDays: ${31 - index}) { entryType }`,
    );
    return `{ ledger(ledgerId: "${LEDGER}") { salesEvents(first: ${first}) { nodes { ${fields.join(' ')} } } } }`;
  };

  it.for([
    ['orders', ORDERS(ofOrders(1)), { keys: keys(5) }, 'orders'],
    ['sales events', ofEvents(5, 1), {}, 'ledger.salesEvents.nodes'],
  ] as const)(
    'are as many as a request may, for each: %s',
    async ([, query, variables, place], { startBoth }) => {
      const paths = await startBoth({ QUERY_MAX_SCANNED: '100' });
      const { compiled, apollo } = await paths.ask({ query, variables });
      expect(compiled).toStrictEqual(apollo);
      const { errors = [] } = answer.parse(JSON.parse(compiled.body));
      expect(errors.map(({ path, extensions }) => [path.join('.'), extensions]).sort()).toEqual(
        [3, 4].map((index) => [`${place}.${index}.a0`, { code: 'COST_LIMIT_EXCEEDED' }]),
      );
    },
  );

  it.for([
    ['orders', ORDERS(ofOrders(80)), { keys: keys(100) }],
    ['sales events', ofEvents(1_000, 8), {}],
  ] as const)(
    'leave turns of the event loop to everything else: %s',
    async ([, query, variables], { startBoth }) => {
      const paths = await startBoth();
      await paths.ask({ query, variables });
      for (const stack of [paths.compiled, paths.apollo])
        // Apart from what it says of the request, the same: a kept response needs no turns.
        expect(await turnsOf(stack, `${query} # again`, variables)).toBeGreaterThanOrEqual(50);
    },
  );
});
