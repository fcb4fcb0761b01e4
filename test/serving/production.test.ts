import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startStack, type Stack } from '../support/stack.js';

/** Far above what a refusal takes, far below what carrying out such a query would. */
const FAST_MS = 1_000;

let production: Stack;
let development: Stack;

beforeAll(async () => {
  [production, development] = await Promise.all([
    startStack({ env: { NODE_ENV: 'production', SHUTDOWN_DRAIN_MS: '0' } }),
    startStack({ env: { NODE_ENV: 'development' } }),
  ]);
});
afterAll(() => Promise.all([production.stop(), development.stop()]));
beforeEach(() => Promise.all([production.clearCalls(), development.clearCalls()]));

async function post(
  stack: Stack,
  query: string,
  variables?: object,
): Promise<{ status: number; ms: number; text: string }> {
  const startedAt = performance.now();
  const response = await fetch(`${stack.url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query, variables }),
    headers: { 'content-type': 'application/json' },
  });
  const text = await response.text();
  return { status: response.status, ms: performance.now() - startedAt, text };
}

/** The distinct codes of an answer that has nothing but errors. */
function codesIn(text: string): string[] {
  const { errors, ...rest } = JSON.parse(text) as { errors: { extensions: { code: string } }[] };
  expect(rest).toStrictEqual({});
  return [...new Set(errors.map(({ extensions }) => extensions.code))];
}

describe('in production', () => {
  it.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "SalesUnit") { fields { name } } }',
    '{ ...Hidden } fragment Hidden on Query { __schema { queryType { name } } }',
    '{ ... on Query { schema: __schema { queryType { name } } } }',
  ])('introspection is refused: %s', async (query) => {
    const { status, text } = await post(production, query);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toStrictEqual({
      errors: [
        {
          message:
            'GraphQL introspection is not allowed by Apollo Server, but the query contained __schema or __type. ' +
            'To enable introspection, pass introspection: true to ApolloServer in production',
          locations: [expect.objectContaining({ line: 1 })],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
  });

  it('the full introspection query is refused', async () => {
    const { status, text } = await post(production, getIntrospectionQuery());
    expect(status).toBe(400);
    expect(JSON.parse(text)).not.toHaveProperty('data');
  });

  it.each([
    ['a field', '{ salesUnit(msn: "204117") { nam } }'],
    ['a root field', '{ salesUnitz { totalCount } }'],
    ['an argument', '{ salesUnit(msm: "204117") { name } }'],
    [
      'an input field',
      '{ merchant(businessIdentifier: { schema: "business:NO:ORG", id: "311204173" }) { name } }',
    ],
    ['a type', '{ salesUnit(msn: "204117") { ... on SalesUnits { name } } }'],
    ['a directive', '{ salesUnit(msn: "204117") @includ(if: true) { name } }'],
    ['a fragment', '{ salesUnit(msn: "204117") { ...Name } } fragment Nam on SalesUnit { name }'],
  ])('a misspelling of %s gets no suggestion', async (_what, query) => {
    const { status, text } = await post(production, query);
    expect(status).toBe(400);
    expect(text).not.toMatch(/did you mean/i);
    expect(codesIn(text)).toStrictEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('a misspelling in a variable gets no suggestion', async () => {
    const query = 'query($id: BusinessIdentifierInput!) { merchant(businessIdentifier: $id) { name } }';
    const { status, text } = await post(production, query, {
      id: { schema: 'business:NO:ORG', id: '311204173' },
    });
    expect(status).toBe(400);
    expect(text).not.toMatch(/did you mean/i);
    expect(codesIn(text)).toStrictEqual(['BAD_USER_INPUT']);
  });

  it('nothing is at /', async () => {
    const response = await fetch(`${production.url}/`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toStrictEqual({
      errors: [
        { message: 'Nothing is here. The graph is at /graphql.', extensions: { code: 'BAD_REQUEST' } },
      ],
    });
  });

  it('the SDL stays open to gateways', async () => {
    const { status, text } = await post(production, '{ _service { sdl } }');
    expect(status).toBe(200);
    expect(text).toContain('type SalesUnit');
  });
});

describe.each([
  ['production', () => production],
  ['development', () => development],
])('an unexpected fault in %s', (_mode, stackOf) => {
  const query = 'query($references: [_Any!]!) { _entities(representations: $references) { __typename } }';

  it('reaches the caller as one neutral sentence with the request id, and the log in full', async () => {
    const stack = stackOf();
    const response = await fetch(`${stack.url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query, variables: { references: [{ __typename: 'Nonesuch', id: 'x' }] } }),
      headers: { 'content-type': 'application/json', 'x-request-id': 'fault-42' },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toStrictEqual({
      data: null,
      errors: [
        {
          message: 'Something went wrong on our side. It has been logged under request id fault-42.',
          locations: [{ line: 1, column: 32 }],
          path: ['_entities'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'fault-42' },
        },
      ],
    });
    const [logged] = stack.logs.filter(({ msg }) => msg === 'unexpected fault');
    expect(logged).toMatchObject({
      requestId: 'fault-42',
      path: ['_entities'],
      err: { message: expect.stringContaining('Nonesuch'), stack: expect.stringContaining('at ') },
    });
  });
});

describe('in development', () => {
  it('introspection works', async () => {
    const { status, text } = await post(development, getIntrospectionQuery());
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  it('a misspelt field gets a suggestion, and no stack', async () => {
    const { status, text } = await post(development, '{ salesUnit(msn: "204117") { nam } }');
    expect(status).toBe(400);
    expect(JSON.parse(text)).toStrictEqual({
      errors: [
        {
          message: 'Cannot query field "nam" on type "SalesUnit". Did you mean "name"?',
          locations: [{ line: 1, column: 30 }],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
  });
});

describe('a query made to exhaust the server', () => {
  it.each([
    { what: 'of too many tokens', query: `{ ${'__typename '.repeat(20_000)}}`, code: 'GRAPHQL_PARSE_FAILED' },
    { what: 'nested 20,000 deep', query: nested(20_000), code: 'GRAPHQL_PARSE_FAILED' },
    { what: 'whose fragments double 24 times', query: fragmentBomb(24), code: 'GRAPHQL_VALIDATION_FAILED' },
    {
      what: 'whose fragments form a circle',
      query:
        '{ salesUnits { nodes { ...A } } } fragment A on SalesUnit { merchant { salesUnits { nodes { ...A } } } }',
      code: 'GRAPHQL_VALIDATION_FAILED',
    },
    {
      what: 'with a thousand directives in one place',
      query: `{ __typename ${'@include(if: true) '.repeat(700)} }`,
      code: 'GRAPHQL_VALIDATION_FAILED',
    },
  ])('is refused fast, before any call: one $what', async ({ query, code }) => {
    const { status, ms, text } = await post(production, query);
    expect(status).toBe(400);
    expect(codesIn(text)).toStrictEqual([code]);
    expect(ms).toBeLessThan(FAST_MS);
    expect(await production.calls()).toStrictEqual([]);
  });

  it('that goes round in circles 100 times is refused before any call, though each list is short', async () => {
    const { status, text } = await post(production, circles(100));
    expect({ status, codes: status === 400 ? codesIn(text).length : 0 }).toStrictEqual({
      status: 400,
      codes: 1,
    });
    expect(await production.calls()).toStrictEqual([]);
  });

  it('leaves the server able to answer the next one', async () => {
    await post(production, fragmentBomb(24));
    const { status, text } = await post(production, '{ salesUnit(msn: "204117") { name } }');
    expect({ status, body: JSON.parse(text) }).toStrictEqual({
      status: 200,
      body: { data: { salesUnit: { name: 'Måkeskrik Nettbutikk' } } },
    });
  });
});

function nested(levels: number): string {
  return `${'{ a '.repeat(levels)}${'}'.repeat(levels)}`;
}

/** From a unit to its merchant and back. One item per list: without a limit the answer is deep, not large. */
function circles(count: number): string {
  const open = 'merchant { salesUnits(first: 1) { nodes { ';
  return `{ salesUnit(msn: "204117") { ${open.repeat(count)} msn ${'} } } '.repeat(count)} } }`;
}

/** Each fragment spreads the next one twice: 2 to the power of `levels` fields. */
function fragmentBomb(levels: number): string {
  const fragments = Array.from(
    { length: levels },
    (_, level) =>
      `fragment F${String(level)} on Query { a: __typename ...F${String(level + 1)} ... on Query { ...F${String(level + 1)} } }`,
  );
  return `{ ...F0 } ${fragments.join(' ')} fragment F${String(levels)} on Query { __typename }`;
}
