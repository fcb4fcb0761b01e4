import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const NOW = '2026-10-20T10:00:00Z';
// Whole ledgers are read, and the sandbox makes their data when they are first asked for.
const env = { UPSTREAM_ATTEMPT_TIMEOUT_MS: '15000', REQUEST_TIMEOUT_MS: '20000' };
const it = freshStack({ now: NOW, env });
it.beforeEach(({ stack }) => stack.sandbox.clock.freeze(NOW));

const LEDGER = '436220';
const DATE = '2026-06-11';
const topics = ['funds', 'fees'] as const;
type Topic = (typeof topics)[number];

const types = { funds: 'FundsEntry', fees: 'FeesEntry' } as const;
const entry = z.object({ id: z.string(), entryType: z.string().nullable() });
const page = z.object({
  nodes: z.array(entry),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string() }),
});

/** Every entry of a feed, or of a date, by pages of this size. */
async function allOf(stack: Stack, topic: Topic, first: number, date?: string) {
  const found: z.infer<typeof entry>[] = [];
  for (let after: string | null = null; ;) {
    const { data, errors } = await stack.askText(
      `query($after: String, $date: LocalDate) { ledger(ledgerId: "${LEDGER}") {
        ${topic}(first: ${String(first)}, after: $after, date: $date) { nodes { id entryType } pageInfo { hasNextPage endCursor } }
      } }`,
      { after, date },
    );
    expect(errors).toBeUndefined();
    const { nodes, pageInfo } = page.parse(
      z.object({ ledger: z.record(z.string(), z.unknown()) }).parse(data).ledger[topic],
    );
    found.push(...nodes);
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

const entitiesQuery = `query($of: [_Any!]!) { _entities(representations: $of) {
  ... on FundsEntry { id amount { value } salesEvent { id } order { id } isDateComplete ledger { ledgerId } }
  ... on FeesEntry { id amount { value } isDateComplete ledger { ledgerId } }
} }`;
const byId = (stack: Stack, of: readonly object[]) => stack.askText(entitiesQuery, { of });
const idOf = (...parts: readonly string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

describe.each(topics)('the ids of entries: %s', (topic) => {
  it('are all different, and the same in a feed, on a date, by any page size and in another process', async ({
    stack,
    start,
    clock,
  }) => {
    const feed = await allOf(stack, topic, 10_000);
    expect(feed.length).toBeGreaterThan(100);
    expect(new Set(feed.map(({ id }) => id)).size).toBe(feed.length);

    const other = await start({ clock, env });
    await other.sandbox.clock.freeze(NOW);
    await other.sandbox.ledgers.put(LEDGER, { pageSize: 41 });
    expect(await allOf(other, topic, 97)).toEqual(feed);
    const dated = await allOf(other, topic, 3, DATE);
    expect(dated.length).toBeGreaterThan(3);
    const begin = feed.findIndex(({ id }) => id === dated[0]?.id);
    expect(feed.slice(begin, begin + dated.length)).toEqual(dated);
  });

  it('tell apart what differs in nothing but its place on the account', async ({ stack }) => {
    const same = { pspReference: '48100000001', entryType: 'correction', amount: -250, time: NOW };
    await stack.sandbox.ledgers.addEntries(LEDGER, topic, [same, same, { ...same, amount: 250 }]);
    const ids = (await allOf(stack, topic, 10_000)).slice(-3).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  it('are the same for an entry that is given twice, whatever was filled in meanwhile', async ({ stack }) => {
    const given = {
      pspReference: '48100000002',
      amount: 500,
      time: NOW,
      balanceBefore: 0,
      balanceAfter: 500,
    };
    await stack.sandbox.ledgers.addEntries(LEDGER, topic, [
      { ...given, entryType: 'scheduled-for-payout', time: '2026-10-20T12:00:00+0200' },
      { ...given, entryType: 'payout-scheduled', recipientHandle: 'NO:771204', somethingNew: 1 },
    ]);
    const [one, other] = (await allOf(stack, topic, 10_000)).slice(-2);
    expect(one).toEqual(other);
  });

  it('lead back to the entries, for one call per date whatever their number', async ({
    stack,
    start,
    clock,
  }) => {
    const ids = (await allOf(stack, topic, 1_000, DATE)).map(({ id }) => id);
    const fresh = await start({ clock, env });
    await fresh.sandbox.clock.freeze(NOW);
    const query = `query($of: [_Any!]!) { _entities(representations: $of) { ... on ${types[topic]} { id amount { value } isDateComplete ledger { ledgerId } } } }`;
    const answer = await fresh.askText(query, { of: ids.map((id) => ({ __typename: types[topic], id })) });
    expect(answer).toEqual({
      data: {
        _entities: ids.map((id) => ({
          id,
          amount: { value: expect.any(Number) as number },
          isDateComplete: true,
          ledger: { ledgerId: LEDGER },
        })),
      },
    });
    expect(await fresh.calls()).toEqual([`GET /report/v2/ledgers/${LEDGER}/${topic}/dates/${DATE}`]);
    const [id = ''] = ids;
    expect(await fresh.askText(`{ fetch__${types[topic]}(id: "${id}") { id entryTypeRaw } }`)).toEqual({
      data: { [`fetch__${types[topic]}`]: { id, entryTypeRaw: expect.any(String) as string } },
    });
  });
});

describe('references to entries', () => {
  const unseen = idOf('FundsEntry', LEDGER, DATE, 'AAAAAAAAAAAAAAAA');
  const nothing = { amount: null, isDateComplete: null };

  it('that do not exist are answered from their ids', async ({ stack }) => {
    const fee = idOf('FeesEntry', '999999', DATE, 'AAAAAAAAAAAAAAAA');
    expect(
      await byId(stack, [
        { __typename: 'FundsEntry', id: unseen },
        { __typename: 'FeesEntry', id: fee },
      ]),
    ).toEqual({
      data: {
        _entities: [
          { id: unseen, ...nothing, salesEvent: null, order: null, ledger: { ledgerId: LEDGER } },
          { id: fee, ...nothing, ledger: { ledgerId: '999999' } },
        ],
      },
    });
    expect([...(await stack.calls())].sort()).toEqual([
      `GET /report/v2/ledgers/${LEDGER}/funds/dates/${DATE}`,
      `GET /report/v2/ledgers/999999/fees/dates/${DATE}`,
    ]);
  });

  it('cost no call for the id and the key of the ledger', async ({ stack }) => {
    const query =
      'query($of: [_Any!]!) { _entities(representations: $of) { ... on FundsEntry { id ledger { id ledgerId } } } }';
    expect(await stack.askText(query, { of: [{ __typename: 'FundsEntry', id: unseen }] })).toEqual({
      data: { _entities: [{ id: unseen, ledger: { id: idOf('Ledger', LEDGER), ledgerId: LEDGER } }] },
    });
    expect(await stack.calls()).toEqual([]);
  });

  it.for([
    ['of the other topic', idOf('FeesEntry', LEDGER, DATE, 'AAAAAAAAAAAAAAAA')],
    ['of a ledger that can be none', idOf('FundsEntry', '../x', DATE, 'AAAAAAAAAAAAAAAA')],
    ['of a day that no month has', idOf('FundsEntry', LEDGER, '2026-02-31', 'AAAAAAAAAAAAAAAA')],
    ['with a mark that can be none', idOf('FundsEntry', LEDGER, DATE, 'A')],
    ['with too many parts', idOf('FundsEntry', LEDGER, DATE, 'AAAAAAAAAAAAAAAA', '')],
    ['that are no text', 7],
  ] as const)('%s are errors that name the id', async ([, id], { stack }) => {
    const { data, errors } = await byId(stack, [
      { __typename: 'FundsEntry', id },
      { __typename: 'FundsEntry', id: unseen },
    ]);
    expect(data).toMatchObject({ _entities: [null, { id: unseen }] });
    expect(errors).toMatchObject([
      { path: ['_entities', 0], extensions: { code: 'BAD_USER_INPUT', argument: ['id'] } },
    ]);
  });

  it('without a ledger date have an id, and say why nothing more can be found by it', async ({ stack }) => {
    await stack.sandbox.ledgers.addEntries(LEDGER, 'funds', [{ ledgerDate: null, amount: 1 }]);
    const id = (await allOf(stack, 'funds', 10_000)).at(-1)?.id;
    const query =
      'query($of: [_Any!]!) { _entities(representations: $of) { ... on FundsEntry { id amount { value } } } }';
    const { data, errors } = await stack.askText(query, { of: [{ __typename: 'FundsEntry', id }] });
    expect(data).toEqual({ _entities: [{ id, amount: null }] });
    expect(errors).toMatchObject([
      { message: expect.stringContaining('without a ledger date'), path: ['_entities', 0, 'amount'] },
    ]);
  });
});
