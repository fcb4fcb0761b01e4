// Hive Gateway from 2 on, in front of vipps and entur. Beside @graphql-hive/gateway it needs jose, version 6.
//   hive-gateway supergraph
// What it reads of the environment has the names that it has in subgraph.env: both sides read the same.
import { GraphQLError } from 'graphql';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const keys = createRemoteJWKSet(new URL(setting('AUTH_JWKS_URL')));
const issuer = setting('AUTH_ISSUER');
const audience = setting('AUTH_AUDIENCE');
const routerSecret = setting('AUTH_ROUTER_SECRET');

/** What callers may send on. Nothing else of theirs is; x-caller-… above all must not. x-request-id goes on by itself. */
const PASSED_ON = ['authorization', 'traceparent', 'tracestate'];

/**
 * A little more than subgraphs allow themselves, in ms, so that what they say of a deadline comes through: `REQUEST_TIMEOUT_MS`,
 * and for changes of entur `ENTUR_CHANGE_TIMEOUT_MS` as well.
 */
const TIMEOUT = 12_000;
const ENTUR_CHANGE_TIMEOUT = 80_000;

export const gatewayConfig = {
  supergraph: process.env['SUPERGRAPH'] ?? './supergraph.graphql',
  port: 4000,

  // Who bears no good token goes no further. The router's secret alone opens everything, so never leave this out.
  genericAuth: {
    mode: 'protect-all',
    resolveUserFn: async ({ request }: { readonly request: Request }) => {
      const [, token = ''] = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
      return jwtVerify(token, keys, { issuer, audience }).then(({ payload }) => payload, refuse);
    },
  },

  propagateHeaders: {
    fromClientToSubgraphs: ({ request }: { readonly request: Request }) => ({
      ...Object.fromEntries(PASSED_ON.map((name) => [name, request.headers.get(name)])),
      'x-router-secret': routerSecret,
    }),
  },

  /** None for subscriptions, which last. */
  upstreamTimeout: ({ subgraphName, executionRequest }: UpstreamRequest) => {
    const kind = executionRequest?.operationType;
    if (kind === 'subscription') return undefined;
    return subgraphName === 'entur' && kind === 'mutation' ? ENTUR_CHANGE_TIMEOUT : TIMEOUT;
  },
  // No upstreamRetry: the subgraphs repeat what may be repeated.
  // No demandControl: what a query may cost is for the subgraphs to say (QUERY_MAX_…).

  // What goes wrong in the gateway is nobody's business; what subgraphs say goes out as it is, with extensions.code.
  maskedErrors: true,
  disableIntrospection: {},
  graphiql: false,
  landingPage: false,

  // Subscriptions need nothing: it asks subgraphs for server-sent events.
  // Answers kept here: `cache`, and `plugins: (context) => [useHttpCache(context)]` of @graphql-hive/gateway, with
  // ROUTER_CACHE=private at the subgraphs. They are right when their time is up, and no sooner: see docs/operations.md.
};

interface UpstreamRequest {
  readonly subgraphName?: string;
  readonly executionRequest?: { readonly operationType?: string };
}

/** Whatever is wrong with a token. */
function refuse(): never {
  const extensions = { code: 'UNAUTHENTICATED', http: { status: 401 } };
  throw new GraphQLError('This graph is for known callers: send a good token.', { extensions });
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set.`);
  return value;
}
