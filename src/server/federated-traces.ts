import type { IncomingMessage } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTrace } from '@apollo/server/plugin/inlineTrace';
import type { Logger } from 'pino';
import type { Caller } from '../callers/Caller.js';
import type { Config } from '../config.js';

/** Most fields of a trace, one for each object that they are of. */
const MAX_NODES = 10_000;

interface TracedContext {
  readonly request: { readonly scope: { readonly id: string; readonly caller: Caller } };
}

/** Whether a router asks for a trace of every field. */
export function wantsTrace({ headers }: IncomingMessage): boolean {
  return headers['apollo-federation-include-trace'] === 'ftv1';
}

/** Whether a caller gets a trace that it asks for; where not, that it asks is ignored. */
export function mayTrace(
  { federatedTraces: whose }: Pick<Config, 'federatedTraces'>,
  { admittedBy }: Caller,
): boolean {
  return whose === 'on' || (whose === 'router' && admittedBy === 'router-secret');
}

/**
 * Apollo's plugin for the traces of a router, without the texts of errors, and bounded: an answer of more fields goes out
 * without a trace. Nothing where nobody may ask for one.
 */
export function federatedTraces(config: Config, log: Logger): ApolloServerPlugin<TracedContext>[] {
  const { federatedTraces: whose, callers } = config;
  const isOff = whose === 'off' || (whose === 'router' && callers.router === undefined);
  return isOff ? [] : [boundedTraces(config, log)];
}

function boundedTraces(config: Config, log: Logger): ApolloServerPlugin<TracedContext> {
  const unbounded = ApolloServerPluginInlineTrace({ includeErrors: { masked: true } });
  return {
    async serverWillStart(service) {
      await unbounded.serverWillStart?.(service);
    },
    async requestDidStart(context) {
      if (!mayTrace(config, context.contextValue.request.scope.caller)) return undefined;
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
