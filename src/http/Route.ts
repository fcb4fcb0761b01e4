import type { Client } from 'undici';
import type { ApiDescriptor } from './ApiDescriptor.js';
import { RetryBudget } from './retry.js';
import { Semaphore } from './Semaphore.js';

/** What is kept for one API: where its base address leads, connections without a call, permits and repeats. */
export class Route {
  readonly origin: string;
  /** The path that all its calls begin with. */
  readonly prefix: string;
  /** Reads that hang hold up no write. */
  readonly permits: { readonly read: Semaphore; readonly write: Semaphore };
  /** Changes have repeats of their own: reads that fail don't use up what a change needs to learn its outcome. */
  readonly retryBudgets = { read: new RetryBudget(), write: new RetryBudget() } as const;
  /** Second attempts beside slow ones: a tenth of what is answered, so that an API that is slow as a whole is not asked twice. */
  readonly hedgeBudget = new RetryBudget(0.1);
  /** The one used last stands last. */
  readonly #idle: Client[] = [];

  constructor(private readonly api: ApiDescriptor) {
    const { baseUrl, limits } = api;
    const { origin, pathname } = new URL(baseUrl);
    this.origin = origin;
    this.prefix = pathname.replace(/\/$/, '');
    this.permits = { read: new Semaphore(limits.concurrency), write: new Semaphore(limits.writeConcurrency) };
  }

  /** The connection used last: the one most likely to be open still. */
  takeIdle(): Client | undefined {
    return this.#idle.pop();
  }

  /**
   * Keeps a connection whose call is done.
   * @returns the one that has been idle for longest, if there are more than reads could use; close it
   */
  putBack(connection: Client): Client | undefined {
    this.#idle.push(connection);
    return this.#idle.length > this.api.limits.concurrency ? this.#idle.shift() : undefined;
  }
}
