import type { LiveSettings } from '../config.js';
import { RefusedForNow } from '../live/RefusedForNow.js';
import type { Admission } from './request-scope.js';

/** What subscriptions are told over. */
export const TRANSPORTS = ['sse', 'websocket', 'callback'] as const;

export type Transport = (typeof TRANSPORTS)[number];

/** Counts the subscriptions that are open, of each caller and of all. */
export class SubscriptionLimits {
  readonly #counts: Record<Transport, number> = { sse: 0, websocket: 0, callback: 0 };
  readonly #ofCallers = new Map<string, number>();

  constructor(private readonly settings: Pick<LiveSettings, 'maxOfCaller' | 'maxOfAll'>) {}

  get counts(): Readonly<Record<Transport, number>> {
    return this.#counts;
  }

  /** Lets one in. @returns takes it out again @throws RefusedForNow when there are as many as there may be */
  enter({ caller, tenant }: Admission, transport: Transport): () => void {
    const { maxOfCaller, maxOfAll } = this.settings;
    if (TRANSPORTS.reduce((sum, each) => sum + this.#counts[each], 0) >= maxOfAll)
      throw new RefusedForNow(
        'OVERLOADED',
        'This server has as many subscriptions as it takes. Try another one.',
      );
    const key = `${tenant.id}\n${caller.subject}`;
    const own = this.#ofCallers.get(key) ?? 0;
    if (own >= maxOfCaller)
      throw new RefusedForNow(
        'RATE_LIMITED',
        `You have ${String(own)} subscriptions, as many as a caller may have. End one before you begin another.`,
      );
    this.#counts[transport] += 1;
    this.#ofCallers.set(key, own + 1);
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      this.#counts[transport] -= 1;
      this.#leave(key);
    };
  }

  #leave(key: string): void {
    const left = (this.#ofCallers.get(key) ?? 1) - 1;
    if (left === 0) this.#ofCallers.delete(key);
    else this.#ofCallers.set(key, left);
  }
}
