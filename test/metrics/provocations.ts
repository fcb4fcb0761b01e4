import type { Environment } from '../../src/config.js';
import { askUnread } from '../support/ask-unread.js';
import { EventStream } from '../support/event-stream.js';
import { hasRedis, type RedisServer } from '../support/redis.js';
import type { Stack } from '../support/stack.js';
import { post } from '../support/wrong-requests.js';

/** What moves a metric. */
export interface Provocation {
  readonly env?: Environment;
  /** It tells of Redis, which the stack has then. */
  readonly redis?: true;
  /** The labels of a value of it that is seen to move. */
  readonly labels?: Readonly<Record<string, string>>;
  provoke(stack: Stack, redis: RedisServer | undefined): Promise<unknown>;
}

const UNIT = 'query Unit { salesUnit(msn: "204117") { name } }';
const ask =
  (query: string) =>
  (stack: Stack): Promise<unknown> =>
    stack.askText(query);
const askUnit = ask(UNIT);

/** A breaker opens with the tenth failure, and lets nothing through then. */
const failing = { UPSTREAM_RETRIES: '0', BREAKER_WAIT_MS: '0', BREAKER_MIN_CALLS: '10' };
const management = { api: 'management' };

async function fail(stack: Stack): Promise<void> {
  await stack.sandbox.faults.add({ path: '/management/**', status: 503, times: null });
  for (let index = 0; index < 12; index += 1)
    await stack.askText(`{ salesUnit(msn: "${String(300_000 + index)}") { name } }`);
}

const follow = ({ url }: Stack): Promise<EventStream> =>
  EventStream.open(url, 'subscription { salesEventAdded(ledgerId: "418806") { node { reference } } }');

/** A router that takes no word. */
const deafRouter = {
  ROUTER_CACHE: 'private',
  ROUTER_INVALIDATION_URL: 'http://127.0.0.1:9/',
  ROUTER_INVALIDATION_KEY: 'Zm9yZ2V0LXdoYXQtd2UtdG9sZC15b3UtaXQtaGFzLWNoYW5nZWQ=',
};
const change = ask(`mutation {
  setOrderCategory(
    input: { msn: "204117", paymentType: ECOM, orderId: "r-1", type: TICKET, url: "https://shop.example/1" }
  ) { userErrors { message } }
}`);

/** One for each metric of the table of definitions, by its name. */
export const provocations: Readonly<Record<string, Provocation>> = {
  subgraph_operation_duration_seconds: {
    labels: { operation: 'Unit', kind: 'query', path: 'compiled', outcome: 'ok' },
    provoke: askUnit,
  },
  subgraph_errors_total: {
    labels: { code: 'BAD_USER_INPUT' },
    provoke: ask('{ salesUnit(msn: "x") { name } }'),
  },
  subgraph_requests_refused_total: {
    labels: { code: 'BAD_REQUEST', status: '413', limit: 'BODY_LIMIT_BYTES' },
    provoke: ({ url }) => fetch(`${url}/graphql`, post(' '.repeat(2_000_000))),
  },
  subgraph_limits_reached_total: {
    env: { QUERY_MAX_DEPTH: '2' },
    labels: { limit: 'QUERY_MAX_DEPTH' },
    provoke: ask('{ salesUnits { nodes { msn } } }'),
  },
  subgraph_answers_cut_total: {
    env: { ANSWER_STALL_TIMEOUT_MS: '200', REQUEST_TIMEOUT_MS: '60000' },
    labels: { limit: 'ANSWER_STALL_TIMEOUT_MS' },
    provoke: (stack) => Promise.resolve(askUnread(stack)),
  },
  subgraph_fall_backs_total: {
    labels: { reason: 'introspection' },
    provoke: ask('{ __schema { queryType { name } } }'),
  },
  subgraph_requests_in_flight: {
    provoke: async (stack) => {
      await stack.sandbox.faults.add({ path: '/management/**', hang: true, times: null });
      askUnit(stack).catch(() => undefined);
    },
  },
  subgraph_response_cache_bytes: { provoke: askUnit },
  subgraph_response_cache_entries: { provoke: askUnit },
  subgraph_cache_reads_total: { labels: { resource: 'salesUnit', result: 'loaded' }, provoke: askUnit },
  subgraph_cache_bytes: { labels: { resource: 'salesUnit' }, provoke: askUnit },
  subgraph_upstream_call_duration_seconds: {
    labels: { ...management, operation: 'getMsn', status: '2xx', attempt: '1' },
    provoke: askUnit,
  },
  subgraph_upstream_permit_wait_seconds: {
    env: { UPSTREAM_CONCURRENCY: '1' },
    labels: { ...management, calls: 'read' },
    provoke: ask('{ salesUnits(first: 5) { nodes { configuration { captureType } } } }'),
  },
  subgraph_breaker_changes_total: {
    env: failing,
    labels: { ...management, change: 'opened' },
    provoke: fail,
  },
  subgraph_breakers_open: { env: failing, labels: management, provoke: fail },
  subgraph_upstream_refused_by_breaker_total: { env: failing, labels: management, provoke: fail },
  subgraph_keys: { labels: { state: 'working' }, provoke: askUnit },
  subgraph_shared_cache_up: { redis: true, provoke: (_stack, redis) => redis?.kill() ?? Promise.resolve() },
  subgraph_shared_cache_reads_total: {
    redis: true,
    labels: { resource: 'salesUnit', result: 'miss' },
    provoke: askUnit,
  },
  subgraph_shared_cache_command_duration_seconds: {
    redis: true,
    labels: { outcome: 'answered' },
    provoke: askUnit,
  },
  subgraph_shared_cache_events_total: { redis: true, labels: { event: 'misses' }, provoke: askUnit },
  subgraph_live_polls_total: { labels: { feed: 'sales', outcome: 'nothing' }, provoke: follow },
  subgraph_live_pollers: { labels: { feed: 'sales' }, provoke: follow },
  subgraph_subscribers: { labels: { transport: 'sse' }, provoke: follow },
  subgraph_subscriptions_refused_total: {
    env: { SUBSCRIPTIONS_PER_CALLER: '1' },
    labels: { code: 'RATE_LIMITED' },
    provoke: async (stack) => [await follow(stack), await follow(stack)],
  },
  subgraph_subscriptions_ended_total: {
    labels: { reason: 'left' },
    provoke: async (stack) => {
      (await follow(stack)).close();
    },
  },
  subgraph_router_invalidations_total: { env: deafRouter, labels: { outcome: 'failed' }, provoke: change },
  subgraph_router_invalidations_waiting: { env: deafRouter, provoke: change },
};

/** Whether it can be done here. */
export function canProvoke({ redis }: Provocation): boolean {
  return redis === undefined || hasRedis;
}
