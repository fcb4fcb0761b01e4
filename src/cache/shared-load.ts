import type { Clock } from '../clock.js';
import type { CachePolicy } from './policy.js';
import { freshFor, type Load, type Loaded } from './MemoryCache.js';
import type { KeptAnswer, SharedCache, SharedPlace } from './SharedCache.js';

/** What holds for less is not worth a way to another machine. */
const MIN_SHARED_SECONDS = 30;

/** Whether answers of this kind are shared at all. */
export function isShared({ fresh, open = fresh }: CachePolicy): boolean {
  return Math.max(fresh, open) >= MIN_SHARED_SECONDS;
}

/** Whether equal reads of several processes are worth waiting for: not where most of them keep nothing. */
export function joinsProcesses({ fresh, open = fresh }: CachePolicy): boolean {
  return Math.min(fresh, open) >= MIN_SHARED_SECONDS;
}

/** What became of reads of the shared cache: how many of each kind there have been. */
export interface SharedReads {
  hit: number;
  miss: number;
}

export interface SharedLoadOptions<T> {
  readonly policy: CachePolicy;
  readonly clock: Clock;
  /** Makes a value whole of which only the data came through. */
  readonly revive: ((kept: T) => T) | undefined;
  readonly reads: SharedReads;
  /** Called where others know that what was read is in doubt, before it is given out. */
  readonly inDoubt: () => void;
}

/** The same load, which asks other processes first and lets them have what it brings. "Does not exist" is not shared. */
export function throughShared<T>(
  shared: SharedCache,
  place: SharedPlace,
  { policy, clock, revive, reads, inDoubt }: SharedLoadOptions<T>,
  load: Load<T>,
): Load<T> {
  // What comes from a place was put there, for this kind, by a process of the same shape: the tier proves that before it
  // gives anything out. So it has the type that `load` gives.
  const isOfKind = (answer: KeptAnswer): answer is KeptAnswer & { readonly value: T } =>
    answer.value !== undefined;
  return async (scope) => {
    const {
      answer,
      fill,
      inDoubt: isInDoubt,
    } = await shared.find(place, scope.deadline, scope.origin?.trace);
    if (answer !== undefined && isOfKind(answer)) {
      const loaded: Loaded<T> = answer;
      const age = (clock.now() - answer.loadedAt) / 1_000;
      if (age >= 0 && age < freshFor(loaded, policy)) {
        reads.hit += 1;
        scope.origin?.work?.record?.cacheRead(place.kind, 'shared', 'hits');
        return revive === undefined ? loaded : { ...answer, value: revive(answer.value) };
      }
    }
    reads.miss += 1;
    scope.origin?.work?.record?.cacheRead(place.kind, 'shared', 'misses');
    if (fill === undefined) {
      const passing = await load(scope);
      if (isInDoubt === true) inDoubt();
      return passing;
    }
    const loadedAt = clock.now();
    let seconds = 0;
    let loaded: Loaded<T> = null;
    try {
      loaded = await load(scope);
      if (loaded !== null) seconds = freshFor(loaded, policy) - (clock.now() - loadedAt) / 1_000;
      return loaded;
    } finally {
      const { value, bytes, open = false } = loaded ?? { value: null, bytes: 0 };
      fill.keep({ value, bytes, open, loadedAt }, seconds < MIN_SHARED_SECONDS / 2 ? 0 : seconds);
    }
  };
}
