import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vippsApis } from '../../src/clients/apis.js';
import { startDeadline } from '../../src/http/deadline.js';
import { CallBudget } from '../../src/http/CallBudget.js';
import { readLatest, type DatedPlace } from '../../src/loaders/latest.js';
import { addDays } from '../../src/dates.js';

const TODAY = '2026-09-14';
const MAX_DATES = 92;

const call = { api: vippsApis.sales, operation: 'getSalesEventsForDate', effect: 'read' } as const;
const scope = { deadline: startDeadline(600_000), budget: undefined };

/** What was sold on the dates before today, nearest first. */
const sold = fc.array(fc.oneof(fc.constant(0), fc.nat(3), fc.nat(40)), { maxLength: 250 });

/** A ledger whose items are numbered from its first date on. */
function ledger(counts: readonly number[]) {
  const dates = new Map<string, number[]>();
  let next = 0;
  for (let day = counts.length - 1; day >= 0; day -= 1) {
    const items = Array.from({ length: counts[day] ?? 0 }, () => (next += 1));
    dates.set(addDays(TODAY, -day), items);
  }
  return { dates, all: [...dates.values()].flat(), firstDate: addDays(TODAY, 1 - counts.length) };
}

describe('the newest items', () => {
  it('are met each once in a walk backwards, whatever the pages, and those that are wanted only', async () => {
    await fc.assert(
      fc.asyncProperty(
        sold,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 7 }),
        fc.option(fc.integer({ min: 200, max: 400 }), { nil: undefined }),
        async (counts, last, nth, maxScanned) => {
          const { dates, all, firstDate } = ledger(counts);
          const keep = (item: number): boolean => item % nth === 0;
          let before: DatedPlace = { date: TODAY, index: null };
          const walked: number[] = [];
          for (let page = 0; page < 1_000; page += 1) {
            const asked: string[] = [];
            const slice = await readLatest(
              {
                on: (date) => {
                  asked.push(date);
                  return Promise.resolve(dates.get(date) ?? []);
                },
                firstDate,
                gap: () => undefined,
                isUnknown: () => Promise.resolve(true),
                keep: nth === 1 ? undefined : keep,
                call,
              },
              before,
              last,
              { ...scope, budget: maxScanned === undefined ? undefined : new CallBudget(0, maxScanned) },
            );
            if (slice === null) throw new Error('the ledger is known');
            expect(slice.items.length).toBeLessThanOrEqual(last);
            expect(slice.places).toHaveLength(slice.items.length);
            const isBounded = maxScanned !== undefined && nth > 1;
            if (slice.items.length < last && slice.hasMore && !isBounded)
              expect(asked).toHaveLength(MAX_DATES);
            expect(asked.length).toBeLessThanOrEqual(MAX_DATES);
            expect(new Set(asked).size).toBe(asked.length);
            for (const date of asked) expect(date >= firstDate).toBe(true);
            walked.unshift(...slice.items);
            if (!slice.hasMore) break;
            before = slice.start;
          }
          expect(walked).toEqual(all.filter(keep));
        },
      ),
      { numRuns: 200, seed: 27_182 },
    );
  });

  it('can be gone on from in front of each of them', async () => {
    await fc.assert(
      fc.asyncProperty(sold, fc.nat(), async (counts, choice) => {
        const { dates, all, firstDate } = ledger(counts);
        const dated = {
          on: (date: string) => Promise.resolve(dates.get(date) ?? []),
          firstDate,
          gap: () => undefined,
          isUnknown: () => Promise.resolve(true),
          call,
        };
        const page = await readLatest(dated, { date: TODAY, index: null }, 20, scope);
        const index = choice % Math.max(1, page?.items.length ?? 0);
        const [item, place] = [page?.items[index], page?.places[index]];
        if (item === undefined || place === undefined) return;
        const behind = all.indexOf(item);
        const next = await readLatest(dated, place, 1, scope);
        // Further back than three months there may be none.
        if (next?.items.length === 1) expect(next.items).toEqual(all.slice(behind - 1, behind));
      }),
      { numRuns: 200, seed: 27_183 },
    );
  });

  it.each([
    [true, 1],
    [false, 8],
  ])('of what the API may not know are asked for in vain once at most: %s', async (isUnknown, calls) => {
    const asked: string[] = [];
    const slice = await readLatest(
      {
        on: (date) => {
          asked.push(date);
          return Promise.resolve(null);
        },
        firstDate: '2026-09-07',
        gap: () => undefined,
        isUnknown: () => Promise.resolve(isUnknown),
        call,
      },
      { date: TODAY, index: null },
      5,
      scope,
    );
    expect(slice).toEqual(
      isUnknown
        ? null
        : { items: [], places: [], start: { date: '2026-09-06', index: null }, hasMore: false },
    );
    expect(asked).toHaveLength(calls);
  });
});
