import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { asError } from '../errors/as-error.js';
import { isObject } from '../json.js';
import type { Variables } from '../executor/plan.js';
import type { FallBackReason } from './FallBacks.js';

/** A GraphQL request in its plainest form. */
export interface GraphQLRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Variables>;
}

/** Parses JSON. @throws an error that says what is wrong with it */
export type ParseJson = (text: string) => unknown;

/** A parsed body, or what is wrong with it. */
export interface ParsedBody {
  readonly value: unknown;
  readonly fault?: Error;
}

/** A body of JSON, as text until somebody needs it: of equal requests, most are answered by their text alone. */
export class JsonBody {
  #parsed: ParsedBody | undefined;

  constructor(readonly text: string) {}

  /** Parses it once. */
  parse(parseJson: ParseJson): ParsedBody {
    return (this.#parsed ??= attempt(parseJson, this.text));
  }
}

function attempt(parseJson: ParseJson, text: string): ParsedBody {
  try {
    return { value: parseJson(text) };
  } catch (error) {
    return { value: undefined, fault: asError(error) };
  }
}

/** What names that could reach a prototype are written with. */
const SUSPICIOUS = /__proto__|constructor|\\u/;

/** Parses JSON as Fastify does by default: with its errors, and refusing names that could reach a prototype. */
export function jsonParser(app: FastifyInstance): ParseJson {
  const parser = app.getDefaultJsonParser('error', 'error');
  return (text) => {
    if (!SUSPICIOUS.test(text)) {
      try {
        const plain: unknown = JSON.parse(text);
        return plain;
      } catch {
        // Told below, in Fastify's words.
      }
    }
    let parsed: unknown;
    const done = (error: Error | null, body?: unknown): void => {
      if (error !== null) throw error;
      parsed = body;
    };
    Reflect.apply(parser, app, [undefined, text, done]);
    return parsed;
  };
}

/** Why the compiled executor can't answer, as far as the headers tell: undefined where they leave it open. */
export function headersReason({ method, headers }: IncomingMessage): FallBackReason | undefined {
  if (method !== 'POST') return 'method';
  if (headers['content-encoding'] !== undefined) return 'content type';
  const { accept } = headers;
  if (accept !== undefined && accept !== '*/*' && accept !== 'application/json') return 'accept';
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
