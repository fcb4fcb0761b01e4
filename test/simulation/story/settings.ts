import { Dice } from './dice.ts';
import { MOST_CALLS } from './drills.ts';

/** The settings that a seed's server runs with: small limits are reached sooner, and each way of execution has its turn. */
export function settingsOf(seed: number): Readonly<Record<string, string>> {
  const dice = new Dice(`settings ${String(seed)}`);
  return {
    COMPILE_QUERIES: String(dice.isTrue(0.85)),
    COALESCE_REQUESTS: String(dice.isTrue(0.9)),
    ...(dice.isTrue(0.15) && { RESPONSE_CACHE_MAX_BYTES: '0' }),
    ...(dice.isTrue(0.1) && { CACHE_MAX_BYTES: '0' }),
    UPSTREAM_CONCURRENCY: dice.pick(['3', '6', '50']),
    UPSTREAM_PAGE_CONCURRENCY: dice.pick(['3', '6', '50']),
    UPSTREAM_WRITE_CONCURRENCY: dice.pick(['2', '4', '10']),
    UPSTREAM_HEDGE_AFTER_MS: dice.pick(['0', '200', '500']),
    ...(dice.isTrue(0.3) && { BREAKER_THRESHOLD: '0' }),
    QUERY_MAX_CALLS: String(MOST_CALLS),
    BREAKER_MIN_CALLS: dice.pick(['5', '20']),
  };
}

/** The processes of a story that serve. */
export interface Processes {
  readonly count: number;
  /** They hear of changes from their primary. */
  readonly areOfOnePrimary: boolean;
  readonly haveRedis: boolean;
}

/** One process, as most are. */
export const ALONE: Processes = { count: 1, areOfOnePrimary: false, haveRedis: false };

/** Most seeds have one; others two workers, two servers with Redis, or both. */
export function processesOf(seed: number): Processes {
  const dice = new Dice(`processes ${String(seed)}`);
  const kind = dice.weighted({ alone: 70, workers: 10, servers: 10, both: 10 });
  if (kind === 'alone') return ALONE;
  return { count: 2, areOfOnePrimary: kind !== 'servers', haveRedis: kind !== 'workers' };
}
