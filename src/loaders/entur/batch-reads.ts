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

interface Asked<T> {
  readonly id: string;
  readonly scope: CallScope;
  readonly resolve: (loaded: Loaded<T>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads by id, many with one call. It stands behind a `KeyLoader`, which gathers what a turn asks for and then asks for all
 * of it at once, so that what comes before the next microtask goes together, however many caches it passes through on its
 * way here, each with a scope of its own. A second DataLoader here would gather what is gathered already.
 */
export class BatchReads<T> {
  #asked: Asked<T>[] = [];

  /**
   * @param maxSize most ids of one call
   * @param budget of the request, which pays for calls and not for ids
   */
  constructor(
    private readonly maxSize: number,
    private readonly budget: CallBudget | undefined,
    private readonly readMany: ReadMany<T>,
  ) {}

  load(id: string, scope: CallScope): Promise<Loaded<T>> {
    return new Promise((resolve, reject) => {
      if (this.#asked.push({ id, scope, resolve, reject }) > 1) return;
      void Promise.resolve().then(() => {
        this.#readAll();
      });
    });
  }

  #readAll(): void {
    const all = this.#asked;
    this.#asked = [];
    for (let at = 0; at < all.length; at += this.maxSize) void this.#read(all.slice(at, at + this.maxSize));
  }

  async #read(asked: readonly Asked<T>[]): Promise<void> {
    const { scope, end } = jointScope(asked);
    try {
      this.budget?.take();
      const found = await this.readMany([...new Set(asked.map(({ id }) => id))], scope);
      for (const { id, resolve } of asked) resolve(found.get(id) ?? null);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    } finally {
      end();
    }
  }
}

/** The scope of work for several: it goes on as long as one of them waits. */
function jointScope(asked: readonly Pick<Asked<unknown>, 'scope'>[]): {
  readonly scope: CallScope;
  readonly end: () => void;
} {
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
