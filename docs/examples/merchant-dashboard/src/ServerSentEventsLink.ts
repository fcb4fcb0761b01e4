import { ApolloLink, ServerError } from '@apollo/client';
import { print } from '@apollo/client/utilities';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { createClient, NetworkError, type Client } from 'graphql-sse';
import { Observable } from 'rxjs';
import { fetchUntilSilent } from './fetch-until-silent.js';

declare module '@apollo/client' {
  interface DefaultContext {
    /** Told once the stream of a subscription is open: what happens from then on is told. */
    onOpen?: () => void;
  }
}

/** Follows subscriptions by server-sent events: plain HTTP, so any proxy lets them through. */
export class ServerSentEventsLink extends ApolloLink {
  readonly #client: Client;

  constructor(url: string) {
    super();
    // Who asks again must say where to go on, which only they know: see follow-sales.ts.
    this.#client = createClient({ url, retryAttempts: 0, fetchFn: fetchUntilSilent });
  }

  override request({ query, variables, operationName, getContext }: ApolloLink.Operation) {
    return new Observable<ApolloLink.Result>((observer) =>
      this.#client.subscribe(
        { query: print(query), variables, ...(operationName !== undefined && { operationName }) },
        {
          next: ({ data, errors }) => {
            observer.next({
              ...(data !== undefined && { data }),
              ...(errors !== undefined && { errors: errors.map(plain) }),
            });
          },
          error: (error) => {
            void withBody(error).then((told) => {
              observer.error(told);
            });
          },
          complete: () => {
            observer.complete();
          },
        },
        { connected: () => getContext().onOpen?.() },
      ),
    );
  }
}

/** An error as it came, of which no part is there and undefined. */
function plain({ message, path, extensions }: GraphQLError): GraphQLFormattedError {
  return { message, ...(path !== undefined && { path }), extensions };
}

/** A refusal with a status, as Apollo Client has it of queries: with the text that tells why. */
async function withBody(error: unknown): Promise<unknown> {
  const response: unknown = error instanceof NetworkError ? error.response : undefined;
  if (!(error instanceof Error && response instanceof Response)) return error;
  return response.text().then(
    (bodyText) => new ServerError(error.message, { response, bodyText }),
    () => error,
  );
}
