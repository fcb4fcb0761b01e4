import type { SharedRates, Spending } from '../callers/SharedRates.js';
import { isReply, type Link } from './Link.js';
import type { Names } from './Names.js';
import { SPEND } from './scripts.js';

/** The buckets of callers and tenants that all processes take from. */
export class Rates implements SharedRates {
  constructor(
    private readonly link: Link,
    private readonly names: Names,
  ) {}

  get isOpen(): boolean {
    return this.link.isOpen;
  }

  async settle(spent: readonly Spending[]): Promise<readonly number[] | undefined> {
    if (!this.isOpen) return undefined;
    const keys = spent.map((each) => this.names.ofRate(each));
    const args = spent.flatMap(({ tokens, rate: { perSecond, burst } }) => [
      String(tokens),
      String(1_000 / perSecond),
      String((burst * 1_000) / perSecond),
    ]);
    try {
      const reply = await this.link.run(SPEND, keys, args, true);
      return Array.isArray(reply) ? reply.map(Number) : undefined;
    } catch (error) {
      // A full server counts for nobody, but answers.
      if (!isReply(error, 'OOM')) this.link.leaveAlone(error);
      return undefined;
    }
  }
}
