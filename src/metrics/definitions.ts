/** One metric as Prometheus knows it. Every one has the label `subgraph` too, before these. */
export interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** What it tells, in which unit. */
  readonly about: string;
  /** Names of its labels, each with the values that it takes. */
  readonly labels: Readonly<Record<string, string>>;
}

/** All metrics of this server. Those of the process (`process_…`, `nodejs_…`) are prom-client's own. */
export const metricDefinitions = {
  subgraph_operation_duration_seconds: {
    type: 'histogram',
    about: 'Time from a request to its response, in seconds. Its count is that of requests.',
    labels: {
      operation:
        'name of the operation: of a trusted document, else one of the first 200 that were answered, without a long number in it; `anonymous`; or `other`',
      kind: '`query`, `mutation`, `subscription` for the whole of one, or `none` where no operation was found',
      path: '`compiled`; `apollo` where Apollo Server answered; `joined` where an equal one was in flight; `cached` where the whole response was kept',
      outcome: '`ok`; `errors` where the response has any; `left` where the caller left before',
    },
  },
  subgraph_errors_total: {
    type: 'counter',
    about: 'Errors in answers, as they were made: those of a shared execution count once.',
    labels: { code: '`extensions.code`' },
  },
  subgraph_requests_refused_total: {
    type: 'counter',
    about: 'Requests refused before anything of them was executed.',
    labels: {
      code: '`extensions.code` of the refusal',
      status: 'HTTP status, `none` where the connection was closed without an answer',
      limit:
        'the setting whose limit they came to; `fixed` for one without a setting, `none` where it was no limit',
    },
  },
  subgraph_limits_reached_total: {
    type: 'counter',
    about:
      'Requests that were refused for what they ask, or came to a limit while they were executed: once for each limit.',
    labels: { limit: 'the setting of the limit; `fixed` for one without a setting' },
  },
  subgraph_answers_cut_total: {
    type: 'counter',
    about: 'Answers whose connection was cut, as their callers did not read them.',
    labels: { limit: 'the setting of the limit: time without progress, or memory of all unread answers' },
  },
  subgraph_fall_backs_total: {
    type: 'counter',
    about: 'Requests that were left to Apollo Server.',
    labels: { reason: 'see docs/architecture.md' },
  },
  subgraph_requests_in_flight: {
    type: 'gauge',
    about: 'HTTP requests whose response is not closed yet.',
    labels: {},
  },
  subgraph_response_cache_bytes: {
    type: 'gauge',
    about: 'What whole responses that are kept weigh, in bytes.',
    labels: {},
  },
  subgraph_response_cache_entries: { type: 'gauge', about: 'Whole responses that are kept.', labels: {} },
  subgraph_cache_reads_total: {
    type: 'counter',
    about: 'Reads of answers of APIs.',
    labels: {
      resource: 'kind of answer: see docs/caching.md',
      result:
        '`fresh`; `renewed` where it is served while it is renewed; `joined` where a load was under way; `loaded`; `old` while the API failed',
    },
  },
  subgraph_shared_cache_reads_total: {
    type: 'counter',
    about:
      'Reads of answers of APIs that memory did not have, by what the shared cache had. Only with `REDIS_URL`.',
    labels: { resource: 'kind of answer', result: '`hit`; `miss` where the API was asked' },
  },
  subgraph_cache_bytes: {
    type: 'gauge',
    about: 'What answers that are kept weigh, in bytes.',
    labels: { resource: 'kind of answer' },
  },
  subgraph_upstream_call_duration_seconds: {
    type: 'histogram',
    about: 'Time of one attempt at a call to an API, in seconds, without the wait for a permit.',
    labels: {
      api: 'name of the API',
      operation: 'its own name of the operation',
      status:
        'class of the HTTP status, such as `2xx`; `none` where there was no answer, `aborted` where all callers had left before, `lost` where another attempt at the same call was faster',
      attempt: '`1`, `2`, `3`, or `more`',
    },
  },
  subgraph_upstream_permit_wait_seconds: {
    type: 'histogram',
    about: 'Time that calls waited for a permit, in seconds: of those that had to wait.',
    labels: { api: 'name of the API', calls: '`read`, `page` of a long list, or `write`' },
  },
  subgraph_breaker_changes_total: {
    type: 'counter',
    about: 'Changes of circuit breakers.',
    labels: { api: 'name of the API', change: '`opened`, `opened again`, `half-open` or `closed`' },
  },
  subgraph_breakers_open: {
    type: 'gauge',
    about: 'Circuit breakers that are not closed: one for each API and set of keys.',
    labels: { api: 'name of the API' },
  },
  subgraph_upstream_refused_by_breaker_total: {
    type: 'counter',
    about: 'Calls that were not sent as their breaker was open.',
    labels: { api: 'name of the API' },
  },
  subgraph_keys: {
    type: 'gauge',
    about: 'Sets of keys that tokens were asked for with.',
    labels: {
      state:
        '`working`, `refused` by the token endpoint or by an API, or `failing` where the token endpoint does',
    },
  },
  subgraph_shared_cache_up: {
    type: 'gauge',
    about: '1 while Redis is asked, 0 while it is left alone. Only with `REDIS_URL`.',
    labels: {},
  },
  subgraph_shared_cache_command_duration_seconds: {
    type: 'histogram',
    about: 'Time of one command to Redis, in seconds. Only with `REDIS_URL`.',
    labels: { outcome: '`answered`, or `failed` where there was no answer in time or a fault' },
  },
  subgraph_shared_cache_events_total: {
    type: 'counter',
    about: 'What became of reads and fills of the shared cache. Only with `REDIS_URL`.',
    labels: {
      event:
        '`hits`, `misses`, `joined`, `kept`, `late`, `full`, `faults`, `outages`, or `missed` where all was dropped as changes were missed',
    },
  },
  subgraph_live_polls_total: {
    type: 'counter',
    about: 'Pages asked for of feeds that are followed: docs/live.md says when.',
    labels: {
      feed: '`sales`, `funds` or `fees`',
      outcome:
        '`events`, `nothing`, `refused` where there is no such ledger or the keys may not read it, or `failed`',
    },
  },
  subgraph_live_pollers: {
    type: 'gauge',
    about: 'Feeds that this process polls: with `REDIS_URL`, one process does for all.',
    labels: { feed: '`sales`, `funds` or `fees`' },
  },
  subgraph_subscribers: {
    type: 'gauge',
    about: 'Subscriptions that are open.',
    labels: { transport: '`sse`, `websocket` or `callback`' },
  },
  subgraph_subscriptions_refused_total: {
    type: 'counter',
    about: 'Subscriptions that were not begun, limits among the reasons.',
    labels: { code: '`extensions.code` of the refusal' },
  },
  subgraph_subscriptions_ended_total: {
    type: 'counter',
    about: 'Subscriptions that have ended.',
    labels: {
      reason:
        '`left` by the caller; `stalled` where its connection took nothing and was cut; else the `reason` that it was told, such as `SLOW_READER` for one that was cut as it read too slowly',
    },
  },
  subgraph_router_invalidations_total: {
    type: 'counter',
    about: 'What routers were told of changes. Only with `ROUTER_INVALIDATION_URL`.',
    labels: {
      outcome:
        '`sent` for tags that a router has taken; `failed` for requests that it did not take, which are made again; `overflowed` where it was told to forget everything, as too much waited',
    },
  },
  subgraph_router_invalidations_waiting: {
    type: 'gauge',
    about: 'Tags that routers have not taken yet. Only with `ROUTER_INVALIDATION_URL`.',
    labels: {},
  },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metricDefinitions;
