import { EARNED, RetryBudget } from './retry.js';

/** Most groups whose debts are known; the oldest go first. */
const MAX_DEBTORS = 10_000;

/**
 * The repeats of an API, shared by the groups of keys that call it. Together they cost no more than one group alone: an
 * outage of everything uses up one budget, not one for each group. But what a group has taken and not earned back is its
 * debt, and it takes no more where that would leave less to the others than it owes. So an API that fails for one group
 * (a rate limit, say) leaves the others half of what was saved, and all that they earn from then on.
 * A group that has been alone since the start may take it all.
 */
export class RepeatBudget {
  readonly #all = new RetryBudget();
  /** Only those who owe something. */
  readonly #debts = new Map<string, number>();
  /** The first that has called. */
  #first: string | undefined;
  #isShared = false;

  /** The API has answered a call of this group: with a result, or with a refusal that a repeat would not change. */
  earn(group: string): void {
    this.#meet(group);
    this.#all.earn();
    if (this.#debts.size === 0) return;
    const debt = (this.#debts.get(group) ?? 0) - EARNED;
    if (debt > 0) this.#debts.set(group, debt);
    else this.#debts.delete(group);
  }

  /** Takes one repeat for a call of this group; false when none is left for it. */
  spend(group: string): boolean {
    this.#meet(group);
    const debt = this.#debts.get(group) ?? 0;
    if (this.#isShared && debt >= this.#all.left) return false;
    if (!this.#all.spend()) return false;
    this.#owe(group, debt + 1);
    return true;
  }

  #meet(group: string): void {
    this.#first ??= group;
    if (this.#first !== group) this.#isShared = true;
  }

  #owe(group: string, debt: number): void {
    const [oldest] = this.#debts.size < MAX_DEBTORS || this.#debts.has(group) ? [] : this.#debts.keys();
    if (oldest !== undefined) this.#debts.delete(oldest);
    this.#debts.set(group, debt);
  }
}
