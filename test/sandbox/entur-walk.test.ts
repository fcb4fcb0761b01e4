import { expect, it } from 'vitest';
import { z } from 'zod';
import { uuidOf } from '../../src/sandbox/seed/uuid.js';
import { randomFrom } from '../support/random.js';
import { runningEntur, start, type Order } from './running-entur.js';

const { ask, control, readAll, reserve, startPayment } = await runningEntur();

const credits = z.object({
  items: z.array(z.looseObject({ orderId: z.string(), totalCreditAmount: z.string() })),
});

/** Hundredths, by other means than the sandbox's own. */
const hundredths = (amount: string): bigint => BigInt(amount.replace('.', ''));
const sum = (amounts: readonly string[]): bigint =>
  amounts.reduce((total, amount) => total + hundredths(amount), 0n);

/** What must be true of an order at any time, and from one time to the next. */
function check(order: Order, back: readonly string[], before: Order): void {
  const live = [...order.orderLines.filter(({ status }) => status !== 'CANCELLED'), ...order.fees];
  const total = sum(live.map(({ price }) => price.amount));
  const paid = sum(order.paymentRefs.map(({ amount }) => amount)) - sum(back);
  expect(hundredths(order.totalAmount)).toBe(total);
  expect(hundredths(order.balance)).toBe(total - paid);
  if (order.status === 'CONFIRMED') expect(order.failed || order.balance === '0.00').toBe(true);
  expect(order.expireAt !== undefined).toBe(order.status === 'DRAFT');
  const hasExpired = before.status === 'DRAFT' && order.status !== 'DRAFT' && order.version < before.version;
  if (!hasExpired) {
    expect(order.version).toBeGreaterThanOrEqual(before.version);
    const ids = new Set(order.orderLines.map(({ id }) => id));
    for (const { id } of before.orderLines) expect(ids).toContain(id);
  }
  // What was paid stays paid, whatever becomes of the version that it was for.
  expect(order.paymentRefs.slice(0, before.paymentRefs.length)).toEqual(before.paymentRefs);
}

/** What the walks came across. */
const outcomes = new Set<string>();

it.each(['one', 'two', 'three', 'four'])(
  'a random walk of purchases keeps what must hold (%s)',
  async (name) => {
    const random = randomFrom(name);
    const pick = <Item>(items: readonly Item[]): Item | undefined =>
      items[Math.floor(random() * items.length)];
    const offer = () => uuidOf(`offer ${String(Math.floor(random() * 40))}`);
    await control.clock.freeze(start);
    await control.entur.settings({ appPaymentSeconds: 200 });
    const seen = new Map<string, Order>();

    for (let step = 0; step < 70; step += 1) {
      const known = pick([...seen.values()]);
      const line = known && pick(known.orderLines);
      const half = line && (Number(line.price.amount) / 2).toFixed(2);
      const deed = Math.floor(random() * 10);
      if (deed === 0 || !known || !line) {
        const { orderId } = await reserve(offer());
        for (const order of await readAll([orderId])) seen.set(orderId, order);
      } else if (deed === 1) {
        await ask('POST', '/v1/reserve-offers', {
          orderId: known.id,
          offerConfigurations: [{ offerId: offer(), count: 1 + Math.floor(random() * 3) }],
        });
      } else if (deed === 2) {
        await ask('POST', '/v1/update-order', {
          orderId: known.id,
          offerConfigurations: [{ offerId: offer(), orderLineId: line.id }],
          refundPriceDifference: random() < 0.5,
        });
      } else if (deed <= 4 && known.status === 'DRAFT' && Number(known.balance) > 0) {
        const { path } = await startPayment(known.id);
        await ask('POST', `${path}/app-claim`, {});
      } else if (deed === 5) {
        const refundAmount = random() < 0.5 ? line.price.amount : half;
        const refundOperations = [{ orderLineId: line.id, refundAmount }];
        await ask('PUT', `/v1/refunds/${known.id}`, { refundOperations });
      } else if (deed === 6) {
        await ask('POST', `/v1/compensations/${known.id}`, { elements: [{ compensationAmount: '12.50' }] });
      } else if (deed === 7) {
        await ask('POST', `/v1/orders/${known.id}/orderlines/confirm`);
      } else {
        await control.clock.advance(Math.floor(random() * 400));
      }

      const { items } = credits.parse(
        (await ask('GET', '/v1/credits?perPage=100&creditId=gt:2000000000')).body,
      );
      for (const order of await readAll([...seen.keys()])) {
        const { id } = order;
        const back = items.filter(({ orderId }) => orderId === id).map((one) => one.totalCreditAmount);
        const before = seen.get(id) ?? order;
        check(order, back, before);
        seen.set(id, order);
        outcomes.add(order.status);
        if (order.version > 1) outcomes.add('changed');
        if (back.length > 0) outcomes.add('credited');
        if (order.version < before.version) outcomes.add('expired');
      }
    }
  },
);

it('the walks went everywhere', () => {
  expect([...outcomes].sort()).toEqual(['CANCELLED', 'CONFIRMED', 'DRAFT', 'changed', 'credited', 'expired']);
});
