import { asError } from '../errors/as-error.js';
import { fields, isObject } from '../json.js';
import type { Variables } from '../executor/plan.js';
import type { FallBackReason } from './FallBacks.js';
import { parseJson } from './parse-json.js';
import type { TenantQueries } from './PersistedQueries.js';

/** A GraphQL request in its plainest form. */
export interface GraphQLRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Variables>;
  /** Of its text, where it names that. */
  readonly hash: string | undefined;
}

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
  parse(): ParsedBody {
    return (this.#parsed ??= attempt(this.text));
  }
}

function attempt(text: string): ParsedBody {
  try {
    return { value: parseJson(text) };
  } catch (error) {
    return { value: undefined, fault: asError(error) };
  }
}

/** A body that names its document by `documentId` (`sha256:…`, or the digits alone), as persisted queries name it. */
export function withPersistedQuery(
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { documentId, query, extensions } = body;
  if (typeof documentId !== 'string' || query != null) return body;
  const persistedQuery = { version: 1, sha256Hash: documentId.replace(/^sha256:/, '') };
  return { ...body, extensions: { ...fields(extensions), persistedQuery } };
}

/** The request in a parsed body, or why only Apollo Server can tell what is wrong with it. */
export function readGraphQLRequest(body: unknown, persisted: TenantQueries): GraphQLRequest | FallBackReason {
  if (!isObject(body)) return 'body';
  const { query, operationName, variables, extensions } = withPersistedQuery(body);
  if (operationName != null && typeof operationName !== 'string') return 'body';
  if (variables != null && !isObject(variables)) return 'body';
  if (extensions != null && !isObject(extensions)) return 'body';
  const plain = { operationName: operationName ?? undefined, variables: variables ?? {} };
  // Of all extensions, this is the only one that means something here.
  const persistedQuery = extensions?.['persistedQuery'];
  if (persistedQuery == null)
    return typeof query === 'string' ? { ...plain, query, hash: undefined } : 'body';
  if (query !== undefined && typeof query !== 'string') return 'body';
  const named = persisted.read(persistedQuery, query);
  if (named?.query === undefined) return 'persisted query';
  return { ...plain, query: named.query, hash: named.hash };
}
