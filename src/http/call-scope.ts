import type { CallBudget } from './CallBudget.js';
import type { TraceScope } from '../tracing/TraceScope.js';
import type { Deadline } from './deadline.js';
import type { WorkDone } from './WorkDone.js';

/** What a piece of work may use, and who is told what it reads. Passed down to every upstream call. */
export interface CallScope {
  readonly deadline: Deadline;
  /** How many upstream calls it may still start; undefined = as many as it needs. */
  readonly budget: CallBudget | undefined;
  /** Told what the work reads, where somebody wants to keep the result. */
  readonly reads: ReadObserver | undefined;
  /** The request that it is done for. Of work that several share: the one that began it. */
  readonly origin?: CallOrigin | undefined;
  /** Told what is shown although it is old, as its API fails; undefined = nothing of that kind may be. */
  readonly stale?: StaleObserver | undefined;
  /** It is done to learn what became of a change. */
  readonly forChange?: boolean;
}

/** A request, as the log names it. */
export interface CallOrigin {
  readonly id: string;
  /** Whose calls queue together: those of other owners don't wait behind them. */
  readonly owner: string;
  /** Where its calls belong in a trace; undefined = nothing of it is recorded. */
  readonly trace?: TraceScope | undefined;
  /** The trace that it belongs to, where there is one. */
  readonly traceId?: string | undefined;
  /** Counts what is done for it; undefined = nobody wants to know. */
  readonly work?: WorkDone | undefined;
  /** Whether a failed call is the first of its kind for the request: one line tells of them all. */
  isFirstFailure(kind: string): boolean;
}

/** Learns what an answer is made from: how long it may be kept, and what makes it wrong. */
export interface ReadObserver {
  /** What a cache holds under `tag` is being read: from here on, an invalidation of it makes the answer old. */
  reading(tag: string): void;
  /** It was read, and stays fresh until `until` (ms since 1970). */
  cached(tag: string, until: number): void;
  /** A call past the caches: nothing is known of how long its answer holds. */
  uncached(): void;
  /** Tells entities of one request apart; left out where nobody needs to. */
  readonly entities?: EntityObserver | undefined;
}

/** Learns for which of the entities that a gateway names something is read. */
export interface EntityObserver {
  /** The next one in the order of a batch is resolved. @param batch stands for the field that they are answered in */
  named(reference: object, batch: unknown): void;
  /** What a reference names turned out to be this. */
  found(reference: object, entity: object): void;
  /** What a cache holds of a kind under a key is asked for, for the sake of one object; undefined = of who knows what. */
  asked(kind: string, key: readonly string[], by: object | undefined): void;
}

/** Learns which old answers stand in for those that an API fails to give. */
export interface StaleObserver {
  /** Whether they may. */
  readonly takesStale: boolean;
  /** One was shown that was read so many seconds ago. */
  showedStale(api: string, seconds: number): void;
}

/** The scope of work that several requests share: its own time, on nobody's account, reported by those who wait. */
export function sharedScope(deadline: Deadline, origin?: CallOrigin): CallScope {
  return { deadline, budget: undefined, reads: undefined, origin };
}

/** The same scope with another deadline. */
export function withDeadline({ budget, reads, stale, origin }: CallScope, deadline: Deadline): CallScope {
  return { deadline, budget, reads, stale, origin };
}

/** The scope of looks that tell what became of a change: they have the repeats of changes. */
export function lookScope(scope: CallScope): CallScope {
  return { ...scope, forChange: true };
}
