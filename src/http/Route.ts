import type { Client } from 'undici';
import type { ApiDescriptor } from './ApiDescriptor.js';
import type { CallTarget } from './AttemptSpan.js';
import type { Breakers } from './Breakers.js';
import type { CallClass } from './CallWatch.js';
import { RepeatBudget } from './RepeatBudget.js';
import { RetryBudget } from './retry.js';
import { Semaphore } from './Semaphore.js';

/** What of a call decides whose permits it takes. */
export interface ClassedCall {
  readonly effect: 'read' | 'write';
  /** A page of a long list. */
  readonly isPage?: boolean;
}

/** Which permits a call takes. */
export function classOf({ effect, isPage }: ClassedCall): CallClass {
  return effect === 'read' && isPage === true ? 'page' : effect;
}

/** What is kept for one API: where its base address leads, connections without a call, permits and repeats. */
export class Route {
  readonly origin: string;
  /** Host and port of that. */
  readonly target: CallTarget;
  /** The path that all its calls begin with. */
  readonly prefix: string;
  /** Of each class of calls: reads that hang hold up no write, and pages that are slow no small read. */
  readonly #permits: Readonly<Record<CallClass, Semaphore>>;
  /** Changes have repeats of their own: reads that fail don't use up what a change needs to learn its outcome. */
  readonly retryBudgets = { read: new RepeatBudget(), write: new RepeatBudget() } as const;
  /** Second attempts beside slow ones: a tenth of what is answered, so that an API that is slow as a whole is not asked twice. */
  readonly hedgeBudget = new RetryBudget(0.1);
  /** The one used last stands last. */
  readonly #idle: Client[] = [];
  readonly #mostIdle: number;

  constructor(
    { baseUrl, limits }: ApiDescriptor,
    readonly breakers: Breakers,
  ) {
    const { origin, pathname, hostname, port, protocol } = new URL(baseUrl);
    this.origin = origin;
    this.target = { address: hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) };
    this.prefix = pathname.replace(/\/$/, '');
    const { concurrency, pageConcurrency, writeConcurrency, ownerShare = 1 } = limits;
    const permits = (size: number) => new Semaphore(size, Math.max(1, Math.floor(size * ownerShare)));
    this.#permits = {
      read: permits(concurrency),
      page: permits(pageConcurrency),
      write: permits(writeConcurrency),
    };
    this.#mostIdle = concurrency + pageConcurrency;
  }

  /** The permits of a call's class. */
  permitsOf(call: ClassedCall): Semaphore {
    return this.#permits[classOf(call)];
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
    return this.#idle.length > this.#mostIdle ? this.#idle.shift() : undefined;
  }
}
