import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isObject } from '../json.js';
import type { Variables } from '../executor/plan.js';
import type { FallBackReason } from './FallBacks.js';

/** A GraphQL request in its plainest form. */
export interface GraphQLRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Variables>;
}

/** A body of JSON, as text until somebody needs it: of equal requests, most are answered by their text alone. */
export class JsonBody {
  constructor(readonly text: string) {}
}

/**
 * Keeps bodies of JSON as text. Other types of bodies stay as Fastify has them.
 * @returns parses the text as Fastify would have: with its errors, and refusing names that could reach a prototype
 */
export function keepJsonText(app: FastifyInstance): (request: FastifyRequest, body: JsonBody) => unknown {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (_request, text, done) => {
    done(null, new JsonBody(text));
  });
  const parser = app.getDefaultJsonParser('error', 'error');
  return (request, { text }) => {
    let parsed: unknown;
    const done = (error: Error | null, body?: unknown): void => {
      if (error !== null) throw error;
      parsed = body;
    };
    void parser(request, text, done);
    return parsed;
  };
}

/** Why the compiled executor can't answer, as far as the headers tell: undefined where they leave it open. */
export function headersReason({ method, headers }: IncomingMessage): FallBackReason | undefined {
  if (method !== 'POST') return 'method';
  if (headers['content-encoding'] !== undefined) return 'content type';
  const { accept } = headers;
  if (accept !== undefined && accept !== '*/*' && accept !== 'application/json') return 'accept';
  if (headers['apollo-federation-include-trace'] !== undefined) return 'federated trace';
  return undefined;
}

/** The request in a parsed body, or why only Apollo Server can tell what is wrong with it. */
export function readGraphQLRequest(body: unknown): GraphQLRequest | FallBackReason {
  if (!isObject(body)) return 'body';
  const { query, operationName, variables, extensions } = body;
  if (extensions !== undefined) return 'extensions';
  if (typeof query !== 'string') return 'body';
  if (operationName != null && typeof operationName !== 'string') return 'body';
  if (variables != null && !isObject(variables)) return 'body';
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} };
}
