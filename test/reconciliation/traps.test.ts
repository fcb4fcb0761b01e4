import { describe, expect, it } from 'vitest';
import { D0, D1, D2, D3, D4, World } from './faults.js';
import { booked, close, line, moneyOf, other, refundOf, sale, type Day } from './history.js';

/** All that is told of the dates, and how each stands. */
async function judged(days: readonly Day[], from: string = D0, to: string = D4) {
  const closed = await close(days, from, to);
  return {
    states: closed.map(({ state }) => state),
    kinds: closed.flatMap(({ differences }) => differences.map(({ kind }) => kind)),
    figures: closed.map(({ figures }) => figures),
  };
}

const BALANCED = Array<string>(5).fill('BALANCED');

describe('what is no fault', () => {
  const cases: Readonly<Record<string, (world: World) => void>> = {
    'cash without a PSP reference': () => undefined,
    'a ledger with a reserve, which its payouts never empty': ({ plans }) => {
      for (const plan of plans) plan.reserve = 300 + plans.indexOf(plan);
    },
    'no payout while the balance is negative': (world) => {
      world.on(D1).funds.push(other('correction', -200_000));
      world.on(D3).funds.push(other('top-up', 190_000));
    },
    'a payout that was given up': (world) => world.on(D2).funds.push(other('payout-aborted', 14_000)),
    'entries of kinds that nobody knows yet': (world) => {
      world.on(D2).funds.push(other('moon-tax', -77));
      world.on(D2).fees.push(other('moon-fee', -7));
    },
    'several fees of one capture, on other dates': (world) => {
      const fee = world.fee(world.open);
      world.on(D3).fees.push({ ...fee, amount: -3 });
      world.on(D4).fees.push({ ...fee, amount: -2, pspReference: null });
    },
    'a fee whose PSP reference is another, as until 2025': (world) => {
      world.fee(world.open).pspReference = 'internal';
    },
    'money that is known by its reference only': (world) => {
      world.money(world.open).pspReference = null;
      world.money(world.basket).pspReference = 'other id';
    },
    'a sale on the other side of midnight': (world) => {
      world.unsell(world.basket);
      world.on(D2).sales.push(world.basket);
    },
    'a disputed capture that is taken back and given back': (world) => {
      const { pspReference, reference } = world.open;
      const dispute = { pspReference, reference, amount: -25_000 };
      world.on(D3).funds.push({ ...dispute, entryType: 'retained-disputed-capture' });
      world.on(D4).funds.push({ ...dispute, entryType: 'returned-disputed-capture', amount: 25_000 });
    },
    'VAT that the merchant typed for some lines only': (world) => {
      Object.assign(world.line(1), { vatRate: null, vatAmount: null, lineTotalNet: null });
      Object.assign(world.basket, { net: null, vat: null, hasVatBreakdown: false });
    },
    'VAT that is rounded per piece': (world) => {
      const lines = [line(333, 2_500, '9')];
      Object.assign(lines[0] ?? {}, { vatAmount: 9 * 67, lineTotalNet: 9 * 266 });
      const sold = sale('pieces', D2, lines);
      world.on(D2).sales.push(sold);
      world.on(D2).funds.push(moneyOf(sold));
    },
    'refunds with negative amounts': (world) => {
      world.refund.gross = -25_000;
      const refund = refundOf(world.basket, D3);
      for (const each of refund.lines) {
        for (const key of ['lineTotalGross', 'lineTotalNet', 'vatAmount', 'discountTotal'] as const)
          each[key] = -(each[key] ?? 0);
      }
      Object.assign(refund, { gross: -33_500, net: -(refund.net ?? 0), vat: -(refund.vat ?? 0) });
      world.on(D3).sales.push(refund);
      world.on(D3).funds.push({ ...moneyOf(refund), amount: -33_500 });
    },
    'a line that takes something off the others': (world) => {
      const sold = sale('voucher', D2, [line(10_000, 2_500), line(-2_500, 2_500)]);
      world.on(D2).sales.push(sold);
      world.on(D2).funds.push(moneyOf(sold));
    },
    'a refund whose amounts are negative, and whose lines are those of the sale': (world) => {
      const refund = refundOf(world.basket, D3);
      world
        .on(D3)
        .sales.push({ ...refund, gross: -33_500, net: -(refund.net ?? 0), vat: -(refund.vat ?? 0) });
      world.on(D3).funds.push(moneyOf(refund));
    },
    'a refund by the other word of the API': (world) => {
      world.refund.entryType = 'return';
    },
    'a payout of nothing where nothing is': (world) => {
      world.on(D3).late.push({ ...other('payout-scheduled', 0), pspReference: 'zero' });
    },
    'the short form of events': (world) => {
      for (const each of world.basket.lines) each.discountTotal = null;
      world.line(0).unitPriceGross = 9_750;
    },
    'the older word for payouts': () => undefined,
  };

  it.each(Object.entries(cases))('%s', async (name, plan) => {
    const world = new World();
    plan(world);
    const days = booked(world.plans);
    if (name.startsWith('the older word')) {
      for (const entry of days.flatMap(({ funds }) => funds))
        if (entry.entryType === 'payout-scheduled') entry.entryType = 'scheduled-for-payout';
    }
    const { kinds, states } = await judged(days);
    expect(kinds).toEqual([]);
    expect(states).toEqual(BALANCED);
  });

  it('is money on an MSN, which may be one of ePayment: it is counted apart, and booked as sales without VAT', async () => {
    const world = new World();
    for (const plan of world.plans) {
      plan.sales = [];
      for (const draft of plan.funds) draft.recipientHandle = 'api:204117';
    }
    const { kinds, states, figures } = await judged(booked(world.plans));
    expect({ kinds, states }).toEqual({ kinds: [], states: BALANCED });
    expect(figures[1]).toMatchObject({ sold: 0, settledNotSold: 73_500, settledNotSoldCount: 3 });
  });

  it('is money of a Vippsnummer from before the Sales API had all data', async () => {
    const sold = sale('early', '2026-04-20', 5_000);
    const plan = { date: '2026-04-20', sales: [], funds: [moneyOf(sold)], fees: [], reserve: 0, late: [] };
    const next = { ...plan, date: '2026-04-21', funds: [] };
    const { kinds, figures } = await judged(booked([plan, next]), plan.date, plan.date);
    expect(kinds).toEqual([]);
    expect(figures[0]?.settledNotSold).toBe(5_000);
  });

  it('is a refund of a sale that is older than what is looked at', async () => {
    const world = new World();
    const refund = { ...refundOf(sale('old', D1, 900), D2), reference: 'long ago' };
    world.on(D2).sales.push(refund);
    world.on(D2).funds.push(moneyOf(refund));
    const { kinds, figures } = await judged(booked(world.plans));
    expect(kinds).toEqual([]);
    expect(figures.map(({ refundsOfEarlierSales }) => refundsOfEarlierSales)).toEqual([0, 0, 1, 0, 0]);
  });
});

describe('a date that is open', () => {
  it('tells nothing of what may yet come, and all that is wrong whatever comes', async () => {
    const world = new World();
    world.unsettle(world.basket);
    world.open.vat = 1;
    world.open.net = 1;
    const days = booked(world.plans);
    for (const day of days) day.isComplete = day.date < D1;
    const { kinds, states } = await judged(days);
    expect(kinds).toEqual(['VAT_DOES_NOT_ADD_UP']);
    expect(states).toEqual(['BALANCED', 'OFF', 'OPEN', 'OPEN', 'OPEN']);
  });

  it('keeps the date before open while money of its sales may be on it', async () => {
    const world = new World();
    world.unsettle(world.basket);
    world.unfee(world.basket);
    const days = booked(world.plans);
    for (const day of days) day.isComplete = day.date < D2;
    const [, closed] = await close(days, D0, D1);
    expect(closed).toMatchObject({ state: 'OPEN', isComplete: true, waits: true, differences: [] });
    for (const day of days) day.isComplete = true;
    const { kinds, states } = await judged(days, D0, D1);
    expect({ kinds, states }).toEqual({ kinds: ['SOLD_NOT_SETTLED'], states: ['BALANCED', 'OFF'] });
  });

  it('is one that has not begun', async () => {
    const { states } = await judged(booked(new World().plans), D4, '2026-09-13');
    expect(states).toEqual(['BALANCED', 'OPEN', 'OPEN']);
  });
});
