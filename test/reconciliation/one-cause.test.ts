import { expect, it } from 'vitest';
import { addDays } from '../../src/dates.js';
import { randomFrom } from '../support/random.js';
import { isPayout } from '../../src/reconciliation/payouts.js';
import { booked, close, plans, type Day, type Entry } from './history.js';

const FROM = '2026-05-01';
const COUNT = 45;

/** Plants a fault in the chain of a random history, which goes on with it. @returns the only difference to be told */
type Plant = (entries: Entry[], pick: (of: readonly Entry[]) => Entry, by: number) => Told;
type Told = readonly [kind: string, amount: number, reference: string | null];

function move(entries: readonly Entry[], by: number): void {
  for (const entry of entries) {
    entry.balanceBefore = (entry.balanceBefore ?? 0) + by;
    entry.balanceAfter = (entry.balanceAfter ?? 0) + by;
  }
}

const isShort: Plant = (entries, pick, by) => {
  const payout = pick(entries.filter(isPayout));
  payout.amount = (payout.amount ?? 0) + by;
  payout.balanceAfter = (payout.balanceAfter ?? 0) + by;
  move(entries.slice(entries.indexOf(payout) + 1), by);
  return ['PAYOUT_DIFFERS', by, payout.pspReference];
};

const breaks: Plant = (entries, pick, by) => {
  const entry = pick(entries);
  move(entries.slice(entries.indexOf(entry)), by);
  return ['BALANCE_BREAK', by, entry.pspReference];
};

const plants: Readonly<Record<string, Plant>> = {
  'a payout that is short or too much, for good': isShort,
  'a payout that is short, where all say that they leave nothing': (entries, pick, by) => {
    const [, , reference] = isShort(entries, pick, Math.abs(by));
    for (const entry of entries) if (isPayout(entry)) entry.balanceAfter = 0;
    return ['PAYOUT_DIFFERS', -Math.abs(by), reference];
  },
  'a break of the balance that stays': breaks,
  'a break of the balance that the next payout pays': (entries, pick, by) => {
    const entry = pick(entries.filter((each) => !isPayout(each)));
    const behind = entries.slice(entries.indexOf(entry));
    const payout = behind.findIndex(isPayout);
    move(behind.slice(0, payout), by);
    const paid = behind[payout];
    if (paid === undefined) throw new Error('no payout to absorb the break');
    Object.assign(paid, { balanceBefore: (paid.balanceBefore ?? 0) + by, amount: (paid.amount ?? 0) - by });
    return ['BALANCE_BREAK', by, entry.pspReference];
  },
};

/** What is told of all but the first and the last dates. */
async function told(days: readonly Day[]): Promise<Told[]> {
  const closed = await close(days, addDays(FROM, 1), addDays(FROM, COUNT - 2));
  return closed.flatMap(({ differences }) =>
    differences.map(({ kind, amount, references }): Told => [kind, amount, references[0] ?? null]),
  );
}

it.each(Object.entries(plants))('is told once and nowhere else: %s', async (what, plant) => {
  for (let seed = 0; seed < 15; seed += 1) {
    const random = randomFrom(`${what} ${seed}`);
    const days = booked(plans(`one cause ${seed}`, FROM, COUNT));
    const among = (of: readonly Entry[]) => of[Math.floor((0.3 + 0.4 * random()) * of.length)];
    const by = (random() < 0.5 ? 1 : -1) * (1 + Math.floor(random() * 2_000));
    const expected = plant(
      days.flatMap(({ funds }) => funds),
      (of) => {
        const entry = among(of);
        if (entry === undefined) throw new Error('nothing to spoil');
        return entry;
      },
      by,
    );
    expect(await told(days)).toEqual([expected]);
  }
});

it('is told once and nowhere else: money that is two to seven dates late', async () => {
  for (let seed = 0; seed < 15; seed += 1) {
    const made = plans(`late ${seed}`, FROM, COUNT);
    const day = 10 + seed;
    const [plan, later] = [made[day], made[day + 2 + (seed % 6)]];
    const money = plan?.funds.find(({ entryType }) => entryType === 'capture');
    if (plan === undefined || later === undefined || money === undefined) throw new Error('nothing to delay');
    plan.funds = plan.funds.filter((each) => each !== money);
    later.funds.unshift(money);
    // Its fees and its refund are as late.
    for (const each of made.slice(0, made.indexOf(later))) {
      const own = each.fees.filter(({ pspReference }) => pspReference === money.pspReference);
      each.fees = each.fees.filter((fee) => !own.includes(fee));
      later.fees.push(...own);
    }
    const found = (await told(booked(made))).filter(([kind]) => kind !== 'REFUND_BEYOND_SALE');
    expect(found).toEqual([['SOLD_NOT_SETTLED', -(money.amount ?? 0), money.pspReference]]);
  }
});
