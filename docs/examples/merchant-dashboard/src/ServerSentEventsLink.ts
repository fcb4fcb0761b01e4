import { ApolloLink } from '@apollo/client';
import { print } from '@apollo/client/utilities';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { createClient, type Client } from 'graphql-sse';
import { Observable } from 'rxjs';

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
    this.#client = createClient({ url, retryAttempts: 0 });
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
            observer.error(error);
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
