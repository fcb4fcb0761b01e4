import { randomFrom } from '../support/random.js';
import { booked, plans, type Day } from './history.js';

/** A history in which much does not fit, for what holds whatever there is. */
export function disturbed(seed: string, from: string, count: number): Day[] {
  const random = randomFrom(`${seed} disturbed`);
  const made = plans(seed, from, count);
  for (const plan of made) {
    if (random() < 0.1) plan.funds.shift();
    if (random() < 0.1) plan.sales.shift();
    if (random() < 0.1)
      plan.fees.push({ entryType: 'capture-fee', amount: -7, pspReference: 'none', reference: null });
    if (random() < 0.1 && plan.reserve !== null) plan.reserve = 1;
    const [first] = plan.sales;
    const next = made[made.indexOf(plan) + 1];
    if (random() < 0.2 && first !== undefined) next?.sales.push({ ...first });
    // Money and sale on two sides of midnight.
    const moved = random() < 0.4 ? plan.funds.pop() : undefined;
    if (moved !== undefined) next?.funds.unshift(moved);
    const delayed = random() < 0.2 ? plan.funds.pop() : undefined;
    if (delayed !== undefined)
      made[made.indexOf(plan) + 2 + Math.floor(random() * 7)]?.funds.unshift(delayed);
    const behind = random() < 0.1 ? plan.sales.pop() : undefined;
    if (behind !== undefined) made[made.indexOf(plan) + 2 + Math.floor(random() * 7)]?.sales.unshift(behind);
    const late = random() < 0.2 ? plan.sales.pop() : undefined;
    if (late !== undefined) next?.sales.unshift(late);
  }
  const days = booked(made, 5_000);
  for (const { funds } of days) {
    const entry = funds[Math.floor(random() * funds.length)];
    if (entry?.balanceBefore == null || entry.balanceAfter == null) continue;
    if (random() < 0.05) entry.balanceBefore += 3;
    if (random() < 0.05) entry.balanceAfter += 4;
  }
  return days;
}
