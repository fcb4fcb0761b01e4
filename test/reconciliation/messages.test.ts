import { expect, it } from 'vitest';
import { D0, D1, D2, D3, D4, World } from './faults.js';
import { booked, close, moneyOf, refundOf, type Day } from './history.js';

/** What is said of a history, in the order of its dates. */
async function said(plan: (world: World) => void, spoil?: (days: readonly Day[]) => void) {
  const world = new World();
  plan(world);
  const days = booked(world.plans);
  spoil?.(days);
  return (await close(days, D0, D4)).flatMap(({ differences }) => differences.map(({ message }) => message));
}

it('calls a sale a sale, and a refund a refund', async () => {
  expect(await said((world) => (world.money(world.refund, D2).amount = -24_000))).toEqual([
    'The refund is -25000, but its money is -24000.',
  ]);
  expect(
    await said((world) => {
      world.unsettle(world.refund, D2);
    }),
  ).toEqual(['Nothing on `funds` belongs to the refund.']);
  expect(
    await said((world) => {
      world.unsell(world.refund, D2);
    }),
  ).toEqual(['The Sales API has no refund for the money.']);
  expect(
    await said((world) => {
      const refund = refundOf(world.basket, D2);
      refund.lines.pop();
      world.on(D2).sales.push(refund);
      world.on(D2).funds.push(moneyOf(refund));
    }),
  ).toEqual(['The lines add up to 29500, but the refund is 33500.']);
});

it('says what is in which currency', async () => {
  expect(
    await said((world) => {
      world.open.currency = 'EUR';
      world.refund.currency = 'DKK';
      world.money(world.basket).currency = 'SEK';
      world.fee(world.basket).currency = 'USD';
    }),
  ).toEqual([
    'The sale is in EUR, but its ledger in NOK.',
    'The entry on `funds` is in SEK, but its ledger in NOK.',
    'The entry on `fees` is in USD, but its ledger in NOK.',
    'The refund is in DKK, but its ledger in NOK.',
  ]);
});

it('names the other date where a sale and its money are on two', async () => {
  const delayed = (date: string, amount: number) =>
    said((world) => {
      world.money(world.basket).amount = amount;
      world.delay(world.basket, date);
    });
  expect(await delayed(D3, 33_500)).toEqual([`The money of the sale is not beside it: it is on ${D3}.`]);
  expect(await delayed(D3, 33_499)).toEqual([`The sale, on ${D1}, is 33500, but its money is 33499.`]);
  expect(await delayed(D2, 33_499)).toEqual([`The sale, on ${D1}, is 33500, but its money is 33499.`]);
  expect(await said((world) => world.on(D3).funds.push({ ...world.money(world.open) }))).toEqual([
    `The money of the sale was booked on ${D1} already.`,
  ]);
});

it('says what is odd about a payout', async () => {
  expect(await said((world) => (world.on(D1).reserve = 1))).toEqual([
    'It leaves 1, though the payout before left nothing.',
  ]);
  expect(await said((world) => (world.on(D1).reserve = -1))).toEqual([
    'It takes 72031 of a balance of 72030.',
  ]);
  expect(
    await said(
      () => undefined,
      (days) => {
        const payout = days.find(({ date }) => date === D1)?.funds.at(-1);
        if (payout?.amount != null) payout.amount += 1;
      },
    ),
  ).toEqual(['It takes 72029 of a balance of 72030, but leaves 0.']);
});
