import DataLoader from 'dataloader';
import type { Loaded } from '../../cache/MemoryCache.js';
import type { CallBudget } from '../../http/CallBudget.js';
import type { CallScope } from '../../http/call-scope.js';
import { withDeadline } from '../../http/call-scope.js';
import { startDeadline } from '../../http/deadline.js';

/** Reads what there is under many ids; those that are missing from the answer do not exist. */
export type ReadMany<T> = (
  ids: readonly string[],
  scope: CallScope,
) => Promise<ReadonlyMap<string, NonNullable<Loaded<T>>>>;

interface Asked {
  readonly id: string;
  readonly scope: CallScope;
}

/**
 * Reads by id, many with one call. What is asked for in one turn goes together, however many caches it passes through on
 * its way here, each with a scope of its own.
 */
export class BatchReads<T> {
  readonly #reads: DataLoader<Asked, Loaded<T>>;

  /**
   * @param maxSize most ids of one call
   * @param budget of the request, which pays for calls and not for ids
   */
  constructor(
    maxSize: number,
    private readonly budget: CallBudget | undefined,
    private readonly readMany: ReadMany<T>,
  ) {
    this.#reads = new DataLoader((asked) => this.#readAll(asked), { maxBatchSize: maxSize, cache: false });
  }

  load(id: string, scope: CallScope): Promise<Loaded<T>> {
    return this.#reads.load({ id, scope });
  }

  async #readAll(asked: readonly Asked[]): Promise<Loaded<T>[]> {
    this.budget?.take();
    const { scope, end } = jointScope(asked);
    try {
      const found = await this.readMany([...new Set(asked.map(({ id }) => id))], scope);
      return asked.map(({ id }) => found.get(id) ?? null);
    } finally {
      end();
    }
  }
}

/** The scope of work for several: it goes on as long as one of them waits. */
function jointScope(asked: readonly Asked[]): { readonly scope: CallScope; readonly end: () => void } {
  const [first, ...others] = asked;
  if (first === undefined) throw new TypeError('a batch of nothing');
  const { scope } = first;
  if (others.every((other) => other.scope.deadline === scope.deadline))
    return { scope, end: () => undefined };
  const deadline = startDeadline(Math.max(...asked.map((each) => each.scope.deadline.remainingMs())));
  let waiting = asked.length;
  const leave = (): void => {
    waiting -= 1;
    if (waiting === 0) deadline.cancel();
  };
  const stops = asked.map((each) => each.scope.deadline.onEnd(leave));
  return {
    scope: withDeadline(scope, deadline),
    end: () => {
      for (const stop of stops) stop();
      deadline.end();
    },
  };
}
