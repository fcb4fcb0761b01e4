import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import { salesOfDate } from '../support/seeded-sales.js';
import type { Stack } from '../support/stack.js';

const it = sharedStack();

const BASKETS = '510334';
const TILL = '512208';
const SMALL = '611583';
const DATES = ['2026-06-01', '2026-06-02', '2026-06-03', '2026-06-04'];

interface Page {
  readonly nodes: readonly { readonly ledgerId: string; readonly reference: string; readonly time: string }[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const FIELDS = '{ nodes { ledgerId reference time } edges { cursor } pageInfo { hasNextPage endCursor } }';

/** @param args of `Ledger.salesEvents`, or where no ledger is named of `Query.salesEvents` */
async function page(stack: Stack, args: string, ledgerId?: string): Promise<Page> {
  const list = `salesEvents(${args}) ${FIELDS}`;
  const query = ledgerId === undefined ? `{ ${list} }` : `{ ledger(ledgerId: "${ledgerId}") { ${list} } }`;
  const { data, errors } = await stack.askText(query);
  expect(errors).toBeUndefined();
  const found = data as unknown as { salesEvents: Page; ledger: { salesEvents: Page } };
  return ledgerId === undefined ? found.salesEvents : found.ledger.salesEvents;
}

/** All pages of so many. */
async function walk(stack: Stack, args: string, first: number, ledgerId?: string): Promise<Page['nodes']> {
  const nodes: Page['nodes'][number][] = [];
  for (let after = '', more = true; more;) {
    const { pageInfo, ...found } = await page(stack, `${args}, first: ${String(first)}${after}`, ledgerId);
    expect(found.nodes.length).toBeLessThanOrEqual(first);
    nodes.push(...found.nodes);
    more = pageInfo.hasNextPage;
    after = `, after: "${pageInfo.endCursor}"`;
  }
  return nodes;
}

const expectedOf = (ledgerId: string, dates: readonly string[]) =>
  dates.flatMap((date) => salesOfDate(ledgerId, date).map((sale) => ({ ledgerId, ...sale })));
const references = (sales: readonly { readonly reference: string }[]) =>
  sales.map(({ reference }) => reference);
const dateCalls = (pageSize: number, ...reads: readonly (readonly [ledgerId: string, date: string])[]) =>
  reads.map(([id, date]) => `GET /sales/report/v1/ledgers/${id}/dates/${date}?pageSize=${String(pageSize)}`);
const errorsOf = async (stack: Stack, query: string) =>
  (await stack.askText(query)).errors?.map(({ message, extensions }) => [extensions['code'], message]);

describe('the sales events of a time', () => {
  const [from, to] = ['2026-06-02T08:30:00Z', '2026-06-03T14:00:00Z'];
  const args = `timeFrom: "${from}", timeTo: "${to}"`;

  it('are those between its ends, read on the dates that it may be booked on, and none again', async ({
    stack,
  }) => {
    const expected = expectedOf(BASKETS, DATES).filter(
      ({ timeMs }) => timeMs >= Date.parse(from) && timeMs < Date.parse(to),
    );
    expect(expected.length).toBeGreaterThan(20);
    await stack.clearCalls();
    const { nodes, pageInfo } = await page(stack, `${args}, first: 500`, BASKETS);
    expect(references(nodes)).toEqual(references(expected));
    expect(pageInfo.hasNextPage).toBe(false);
    // 08:30 less twelve hours is the day before; 14:00 and twelve hours are the day behind.
    const reads = DATES.map((date) => [BASKETS, date] as const);
    expect((await stack.calls()).filter((call) => call.includes('/sales/'))).toEqual(
      dateCalls(1_000, ...reads),
    );
    await stack.clearCalls();
    expect(references((await page(stack, `${args}, first: 499`, BASKETS)).nodes)).toEqual(
      references(expected),
    );
    expect(await stack.calls()).toEqual([]);
  });

  it('come whole in pages of any size, from every cursor on', async ({ stack }) => {
    const whole = (await page(stack, `${args}, first: 500`, BASKETS)).nodes;
    for (const first of [1, 7, 23]) expect(await walk(stack, args, first, BASKETS)).toEqual(whole);
    const { edges } = await page(stack, `${args}, first: 9`, BASKETS);
    for (const [index, { cursor }] of edges.entries()) {
      const { nodes } = await page(stack, `${args}, first: 3, after: "${cursor}"`, BASKETS);
      expect(nodes).toEqual(whole.slice(index + 1, index + 4));
    }
  });

  it('are none, without a call, where all of it has yet to come', async ({ stack }) => {
    await stack.askText(`{ ledger(ledgerId: "${BASKETS}") { currency } }`);
    await stack.clearCalls();
    const later = 'timeFrom: "2126-01-01T00:00:00Z", timeTo: "2126-01-02T00:00:00Z"';
    expect((await page(stack, later, BASKETS)).nodes).toEqual([]);
    expect(await stack.calls()).toEqual([]);
  });
});

describe('the filters of sales events', () => {
  it.for([
    ['vatRateBasisPoints: 2500', (sale: Sale) => sale.lines.some(({ vatRate }) => vatRate === 2_500)],
    ['minGross: 9000', ({ gross }: Sale) => gross >= 9_000],
    ['maxGross: 9000', ({ gross }: Sale) => gross <= 9_000],
    [
      'minGross: 4000, maxGross: 20000, entryType: CAPTURE',
      ({ gross, entryType }: Sale) => gross >= 4_000 && gross <= 20_000 && entryType === 'capture',
    ],
    [
      'paymentType: CASH, minGross: 5000',
      ({ gross, paymentType }: Sale) => gross >= 5_000 && paymentType === 'CASH',
    ],
  ] as const)('%s picks those, in pages of any size', async ([args, isWanted], { stack }) => {
    const expected = expectedOf(TILL, DATES.slice(0, 1)).filter(isWanted);
    expect(expected.length).toBeGreaterThan(0);
    for (const first of [3, 1_000]) {
      const nodes = await walk(stack, `date: "${DATES[0] ?? ''}", ${args}`, first, TILL);
      expect(references(nodes)).toEqual(references(expected));
    }
  });

  it('by amount take refunds by what they give back, whatever sign they come with', async ({ stack }) => {
    const isWanted = ({ gross, entryType }: Sale) => entryType === 'refund' && gross >= 5_000;
    const dates = ['2026-07-01', '2026-07-02', '2026-07-03'];
    const expected = expectedOf(TILL, dates).filter(isWanted);
    expect(expected.length).toBeGreaterThan(0);
    await stack.sandbox.quirks.set({ salesRefundsNegative: true });
    const time = 'timeFrom: "2026-06-30T22:00:00Z", timeTo: "2026-07-03T22:00:00Z"';
    const { nodes } = await page(stack, `${time}, entryType: REFUND, minGross: 5000, first: 100`, TILL);
    await stack.sandbox.quirks.set({ salesRefundsNegative: false });
    expect(references(nodes)).toEqual(references(expected));
  });
});

type Sale = ReturnType<typeof salesOfDate>[number];

describe('the sales events of some payments', () => {
  it('are read one by one, come oldest first, and leave out what does not exist', async ({ stack }) => {
    const sales = expectedOf(SMALL, DATES).filter(({ pspReference }) => pspReference !== null);
    const wanted = [sales[5], sales[2], sales[9]].map((sale) => sale?.pspReference ?? '');
    await stack.askText(`{ ledger(ledgerId: "${SMALL}") { currency } }`);
    await stack.clearCalls();
    const list = [...wanted, wanted[0] ?? '', '1'].map((each) => `"${each}"`).join();
    const { nodes } = await page(stack, `pspReferences: [${list}]`, SMALL);
    expect(references(nodes)).toEqual([sales[2], sales[5], sales[9]].map((sale) => sale?.reference));
    const head = `GET /sales/report/v1/ledgers/${SMALL}/psp-references/`;
    expect(await stack.calls()).toEqual([...wanted, '1'].sort().map((each) => head + each));
    await stack.clearCalls();
    expect(await walk(stack, `pspReferences: [${list}]`, 2, SMALL)).toEqual(nodes);
    expect(await stack.calls()).toEqual([]);
  });
});

describe('the sales events of several ledgers', () => {
  const ledgers = `ledgers: ["${SMALL}", "${BASKETS}", "${TILL}", "${BASKETS}"]`;
  const [date = ''] = DATES;
  const inOrder = [BASKETS, TILL, SMALL];

  it('are those of one behind the other, in pages of any size, whatever the order of their ids', async ({
    stack,
  }) => {
    const expected = inOrder.flatMap((id) => expectedOf(id, [date]));
    for (const first of [4, 25, 1_000]) {
      const nodes = await walk(stack, `${ledgers}, date: "${date}"`, first);
      expect(nodes.map(({ ledgerId, reference }) => [ledgerId, reference])).toEqual(
        expected.map(({ ledgerId, reference }) => [ledgerId, reference]),
      );
    }
    const { pageInfo } = await page(stack, `${ledgers}, date: "${date}", first: 30`);
    const turned = `ledgers: ["${TILL}", "${SMALL}", "${BASKETS}"], date: "${date}"`;
    const { nodes } = await page(stack, `${turned}, first: 5, after: "${pageInfo.endCursor}"`);
    expect(references(nodes)).toEqual(references(expected.slice(30, 35)));
  });

  it('of a time come date by date', async ({ stack }) => {
    const [one, two] = ['2026-08-03', '2026-08-04'] as const;
    const nodes = await walk(
      stack,
      `ledgers: ["${TILL}", "${SMALL}"], timeFrom: "${one}T00:00:00Z", timeTo: "${two}T22:00:00Z"`,
      11,
    );
    const expected = [one, two].flatMap((day) => [TILL, SMALL].flatMap((id) => expectedOf(id, [day])));
    expect(references(nodes)).toEqual(references(expected));
  });

  it('cost the calls of the ledgers that the page takes', async ({ stack }) => {
    const day = '2026-08-10';
    await stack.clearCalls();
    await page(stack, `${ledgers}, date: "${day}", first: 5`);
    expect(await stack.calls()).toEqual(dateCalls(5, [BASKETS, day]));
    await stack.clearCalls();
    const left = 60 - salesOfDate(BASKETS, day).length;
    await page(stack, `${ledgers}, date: "${day}", first: 60`);
    expect(await stack.calls()).toEqual([
      ...dateCalls(60, [BASKETS, day]),
      ...dateCalls(left, [TILL, day], [SMALL, day]),
    ]);
  });

  it('name the one that is not known, or not granted', async ({ stack }) => {
    for (const id of ['999999', '702244']) {
      expect(
        await errorsOf(stack, `{ salesEvents(ledgers: ["${TILL}", "${id}"], date: "${date}") ${FIELDS} }`),
      ).toEqual([
        [
          'BAD_USER_INPUT',
          `ledgers names ${id}, which the Sales API does not know, or the keys in use may not see.`,
        ],
      ]);
    }
  });
});

describe('what is asked wrongly of sales events', () => {
  const ofLedger = (args: string) =>
    `{ ledger(ledgerId: "${TILL}") { salesEvents(${args}) { nodes { id } } } }`;
  const ofSeveral = (args: string) => `{ salesEvents(${args}) { nodes { id } } }`;
  const time = 'timeFrom: "2026-06-01T00:00:00Z", timeTo: "2026-06-02T00:00:00Z"';

  it.for([
    [ofLedger('timeFrom: "2026-06-01T00:00:00Z"'), 'timeFrom goes with timeTo: say from when to when.'],
    [ofLedger('timeTo: "2026-06-01T00:00:00Z"'), 'timeTo goes with timeFrom: say from when to when.'],
    [
      ofLedger('timeFrom: "2026-06-01T00:00:00Z", timeTo: "2026-06-01T00:00:00Z"'),
      'timeTo must be behind timeFrom.',
    ],
    [
      ofLedger('timeFrom: "2025-01-01T00:00:00Z", timeTo: "2026-06-01T00:00:00Z"'),
      'timeFrom and timeTo must be at most 400 days apart.',
    ],
    [ofLedger(`${time}, date: "2026-06-01"`), 'timeFrom and date can not go together: give one of them.'],
    [ofLedger(`${time}, last: 3`), 'timeFrom and last can not go together: give one of them.'],
    [ofLedger(`${time}, reference: "1"`), 'timeFrom and reference can not go together: give one of them.'],
    [
      ofLedger('pspReferences: ["1"], date: "2026-06-01"'),
      'pspReferences and date can not go together: give one of them.',
    ],
    [ofLedger('pspReferences: []'), 'pspReferences must be 1 to 100 PSP references, not 0.'],
    [ofLedger('minGross: -1'), 'minGross must be 0 or more, not -1.'],
    [ofLedger('minGross: 5, maxGross: 4'), 'maxGross must not be less than minGross.'],
    [ofSeveral('ledgers: [], date: "2026-06-01"'), 'ledgers must be 1 to 100 ids, not 0.'],
    [ofSeveral(`ledgers: ["${TILL}"]`), 'date is missing. Give either date, or timeFrom and timeTo.'],
    [
      ofSeveral(`ledgers: ["${TILL}"], date: "2026-06-01", ${time}`),
      'date and timeFrom can not go together. Give either date, or timeFrom and timeTo.',
    ],
  ] as const)('is refused before any call: %s', async ([query, message], { stack }) => {
    await stack.clearCalls();
    expect(await errorsOf(stack, query)).toEqual([['BAD_USER_INPUT', message]]);
    expect((await stack.calls()).filter((call) => !call.includes('/settlement/'))).toEqual([]);
  });

  it('is the cursor of other ledgers', async ({ stack }) => {
    const { pageInfo } = await page(stack, `ledgers: ["${TILL}"], date: "2026-06-01", first: 1`);
    expect(
      await errorsOf(
        stack,
        ofSeveral(`ledgers: ["${SMALL}"], date: "2026-06-01", after: "${pageInfo.endCursor}"`),
      ),
    ).toEqual([
      ['BAD_USER_INPUT', 'after is the cursor of another list, or of this one with another filter.'],
    ]);
  });
});
