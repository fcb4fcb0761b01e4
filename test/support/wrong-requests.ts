/** The longest body that is taken where these requests are sent. */
export const BODY_LIMIT = 2_048;

const forged =
  'This operation has been blocked as a potential Cross-Site Request Forgery (CSRF). ' +
  "Please either specify a 'content-type' header (with a type that is not one of " +
  'application/x-www-form-urlencoded, multipart/form-data, text/plain) or provide a non-empty value for one of ' +
  'the following headers: x-apollo-operation-name, apollo-require-preflight\n';

/** What a browser can't send across origins unasked. */
export const preflight = { 'apollo-require-preflight': 'yes' };
/** What bodies of JSON are sent with. */
export const jsonType = { 'content-type': 'application/json' };
const graph = '/graphql';
const query = JSON.stringify({ query: '{ __typename }' });

/** A request that is refused before anything is executed, and what its sender is told. */
export interface WrongRequest {
  readonly what: string;
  readonly path: string;
  readonly init: RequestInit;
  readonly status: number;
  readonly message: string;
  readonly code?: string;
  readonly locations?: readonly { line: number; column: number }[];
}

/** A POST of JSON, or of what its headers say. */
export function post(body: string, headers: Record<string, string> = jsonType): RequestInit {
  return { method: 'POST', body, headers };
}

/** Every kind of request that is none. */
export const wrongRequests: readonly WrongRequest[] = [
  {
    what: 'a body that is no JSON',
    path: graph,
    init: post('{"query":"{ __typename }"'),
    status: 400,
    message: "Body is not valid JSON but content-type is set to 'application/json'",
  },
  {
    what: 'a name that reaches a prototype',
    path: graph,
    init: post('{"query":"{ __typename }","__proto__":{}}'),
    status: 400,
    message: 'A field of the body is named __proto__, which is never taken.',
  },
  {
    what: 'an escaped name that reaches a prototype, further inside',
    path: graph,
    init: post('{"query":"{ __typename }","variables":{"a":[{"constr\\u0075ctor":{"prototype":{}}}]}}'),
    status: 400,
    message: 'A field of the body is named constructor.prototype, which is never taken.',
  },
  {
    what: 'an empty body',
    path: graph,
    init: post(''),
    status: 400,
    message: "Body cannot be empty when content-type is set to 'application/json'",
  },
  {
    what: 'a body of text/plain',
    path: graph,
    init: post(query, { 'content-type': 'text/plain' }),
    status: 400,
    message: forged,
  },
  {
    what: 'a form',
    path: graph,
    init: post('query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' }),
    status: 415,
    message: 'Unsupported Media Type',
  },
  {
    what: 'a multipart form',
    path: graph,
    init: post('--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--\r\n', {
      'content-type': 'multipart/form-data; boundary=x',
    }),
    status: 415,
    message: 'Unsupported Media Type',
  },
  {
    what: 'a batch',
    path: graph,
    init: post(`[${query},${query}]`),
    status: 400,
    message: 'Operation batching disabled.',
  },
  {
    what: 'a mutation by GET',
    path: `${graph}?query=${encodeURIComponent('mutation { __typename }')}`,
    init: { headers: preflight },
    status: 405,
    message: 'GET requests only support query operations, not mutation operations',
  },
  {
    what: 'a query by GET that a foreign page could send',
    path: `${graph}?query=${encodeURIComponent('{ __typename }')}`,
    init: {},
    status: 400,
    message: forged,
  },
  {
    what: 'a body above the limit',
    path: graph,
    init: post(JSON.stringify({ query: '{ __typename }'.padEnd(BODY_LIMIT) })),
    status: 413,
    message: 'Request body is too large',
  },
  {
    what: 'a syntax error',
    path: graph,
    init: post(JSON.stringify({ query: '{ salesUnits {' })),
    status: 200,
    message: 'Syntax Error: Expected Name, found <EOF>.',
    code: 'GRAPHQL_PARSE_FAILED',
    locations: [{ line: 1, column: 15 }],
  },
  {
    what: 'a subscription, which is no answer',
    path: graph,
    init: post(JSON.stringify({ query: 'subscription { __typename }' })),
    status: 200,
    message: 'Subscriptions are told as a stream: ask with accept: text/event-stream, or over a WebSocket.',
    code: 'GRAPHQL_VALIDATION_FAILED',
    locations: [{ line: 1, column: 1 }],
  },
  {
    what: 'a query without a variable that it needs',
    path: graph,
    init: post(JSON.stringify({ query: 'query($msn: String!) { salesUnit(msn: $msn) { msn } }' })),
    status: 200,
    message: 'Variable "$msn" of required type "String!" was not provided.',
    code: 'BAD_USER_INPUT',
    locations: [{ line: 1, column: 7 }],
  },
  {
    what: 'an unknown path',
    path: '/metrics/../etc',
    init: {},
    status: 404,
    message: 'Nothing is here. The graph is at /graphql.',
  },
  {
    what: 'a path below the graph',
    path: `${graph}/x`,
    init: post(query),
    status: 404,
    message: 'Nothing is here. The graph is at /graphql.',
  },
];
