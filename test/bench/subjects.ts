export const subjectNames = [
  'floor',
  'baseline',
  'plain',
  'joined',
  'kept',
  'floor by 2 workers',
  'plain by 2 workers',
  'joined by 2 workers',
  'kept by 2 workers',
] as const;

export type SubjectName = (typeof subjectNames)[number];

/** How a server under test is started. */
export interface Subject {
  /** Arguments of Node. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const floor: Subject = { command: ['test/bench/floor.ts'], env: {} };

/** As docs/production.md runs it with keys. */
const shipped = ['--no-allocation-site-pretenuring', 'dist/src/main.js'];
const settings = {
  NODE_ENV: 'production',
  CALLER_AUTH: 'network',
  PORT: '0',
  PROBES_PORT: '0',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  VIPPS_CLIENT_ID: 'id',
  VIPPS_CLIENT_SECRET: 'secret',
  VIPPS_SUBSCRIPTION_KEY: 'key',
  VIPPS_ACCOUNTING_CLIENT_ID: 'id',
  VIPPS_ACCOUNTING_CLIENT_SECRET: 'secret',
};
const nothingKept = { ...settings, CACHE_MAX_BYTES: '0', RESPONSE_CACHE_MAX_BYTES: '0' };
const modes = {
  plain: { command: shipped, env: { ...nothingKept, COALESCE_REQUESTS: 'false' } },
  joined: { command: shipped, env: nothingKept },
  kept: { command: shipped, env: settings },
};

/** The load is one caller, who must not run into the rate of one; the rate is counted all the same. */
export const manyOfOneCaller = { RATE_LIMIT_PER_SECOND: '1000000' };

/** Admits callers with a token and without one: both can then be compared at one server. */
export const tokensToo = { ...manyOfOneCaller, CALLER_AUTH: 'jwt,network' };

/** On as many cores as the floor and the load have to share with it. */
function byTwoWorkers({ command, env }: Subject): Subject {
  return { command, env: { ...env, WORKERS: '2' } };
}

/**
 * What is compared: the least work that hand-written code could do (floor), the usual way to write a subgraph
 * (baseline), and the server as shipped with nothing remembered or joined across requests (plain), with equal work in
 * flight done once (joined), and with its caches (kept); the floor and these also by two workers instead of one process.
 * Only what defines a mode differs from what ships.
 */
export const subjects: Readonly<Record<SubjectName, Subject>> = {
  floor,
  baseline: { command: ['test/bench/baseline.ts'], env: { NODE_ENV: 'production' } },
  plain: modes.plain,
  joined: modes.joined,
  kept: modes.kept,
  'floor by 2 workers': byTwoWorkers(floor),
  'plain by 2 workers': byTwoWorkers(modes.plain),
  'joined by 2 workers': byTwoWorkers(modes.joined),
  'kept by 2 workers': byTwoWorkers(modes.kept),
};
