import type { IncomingMessage } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import type { Logger } from 'pino';

/** Most fields of a trace, one for each object that they are of. */
const MAX_NODES = 10_000;

interface TracedContext {
  readonly request: { readonly scope: { readonly id: string } };
}

/** Whether a router asks for a trace of every field. */
export function wantsTrace({ headers }: IncomingMessage): boolean {
  return headers['apollo-federation-include-trace'] === 'ftv1';
}

/**
 * Apollo's plugin for the traces of a router, without the texts of errors, and bounded: an answer of more fields goes out
 * without a trace.
 */
export function federatedTraces(log: Logger): ApolloServerPlugin<TracedContext> {
  const unbounded = ApolloServerPluginInlineTrace({ includeErrors: { masked: true } });
  return {
    async serverWillStart(service) {
      await unbounded.serverWillStart?.(service);
    },
    async requestDidStart(context) {
      const trace = await unbounded.requestDidStart?.(context);
      if (trace === undefined) return undefined;
      let nodes = 0;
      const isWhole = (): boolean => nodes <= MAX_NODES;
      return {
        async executionDidStart(started) {
          const listener = await trace.executionDidStart?.(started);
          if (listener === undefined) return undefined;
          return {
            willResolveField(field) {
              nodes += 1;
              return isWhole() ? listener.willResolveField?.(field) : undefined;
            },
          };
        },
        async didEncounterErrors(failed) {
          if (isWhole()) await trace.didEncounterErrors?.(failed);
        },
        async willSendResponse(answered) {
          if (isWhole()) {
            await trace.willSendResponse?.(answered);
            return;
          }
          const line = { requestId: context.contextValue.request.scope.id, most: MAX_NODES };
          log.warn(line, 'an answer of too many fields for a federated trace goes out without one');
        },
      };
    },
  };
}
