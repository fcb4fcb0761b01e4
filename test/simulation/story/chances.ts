/** What happens at a step of a story, by weight. @param hasOthers there are several processes */
export function chancesOf(hasOthers: boolean, hasRedis: boolean) {
  return {
    operations: 60,
    pause: 18,
    faults: 5,
    outage: 3,
    limit: 3,
    singleFault: 8,
    revoke: 4,
    restart: 3,
    clock: 3,
    weather: 5,
    outside: 5,
    kill: hasOthers ? 2 : 0,
    roll: hasOthers ? 1 : 0,
    redisHangs: hasRedis ? 4 : 0,
    redisRestarts: hasRedis ? 3 : 0,
    redisIsFull: hasRedis ? 2 : 0,
    redisFailsOver: hasRedis ? 2 : 0,
  };
}

export type Step = keyof ReturnType<typeof chancesOf>;

/** What single faults are about. */
export const places = [
  { path: '/order-management/**' },
  { path: '/management/**' },
  { path: '/report/**' },
  { path: '/settlement/**' },
  { path: '/sales/**' },
  { path: '/accesstoken/**' },
  { path: '**', method: 'POST' },
  { path: '**', method: 'PUT' },
  { path: '**', method: 'GET' },
  { path: '**' },
] as const;

/** What goes wrong with a call. */
export const failures = [
  { status: 500 },
  { status: 503, afterWork: true },
  { status: 500, afterWork: true },
  { reset: 'before' },
  { reset: 'within' },
  { reset: 'after' },
  { hang: true },
  { delayMs: 700 },
  { delayMs: 4_000 },
  { malformed: true },
  { rateLimit: { retryAfterSeconds: 1 } },
] as const;

/** What goes wrong with all calls for a while. */
export const outages = [{ status: 500 }, { status: 503 }, { hang: true }, { reset: 'before' }] as const;

/** How long nothing is begun, in ms. */
export const pauses = [2, 10, 50, 200, 600, 1_500, 6_000, 35_000, 65_000, 200_000] as const;

/** By how much the clock of all is set, in ms. */
export const clockJumps = [-3_600_000, -20_000, -1_000, 1_000, 20_000, 400_000, 3_600_000] as const;

/** Milliseconds that a piece takes on the way to the sandbox and back, least and most. */
export const latencies = { usual: [1, 15], quick: [0, 1], slow: [20, 400], dripping: [0, 3] } as const;

export type WeatherKind = keyof typeof latencies;

/** What is told while an API, a token or a permit is not to be had. */
export const outageCodes: ReadonlySet<string> = new Set([
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_BAD_RESPONSE',
  'RATE_LIMITED',
]);
