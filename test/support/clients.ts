/** What clients of a subgraph send with a query, besides its JSON. */
export interface ClientShape {
  readonly client: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What the body has besides `query`, `variables` and `operationName`. */
  readonly more?: object;
  /** Of the answer. */
  readonly type: 'application/json' | 'application/graphql-response+json';
}

const trace = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  tracestate: 'vendor=1',
};

/** The shapes of real clients, as they go over the wire. */
export const clients: readonly ClientShape[] = [
  {
    client: 'Apollo Router',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, application/graphql-response+json',
      'accept-encoding': 'gzip, br, deflate',
      ...trace,
    },
    type: 'application/json',
  },
  {
    client: 'Hive Gateway',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json, multipart/mixed',
      'accept-encoding': 'gzip, deflate, br, zstd',
    },
    type: 'application/graphql-response+json',
  },
  {
    client: 'Apollo Gateway',
    headers: { 'content-type': 'application/json', accept: '*/*', 'accept-encoding': 'gzip,deflate' },
    type: 'application/json',
  },
  {
    client: 'Apollo Client',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json,application/json;q=0.9',
      'accept-encoding': 'gzip, deflate, br, zstd',
    },
    more: { extensions: { clientLibrary: { name: '@apollo/client', version: '4.0.9' } } },
    type: 'application/graphql-response+json',
  },
  {
    client: 'urql',
    headers: {
      'content-type': 'application/json',
      accept:
        'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
    },
    type: 'application/graphql-response+json',
  },
  {
    client: 'Relay over axios',
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      accept: 'application/json, text/plain, */*',
      'accept-encoding': 'gzip, compress, deflate, br',
    },
    type: 'application/json',
  },
  {
    client: 'curl',
    headers: { 'content-type': 'application/json', accept: '*/*' },
    type: 'application/json',
  },
  {
    client: 'curl --compressed',
    headers: {
      'content-type': 'application/json',
      accept: '*/*',
      'accept-encoding': 'deflate, gzip, br, zstd',
    },
    type: 'application/json',
  },
  {
    client: 'a client without preferences',
    headers: { 'content-type': 'Application/JSON; Charset="utf-8"' },
    type: 'application/json',
  },
];
