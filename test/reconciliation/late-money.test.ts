import { describe, expect, it } from 'vitest';
import { bookEntries } from '../../src/reconciliation/book-entries.js';
import { accounts } from './accounts.js';
import { D0, D1, D3, D4, World } from './faults.js';
import { booked, close, type Day } from './history.js';

/** A ledger of an MSN on which the money of a basket is two dates late. */
function lateOnMsn(change: (world: World) => void = () => undefined): Day[] {
  const world = new World();
  for (const plan of world.plans) for (const draft of plan.funds) draft.recipientHandle = 'api:204139';
  change(world);
  world.delay(world.basket, D3);
  return booked(world.plans);
}

async function judged(days: readonly Day[], from: string, to: string) {
  const closed = await close(days, from, to);
  const sums: Record<string, number> = {};
  for (const { account, amount } of closed
    .flatMap((date) => bookEntries(date, accounts))
    .flatMap(({ lines }) => lines))
    sums[account] = (sums[account] ?? 0) + amount;
  return {
    told: closed.flatMap(({ differences }) =>
      differences.map(({ kind, amount, date }) => [kind, amount, date]),
    ),
    notSold: closed.reduce((sum, { figures }) => sum + figures.settledNotSold, 0),
    clearing: sums['clearing'] ?? 0,
    sold25: sums['sales 2500'] ?? 0,
    untyped: sums['sales null'] ?? 0,
  };
}

describe('money of an MSN that is days away from its sale', () => {
  it('is no payment of ePayment: the sale is booked once, on the date of the money', async () => {
    const days = lateOnMsn();
    const told = [['SOLD_NOT_SETTLED', -33_500, D1]];
    expect(await judged(days, D1, D1)).toEqual({
      told,
      notSold: 0,
      clearing: 0,
      sold25: 0,
      untyped: -32_000,
    });
    const money = await judged(days, D3, D3);
    expect(money).toEqual({ told: [], notSold: 0, clearing: 0, sold25: -15_600, untyped: 0 });
    expect(await judged(days, D0, D4)).toMatchObject({ told, notSold: 0, clearing: 0, sold25: -15_600 });
  });

  it('is compared with the sale, on its own date', async () => {
    const days = lateOnMsn((world) => (world.money(world.basket).amount = 33_000));
    expect(await judged(days, D0, D4)).toMatchObject({
      told: [['AMOUNT_DIFFERS', -500, D3]],
      notSold: 0,
      clearing: 500,
      sold25: -15_600,
    });
  });

  it('is told where it is booked twice', async () => {
    const days = lateOnMsn((world) => world.on(D1).funds.push({ ...world.money(world.basket) }));
    expect((await judged(days, D0, D4)).told).toEqual([['DUPLICATE', 33_500, D3]]);
  });
});
