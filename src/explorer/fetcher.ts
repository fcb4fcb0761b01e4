import {
  createGraphiQLFetcher,
  type Fetcher,
  type FetcherOpts,
  type FetcherParams,
  type SyncFetcherResult,
} from '@graphiql/toolkit';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  type OperationDefinitionNode,
} from 'graphql';
import { createClient } from 'graphql-sse';
import { Stoppable } from './Stoppable.js';
import { setLastOperation } from './upstream/last-operation.js';
import { ASK_FOR_REPORT, takeReport } from './upstream/take-report.js';
import { NoAnswer, whyNoAnswer } from './why-no-answer.js';

type Result = Exclude<SyncFetcherResult, AsyncIterable<unknown> | { readonly subscribe: unknown }>;

// Relative to the page: a proxy in front may have put both below a path of its own.
const url = 'graphql';

/**
 * Posts to the graph of the same server. GraphiQL learns an operation's name a moment after its tab opens; run at
 * once, it would send the name of the tab before, which the server must refuse. Such a name is left out.
 * @param asksForReport the server is one that tells of its upstream calls
 */
export function createFetcher(asksForReport: boolean): Fetcher {
  const headers = asksForReport ? ASK_FOR_REPORT : {};
  return (params, options) => {
    // GraphiQL asks for the schema by itself.
    if (params.operationName === INTROSPECTION) return senderOf(headers)(params, options);
    const named = operationOf(params) !== undefined ? params : { ...params, operationName: null };
    const control = new AbortController();
    const results = isSubscription(named)
      ? follow(named, control.signal)
      : post(named, options, headers, control.signal);
    return new Stoppable(told(named, results, control.signal), () => {
      control.abort();
    });
  };
}

const INTROSPECTION = 'IntrospectionQuery';

/** What comes of an operation. Stopped or failed it ends too, and the panel and the answer say so. */
async function* told(
  params: FetcherParams,
  results: AsyncIterable<Result>,
  signal: AbortSignal,
): AsyncGenerator<Result, undefined> {
  const name = operationOf(params)?.name?.value;
  const isFollowed = isSubscription(params);
  // Only until it has ended: GraphiQL also ends what is over.
  const stopped = (): void => {
    setLastOperation({ name, outcome: 'stopped' });
  };
  signal.addEventListener('abort', stopped);
  try {
    if (isFollowed) setLastOperation({ name, outcome: 'followed' });
    for await (const result of results) {
      if (!isFollowed) setLastOperation({ name, outcome: 'answered', report: takeReport(result) });
      yield result;
    }
  } catch (error) {
    if (signal.aborted) return undefined;
    setLastOperation({ name, outcome: 'failed' });
    yield { errors: [new GraphQLError(whyNoAnswer(error, new URL(url, document.baseURI).href))] };
  } finally {
    signal.removeEventListener('abort', stopped);
  }
  return undefined;
}

async function* post(
  params: FetcherParams,
  options: FetcherOpts | undefined,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): AsyncGenerator<Result, undefined> {
  const answer = await senderOf(headers, signal)(params, options);
  if ('subscribe' in answer) throw new TypeError('A post has one answer.');
  if (Symbol.asyncIterator in answer) yield* answer;
  else yield answer;
  return undefined;
}

function senderOf(headers: Readonly<Record<string, string>>, signal: AbortSignal | null = null): Fetcher {
  const fetchJson: typeof fetch = async (input, init) => {
    const response = await fetch(input, { ...init, signal });
    if (!/\bjson\b/.test(response.headers.get('content-type') ?? '')) throw new NoAnswer(response);
    return response;
  };
  return createGraphiQLFetcher({ url, headers, fetch: fetchJson, enableIncrementalDelivery: false });
}

/** Server-sent events: they come by the same address, and through any proxy. */
const events = createClient({ url, retryAttempts: 0 });

async function* follow(params: FetcherParams, signal: AbortSignal): AsyncGenerator<Result, undefined> {
  const { query, operationName } = params;
  const given: unknown = params.variables;
  const variables = typeof given === 'object' && given !== null ? { ...given } : {};
  const sent = events.iterate<Record<string, unknown>, Record<string, unknown>>({
    query,
    variables,
    ...(operationName != null && { operationName }),
  });
  signal.addEventListener('abort', () => void sent.return?.());
  yield* sent;
  return undefined;
}

function isSubscription(params: FetcherParams): boolean {
  return operationOf(params)?.operation === OperationTypeNode.SUBSCRIPTION;
}

function operationOf({ query, operationName }: FetcherParams): OperationDefinitionNode | undefined {
  try {
    return getOperationAST(parse(query), operationName) ?? undefined;
  } catch {
    // What is wrong with it, the graph says.
    return undefined;
  }
}
