import { describe, expect, it } from 'vitest';
import { nextHash } from '../../src/reconciliation/content-hash.js';
import { addDays } from '../../src/dates.js';
import { randomFrom } from '../support/random.js';
import { disturbed } from './disturbed.js';
import { D0, D1, D2, D3, D4, World } from './faults.js';
import { booked, close, plans, sourceOver } from './history.js';
import { closeDays } from '../../src/reconciliation/close-days.js';

const FROM = '2026-05-01';
const COUNT = 60;

describe('the close of random histories', () => {
  it('is balanced where all fits, wherever it begins and ends', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const days = booked(plans(`fits ${seed}`, FROM, COUNT));
      const closed = await close(days, addDays(FROM, seed), addDays(FROM, COUNT - 2));
      expect(closed.flatMap(({ differences }) => differences)).toEqual([]);
      expect(closed.map(({ state }) => state)).toEqual(closed.map(() => 'BALANCED'));
    }
  });

  it('is that of its parts, one behind the other: all figures, differences and hashes', async () => {
    let differences = 0;
    for (let seed = 0; seed < 40; seed += 1) {
      const days = disturbed(`parts ${seed}`, FROM, COUNT);
      const random = randomFrom(`cut ${seed}`);
      const from = addDays(FROM, 32);
      const to = addDays(FROM, 32 + Math.floor(random() * 25));
      const whole = await close(days, from, to);
      differences += whole.reduce((sum, { figures }) => sum + figures.differences, 0);
      for (let cut = from; cut < to; cut = addDays(cut, 1 + Math.floor(random() * 6))) {
        const parts = [...(await close(days, from, cut)), ...(await close(days, addDays(cut, 1), to))];
        expect(parts).toEqual(whole);
      }
    }
    expect(differences).toBeGreaterThan(400);
  });

  it('moves every balance by its figures', async () => {
    for (let seed = 0; seed < 20; seed += 1) {
      for (const { openingBalance, closingBalance, feesOpening, feesClosing, figures } of await close(
        disturbed(`balance ${seed}`, FROM, COUNT),
        addDays(FROM, 1),
        addDays(FROM, COUNT - 1),
      )) {
        const {
          captures,
          refunds,
          feesRetained,
          corrections,
          disputes,
          topUps,
          payouts,
          other,
          breaks,
          late,
        } = figures;
        const moved = captures + refunds + feesRetained + corrections + disputes + topUps + payouts;
        expect((openingBalance ?? 0) + moved + other + breaks + late).toBe(closingBalance ?? 0);
        const { captureFees, otherFees, feesSettled, feesBreaks, feesLate } = figures;
        expect((feesOpening ?? 0) + captureFees + otherFees + feesSettled + feesBreaks + feesLate).toBe(
          feesClosing ?? 0,
        );
      }
    }
  });

  it('has the same hash whenever it is made, and another one for other content', async () => {
    const hashOf = async (days: ReturnType<typeof disturbed>) => {
      let hash = '';
      for (const day of await close(days, FROM, addDays(FROM, 40))) hash = nextHash(hash, day.hash);
      return hash;
    };
    const days = disturbed('hash', FROM, COUNT);
    expect(await hashOf(days)).toBe(await hashOf(disturbed('hash', FROM, COUNT)));
    // Made once and written down: it is the same in every process and release.
    expect(await hashOf(booked(plans('kept', FROM, 41)))).toBe(
      '3119c66c27842ca9548601a1f62bc5b32e5dcd8fc389a71a5102cc5b32de0814',
    );
    const [first] = days[3]?.funds ?? [];
    if (first?.amount == null) throw new Error('nothing to change');
    const before = await hashOf(days);
    first.amount += 1;
    expect(await hashOf(days)).not.toBe(before);
  });
});

describe('what a close reads', () => {
  it('is more where something has met nothing: dates around, up to where it is found', async () => {
    const readsOf = async (date: string, plan: (world: World) => void) => {
      const world = new World();
      plan(world);
      const source = sourceOver(booked(world.plans));
      for await (const day of closeDays(source, { from: date, to: date, currency: 'NOK' }))
        expect(day.date).toBe(date);
      const usual = [addDays(date, -1), date].flatMap((each) =>
        ['funds', 'fees', 'sales'].map((topic) => `${topic} ${each}`),
      );
      return source.reads.filter((read) => !usual.includes(read)).toSorted();
    };
    expect(await readsOf(D1, () => undefined)).toEqual([]);
    const late = (world: World) => {
      world.delay(world.basket, D3);
    };
    // Of the sale the date behind, and the one with its money; of the money the sales in front, and what is around the one.
    expect(await readsOf(D1, late)).toEqual([`funds ${D2}`, `funds ${D3}`]);
    expect(await readsOf(D3, late)).toEqual([`funds ${D0}`, `funds ${D1}`, `sales ${D1}`, `sales ${D4}`]);
    const missing = await readsOf(D1, (world) => {
      world.unsettle(world.basket);
      world.unfee(world.basket);
    });
    const around = [-7, -6, -5, -4, -3, -2, 1, 2, 3].map((days) => addDays(D1, days));
    expect(missing).toEqual(around.map((date) => `funds ${date}`));
  });

  it('is each date of the period and the one in front, once per topic', async () => {
    const days = booked(plans('reads', FROM, COUNT).map((plan) => ({ ...plan, fees: [], sales: [] })));
    for (const day of days) for (const entry of day.funds) entry.recipientHandle = 'api:204117';
    const source = sourceOver(days);
    for await (const day of closeDays(source, {
      from: addDays(FROM, 30),
      to: addDays(FROM, 33),
      currency: null,
    }))
      expect(day.date >= FROM).toBe(true);
    const dates = [29, 30, 31, 32, 33].map((day) => addDays(FROM, day));
    expect(source.reads.filter((read) => read.startsWith('funds')).slice(0, 5)).toEqual(
      dates.map((date) => `funds ${date}`),
    );
    const reads = source.reads.filter((read) => !read.startsWith('sales'));
    expect(new Set(reads).size).toBe(reads.length);
    // Whether money of an MSN is that of a sale some days away only the sales around tell: each date once more at most,
    // besides the dates of the period, the one in front and the one behind.
    const sales = source.reads.filter((read) => read.startsWith('sales'));
    const around = Array.from({ length: 18 }, (_, day) => `sales ${addDays(FROM, 23 + day)}`);
    expect([...new Set(sales)].toSorted()).toEqual(around);
    const own = [...dates, addDays(FROM, 34)].map((date) => `sales ${date}`);
    expect(sales.toSorted()).toEqual([...around, ...own].toSorted());
  });
});
