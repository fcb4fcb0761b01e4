import { createHash } from 'node:crypto';

/** A request that is wrong, as it goes over a connection, and how it is refused. */
export interface CallersFault {
  readonly what: string;
  /** As bytes: what no client of HTTP would send can be said too. */
  readonly bytes: string | Buffer;
  /** Whether the caller says behind them that nothing else comes. */
  readonly halfClose?: boolean;
  readonly status: number;
  /** Of every error of the answer; undefined = there is no body in our form. */
  readonly code?: string;
}

type Headers = Readonly<Record<string, string>>;

const json: Headers = { 'content-type': 'application/json' };
const preflight: Headers = { 'apollo-require-preflight': 'yes' };

/** An HTTP request as text, with the framing that belongs to it. */
export function requestBytes(
  method: string,
  target: string,
  headers: Headers = {},
  body: string | Buffer = '',
): Buffer {
  const bytes = Buffer.from(body);
  const framing = bytes.length > 0 || method === 'POST' ? { 'content-length': String(bytes.length) } : {};
  const fields = { host: 'localhost', connection: 'close', ...framing, ...headers };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'),
    bytes,
  ]);
}

function post(body: unknown, headers: Headers = {}): Buffer {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return requestBytes('POST', '/graphql', { ...json, ...headers }, text);
}

function asking(query: unknown, more: object = {}): Buffer {
  return post({ query, ...more });
}

function get(parameters: Readonly<Record<string, string>> | string, headers: Headers = preflight): Buffer {
  const search = typeof parameters === 'string' ? parameters : new URLSearchParams(parameters).toString();
  return requestBytes('GET', `/graphql?${search}`, headers);
}

const QUERY = '{ __typename }';
const sha = createHash('sha256').update(QUERY).digest('hex');

function persisted(persistedQuery: unknown, query?: string): object {
  return { ...(query !== undefined && { query }), extensions: { persistedQuery } };
}

const parse = { status: 200, code: 'GRAPHQL_PARSE_FAILED' };
const validation = { status: 200, code: 'GRAPHQL_VALIDATION_FAILED' };
const input = { status: 200, code: 'BAD_USER_INPUT' };
const bad = { status: 400, code: 'BAD_REQUEST' };
/** Of one field: the others are answered. */
const field = { status: 200, code: 'BAD_USER_INPUT' };

const UNITS = 'query ($f: Int = 5) { salesUnits(first: $f) { nodes { msn } } }';
const NAMED = 'query ($m: String!) { salesUnit(msn: $m) { msn } }';
const ENTITIES = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';

/** What graphql-js finds before a resolver runs, or instead of running it. */
const graphql: readonly CallersFault[] = [
  { what: 'null for a variable with a default', bytes: asking(UNITS, { variables: { f: null } }), ...field },
  {
    what: 'null by the default of a variable',
    bytes: asking('query ($f: Int = null) { salesUnits(first: $f) { nodes { msn } } }'),
    ...field,
  },
  {
    what: 'null in a field of an input object, by a variable with a default',
    bytes: asking(
      'query ($m: String = "204117") { orders(keys: [{ msn: $m, paymentType: ECOM, orderId: "a" }]) { id } }',
      { variables: { m: null } },
    ),
    ...field,
  },
  {
    what: 'null as an item of a list, by a variable with a default',
    bytes: asking(
      'query ($k: OrderKey = { msn: "204117", paymentType: ECOM, orderId: "a" }) { orders(keys: [$k]) { id } }',
      { variables: { k: null } },
    ),
    ...field,
  },
  {
    what: 'null in @include, by a variable',
    bytes: asking('query ($i: Boolean = true) { __typename @include(if: $i) }', { variables: { i: null } }),
    ...field,
  },
  {
    what: 'null in @skip of a nested field, by a variable',
    bytes: asking(
      'query ($i: Boolean = true) { salesUnits(first: 1) { totalCount @skip(if: $i) nodes { msn } } }',
      { variables: { i: null } },
    ),
    ...field,
  },
  {
    what: 'null in @include, as it stands',
    bytes: asking('{ __typename @include(if: null) }'),
    ...validation,
  },
  { what: 'a subscription', bytes: asking('subscription { __typename }'), ...validation },
  { what: 'a subscription by GET', bytes: get({ query: 'subscription { __typename }' }), ...validation },
  {
    what: 'a representation of no entity, not in a list',
    bytes: asking('{ _entities(representations: {__typename: "Nope"}) { __typename } }'),
    ...input,
  },
  {
    what: 'a representation that is a text, not in a list',
    bytes: asking('{ _entities(representations: "x") { __typename } }'),
    ...input,
  },
  {
    what: 'a representation of no entity',
    bytes: asking(ENTITIES, { variables: { r: [{ __typename: 'Nope' }] } }),
    ...input,
  },
  {
    what: 'a representation without a key',
    bytes: asking(ENTITIES, { variables: { r: [{ __typename: 'SalesUnit' }] } }),
    ...field,
  },
  {
    what: 'a representation with a key of another type',
    bytes: asking(ENTITIES, { variables: { r: [{ __typename: 'SalesUnit', msn: { a: [1] } }] } }),
    ...field,
  },
  { what: 'a representation that is null', bytes: asking(ENTITIES, { variables: { r: [null] } }), ...input },
  { what: 'representations that are null', bytes: asking(ENTITIES, { variables: { r: null } }), ...input },
  {
    what: 'a type as a representation',
    bytes: asking(ENTITIES, { variables: { r: [{ __typename: 'toString' }] } }),
    ...input,
  },
  { what: 'a syntax error', bytes: asking('{'), ...parse },
  { what: 'a text of blanks', bytes: asking(' '), ...parse },
  { what: 'a comment', bytes: asking('# nothing'), ...parse },
  { what: 'a NUL byte', bytes: asking('{ \0 }'), ...parse },
  {
    what: 'a lone surrogate',
    bytes: post('{"query":"{ salesUnit(msn: \\"\\ud800\\") { msn } }"}'),
    ...parse,
  },
  {
    what: 'a lone surrogate by a variable',
    bytes: post(`{"query":${JSON.stringify(NAMED)},"variables":{"m":"\\udfff"}}`),
    ...field,
  },
  { what: 'an escaped lone surrogate', bytes: asking('{ salesUnit(msn: "\\uD800") { msn } }'), ...parse },
  { what: 'too many tokens', bytes: asking(`{ ${'a '.repeat(6_000)} }`), ...parse },
  { what: 'deep nesting', bytes: asking('{a'.repeat(1_600) + '}'.repeat(1_600)), ...validation },
  {
    what: 'a deep list',
    bytes: asking(`{ salesUnit(msn: ${'['.repeat(1_600)}${']'.repeat(1_600)}) { msn } }`),
    ...validation,
  },
  {
    what: 'a deep type',
    bytes: asking(`query ($a: ${'['.repeat(1_600)}Int${']'.repeat(1_600)}) { __typename }`),
    ...validation,
  },
  { what: 'an unknown field', bytes: asking('{ nothing }'), ...validation },
  {
    what: 'fragments in a circle',
    bytes: asking('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
    ...validation,
  },
  { what: 'a definition of a type', bytes: asking('type A { a: Int }'), ...validation },
  { what: 'no operation but a fragment', bytes: asking('fragment A on Query { __typename }'), ...validation },
  {
    what: 'a variable of an output type',
    bytes: asking('query ($a: SalesUnit) { __typename }'),
    ...validation,
  },
  { what: '@defer', bytes: asking('{ ... @defer { __typename } }'), ...validation },
  {
    what: 'an unknown operation',
    bytes: asking('query A { __typename }', { operationName: 'B' }),
    status: 200,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    what: 'two operations and no name',
    bytes: asking('query A { __typename } query B { __typename }'),
    status: 200,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  {
    what: 'an empty name',
    bytes: asking('query A { __typename } query B { __typename }', { operationName: '' }),
    status: 200,
    code: 'OPERATION_RESOLUTION_FAILURE',
  },
  { what: 'a variable that is missing', bytes: asking(NAMED), ...input },
  { what: 'a variable that is null', bytes: asking(NAMED, { variables: { m: null } }), ...input },
  ...[1, true, [], {}, ['a', 'b'], 1e308].map((m) => ({
    what: `a variable of a wrong type: ${JSON.stringify(m)}`,
    bytes: asking(NAMED, { variables: { m } }),
    ...input,
  })),
  {
    what: 'a huge number',
    bytes: post(`{"query":${JSON.stringify(UNITS)},"variables":{"f":1e999}}`),
    ...input,
  },
  { what: 'a number that is no Int', bytes: asking(UNITS, { variables: { f: 2 ** 40 } }), ...input },
  {
    what: 'a literal that is no Int',
    bytes: asking(`{ salesUnits(first: ${'9'.repeat(400)}) { totalCount } }`),
    ...validation,
  },
  {
    what: 'a page of less than nothing',
    bytes: asking('{ salesUnits(first: -1) { totalCount } }'),
    ...field,
  },
  {
    what: 'a cursor that is none',
    bytes: asking('{ salesUnits(after: "\\u0000 %") { totalCount } }'),
    ...field,
  },
];

/** What Apollo Server, or the handler, finds before there is an operation. */
const protocol: readonly CallersFault[] = [
  ...[
    '',
    '{',
    'null',
    '1',
    '"x"',
    '[]',
    '{}',
    '[{"query":"{ __typename }"}]',
    '\0',
    '\uFEFF{}',
    '['.repeat(100_000),
  ].map((body) => ({ what: `a body of ${JSON.stringify(body.slice(0, 30))}`, bytes: post(body), ...bad })),
  { what: 'invalid UTF-8', bytes: post(Buffer.from([0xff, 0xfe, 0x80])), ...bad },
  {
    what: 'invalid UTF-8 in a query',
    bytes: post(Buffer.concat([Buffer.from('{"query":"{ '), Buffer.from([0xc3, 0x28]), Buffer.from(' }"}')])),
    ...parse,
  },
  {
    what: 'a name that reaches a prototype',
    bytes: post('{"query":"{ __typename }","__proto__":{}}'),
    ...bad,
  },
  ...[1, true, {}, [], null, ''].map((query) => ({
    what: `a query of ${JSON.stringify(query)}`,
    bytes: asking(query),
    ...bad,
  })),
  { what: 'a parsed document', bytes: asking({ kind: 'Document', definitions: [] }), ...bad },
  ...[1, 'x', [], true].map((variables) => ({
    what: `variables of ${JSON.stringify(variables)}`,
    bytes: asking(QUERY, { variables }),
    ...bad,
  })),
  ...[1, 'x', [], true].map((extensions) => ({
    what: `extensions of ${JSON.stringify(extensions)}`,
    bytes: asking(QUERY, { extensions }),
    ...bad,
  })),
  ...[1, {}, [], true].map((operationName) => ({
    what: `an operation name of ${JSON.stringify(operationName)}`,
    bytes: asking(QUERY, { operationName }),
    ...bad,
  })),
  {
    what: 'an unknown persisted query',
    bytes: post(persisted({ version: 1, sha256Hash: sha.replace(/./g, 'a') })),
    status: 200,
    code: 'PERSISTED_QUERY_NOT_FOUND',
  },
  {
    what: 'a persisted query of another version',
    bytes: post(persisted({ version: 2, sha256Hash: sha }, QUERY)),
    ...bad,
  },
  {
    what: 'a persisted query with another hash',
    bytes: post(persisted({ version: 1, sha256Hash: 'a' }, QUERY)),
    ...bad,
  },
  ...[1, { toString: 1 }, [], null, { a: 1 }].map((sha256Hash) => ({
    what: `a persisted query with a hash of ${JSON.stringify(sha256Hash)}`,
    bytes: post(persisted({ version: 1, sha256Hash })),
    ...bad,
  })),
  ...[1, 'x', [], true].map((persistedQuery) => ({
    what: `a persisted query of ${JSON.stringify(persistedQuery)}`,
    bytes: post(persisted(persistedQuery)),
    ...bad,
  })),
  {
    what: 'a mutation by GET',
    bytes: get({ query: 'mutation { __typename }' }),
    status: 405,
    code: 'BAD_REQUEST',
  },
  { what: 'nothing by GET', bytes: get(''), ...bad },
  { what: 'two queries by GET', bytes: get('query=%7Ba%7D&query=%7Bb%7D'), ...bad },
  { what: 'variables by GET that are no JSON', bytes: get({ query: QUERY, variables: '{' }), ...bad },
  { what: 'variables by GET that are a list', bytes: get({ query: QUERY, variables: '[]' }), ...bad },
  { what: 'extensions by GET that are null', bytes: get({ query: QUERY, extensions: 'null' }), ...bad },
  {
    what: 'a hash by GET that is an object',
    bytes: get({
      extensions: JSON.stringify(persisted({ version: 1, sha256Hash: { toString: 1 } })).slice(14, -1),
    }),
    ...bad,
  },
  { what: 'a broken escape by GET', bytes: get('query=%zz%'), ...parse },
  {
    what: 'a query by GET of another type',
    bytes: get({ query: QUERY }, { ...preflight, 'content-type': 'text/html' }),
    status: 415,
    code: 'BAD_REQUEST',
  },
  { what: 'a query by GET that a foreign page could send', bytes: get({ query: QUERY }, {}), ...bad },
  {
    what: 'a media type that there is none of',
    bytes: post({ query: QUERY }, { accept: 'image/png' }),
    status: 406,
    code: 'BAD_REQUEST',
  },
  {
    what: 'an encoded body',
    bytes: post(Buffer.from([0x1f, 0x8b, 8]), { 'content-encoding': 'gzip' }),
    ...bad,
  },
];

/** What Fastify refuses. */
const framework: readonly CallersFault[] = [
  ...['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND', 'QUERY'].map((method) => ({
    what: `the method ${method}`,
    bytes: requestBytes(method, '/graphql', json, '{}'),
    status: 405,
    code: 'BAD_REQUEST',
  })),
  { what: 'the method HEAD', bytes: requestBytes('HEAD', '/graphql'), status: 400 },
  {
    what: 'the method OPTIONS',
    bytes: requestBytes('OPTIONS', '/graphql'),
    status: 405,
    code: 'BAD_REQUEST',
  },
  {
    what: 'the method OPTIONS, past the guard',
    bytes: requestBytes('OPTIONS', '/graphql', preflight),
    status: 405,
    code: 'BAD_REQUEST',
  },
  {
    what: 'the method OPTIONS of everything',
    bytes: requestBytes('OPTIONS', '*'),
    status: 404,
    code: 'BAD_REQUEST',
  },
  ...[
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'text/html',
    ';',
    'a/b/c',
    'application/graphql',
  ].map((type) => ({
    what: `the type ${type}`,
    bytes: post({ query: QUERY }, { 'content-type': type }),
    status: 415,
    code: 'BAD_REQUEST',
  })),
  { what: 'the type text/plain', bytes: post({ query: QUERY }, { 'content-type': 'text/plain' }), ...bad },
  { what: 'no type', bytes: requestBytes('POST', '/graphql', {}, '{}'), status: 415, code: 'BAD_REQUEST' },
  { what: 'an unknown path', bytes: requestBytes('GET', '/nothing'), status: 404, code: 'BAD_REQUEST' },
  { what: 'a path that is not well-formed', bytes: requestBytes('GET', '/%zz'), ...bad },
  {
    what: 'a path of an absolute address',
    bytes: requestBytes('GET', 'http://elsewhere.example/'),
    status: 403,
    code: 'BAD_REQUEST',
  },
  {
    what: 'a long path',
    bytes: requestBytes('GET', `/${'a/'.repeat(4_000)}`),
    status: 403,
    code: 'BAD_REQUEST',
  },
  { what: 'two slashes', bytes: requestBytes('GET', '//'), status: 403, code: 'BAD_REQUEST' },
  { what: 'a large body', bytes: post(' '.repeat(1_048_577)), status: 413, code: 'BAD_REQUEST' },
];

/** What Node refuses by itself. */
const transport: readonly CallersFault[] = [
  { what: 'no HTTP', bytes: 'hello\r\n\r\n', ...bad },
  { what: 'another protocol', bytes: Buffer.from([0x16, 3, 1, 0, 200, 1, 0]), ...bad },
  { what: 'an unknown method', bytes: requestBytes('NONSENSE', '/graphql'), ...bad },
  { what: 'an address with a blank', bytes: 'GET /a b HTTP/1.1\r\nhost: localhost\r\n\r\n', ...bad },
  { what: 'an unknown version', bytes: 'GET / HTTP/7.7\r\n\r\n', ...bad },
  { what: 'no host', bytes: 'GET /graphql HTTP/1.1\r\nconnection: close\r\n\r\n', ...bad },
  { what: 'a header without a colon', bytes: 'GET / HTTP/1.1\r\nhost: localhost\r\nwrong\r\n\r\n', ...bad },
  { what: 'a NUL byte in a header', bytes: 'GET / HTTP/1.1\r\nhost: localhost\r\na: \0\r\n\r\n', ...bad },
  {
    what: 'long headers',
    bytes: requestBytes('GET', '/', { a: 'x'.repeat(20_000) }),
    status: 431,
    code: 'BAD_REQUEST',
  },
  {
    what: 'a long address',
    bytes: requestBytes('GET', `/?${'x'.repeat(20_000)}`),
    status: 431,
    code: 'BAD_REQUEST',
  },
  {
    what: 'two lengths',
    bytes: 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
    ...bad,
  },
  {
    what: 'a length and chunks',
    bytes:
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ...bad,
  },
  {
    what: 'a length that is no number',
    bytes: requestBytes('POST', '/graphql', { ...json, 'content-length': '-1' }),
    ...bad,
  },
  {
    what: 'chunks that are none',
    bytes:
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    ...bad,
  },
  {
    what: 'a body that ends early',
    bytes:
      'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{}',
    halfClose: true,
    ...bad,
  },
  {
    what: 'an expectation that nothing meets',
    bytes: requestBytes('POST', '/graphql', { ...json, expect: 'miracles' }, '{}'),
    status: 417,
  },
  {
    what: 'an upgrade',
    bytes: requestBytes('GET', '/graphql', { connection: 'upgrade, close', upgrade: 'websocket' }),
    ...bad,
  },
];

/** Everything that graphql-js, Apollo Server, Fastify and Node refuse before a resolver runs. */
export const callersFaults: readonly CallersFault[] = [...graphql, ...protocol, ...framework, ...transport];
