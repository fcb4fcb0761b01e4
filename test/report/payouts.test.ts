import { describe, expect } from 'vitest';
import { dayCount } from '../../src/sandbox/seed/calendar.js';
import type { StoredEntry } from '../../src/sandbox/seed/ledger-entries.js';
import { entriesFeed } from '../../src/sandbox/seed/ledger-feeds.js';
import { seededLedgers } from '../../src/sandbox/seed/ledgers.js';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = sharedStack();

interface PayoutNode {
  readonly ledgerDate: string;
  readonly amount: { readonly value: number };
  readonly number: string;
  readonly isWhole: boolean;
  readonly openingBalance: { readonly value: number };
  readonly closingBalance: { readonly value: number };
  readonly unexplained: { readonly value: number };
  readonly faults: readonly string[];
  readonly sums: readonly {
    readonly entryTypeRaw: string;
    readonly count: number;
    readonly amount: { readonly value: number };
  }[];
}

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const PAYOUTS = `query ($ledgerId: String!, $from: LocalDate!, $to: LocalDate!, $first: Int!, $after: String) {
  ledger(ledgerId: $ledgerId) {
    payouts(from: $from, to: $to, first: $first, after: $after) {
      nodes {
        ledgerDate amount { value } number isWhole openingBalance { value } closingBalance { value }
        unexplained { value } faults sums { entryTypeRaw count amount { value } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

/** All payouts of the seeded days, page by page. */
async function allPayouts(stack: Stack, ledgerId: string, first: number): Promise<readonly PayoutNode[]> {
  const nodes: PayoutNode[] = [];
  for (let after: string | null = null; ;) {
    const variables = { ledgerId, from: '2026-03-09', to: '2026-09-14', first, after };
    const { data, errors } = await stack.askText(PAYOUTS, variables);
    expect(errors).toBeUndefined();
    const { ledger } = data as unknown as { ledger: { payouts: Page<PayoutNode> } };
    nodes.push(...ledger.payouts.nodes);
    if (!ledger.payouts.pageInfo.hasNextPage) return nodes;
    after = ledger.payouts.pageInfo.endCursor;
  }
}

/** The same from the sandbox's own entries, counted independently: by one pass over the whole feed. */
function expectedPayouts(ledgerId: string): readonly PayoutNode[] {
  const seed = seededLedgers().find((ledger) => ledger.ledgerId === ledgerId);
  if (seed === undefined) throw new Error(`no ledger ${ledgerId}`);
  const feed = entriesFeed(seed, 'funds');
  const payouts: PayoutNode[] = [];
  let open: StoredEntry[] = [];
  for (let place = 0; place < feed.length; place += 1) {
    const entry = feed.at(place);
    if (entry.entryType !== 'payout-scheduled') {
      open.push(entry);
      continue;
    }
    const kinds = [...new Set(open.map(({ entryType }) => entryType))];
    payouts.push({
      ledgerDate: entry.ledgerDate,
      amount: { value: -entry.amount },
      number: entry.pspReference.split('-')[1] ?? '',
      isWhole: true,
      openingBalance: { value: 0 },
      closingBalance: { value: 0 },
      unexplained: { value: 0 },
      faults: [],
      sums: kinds.map((entryTypeRaw) => {
        const amounts = open
          .filter(({ entryType }) => entryType === entryTypeRaw)
          .map(({ amount }) => amount);
        return {
          entryTypeRaw,
          count: amounts.length,
          amount: { value: amounts.reduce((sum, amount) => sum + amount, 0) },
        };
      }),
    });
    open = [];
  }
  return payouts;
}

const date = (ledgerId: string, day: string): string =>
  `GET /report/v2/ledgers/${ledgerId}/funds/dates/${day}`;
const may = (ledgerId: string, ...days: readonly number[]): readonly string[] =>
  days.map((day) => date(ledgerId, `2026-05-${String(day).padStart(2, '0')}`));
const reads = async (stack: Stack): Promise<readonly string[]> =>
  (await stack.calls()).filter((call) => !call.includes('/settlement/'));

describe('the payouts of a ledger', () => {
  it.for([
    ['611583', 'daily', 31],
    ['514019', 'daily, gross', 200],
    ['420177', 'weekly', 5],
    ['433901', 'monthly', 50],
  ] as const)(
    'of %s (%s) are those of its entries, each with what it pays, on pages of %i',
    async ([ledgerId, , first], { stack }) => {
      const expected = expectedPayouts(ledgerId);
      expect(expected.length).toBeGreaterThan(dayCount / 35);
      expect(await allPayouts(stack, ledgerId, first)).toEqual(expected);
    },
  );

  it('are not complete on dates that have not begun', async ({ stack }) => {
    const payouts = 'payouts(from: "2099-01-01", to: "2099-01-31") { isComplete nodes { ledgerDate } }';
    expect(await stack.askText(`{ ledger(ledgerId: "418806") { ${payouts} } }`)).toEqual({
      data: { ledger: { payouts: { isComplete: false, nodes: [] } } },
    });
  });

  it('of a week cost one call per date, the date in front for the first of them, and none again', async ({
    stack,
  }) => {
    const ledgerId = '510334';
    await stack.askText(`{ ledgers { nodes { ledgerId } } }`);
    await stack.clearCalls();
    const variables = { ledgerId, from: '2026-05-11', to: '2026-05-17', first: 7 };
    const cold = await stack.askText(PAYOUTS, variables);
    expect(await stack.calls()).toEqual(may(ledgerId, 11, 12, 13, 14, 15, 16, 17, 10));
    await stack.clearCalls();
    expect(await stack.askText(`${PAYOUTS} `, variables)).toEqual(cold);
    expect(await stack.calls()).toEqual([]);
  });

  it('are read no further than to as many as are wanted, and gone on with from there', async ({ stack }) => {
    const ledgerId = '512208';
    await stack.clearCalls();
    const query = (after: string) =>
      `{ ledger(ledgerId: "${ledgerId}") { payouts(from: "2026-05-11", to: "2026-05-17", first: 2${after}) { nodes { ledgerDate } edges { cursor } pageInfo { hasNextPage endCursor } } } }`;
    const one = await stack.askText(query(''));
    expect(await reads(stack)).toEqual(may(ledgerId, 11, 12));
    const { payouts } = (
      one.data as unknown as { ledger: { payouts: Page<unknown> & { edges: { cursor: string }[] } } }
    ).ledger;
    expect(payouts.pageInfo.hasNextPage).toBe(true);
    await stack.clearCalls();
    const [first] = payouts.edges;
    const days = (...of: readonly number[]) => ({
      ledger: { payouts: { nodes: of.map((day) => ({ ledgerDate: `2026-05-${String(day)}` })) } },
    });
    expect((await stack.askText(query(`, after: "${first?.cursor ?? ''}"`))).data).toMatchObject(
      days(12, 13),
    );
    const next = `, after: "${payouts.pageInfo.endCursor ?? ''}"`;
    expect((await stack.askText(query(next))).data).toMatchObject(days(13, 14));
    expect(await reads(stack)).toEqual(may(ledgerId, 13, 14));
  });

  it('hold their entries in pages, as the feed has them', async ({ stack }) => {
    const ledgerId = '420177';
    const seed = seededLedgers().find((ledger) => ledger.ledgerId === ledgerId);
    if (seed === undefined) throw new Error('no ledger');
    const feed = entriesFeed(seed, 'funds');
    const expected = Array.from({ length: feed.length }, (_, place) => feed.at(place))
      .filter(({ ledgerDate }) => ledgerDate >= '2026-05-04' && ledgerDate <= '2026-05-10')
      .filter(({ entryType }) => entryType !== 'payout-scheduled')
      .map(({ pspReference }) => pspReference);
    const found: string[] = [];
    for (let after = '', more = true; more;) {
      const { data, errors } = await stack.askText(
        `{ ledger(ledgerId: "${ledgerId}") { payouts(from: "2026-05-10", to: "2026-05-10") { nodes { fromDate isComplete entries(first: 7${after}) { nodes { pspReference } pageInfo { hasNextPage endCursor } } } } } }`,
      );
      expect(errors).toBeUndefined();
      const [payout] = (
        data as unknown as {
          ledger: { payouts: Page<{ fromDate: string; entries: Page<{ pspReference: string }> }> };
        }
      ).ledger.payouts.nodes;
      expect(payout).toMatchObject({ fromDate: '2026-05-04', isComplete: true });
      found.push(...(payout?.entries.nodes.map(({ pspReference }) => pspReference) ?? []));
      more = payout?.entries.pageInfo.hasNextPage === true;
      after = `, after: "${payout?.entries.pageInfo.endCursor ?? ''}"`;
    }
    expect(expected.length).toBeGreaterThan(30);
    expect(found).toEqual(expected);
  });
});
