import type { Difference } from '../../src/reconciliation/difference.js';
import {
  feeOf,
  line,
  moneyOf,
  other,
  refundOf,
  sale,
  type Day,
  type Draft,
  type Entry,
  type Line,
  type Plan,
  type Sale,
} from './history.js';

/** What a fault is told as; of the references the first. */
export type Told = readonly [
  kind: Difference['kind'],
  amount: number,
  reference: string | undefined,
  date: string,
];

/** Something planted into a history in which all fits, and all that is to be told of it. */
export interface Fault {
  readonly what: string;
  /** Before the dates are booked: balances, fees held back and payouts follow. */
  readonly plan?: (world: World) => void;
  /** Behind that: nothing follows. */
  readonly spoil?: (days: readonly Day[]) => void;
  readonly told: readonly Told[];
}

/** The dates that faults are planted on. */
export const [D0, D1, D2, D3, D4] = [
  '2026-09-07',
  '2026-09-08',
  '2026-09-09',
  '2026-09-10',
  '2026-09-11',
] as const;
const dates = [D0, D1, D2, D3, D4];
/** A date of the month before, to which the history reaches back. */
export const MONTH_BEFORE = '2026-08-20';

/** A few dates with one of each kind: a basket of three lines, an open amount, cash, and a refund. */
export class World {
  readonly basket: Sale = sale('basket', D1, [
    line(10_000, 2_500, '2', 500),
    line(10_000, 1_400),
    line(4_000, 0),
  ]);
  readonly open: Sale = sale('open', D1, 25_000);
  readonly cash: Sale = { ...sale('cash', D1, 7_000), pspReference: null, paymentType: 'CASH' };
  readonly refund: Sale = refundOf(this.open, D2);
  readonly plans: readonly Plan[] = [MONTH_BEFORE, ...dates].map((date) => {
    const usual = sale(`usual ${date}`, date, [line(5_000, 1_500, '3')]);
    return { date, sales: [usual], funds: [moneyOf(usual)], fees: [feeOf(usual)], reserve: 0, late: [] };
  });

  constructor() {
    const [day, next] = [this.on(D1), this.on(D2)];
    day.sales.push(this.basket, this.open, this.cash);
    day.funds.push(moneyOf(this.basket), moneyOf(this.open));
    day.fees.push(feeOf(this.basket), feeOf(this.open));
    next.sales.push(this.refund);
    next.funds.push(moneyOf(this.refund));
  }

  on(date: string): Plan {
    return found(this.plans.find((plan) => plan.date === date));
  }

  /** The movement of a sale. */
  money(of: Sale, date: string = D1): Draft {
    return found(this.on(date).funds.find(({ pspReference }) => pspReference === of.pspReference));
  }

  fee(of: Sale): Draft {
    return found(this.on(D1).fees.find(({ pspReference }) => pspReference === of.pspReference));
  }

  line(index: number): Line {
    return found(this.basket.lines[index]);
  }

  unsell(of: Sale, date: string = D1): void {
    this.on(date).sales = this.on(date).sales.filter((each) => each !== of);
  }

  unsettle(of: Sale, date: string = D1): void {
    const money = this.money(of, date);
    this.on(date).funds = this.on(date).funds.filter((each) => each !== money);
  }

  /** Money and fee of a sale of D1 are on a later date. */
  delay(of: Sale, date: string): void {
    this.on(date).funds.push(this.money(of));
    this.on(date).fees.push(this.fee(of));
    this.unsettle(of);
    this.unfee(of);
  }

  unfee(of: Sale): void {
    const fee = this.fee(of);
    this.on(D1).fees = this.on(D1).fees.filter((each) => each !== fee);
  }
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the history lacks what is to be spoilt');
  return value;
}

const entryOf = (days: readonly Day[], psp: string, topic: 'funds' | 'fees' = 'funds') =>
  found(days.flatMap((day) => day[topic]).find(({ pspReference }) => pspReference === psp));
const payoutOn = (days: readonly Day[], date: string) =>
  found(
    days.find((day) => day.date === date)?.funds.find(({ entryType }) => entryType === 'payout-scheduled'),
  );

/** Everything on `funds` from a date on has other balances; payouts go on paying what they paid. */
function moveOn(days: readonly Day[], from: string, by: number): void {
  for (const { date, funds } of days) if (date >= from) for (const entry of funds) move(entry, by);
}

function move(entry: Entry, by: number): void {
  entry.balanceBefore = (entry.balanceBefore ?? 0) + by;
  entry.balanceAfter = (entry.balanceAfter ?? 0) + by;
}

/** The balance breaks in front of an entry of D1, for good. */
function carryOn(days: readonly Day[], psp: string, by: number): void {
  const { funds } = found(days.find(({ date }) => date === D1));
  for (const entry of funds.slice(funds.indexOf(entryOf(days, psp)))) move(entry, by);
  moveOn(days, D2, by);
}

/** The payout of D1 is so much short, for good. */
function underpay(days: readonly Day[], by: number): void {
  const payout = payoutOn(days, D1);
  payout.amount = (payout.amount ?? 0) + by;
  payout.balanceAfter = (payout.balanceAfter ?? 0) + by;
  moveOn(days, D2, by);
}

/** Every fault with all that is told of it. */
export const faults: readonly Fault[] = [
  // Lines and VAT.
  {
    what: 'the price of a line is another',
    plan: (world) => (world.line(0).unitPriceGross = 10_001),
    told: [['LINES_DO_NOT_ADD_UP', -2, 'pbasket', D1]],
  },
  {
    what: 'the total of a line is one øre short',
    plan: (world) => (world.line(1).lineTotalGross = 9_999),
    told: [['LINES_DO_NOT_ADD_UP', -1, 'pbasket', D1]],
  },
  {
    what: 'a discount is forgotten',
    plan: (world) => (world.line(0).discountTotal = 0),
    told: [['LINES_DO_NOT_ADD_UP', -500, 'pbasket', D1]],
  },
  {
    what: 'a quantity is another',
    plan: (world) => (world.line(1).quantity = '2'),
    told: [['LINES_DO_NOT_ADD_UP', -10_000, 'pbasket', D1]],
  },
  {
    what: 'a weight does not make the price',
    plan: (world) => (world.line(1).quantity = '0.999'),
    told: [['LINES_DO_NOT_ADD_UP', 10, 'pbasket', D1]],
  },
  {
    what: 'a line is missing',
    plan: (world) => world.basket.lines.pop(),
    told: [['LINES_DO_NOT_ADD_UP', -4_000, 'pbasket', D1]],
  },
  {
    what: 'a line is there twice',
    plan: (world) => world.basket.lines.push({ ...world.line(2) }),
    told: [['LINES_DO_NOT_ADD_UP', 4_000, 'pbasket', D1]],
  },
  {
    what: 'the lines of a refund do not make it',
    plan: (world) => {
      const refund = refundOf(world.basket, D2);
      refund.lines.pop();
      world.on(D2).sales.push(refund);
      world.on(D2).funds.push(moneyOf(refund));
    },
    told: [['LINES_DO_NOT_ADD_UP', -4_000, 'rpbasket', D2]],
  },
  {
    what: 'VAT is that of 13.5 % beside the rate of 14 %',
    plan: (world) => {
      const { lineTotalNet, vatAmount } = line(10_000, 1_350);
      Object.assign(world.line(1), { lineTotalNet, vatAmount });
    },
    told: [['VAT_DOES_NOT_FIT_RATE', 1_189 - 1_228, 'pbasket', D1]],
  },
  {
    what: 'a zero-rated line has VAT',
    plan: (world) => (world.line(2).vatAmount = 100),
    told: [['VAT_DOES_NOT_FIT_RATE', 100, 'pbasket', D1]],
  },
  {
    what: 'the rate is 25 % and VAT that of 15 %',
    plan: (world) => (world.line(0).vatRate = 1_500),
    told: [['VAT_DOES_NOT_FIT_RATE', 3_900 - 2_543, 'pbasket', D1]],
  },
  {
    what: 'VAT of a line is 0',
    plan: (world) => (world.line(0).vatAmount = 0),
    told: [['VAT_DOES_NOT_FIT_RATE', -3_900, 'pbasket', D1]],
  },
  {
    what: 'VAT of the sale is not that of its lines',
    plan: (world) => (world.basket.vat = 5_129),
    told: [['VAT_DOES_NOT_ADD_UP', -1, 'pbasket', D1]],
  },
  {
    what: 'net and VAT of an open amount do not make it',
    plan: (world) => Object.assign(world.open, { net: 20_000, vat: 4_999 }),
    told: [['VAT_DOES_NOT_ADD_UP', -1, 'popen', D1]],
  },
  // What was sold against its money.
  {
    what: 'the amount of a sale is another',
    plan: (world) => (world.open.gross = 25_100),
    told: [['AMOUNT_DIFFERS', -100, 'popen', D1]],
  },
  {
    what: 'the amount of a basket is another, as its lines and its money tell',
    plan: (world) => (world.basket.gross = 33_600),
    told: [['LINES_DO_NOT_ADD_UP', -100, 'pbasket', D1]],
  },
  {
    what: 'the amount of a basket is neither that of its lines nor that of its money',
    plan: (world) => {
      world.basket.gross = 33_600;
      world.money(world.basket).amount = 33_400;
    },
    told: [
      ['LINES_DO_NOT_ADD_UP', -100, 'pbasket', D1],
      ['AMOUNT_DIFFERS', -200, 'pbasket', D1],
    ],
  },
  {
    what: 'a capture is one øre more',
    plan: (world) => (world.money(world.open).amount = 25_001),
    told: [['AMOUNT_DIFFERS', 1, 'popen', D1]],
  },
  {
    what: 'a refund is less than what was given back',
    plan: (world) => (world.money(world.refund, D2).amount = -24_000),
    told: [['AMOUNT_DIFFERS', 1_000, 'rpopen', D2]],
  },
  {
    what: 'an event is there twice',
    plan: (world) => world.on(D1).sales.push({ ...world.open }),
    told: [['DUPLICATE', 25_000, 'popen', D1]],
  },
  {
    what: 'an event is there again on the next date',
    plan: (world) => world.on(D2).sales.push({ ...world.open }),
    told: [['DUPLICATE', 25_000, 'popen', D2]],
  },
  {
    what: 'a capture is booked twice',
    plan: (world) => world.on(D1).funds.push({ ...world.money(world.open) }),
    told: [['DUPLICATE', 25_000, 'popen', D1]],
  },
  {
    what: 'a capture is booked again on the next date',
    plan: (world) => world.on(D2).funds.push({ ...world.money(world.open) }),
    told: [['DUPLICATE', 25_000, 'popen', D2]],
  },
  {
    what: 'a capture is given twice, alike in everything',
    spoil: (days) => {
      const day = found(days.find(({ date }) => date === D1));
      day.repeats = [{ ...entryOf(days, 'popen') }];
    },
    told: [['DUPLICATE', 25_000, 'popen', D1]],
  },
  {
    what: 'a capture is booked again two dates later',
    plan: (world) => world.on(D3).funds.push({ ...world.money(world.open) }),
    told: [['DUPLICATE', 25_000, 'popen', D3]],
  },
  {
    what: 'the money of a sale is two dates late',
    plan: (world) => {
      world.delay(world.basket, D3);
    },
    told: [['SOLD_NOT_SETTLED', -33_500, 'pbasket', D1]],
  },
  {
    what: 'the money of a refund is two dates late',
    plan: (world) => {
      const refund = refundOf(world.basket, D1);
      world.on(D1).sales.push(refund);
      world.on(D3).funds.push(moneyOf(refund));
    },
    told: [['SOLD_NOT_SETTLED', 33_500, 'rpbasket', D1]],
  },
  {
    what: 'a sale is there two dates behind its money',
    plan: (world) => {
      world.unsell(world.basket);
      world.on(D3).sales.push(world.basket);
    },
    told: [['SOLD_NOT_SETTLED', -33_500, 'pbasket', D3]],
  },
  {
    what: 'the money of a sale is two dates late and one øre short',
    plan: (world) => {
      world.money(world.basket).amount = 33_499;
      world.delay(world.basket, D3);
    },
    told: [['AMOUNT_DIFFERS', -1, 'pbasket', D3]],
  },
  {
    what: 'the money of a sale is on the next date and one øre short',
    plan: (world) => {
      world.money(world.basket).amount = 33_499;
      world.delay(world.basket, D2);
    },
    told: [['AMOUNT_DIFFERS', -1, 'pbasket', D2]],
  },
  {
    what: 'an event is missing',
    plan: (world) => {
      world.unsell(world.basket);
    },
    told: [['SETTLED_NOT_SOLD', 33_500, 'pbasket', D1]],
  },
  {
    what: 'the event of a refund is missing',
    plan: (world) => {
      world.unsell(world.refund, D2);
    },
    told: [['SETTLED_NOT_SOLD', -25_000, 'rpopen', D2]],
  },
  {
    what: 'the money of a sale is missing',
    plan: (world) => {
      world.unsettle(world.basket);
      world.unfee(world.basket);
    },
    told: [['SOLD_NOT_SETTLED', -33_500, 'pbasket', D1]],
  },
  {
    what: 'a refund is missing',
    plan: (world) => {
      world.unsettle(world.refund, D2);
    },
    told: [['SOLD_NOT_SETTLED', 25_000, 'rpopen', D2]],
  },
  {
    what: 'a refund was booked in another month than it was given',
    plan: (world) => {
      const earlier = refundOf(world.on(MONTH_BEFORE).sales[0] ?? world.open, D3);
      world.on(MONTH_BEFORE).sales.push(earlier);
      world.on(D3).funds.push(moneyOf(earlier));
    },
    told: [['SETTLED_NOT_SOLD', -15_000, `rpusual ${MONTH_BEFORE}`, D3]],
  },
  {
    what: 'the money of a sale has another PSP reference and another amount',
    plan: (world) => {
      Object.assign(world.money(world.open), { pspReference: 'pother', amount: 24_000 });
      world.unfee(world.open);
      world.unsettle(world.refund, D2);
      world.unsell(world.refund, D2);
    },
    told: [
      ['SOLD_NOT_SETTLED', -25_000, 'popen', D1],
      ['SETTLED_NOT_SOLD', 24_000, 'pother', D1],
    ],
  },
  {
    what: 'a card payment has no PSP reference, and no money',
    plan: (world) => Object.assign(world.cash, { paymentType: 'CARD' }),
    told: [['SOLD_NOT_SETTLED', -7_000, 'ocash', D1]],
  },
  {
    what: 'a sale is in another currency',
    plan: (world) => (world.open.currency = 'EUR'),
    told: [['CURRENCY_DIFFERS', 25_000, 'popen', D1]],
  },
  {
    what: 'its money is in another currency',
    plan: (world) => (world.money(world.open).currency = 'SEK'),
    told: [['CURRENCY_DIFFERS', 25_000, 'popen', D1]],
  },
  {
    what: 'a fee is in another currency',
    plan: (world) => (world.fee(world.open).currency = 'DKK'),
    told: [['CURRENCY_DIFFERS', -500, 'popen', D1]],
  },
  {
    what: 'a sale has no amount',
    plan: (world) => (world.open.gross = null),
    told: [['AMOUNT_MISSING', 0, 'popen', D1]],
  },
  {
    what: 'its money has no amount, though the balance tells it',
    spoil: (days) => (entryOf(days, 'popen').amount = null),
    told: [['AMOUNT_MISSING', 0, 'popen', D1]],
  },
  // Refunds against their sales.
  {
    what: 'one øre more is refunded than was paid',
    plan: (world) => {
      world.refund.gross = 25_001;
      world.money(world.refund, D2).amount = -25_001;
    },
    told: [['REFUND_BEYOND_SALE', 1, 'rpopen', D2]],
  },
  {
    what: 'a sale is refunded twice, under two PSP references',
    plan: (world) => {
      const again = { ...world.refund, pspReference: 'again' };
      world.on(D3).sales.push(again);
      world.on(D3).funds.push(moneyOf(again));
    },
    told: [['REFUND_BEYOND_SALE', 25_000, 'again', D3]],
  },
  {
    what: 'two partial refunds are more than the sale',
    plan: (world) => {
      for (const [pspReference, gross] of [
        ['part', 20_000],
        ['rest', 14_000],
      ] as const) {
        const part = {
          ...refundOf(world.basket, D3),
          pspReference,
          gross,
          net: null,
          vat: null,
          lines: [],
          hasLineItems: false,
        };
        world.on(D3).sales.push(part);
        world.on(D3).funds.push(moneyOf(part));
      }
    },
    told: [['REFUND_BEYOND_SALE', 500, 'rest', D3]],
  },
  // Fees.
  {
    what: 'a fee has no capture',
    plan: (world) => world.on(D2).fees.push({ ...other('capture-fee', -345), pspReference: 'nobody' }),
    told: [['FEE_WITHOUT_CAPTURE', -345, 'nobody', D2]],
  },
  {
    what: 'the references of a fee are those of no capture',
    plan: (world) => Object.assign(world.fee(world.open), { pspReference: 'wrong', reference: 'wrong too' }),
    told: [['FEE_WITHOUT_CAPTURE', -500, 'wrong', D1]],
  },
  {
    what: 'the capture of a fee is missing',
    plan: (world) => {
      world.unsettle(world.basket);
    },
    told: [
      ['FEE_WITHOUT_CAPTURE', -670, 'pbasket', D1],
      ['SOLD_NOT_SETTLED', -33_500, 'pbasket', D1],
    ],
  },
  {
    what: 'more is held back than was settled of fees',
    spoil: (days) => {
      const entry = entryOf(days, 'FRF-2');
      Object.assign(entry, {
        amount: (entry.amount ?? 0) - 1,
        balanceAfter: (entry.balanceAfter ?? 0) - 1,
      });
      const payout = payoutOn(days, D1);
      Object.assign(payout, { amount: (payout.amount ?? 0) + 1, balanceBefore: entry.balanceAfter });
    },
    told: [['RETAINED_FEES_DIFFER', -1, 'FRF-2', D1]],
  },
  {
    what: 'the balance of fees breaks, and the break is settled with them',
    spoil: (days) => {
      const entry = entryOf(days, 'FRE-2', 'fees');
      Object.assign(entry, {
        amount: (entry.amount ?? 0) + 1,
        balanceBefore: (entry.balanceBefore ?? 0) - 1,
      });
    },
    told: [['BALANCE_BREAK', -1, 'FRE-2', D1]],
  },
  // Balances.
  {
    what: 'a balance does not follow from the one before',
    spoil: (days) => {
      const entry = entryOf(days, 'pbasket');
      Object.assign(entry, { balanceBefore: 15_050, balanceAfter: 48_550 });
      const next = entryOf(days, 'popen');
      Object.assign(next, { balanceBefore: 48_550, balanceAfter: 73_550 });
      entryOf(days, 'FRF-2').balanceBefore = 73_550;
    },
    told: [['BALANCE_BREAK', 50, 'pbasket', D1]],
  },
  {
    what: 'one entry has balances that are off, and the next one none',
    spoil: (days) => {
      const entry = entryOf(days, 'pbasket');
      Object.assign(entry, { balanceBefore: 15_050, balanceAfter: 48_550 });
    },
    told: [['BALANCE_BREAK', 50, 'pbasket', D1]],
  },
  {
    what: 'the balance behind the last entry of a date is off, and the next date begins right',
    plan: (world) => (world.on(D1).reserve = null),
    spoil: (days) => {
      const entry = entryOf(days, 'popen');
      entry.balanceAfter = (entry.balanceAfter ?? 0) - 7;
    },
    told: [['BALANCE_BREAK', -7, 'popen', D1]],
  },
  {
    what: 'the balance in front of an entry is off, and the one behind it not',
    spoil: (days) => {
      const entry = entryOf(days, 'pbasket');
      entry.balanceBefore = (entry.balanceBefore ?? 0) + 3;
    },
    told: [['BALANCE_BREAK', 3, 'pbasket', D1]],
  },
  {
    what: 'two breaks of a date are two causes',
    spoil: (days) => {
      carryOn(days, 'pbasket', 50);
      carryOn(days, 'popen', 20);
    },
    told: [
      ['BALANCE_BREAK', 50, 'pbasket', D1],
      ['BALANCE_BREAK', 20, 'popen', D1],
    ],
  },
  {
    what: 'the balance breaks, and payouts pay what was booked, so that the break stays',
    spoil: (days) => {
      carryOn(days, 'popen', 50);
    },
    told: [['BALANCE_BREAK', 50, 'popen', D1]],
  },
  {
    what: 'the balance loses something, and payouts pay what was booked all the same',
    spoil: (days) => {
      carryOn(days, 'popen', -50);
    },
    told: [['BALANCE_BREAK', -50, 'popen', D1]],
  },
  {
    what: 'the balance breaks, and the payout is one øre short of what was booked',
    plan: (world) => (world.on(D1).reserve = 1),
    spoil: (days) => {
      carryOn(days, 'popen', 50);
    },
    told: [
      ['BALANCE_BREAK', 50, 'popen', D1],
      ['PAYOUT_DIFFERS', 1, 'payout-2', D1],
    ],
  },
  {
    what: 'the balance breaks over midnight',
    spoil: (days) => {
      const { funds } = found(days.find(({ date }) => date === D3));
      for (const entry of funds) {
        entry.balanceBefore = (entry.balanceBefore ?? 0) + 9;
        entry.balanceAfter = (entry.balanceAfter ?? 0) + 9;
      }
      const payout = payoutOn(days, D3);
      Object.assign(payout, { amount: (payout.amount ?? 0) - 9, balanceAfter: 0 });
    },
    told: [['BALANCE_BREAK', 9, `pusual ${D3}`, D3]],
  },
  {
    what: 'the balance of fees breaks',
    spoil: (days) => {
      const entry = entryOf(days, `pusual ${D4}`, 'fees');
      Object.assign(entry, { balanceBefore: -4, balanceAfter: -304 });
      Object.assign(entryOf(days, 'FRE-5', 'fees'), { balanceBefore: -304, balanceAfter: -4 });
    },
    told: [['BALANCE_BREAK', -4, `pusual ${D4}`, D4]],
  },
  {
    what: 'an amount is not what the balance moved by',
    spoil: (days) => (entryOf(days, 'popen').amount = 25_050),
    told: [['BALANCE_BREAK', -50, 'popen', D1]],
  },
  {
    what: 'an entry was left out',
    spoil: (days) => {
      const day = found(days.find(({ date }) => date === D2));
      day.funds = day.funds.filter(({ pspReference }) => pspReference !== 'rpopen');
    },
    told: [
      ['SOLD_NOT_SETTLED', 25_000, 'rpopen', D2],
      ['BALANCE_BREAK', -25_000, `pusual ${D3}`, D3],
    ],
  },
  // Payouts.
  {
    what: 'a payout is one øre short',
    plan: (world) => (world.on(D1).reserve = 1),
    told: [['PAYOUT_DIFFERS', 1, 'payout-2', D1]],
  },
  {
    what: 'a payout is one øre more than there is',
    plan: (world) => (world.on(D1).reserve = -1),
    told: [['PAYOUT_DIFFERS', -1, 'payout-2', D1]],
  },
  {
    what: 'the amount of a payout is not what the balance moved by',
    spoil: (days) => {
      const payout = payoutOn(days, D1);
      payout.amount = (payout.amount ?? 0) - 1;
    },
    told: [['PAYOUT_DIFFERS', 1, 'payout-2', D1]],
  },
  {
    what: 'a payout is one øre short, and the difference is carried on',
    spoil: (days) => {
      underpay(days, 1);
    },
    told: [['PAYOUT_DIFFERS', 1, 'payout-2', D1]],
  },
  {
    what: 'a payout is one øre too much, and the difference is carried on',
    spoil: (days) => {
      underpay(days, -1);
    },
    told: [['PAYOUT_DIFFERS', -1, 'payout-2', D1]],
  },
  {
    what: 'a payout is one øre short, its balance says that nothing is left, and the next date begins with it',
    spoil: (days) => {
      underpay(days, 1);
      for (const { funds } of days)
        for (const entry of funds) if (entry.entryType === 'payout-scheduled') entry.balanceAfter = 0;
    },
    told: [['PAYOUT_DIFFERS', -1, 'payout-2', D1]],
  },
  {
    what: 'a payout leaves one øre more than its amount makes',
    spoil: (days) => {
      underpay(days, 1);
      const payout = payoutOn(days, D1);
      payout.amount = (payout.amount ?? 0) - 1;
    },
    told: [['PAYOUT_DIFFERS', 1, 'payout-2', D1]],
  },
  {
    what: 'payouts take too much twice, one øre each',
    plan: (world) => {
      world.on(D1).reserve = -1;
      for (const date of [D2, D3, D4]) world.on(date).reserve = -2;
    },
    told: [
      ['PAYOUT_DIFFERS', -1, 'payout-2', D1],
      ['PAYOUT_DIFFERS', -1, 'payout-4', D3],
    ],
  },
  {
    what: 'something was booked behind a payout on its date, and is never paid',
    plan: (world) => {
      world.on(D1).late.push(other('correction', 200));
      for (const date of [D2, D3, D4]) world.on(date).reserve = 200;
    },
    told: [['PAYOUT_DIFFERS', 200, 'payout-2', D1]],
  },
  {
    what: 'a date has a second payout, of nothing that is there',
    spoil: (days) => {
      const day = found(days.find(({ date }) => date === D1));
      const payout = payoutOn(days, D1);
      day.funds.push({ ...payout, pspReference: 'second', amount: -5, balanceBefore: 0, balanceAfter: -5 });
      moveOn(days, D2, -5);
    },
    told: [['PAYOUT_DIFFERS', -5, 'second', D1]],
  },
  {
    what: 'something was booked behind a payout on its date',
    plan: (world) => world.on(D1).late.push(other('correction', 200)),
    told: [['PAYOUT_DIFFERS', 200, 'payout-2', D1]],
  },
  {
    what: 'a payout takes too much, and an entry behind it on its date hides that',
    plan: (world) => {
      world.on(D1).reserve = -200;
      world.on(D1).late.push(other('correction', 200));
    },
    told: [
      ['PAYOUT_DIFFERS', 200, 'payout-2', D1],
      ['PAYOUT_DIFFERS', -200, 'payout-2', D1],
    ],
  },
  {
    what: 'a payout leaves something, and something else was booked behind it on its date',
    plan: (world) => {
      world.on(D1).reserve = 1_000;
      world.on(D1).late.push(other('correction', 100));
    },
    told: [
      ['PAYOUT_DIFFERS', 100, 'payout-2', D1],
      ['PAYOUT_DIFFERS', 1_000, 'payout-2', D1],
    ],
  },
  {
    what: 'a sale without an amount has no money either',
    plan: (world) => {
      world.unsettle(world.open);
      world.unfee(world.open);
      world.unsettle(world.refund, D2);
      world.unsell(world.refund, D2);
      world.open.gross = null;
    },
    told: [['AMOUNT_MISSING', 0, 'popen', D1]],
  },
];
