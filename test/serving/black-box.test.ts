import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { jsonType, post } from '../support/wrong-requests.js';

const SECRET = 'a-secret-that-the-router-shares-with-us';
const it = sharedStack({
  env: {
    NODE_ENV: 'production',
    SHUTDOWN_DRAIN_MS: '0',
    CALLER_AUTH: 'router-secret',
    AUTH_ROUTER_SECRET: SECRET,
  },
});
it.beforeEach(({ stack }) => stack.clearCalls());

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

async function ask({ url }: Stack, body: object, accept = 'application/json') {
  const headers = { ...jsonType, accept, 'x-router-secret': SECRET };
  const response = await fetch(`${url}/graphql`, post(JSON.stringify(body), headers));
  const answer = (await response.json()) as Answer;
  return { status: response.status, type: response.headers.get('content-type'), answer };
}

const BOTH = ['application/json', 'application/graphql-response+json'] as const;
const nested = (levels: number): string =>
  `{ salesUnit(msn: "204117") { ${'merchant { salesUnits(first: 1) { nodes { '.repeat(levels)}msn${' } } }'.repeat(levels)} } }`;
const bomb = `{ ...F0 } ${Array.from({ length: 24 }, (_, level) => `fragment F${level} on Query { a: __typename ...F${level + 1} ... on Query { ...F${level + 1} } }`).join(' ')} fragment F24 on Query { __typename }`;
const aliased = (count: number, field: string): string =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

/** By their numbers in docs/security.md: what is refused as a whole, before any call. */
const refused = [
  ['7 a syntax error', '{ salesUnits {', 'GRAPHQL_PARSE_FAILED'],
  [
    '10 1000 aliases of one root field',
    `{ ${aliased(1_000, 'salesUnit(msn: "204117") { name }')} }`,
    'GRAPHQL_PARSE_FAILED',
  ],
  [
    '10 300 aliases of one root field',
    `{ ${aliased(300, 'salesUnit(msn: "204117") { name }')} }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    '10 1100 aliases below',
    `{ salesUnit(msn: "204117") { ${aliased(1_100, 'msn')} } }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['11 nesting', nested(6), 'GRAPHQL_VALIDATION_FAILED'],
  ['12 20,000 tokens', `{ ${'__typename '.repeat(20_000)}}`, 'GRAPHQL_PARSE_FAILED'],
  ['13 a fragment bomb', bomb, 'COST_LIMIT_EXCEEDED'],
  [
    '14 60 repeated directives',
    `{ __typename ${'@include(if: true) '.repeat(60)}}`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    '14 120 directives, one in each place',
    `{ salesUnit(msn: "204117") { ${aliased(120, 'msn @include(if: true)')} } }`,
    'GRAPHQL_VALIDATION_FAILED',
  ],
  [
    '16 lists within lists',
    '{ ledger(ledgerId: "418806") { salesEvents(first: 1000) { nodes { ledger { funds(first: 1000) { isComplete } } } } } }',
    'COST_LIMIT_EXCEEDED',
  ],
] as const;

describe('from outside', () => {
  it.for(refused)('%s is refused, before any call', async ([, query, code], { stack }) => {
    for (const accept of BOTH) {
      const { status, type, answer } = await ask(stack, { query }, accept);
      expect({ status, type }).toEqual({
        status: accept === 'application/json' ? 200 : 400,
        type: `${accept}; charset=utf-8`,
      });
      expect(Object.keys(answer)).toEqual(['errors']);
      expect(new Set(answer.errors?.map(({ extensions }) => extensions.code))).toEqual(new Set([code]));
      expect(JSON.stringify(answer)).not.toMatch(/Did you mean|node_modules|\.ts:|\.js:/);
    }
    expect(await stack.calls()).toEqual([]);
  });

  it.for([1_001, 0, -1, 2 ** 31 - 1])(
    '15 first: %i is refused at its field, before any call',
    async (first, { stack }) => {
      for (const query of [
        `{ salesUnits(first: ${first}) { totalCount } }`,
        `{ productOrders(first: ${first}) { totalCount } }`,
        `{ ledgers(first: ${first}) { totalCount } }`,
      ]) {
        const { answer } = await ask(stack, { query });
        expect(answer.errors).toHaveLength(1);
        expect(answer.errors?.[0]?.extensions.code).toMatch(/^(BAD_USER_INPUT|COST_LIMIT_EXCEEDED)$/);
      }
      expect(await stack.calls()).toEqual([]);
    },
  );

  it('19 100 references of one type are one batch', async ({ stack }) => {
    const msns = (await ask(stack, { query: '{ salesUnits(first: 100) { nodes { msn } } }' })).answer
      .data as {
      readonly salesUnits: { readonly nodes: readonly { readonly msn: string }[] };
    };
    const representations = msns.salesUnits.nodes.map(({ msn }) => ({ __typename: 'SalesUnit', msn }));
    expect(representations).toHaveLength(100);
    await stack.clearCalls();
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on SalesUnit { configuration { captureType } } } }';
    const { answer } = await ask(stack, {
      query,
      variables: { r: [...representations, ...representations] },
    });
    expect(answer.errors).toBeUndefined();
    expect(await stack.calls()).toHaveLength(100);
  });

  it('20 a reference that does not exist costs its own value', async ({ stack }) => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on SalesUnit { msn name } } }';
    const r = ['204117', '999999', 'x'].map((msn) => ({ __typename: 'SalesUnit', msn }));
    const { answer } = await ask(stack, { query, variables: { r } });
    expect(answer).toMatchObject({
      data: {
        _entities: [{ msn: '204117', name: 'Måkeskrik Nettbutikk' }, { msn: '999999', name: null }, null],
      },
      errors: [{ path: ['_entities', 2], extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('27 fifty requests at once with no token at hand ask for one', async ({ stack }) => {
    await stack.sandbox.revokeTokens();
    await ask(stack, { query: '{ salesUnit(msn: "204118") { name } }' });
    await stack.sandbox.clearRequests();
    await stack.sandbox.revokeTokens();
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        ask(stack, { query: `{ salesUnit(msn: "30${String(index).padStart(4, '0')}") { name } }` }),
      ),
    );
    const { requests } = await stack.sandbox.requests();
    expect(requests.filter(({ path }) => path === '/accesstoken/get')).toHaveLength(1);
  });
});
