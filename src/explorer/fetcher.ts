import {
  createGraphiQLFetcher,
  type Fetcher,
  type FetcherParams,
  type FetcherReturnType,
  type SyncFetcherResult,
} from '@graphiql/toolkit';
import { getOperationAST, OperationTypeNode, parse, type OperationDefinitionNode } from 'graphql';
import { createClient } from 'graphql-sse';
import { setLastOperation } from './upstream/last-operation.js';
import { ASK_FOR_REPORT, takeReport } from './upstream/take-report.js';

// Relative to the page: a proxy in front may have put both below a path of its own.
const url = 'graphql';

/**
 * Posts to the graph of the same server. GraphiQL learns an operation's name a moment after its tab opens; run at
 * once, it would send the name of the tab before, which the server must refuse. Such a name is left out.
 * @param asksForReport the server is one that tells of its upstream calls
 */
export function createFetcher(asksForReport: boolean): Fetcher {
  const headers = asksForReport ? ASK_FOR_REPORT : {};
  const send = createGraphiQLFetcher({ url, headers, enableIncrementalDelivery: false });
  return (params, options) => {
    const named = operationOf(params) !== undefined ? params : { ...params, operationName: null };
    if (!isSubscription(named)) return noted(named, send(named, options));
    setLastOperation({ name: nameOf(named), report: undefined });
    return follow(named);
  };
}

/** Tells the panel of an answer. */
async function noted(params: FetcherParams, sent: FetcherReturnType): Promise<SyncFetcherResult> {
  const answer = await sent;
  if ('subscribe' in answer || Symbol.asyncIterator in answer) return answer;
  const report = takeReport(answer);
  // GraphiQL asks for the schema by itself.
  if (params.operationName !== INTROSPECTION) setLastOperation({ name: nameOf(params), report });
  return answer;
}

const INTROSPECTION = 'IntrospectionQuery';

/** Server-sent events: they come by the same address, and through any proxy. */
const events = createClient({ url, retryAttempts: 0 });

function follow(params: FetcherParams): AsyncIterableIterator<object> {
  const { query, operationName } = params;
  const given: unknown = params.variables;
  const variables = typeof given === 'object' && given !== null ? { ...given } : {};
  return events.iterate({ query, variables, ...(operationName != null && { operationName }) });
}

function isSubscription(params: FetcherParams): boolean {
  return operationOf(params)?.operation === OperationTypeNode.SUBSCRIPTION;
}

function nameOf(params: FetcherParams): string | undefined {
  return operationOf(params)?.name?.value;
}

function operationOf({ query, operationName }: FetcherParams): OperationDefinitionNode | undefined {
  try {
    return getOperationAST(parse(query), operationName) ?? undefined;
  } catch {
    // What is wrong with it, the graph says.
    return undefined;
  }
}
