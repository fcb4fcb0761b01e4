import type { LiveSettings } from '../config.js';
import { GraphError } from '../errors/GraphError.js';
import type { Admission } from './request-scope.js';

/** Counts the subscriptions that are open, of each caller and of all. */
export class SubscriptionLimits {
  #count = 0;
  readonly #ofCallers = new Map<string, number>();

  constructor(private readonly settings: Pick<LiveSettings, 'maxOfCaller' | 'maxOfAll'>) {}

  get count(): number {
    return this.#count;
  }

  /** Lets one in. @returns takes it out again @throws GraphError when there are as many as there may be */
  enter({ caller, tenant }: Admission): () => void {
    const { maxOfCaller, maxOfAll } = this.settings;
    if (this.#count >= maxOfAll)
      throw new GraphError(
        'OVERLOADED',
        'This server has as many subscriptions as it takes. Try another one.',
      );
    const key = `${tenant.id}\n${caller.subject}`;
    const own = this.#ofCallers.get(key) ?? 0;
    if (own >= maxOfCaller)
      throw new GraphError(
        'RATE_LIMITED',
        `You have ${String(own)} subscriptions, as many as a caller may have. End one before you begin another.`,
      );
    this.#count += 1;
    this.#ofCallers.set(key, own + 1);
    let isIn = true;
    return () => {
      if (isIn) this.#leave(key);
      isIn = false;
    };
  }

  #leave(key: string): void {
    this.#count -= 1;
    const left = (this.#ofCallers.get(key) ?? 1) - 1;
    if (left === 0) this.#ofCallers.delete(key);
    else this.#ofCallers.set(key, left);
  }
}
