import { createGraphiQLFetcher, type Fetcher, type FetcherParams } from '@graphiql/toolkit';
import { getOperationAST, OperationTypeNode, parse } from 'graphql';
import { createClient } from 'graphql-sse';

// Relative to the page: a proxy in front may have put both below a path of its own.
const send = createGraphiQLFetcher({ url: 'graphql', enableIncrementalDelivery: false });

/**
 * Posts to the graph of the same server. GraphiQL learns an operation's name a moment after its tab opens; run at
 * once, it would send the name of the tab before, which the server must refuse. Such a name is left out.
 */
export const fetcher: Fetcher = (params, options) => {
  const named = holdsItsName(params) ? params : { ...params, operationName: null };
  return isSubscription(named) ? follow(named) : send(named, options);
};

/** Server-sent events: they come by the same address, and through any proxy. */
const events = createClient({ url: 'graphql', retryAttempts: 0 });

function follow(params: FetcherParams): AsyncIterableIterator<object> {
  const { query, operationName } = params;
  const given: unknown = params.variables;
  const variables = typeof given === 'object' && given !== null ? { ...given } : {};
  return events.iterate({ query, variables, ...(operationName != null && { operationName }) });
}

function isSubscription({ query, operationName }: FetcherParams): boolean {
  try {
    return getOperationAST(parse(query), operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
  } catch {
    // What is wrong with it, the graph says.
    return false;
  }
}

function holdsItsName({ query, operationName }: FetcherParams): boolean {
  return typeof operationName === 'string' && new RegExp(`\\s${operationName}\\b`).test(query);
}
