import { getIntrospectionQuery, GraphQLError } from 'graphql';
import { describe, expect } from 'vitest';
import { formatError } from '../../src/errors/format-error.js';
import { requestLog } from '../../src/server/request-log.js';
import { sharedStack } from '../support/fixture.js';
import { memoryLog, type Stack } from '../support/stack.js';

/** Far above what a refusal takes, far below what carrying out such a query would. */
const FAST_MS = 1_000;

const it = sharedStack({ env: { NODE_ENV: 'production', SHUTDOWN_DRAIN_MS: '0' } });
it.beforeEach(({ stack }) => stack.clearCalls());

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
  it.for([
    '{ __schema { types { name } } }',
    '{ __type(name: "SalesUnit") { fields { name } } }',
    '{ ...Hidden } fragment Hidden on Query { __schema { queryType { name } } }',
    '{ ... on Query { schema: __schema { queryType { name } } } }',
  ])('introspection is refused: %s', async (query, { stack }) => {
    const { status, text } = await post(stack, query);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toStrictEqual({
      errors: [
        {
          message:
            `Introspection is off in production: ${query.includes('__schema') ? '__schema' : '__type'} is not answered. ` +
            'The schema is in schema/vipps.graphql, and gateways get it by _service.',
          locations: [expect.objectContaining({ line: 1 })],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
  });

  it('the full introspection query is refused', async ({ stack }) => {
    const { status, text } = await post(stack, getIntrospectionQuery());
    expect(status).toBe(200);
    expect(JSON.parse(text)).not.toHaveProperty('data');
  });

  it.for([
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
  ] as const)('a misspelling of %s gets no suggestion', async ([, query], { stack }) => {
    const { status, text } = await post(stack, query);
    expect(status).toBe(200);
    expect(text).not.toMatch(/did you mean/i);
    expect(codesIn(text)).toStrictEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('a misspelling in a variable gets no suggestion', async ({ stack }) => {
    const query = 'query($id: BusinessIdentifierInput!) { merchant(businessIdentifier: $id) { name } }';
    const { status, text } = await post(stack, query, {
      id: { schema: 'business:NO:ORG', id: '311204173' },
    });
    expect(status).toBe(200);
    expect(text).not.toMatch(/did you mean/i);
    expect(codesIn(text)).toStrictEqual(['BAD_USER_INPUT']);
  });

  it('nothing is at /', async ({ stack }) => {
    const response = await fetch(`${stack.url}/`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toStrictEqual({
      errors: [
        { message: 'Nothing is here. The graph is at /graphql.', extensions: { code: 'BAD_REQUEST' } },
      ],
    });
  });

  it('the SDL stays open to gateways', async ({ stack }) => {
    const { status, text } = await post(stack, '{ _service { sdl } }');
    expect(status).toBe(200);
    expect(text).toContain('type SalesUnit');
  });
});

describe('an unexpected fault', () => {
  it('reaches the caller as one neutral sentence with the request id, and the log in full', () => {
    const lines: Readonly<Record<string, unknown>>[] = [];
    const fault = new GraphQLError('connect /var/secret.sock', {
      path: ['salesUnit'],
      originalError: new TypeError('connect /var/secret.sock'),
    });
    requestLog(memoryLog(lines)).failed?.({ requestId: 'fault-42', errors: [fault] });
    const { message, path = [], extensions } = fault;
    expect(formatError({ message, path, extensions }, fault)).toStrictEqual({
      message: 'Something went wrong on our side. It has been logged under request id fault-42.',
      path: ['salesUnit'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'fault-42' },
    });
    expect(lines).toMatchObject([
      {
        msg: 'unexpected fault',
        requestId: 'fault-42',
        path: ['salesUnit'],
        err: { message: 'connect /var/secret.sock', stack: expect.stringContaining('at ') },
      },
    ]);
  });
});

describe('a representation that no entity has', () => {
  it("is the caller's fault, and says what is expected", async ({ stack }) => {
    const { status, text } = await post(
      stack,
      'query($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      {
        r: [{ __typename: 'SalesUnit', msn: '204117' }, { __typename: 'Nonesuch' }],
      },
    );
    expect(status).toBe(200);
    expect(JSON.parse(text)).toStrictEqual({
      errors: [
        {
          message:
            'representations.1.__typename must be one of Category, FeesEntry, FundsEntry, Ledger, Merchant, Order, PricePackage, ProductOrder, SalesEvent, SalesUnit.',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });
});

describe('a very long wrong value', () => {
  it('is refused without trying every place where a hint could be', async ({ stack }) => {
    const value = `${'Did you mean '.repeat(20_000)}\n`;
    const { status, text, ms } = await post(
      stack,
      'query($f: Int!) { salesUnits(first: $f) { totalCount } }',
      { f: value },
    );
    expect(status).toBe(200);
    expect(codesIn(text)).toEqual(['BAD_USER_INPUT']);
    expect(text.length).toBeLessThan(2_000);
    expect(ms).toBeLessThan(FAST_MS);
  });
});

describe('in development', () => {
  it('introspection works', async ({ start }) => {
    const stack = await start({ env: { NODE_ENV: 'development' } });
    const { status, text } = await post(stack, getIntrospectionQuery());
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
  });

  it('a misspelt field gets a suggestion, and no stack', async ({ start }) => {
    const stack = await start({ env: { NODE_ENV: 'development' } });
    const { status, text } = await post(stack, '{ salesUnit(msn: "204117") { nam } }');
    expect(status).toBe(200);
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
  it.for([
    { what: 'of too many tokens', query: `{ ${'__typename '.repeat(20_000)}}`, code: 'GRAPHQL_PARSE_FAILED' },
    { what: 'nested 20,000 deep', query: nested(20_000), code: 'GRAPHQL_VALIDATION_FAILED' },
    { what: 'whose fragments double 24 times', query: fragmentBomb(24), code: 'COST_LIMIT_EXCEEDED' },
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
  ])('is refused fast, before any call: one $what', async ({ query, code }, { stack }) => {
    const { status, ms, text } = await post(stack, query);
    expect(status).toBe(200);
    expect(codesIn(text)).toStrictEqual([code]);
    expect(ms).toBeLessThan(FAST_MS);
    expect(await stack.calls()).toStrictEqual([]);
  });

  it('that goes round in circles 100 times is refused before any call, though each list is short', async ({
    stack,
  }) => {
    const { status, text } = await post(stack, circles(100));
    expect({ status, codes: codesIn(text).length }).toStrictEqual({ status: 200, codes: 1 });
    expect(await stack.calls()).toStrictEqual([]);
  });

  it('leaves the server able to answer the next one', async ({ stack }) => {
    await post(stack, fragmentBomb(24));
    const { status, text } = await post(stack, '{ salesUnit(msn: "204117") { name } }');
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
