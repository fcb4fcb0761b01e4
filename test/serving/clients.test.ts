import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, onTestFinished } from 'vitest';
import { BothPaths } from '../support/both-paths.js';
import { clients } from '../support/clients.js';
import { it } from '../support/fixture.js';
import { startGateway, type Gateway } from '../support/gateway.js';
import { startHiveGateway, startHiveRouter } from '../support/hive-gateway.js';
import { openProxy, type PassedRequest } from '../support/open-proxy.js';
import { startPartnerSubgraph } from '../support/partner-subgraph.js';
import type { Stack } from '../support/stack.js';
import { post } from '../support/wrong-requests.js';

const NAMED = 'query Named($msn: String!) { salesUnit(msn: $msn) { name } }';
const variables = { msn: '204117' };
const named = { data: { salesUnit: { name: 'Måkeskrik Nettbutikk' } } };
const ENTITIES = `query Shops__vipps__1($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on SalesUnit { name } }
}`;
const entities = {
  query: ENTITIES,
  operationName: 'Shops__vipps__1',
  variables: { representations: [{ __typename: 'SalesUnit', msn: '204117' }] },
};

/** The same request over a connection of its own, its body in chunks. */
async function inChunks(url: string, headers: Readonly<Record<string, string>>, body: string) {
  const outgoing = request(`${url}/graphql`, { method: 'POST', agent: false, headers });
  outgoing.write(body.slice(0, 10));
  outgoing.end(body.slice(10));
  return new Promise<unknown>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      buffer(response).then((bytes) => {
        resolve(JSON.parse(decoded(response.headers['content-encoding'], bytes).toString()));
      }, reject);
    });
  });
}

function decoded(coding: string | undefined, bytes: Buffer): Buffer {
  if (coding === 'br') return brotliDecompressSync(bytes);
  return coding === 'gzip' ? gunzipSync(bytes) : bytes;
}

describe('what a client sends is compiled and executed, whatever it says besides its query', () => {
  it.for(clients)('$client', async ({ headers, more = {}, type }, { start }) => {
    // From one byte on: that an answer is compressed changes nothing about who makes it.
    const stack = await start({ env: { COMPRESS_MIN_BYTES: '1' } });
    const body = JSON.stringify({ query: NAMED, variables, operationName: 'Named', ...more });
    for (let turn = 0; turn < 2; turn += 1) {
      const response = await fetch(`${stack.url}/graphql`, post(body, headers));
      expect({
        status: response.status,
        type: response.headers.get('content-type'),
        body: await response.json(),
      }).toStrictEqual({ status: 200, type: `${type}; charset=utf-8`, body: named });
    }
    expect(await inChunks(stack.url, headers, body)).toStrictEqual(named);
    const hash = {
      persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(NAMED).digest('hex') },
    };
    const hashed = JSON.stringify({ query: NAMED, variables, extensions: hash });
    expect(await (await fetch(`${stack.url}/graphql`, post(hashed, headers))).json()).toStrictEqual(named);
    const reference = await fetch(
      `${stack.url}/graphql`,
      post(JSON.stringify({ ...entities, ...more }), headers),
    );
    expect(await reference.json()).toStrictEqual({ data: { _entities: [named.data.salesUnit] } });
    expect(stack.server.fallBacks).toStrictEqual(new Map());
  });

  it('and a router that asks for traces, where none are given', async ({ start }) => {
    const stack = await start();
    const headers = { 'content-type': 'application/json', 'apollo-federation-include-trace': 'ftv1' };
    const response = await fetch(
      `${stack.url}/graphql`,
      post(JSON.stringify({ query: NAMED, variables }), headers),
    );
    expect(await response.json()).toStrictEqual(named);
    expect(stack.server.fallBacks).toStrictEqual(new Map());
  });
});

describe('both paths answer alike', () => {
  const accepted = [
    ...clients.map(({ headers }) => headers['accept'] ?? ''),
    'application/graphql-response+json;q=0.4, application/json;q=0.5',
    'application/json;q=0.4, application/graphql-response+json;q=0.5',
    'application/json;q=0, */*;q=0.1',
    'application/*;q=0.3',
    'application/json; charset=utf-8',
    'APPLICATION/GraphQL-Response+JSON',
    'text/html, */*;q=0.1',
    ...['text/html', 'multipart/mixed', 'application/json;q=0', ';', 'application/xml, image/*'],
  ];
  const asked = [
    { query: NAMED, variables },
    { query: '{ nothing }' },
    { query: '{' },
    { query: NAMED },
    { query: 'query A { __typename } query B { __typename }' },
    {
      query:
        '{ ledger(ledgerId: "418806") { salesEvents(first: 1000) { nodes { ledger { funds(first: 1000) { isComplete } } } } } }',
    },
    { query: '{ salesUnit(msn: "x") { name } }' },
    { nothing: true },
  ];

  it('to whatever a client accepts', async ({ start }) => {
    const paths = await BothPaths.start(start);
    for (const accept of accepted) {
      for (const body of asked) {
        const headers = { 'content-type': 'application/json', accept };
        const { compiled, apollo } = await paths.fetch('/graphql', post(JSON.stringify(body), headers));
        expect(compiled, `${accept} ${JSON.stringify(body)}`).toStrictEqual(apollo);
      }
    }
  });

  it.for([
    ['application/json', [200, 200, 200, 200, 200, 200, 200, 400]],
    ['application/graphql-response+json', [200, 400, 400, 400, 400, 400, 200, 400]],
    ['text/html', [406, 406, 406, 406, 406, 406, 406, 406]],
  ] as const)(
    'and say by their status what GraphQL over HTTP wants: %s',
    async ([accept, statuses], { start }) => {
      const stack = await start();
      const seen: number[] = [];
      for (const body of asked) {
        const headers = { 'content-type': 'application/json', accept };
        const response = await fetch(`${stack.url}/graphql`, post(JSON.stringify(body), headers));
        expect(await response.json()).toBeTypeOf('object');
        seen.push(response.status);
      }
      expect(seen).toStrictEqual(statuses);
    },
  );

  it.for(['true', 'false'])(
    'and carry out no change for who takes no answer (compiled: %s)',
    async (compile, { start }) => {
      const stack = await start({ env: { COMPILE_QUERIES: compile } });
      const query =
        'mutation { createCategory(input: { msn: "204117", category: { type: TICKET, linkUrl: "https://a.example" } }) { userErrors { code } } }';
      const headers = { 'content-type': 'application/json', accept: 'text/html', 'x-request-id': 'picky' };
      const response = await fetch(`${stack.url}/graphql`, post(JSON.stringify({ query }), headers));
      expect({
        status: response.status,
        id: response.headers.get('x-request-id'),
        body: await response.json(),
      }).toStrictEqual({
        status: 406,
        id: 'picky',
        body: {
          errors: [
            {
              message:
                'The graph answers with application/graphql-response+json or application/json. The accept header takes neither.',
              extensions: { code: 'BAD_REQUEST' },
            },
          ],
        },
      });
      expect(await stack.calls()).toStrictEqual([]);
    },
  );
});

describe('the type of a body', () => {
  it.for([
    'application/json',
    'application/json;charset=UTF-8',
    'application/json; charset=utf-8',
    'application/json; charset="UTF-8"',
    'APPLICATION/JSON ; charset=utf8',
    'application/json; profile=x',
  ])('may be %s', async (type, { start }) => {
    const stack = await start();
    const init = post('{"query":"{ __typename }"}', { 'content-type': type });
    expect((await fetch(`${stack.url}/graphql`, init)).status).toBe(200);
    expect(stack.server.fallBacks).toStrictEqual(new Map());
  });

  it.for([
    ['application/json; charset=iso-8859-1', 'The charset of a body of JSON must be utf-8.'],
    ['application/json;charset=utf-16', 'The charset of a body of JSON must be utf-8.'],
    ['application/json-patch+json', 'Unsupported Media Type'],
    ['application/jsonp', 'Unsupported Media Type'],
  ] as const)('may not be %s', async ([type, message], { start }) => {
    const stack = await start();
    const response = await fetch(
      `${stack.url}/graphql`,
      post('{"query":"{ __typename }"}', { 'content-type': type }),
    );
    expect({ status: response.status, body: await response.json() }).toStrictEqual({
      status: 415,
      body: { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] },
    });
  });
});

/** Queries over a supergraph that lead from others to this subgraph, by its entities. */
const joined = [
  'query Shops($msns: [String!]!) { shops(msns: $msns) { msn openingHours name merchant { name rating } } }',
  `query ($msns: [String!]!, $is: Boolean!) {
    shops(msns: $msns) { name configuration @include(if: $is) { captureType } ledger @skip(if: $is) { ledgerId } }
  }`,
  '{ rated(businesses: [{ scheme: "business:NO:ORG", id: "311258613" }]) { rating name salesUnits(first: 2) { nodes { name openingHours } } } }',
];

/** A gateway over this subgraph and two of partners, and what it sends to this one. */
async function gatewayOver(
  stack: Stack,
  start: (subgraphs: Readonly<Record<string, { readonly url: string }>>) => Promise<Gateway>,
): Promise<{ readonly gateway: Gateway; readonly requests: PassedRequest[] }> {
  const [shops, ratings, proxy] = await Promise.all([
    startPartnerSubgraph('shops'),
    startPartnerSubgraph('ratings'),
    openProxy(stack.url),
  ]);
  const gateway = await start({ vipps: { url: `${proxy.url}/graphql` }, shops, ratings });
  onTestFinished(async () => {
    await gateway.stop();
    await Promise.all([shops, ratings].map((part) => part.stop()));
  });
  proxy.requests.length = 0;
  return { gateway, requests: proxy.requests };
}

const checking = [
  ['Apollo Gateway', startGateway, 'Apollo Gateway'],
  ['Hive Gateway', startHiveGateway, 'Hive Gateway'],
] as const;

/** Each with the client whose headers it sends. The last has queries of its own, and the way of Hive Gateway to send them. */
const gateways = [...checking, ['the planner of Hive Router', startHiveRouter, 'Hive Gateway']] as const;

describe('null where a default let it through', () => {
  it.for([
    ['query ($f: Int = 5) { ledgers(first: $f) { nodes { id } } }', { f: null }, 'ledgers', 'first'],
    [
      'query ($m: String = "204117") { orders(keys: [{ msn: $m, paymentType: ECOM, orderId: "a" }]) { id } }',
      { m: null },
      'orders',
      'keys',
    ],
    [
      'query ($k: OrderKey = { msn: "204117", paymentType: ECOM, orderId: "a" }) { orders(keys: [$k]) { id } }',
      { k: null },
      'orders',
      'keys',
    ],
  ] as const)(
    'is the fault of its sender, at the field and naming the argument: %s',
    async ([query, given, field, argument], { start }) => {
      const paths = await BothPaths.start(start);
      const { compiled, apollo } = await paths.ask({ query, variables: given });
      expect(compiled).toStrictEqual(apollo);
      expect(JSON.parse(compiled.body)).toMatchObject({
        errors: [
          {
            message: expect.stringContaining(`Argument "${argument}"`),
            path: [field],
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ],
      });
      for (const { logs } of [paths.compiled, paths.apollo])
        expect(logs.filter(({ level }) => Number(level) > 40)).toStrictEqual([]);
    },
  );
});

describe('through a real gateway', { timeout: 30_000 }, () => {
  it.for(gateways)('what %s sends is compiled, entities and all', async ([, startIt, name], { start }) => {
    const stack = await start({ env: { COMPRESS_MIN_BYTES: '1' } });
    const { gateway, requests } = await gatewayOver(stack, startIt);
    const before = new Map(stack.server.fallBacks);
    for (const query of joined) {
      expect(await gateway.ask(query, { msns: ['204117', '204127'], is: true })).toStrictEqual({
        data: expect.any(Object),
      });
    }
    const asked = requests.filter(({ body }) => body.includes('_entities('));
    expect(asked.length).toBeGreaterThanOrEqual(joined.length);
    for (const { headers, body } of asked) {
      expect(body.toString()).toMatch(/"variables":\{.*"representations":/);
      // What the list of clients says of it is what it sends.
      const { accept, 'accept-encoding': coding, 'content-type': type } = headers;
      expect({ accept, 'accept-encoding': coding, 'content-type': type }).toStrictEqual(
        clients.find(({ client }) => client === name)?.headers,
      );
    }
    // Asking for the SDL is what a gateway does before, and introspection.
    expect(stack.server.fallBacks).toStrictEqual(before);
  });

  it.for(gateways)('a refusal keeps its code: %s', async ([, startIt], { start }) => {
    const stack = await start();
    const { gateway } = await gatewayOver(stack, startIt);
    const { errors: dear } = await gateway.ask(
      '{ ledger(ledgerId: "418806") { salesEvents(first: 1000) { nodes { ledger { funds(first: 1000) { isComplete } } } } } }',
    );
    expect(dear).toMatchObject([
      {
        message: expect.stringContaining(
          'The query asks for up to 1001000 items; at most 100000 are allowed.',
        ),
        extensions: { code: 'COST_LIMIT_EXCEEDED' },
      },
    ]);
    // Gateways know nothing of what a scalar of ours takes.
    const { errors: odd } = await gateway.ask(
      'query ($d: LocalDate!) { ledger(ledgerId: "418914") { funds(date: $d) { nodes { id: entryType } } } }',
      { d: 'yesterday' },
    );
    expect(odd).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  // The planner of Hive Router decides on conditions itself, and takes null for false.
  it.for(checking)(
    'a condition that is null is an error also behind one that was false: %s',
    async ([, startIt], { start }) => {
      const stack = await start();
      const { gateway } = await gatewayOver(stack, startIt);
      const forms = [
        'query ($x: Boolean = true) { salesUnit(msn: "204117") { msn name @include(if: $x) } }',
        'query ($x: Boolean = true) { salesUnit(msn: "204117") { msn name @skip(if: $x) } }',
        'query ($x: Boolean = true) { salesUnit(msn: "204117") { msn ... @include(if: $x) { name } } }',
        'query ($x: Boolean = true) { salesUnit(msn: "204117") { msn ...N @skip(if: $x) } } fragment N on SalesUnit { name }',
        'query ($x: Boolean = true) { shops(msns: ["204117"]) { msn name @include(if: $x) } }',
      ];
      for (const query of forms) {
        expect((await gateway.ask(query, { x: false })).errors, query).toBeUndefined();
        const { errors } = await gateway.ask(query, { x: null });
        expect(errors?.length, query).toBeGreaterThan(0);
        expect((await gateway.ask(query, { x: true })).errors, query).toBeUndefined();
      }
      // The same text that the gateway sends, with null where it let that through.
      expect(stack.logs.filter(({ level }) => Number(level) > 40)).toStrictEqual([]);
    },
  );
});
