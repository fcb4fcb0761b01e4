import { createGraphiQLFetcher, type Fetcher, type FetcherParams } from '@graphiql/toolkit';

// Relative to the page: a proxy in front may have put both below a path of its own.
const send = createGraphiQLFetcher({ url: 'graphql', enableIncrementalDelivery: false });

/**
 * Posts to the graph of the same server. GraphiQL learns an operation's name a moment after its tab opens; run at
 * once, it would send the name of the tab before, which the server must refuse. Such a name is left out.
 */
export const fetcher: Fetcher = (params, options) =>
  send(holdsItsName(params) ? params : { ...params, operationName: null }, options);

function holdsItsName({ query, operationName }: FetcherParams): boolean {
  return typeof operationName === 'string' && new RegExp(`\\s${operationName}\\b`).test(query);
}
