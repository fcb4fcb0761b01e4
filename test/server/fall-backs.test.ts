import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import { describe, expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { Invalidations } from '../../src/cache/Invalidations.js';
import { ResponseCache } from '../../src/cache/ResponseCache.js';
import { systemClock } from '../../src/clock.js';
import { parseConfig, withSandbox } from '../../src/config.js';
import { formatError } from '../../src/errors/format-error.js';
import { CompiledPath, type GraphQLResponse } from '../../src/server/compiled-path.js';
import { Compression } from '../../src/server/Compression.js';
import { PersistedQueries } from '../../src/server/PersistedQueries.js';
import { DocumentCache } from '../../src/server/DocumentCache.js';
import { fallBackReasons, FallBacks, type FallBackReason } from '../../src/server/FallBacks.js';
import { combineHooks, type RequestHooks } from '../../src/server/request-hooks.js';
import { requestLog } from '../../src/server/request-log.js';
import { RequestScopes } from '../../src/server/request-scope.js';
import { queries } from '../bench/queries.ts';
import { anybody } from '../support/anybody.js';
import { allOperations } from '../support/all-operations.js';
import { schemaOf, type Behind } from '../support/compiled-execution.js';
import { it } from '../support/fixture.js';
import { listenIn, startGateway, type SubgraphRequest } from '../support/gateway.js';
import { limitsWith } from '../support/limits.js';
import { startPartnerSubgraph } from '../support/partner-subgraph.js';
import { memoryLog, tenantWith } from '../support/stack.js';
import { jsonType, post, preflight } from '../support/wrong-requests.js';

interface Case {
  readonly reason: FallBackReason;
  readonly env?: Readonly<Record<string, string>>;
  /** Sent first, and compiled. */
  readonly before?: readonly RequestInit[];
  readonly search?: string;
  readonly init: RequestInit;
  readonly status: number;
  readonly body: unknown;
}

const QUERY = '{ __typename }';
const typeName = { data: { __typename: 'Query' } };

function asking(query: string, more: object = {}, headers: Record<string, string> = {}): RequestInit {
  return post(JSON.stringify({ query, ...more }), { ...jsonType, ...headers });
}

function refusal(code: string, message: string, column?: number) {
  const locations = column === undefined ? {} : { locations: [{ line: 1, column }] };
  return { errors: [{ message, ...locations, extensions: { code } }] };
}

/** A query of as many forms as these variables have values, and its request in one of them. */
const switches = ['a', 'b', 'c', 'd', 'e'];
const manyForms =
  `query (${switches.map((name) => `$${name}: Boolean!`).join()}) ` +
  `{ ${switches.map((name) => `${name}: __typename @include(if: $${name})`).join(' ')} }`;
function inForm(form: number): RequestInit {
  const variables = Object.fromEntries(switches.map((name, index) => [name, (form & (1 << index)) > 0]));
  return asking(manyForms, { variables });
}

const cases: readonly Case[] = [
  {
    reason: 'switched off',
    env: { COMPILE_QUERIES: 'false' },
    init: asking(QUERY),
    status: 200,
    body: typeName,
  },
  {
    reason: 'method',
    search: `?query=${encodeURIComponent(QUERY)}`,
    init: { headers: preflight },
    status: 200,
    body: typeName,
  },
  {
    reason: 'content type',
    init: post(JSON.stringify({ query: QUERY }), { ...preflight, 'content-type': 'text/plain' }),
    status: 400,
    body: refusal('BAD_REQUEST', 'POST body missing, invalid Content-Type, or JSON object has no keys.'),
  },
  {
    reason: 'federated trace',
    env: { FEDERATED_TRACES: 'on' },
    init: asking(QUERY, {}, { 'apollo-federation-include-trace': 'ftv1' }),
    status: 200,
    body: { ...typeName, extensions: { ftv1: expect.any(String) } },
  },
  {
    reason: 'body',
    init: post('[]'),
    status: 400,
    body: refusal('BAD_REQUEST', 'Operation batching disabled.'),
  },
  {
    reason: 'persisted query',
    init: post(
      JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
    ),
    status: 200,
    body: refusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound'),
  },
  {
    reason: 'document',
    init: asking('{ nothing }'),
    status: 200,
    body: refusal('GRAPHQL_VALIDATION_FAILED', 'Cannot query field "nothing" on type "Query".', 3),
  },
  {
    reason: 'introspection',
    init: asking('{ __schema { queryType { name } } }'),
    status: 200,
    body: { data: { __schema: { queryType: { name: 'Query' } } } },
  },
  {
    reason: 'subscription',
    init: asking('subscription { __typename }'),
    status: 200,
    body: refusal(
      'GRAPHQL_VALIDATION_FAILED',
      'Subscriptions are told as a stream: ask with accept: text/event-stream, or over a WebSocket.',
      1,
    ),
  },
  {
    reason: 'limits',
    init: asking(
      '{ ledger(ledgerId: "418806") { salesEvents(first: 1000) { nodes { ledger { funds(first: 1000) { isComplete } } } } } }',
    ),
    status: 200,
    body: refusal(
      'COST_LIMIT_EXCEEDED',
      'The query asks for up to 1001000 items; at most 100000 are allowed. ' +
        'Lists count by their first argument, or its default. Ask for smaller pages or less nesting.',
    ),
  },
  {
    reason: 'variables',
    init: asking('query ($is: Boolean!) { __typename @include(if: $is) }'),
    status: 200,
    body: refusal('BAD_USER_INPUT', 'Variable "$is" of required type "Boolean!" was not provided.', 8),
  },
  {
    reason: 'unsupported operation',
    before: Array.from({ length: 16 }, (_, form) => inForm(form)),
    init: inForm(16),
    status: 200,
    body: { data: { e: 'Query' } },
  },
];

describe('a request that is left to Apollo Server', () => {
  it.for(cases)(
    'is answered by it, counted by its reason and logged once: $reason',
    async ({ reason, env = {}, before = [], search = '', init, status, body }, { start }) => {
      const { url, server, logs } = await start({ env });
      const send = (request: RequestInit, id: string): Promise<Response> => {
        const headers = new Headers(request.headers);
        headers.set('x-request-id', id);
        return fetch(`${url}/graphql${search}`, { ...request, headers });
      };
      for (const request of before) expect((await send(request, 'before')).status).toBe(200);
      expect(server.fallBacks).toStrictEqual(new Map());
      for (const id of ['first', 'second']) {
        const response = await send(init, id);
        expect({ status: response.status, body: await response.json() }).toStrictEqual({ status, body });
      }
      expect(server.fallBacks).toStrictEqual(new Map([[reason, 2]]));
      expect(logs.filter((line) => 'reason' in line)).toMatchObject([
        { level: 30, requestId: 'first', reason, msg: expect.stringContaining(fallBackReasons[reason]) },
      ]);
      // What a caller does wrong is no fault of this server.
      expect(logs.filter(({ level }) => Number(level) > 40)).toStrictEqual([]);
    },
  );

  it('has every reason that there is, but for the two that no request can bring about', () => {
    const provoked = new Set<string>(cases.map(({ reason }) => reason));
    expect(Object.keys(fallBackReasons).filter((reason) => !provoked.has(reason))).toStrictEqual([
      'unsupported value',
      'compiler fault',
    ]);
  });
});

/** The compiled path over a schema of its own: what comes of one query. */
async function outcomeOf(schema: GraphQLSchema, query: string, told?: RequestHooks) {
  const logs: Readonly<Record<string, unknown>>[] = [];
  const log = memoryLog(logs);
  const fallBacks = new FallBacks(log);
  const config = withSandbox(parseConfig({ NODE_ENV: 'test', SANDBOX: 'true' }), {
    url: 'http://127.0.0.1:9',
    tenant: tenantWith('partner'),
  });
  const path = new CompiledPath({
    persisted: new PersistedQueries(),
    compression: new Compression(0),
    documents: new DocumentCache({
      schema,
      limits: limitsWith({ maxChanges: 1 }),
      onFault: (fault) => {
        fallBacks.fault(fault);
      },
    }),
    limits: limitsWith({ maxChanges: 1 }),
    responses: new ResponseCache<GraphQLResponse>(0, systemClock, new Invalidations()),
    coalesce: true,
    createContext: () => ({}),
    formatError,
    hooks: combineHooks(told === undefined ? [] : [requestLog(log), told]),
    fallBacks,
  });
  const scope = new RequestScopes(config).open('r1', anybody);
  const outcome = await path.answer({
    scope,
    text: query,
    parse: () => ({ query }),
    connection: new ServerResponse(new IncomingMessage(new Socket())),
  });
  if (typeof outcome === 'string') fallBacks.count(outcome, scope.id);
  const lines = logs.map(({ level, requestId, msg, reason, err }) => ({
    level,
    requestId,
    msg,
    ...(reason !== undefined && { reason }),
    ...(err !== undefined && { err: thrown.parse(err).message }),
  }));
  const answer = typeof outcome === 'object' ? textOf(outcome) : outcome;
  return { answer, counts: fallBacks.counts, lines };
}

const thrown = z.object({ message: z.string() });

function textOf({ payload }: GraphQLResponse): string {
  return (typeof payload === 'string' ? Buffer.from(payload, 'latin1') : Buffer.concat(payload)).toString();
}

describe('what a resolver gives', () => {
  const words = (resolve: () => unknown, scalars: Behind['scalars'] = {}): GraphQLSchema =>
    schemaOf('scalar Word type Query { words: [Word!] word: Word }', {
      fields: { Query: { words: resolve, word: resolve } },
      scalars,
    });

  it('is left to graphql-js when only that can serialize it', async () => {
    const schema = words(() => new Set(['a', 'b']));
    const { answer, counts, lines } = await outcomeOf(schema, '{ words }');
    expect(answer).toBe('unsupported value');
    expect(counts).toStrictEqual(new Map([['unsupported value', 1]]));
    expect(lines).toStrictEqual([
      {
        level: 30,
        requestId: 'r1',
        reason: 'unsupported value',
        msg: `the first request that is left to Apollo Server for this reason: ${fallBackReasons['unsupported value']}`,
      },
    ]);
  });

  it('is an error, and no reason to do it again, when a change was carried out for it', async () => {
    let changes = 0;
    const events: string[] = [];
    const schema = schemaOf('type Query { none: Int } type Mutation { change: [Int] }', {
      fields: {
        Mutation: {
          change: () => {
            changes += 1;
            return new Set([1]);
          },
        },
      },
    });
    const { answer, counts, lines } = await outcomeOf(schema, 'mutation { change }', {
      failed: () => events.push('failed'),
      executed: ({ path, kind, errors }) => events.push(`executed ${path} ${String(kind)} ${errors}`),
      answered: ({ source, errors }) => events.push(`answered ${source} ${errors}`),
    });
    expect(changes).toBe(1);
    expect(answer).toBe(
      '{"errors":[{"message":"Something went wrong on our side. It has been logged under request id r1.","extensions":{"code":"INTERNAL_SERVER_ERROR","requestId":"r1"}}]}\n',
    );
    expect(counts).toStrictEqual(new Map());
    expect(events).toStrictEqual(['failed', 'executed compiled mutation 1', 'answered execution 1']);
    expect(lines).toMatchObject([{ level: 50, requestId: 'r1', msg: 'unexpected fault' }, { level: 30 }]);
  });

  it('shows a fault of the generated code as an error in the log, though slower code answers', async () => {
    let calls = 0;
    const schema = words(() => 'a', {
      Word: (value) => {
        calls += 1;
        if (calls === 1) throw new TypeError('only at first');
        return value;
      },
    });
    expect(await outcomeOf(schema, '{ word }')).toStrictEqual({
      answer: '{"data":{"word":"a"}}\n',
      counts: new Map(),
      lines: [{ level: 50, requestId: 'r1', msg: 'a fault of the compiled executor', err: 'only at first' }],
    });
  });

  it('shows a fault of the compiled executor as an error in the log when Apollo Server has to answer', async () => {
    // An array to all who ask, that tells nobody how long it is.
    const items = new Proxy([], {
      get: () => {
        throw new TypeError('not to be read');
      },
    });
    const schema = schemaOf('type Query { items: [Item] } type Item { own: Int }', {
      fields: { Query: { items: () => items }, Item: { own: () => 1 } },
    });
    expect(await outcomeOf(schema, '{ items { own } }')).toStrictEqual({
      answer: 'compiler fault',
      counts: new Map([['compiler fault', 1]]),
      lines: [{ level: 50, requestId: 'r1', msg: 'a fault of the compiled executor', err: 'not to be read' }],
    });
  });
});

describe('nothing is left to Apollo Server', () => {
  it('of the example operations', async ({ start }) => {
    const stack = await start();
    for (const { query, variables } of allOperations()) await stack.askText(query, variables);
    expect(stack.server.fallBacks).toStrictEqual(new Map());
  });

  it('of what the bench measures', async ({ start }) => {
    const { server } = await start({ subgraphs: ['vipps', 'entur'] });
    const [vipps, entur] = server.subgraphs;
    for (const { bodies, isEntur = false } of queries) {
      for (const body of bodies.slice(0, 3)) {
        const url = `${(isEntur ? entur : vipps)?.url ?? ''}/graphql`;
        expect((await fetch(url, post(body))).status).toBe(200);
      }
    }
    expect(server.subgraphs.map(({ fallBacks }) => fallBacks)).toStrictEqual([new Map(), new Map()]);
  });

  it('of what Apollo Gateway asks', async ({ start }) => {
    const requests = await askedByGateway((await start()).url);
    expect(requests.filter(({ query }) => query.includes('_entities('))).toHaveLength(3);
    const { url, server } = await start();
    for (const request of requests) {
      const response = await fetch(`${url}/graphql`, post(JSON.stringify(request)));
      expect(await response.json()).toStrictEqual({ data: expect.any(Object) });
    }
    expect(server.fallBacks).toStrictEqual(new Map());
  });
});

/** Queries over a supergraph that lead from this subgraph to others and from others to this one. */
const joined = [
  'query Shops { shops(msns: ["204117", "251308"]) { openingHours name merchant { name rating } } }',
  '{ rated(businesses: [{ scheme: "business:NO:ORG", id: "311258613" }]) { rating name salesUnits(first: 2) { nodes { name openingHours } } } }',
  `query ($msns: [String!]!, $is: Boolean!) {
    shops(msns: $msns) { name configuration @include(if: $is) { captureType } ledger @skip(if: $is) { ledgerId } }
  }`,
  '{ salesUnits(first: 3) { nodes { name openingHours merchant { rating } } } }',
];

/** What Apollo Gateway sends to this subgraph for them. */
async function askedByGateway(url: string): Promise<readonly SubgraphRequest[]> {
  const [shops, ratings, wire] = await Promise.all([
    startPartnerSubgraph('shops'),
    startPartnerSubgraph('ratings'),
    listenIn(`${url}/graphql`),
  ]);
  const gateway = await startGateway({ vipps: wire, shops, ratings });
  onTestFinished(async () => {
    await gateway.stop();
    await Promise.all([shops, ratings, wire].map((part) => part.stop()));
  });
  wire.clear();
  for (const query of joined)
    expect(await gateway.ask(query, { msns: ['204117', '204127'], is: true })).toStrictEqual({
      data: expect.any(Object),
    });
  return [...wire.requests];
}
