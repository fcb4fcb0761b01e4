import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../src/context/vipps-context.js';
import { asError } from '../../src/errors/as-error.js';
import { selectsOnly } from './selection.js';

/** What a gateway sends to name an entity. Nothing in it is checked, whatever the schema says of its keys. */
export type Reference = Readonly<Record<string, unknown>>;

/**
 * Answers for an entity that a gateway names, whether or not it exists: see `entityByKey`. Must be `async`: a synchronous
 * throw would fail the whole batch instead of one entity.
 */
export type ReferenceResolver = (
  reference: Reference,
  context: Context,
  info: GraphQLResolveInfo,
) => Promise<object>;

/** An entity that a well-formed reference names. */
export interface NamedEntity {
  readonly type: string;
  /** What the reference itself tells: the id and the key fields. */
  readonly key: object;
  /** The fields that need no more than the key, links with calls of their own among them. */
  readonly byKey: ReadonlySet<string>;
  /** All the rest; null when it does not exist. */
  readonly load: () => Promise<object | null>;
}

/**
 * The entity for a gateway. Its id and key fields are known without a call. What else is asked for is null when it does
 * not exist, and an error at each field when that could not be found out. Never null as a whole: the gateway would take
 * away what other subgraphs know of it.
 */
export async function entityByKey(
  { type, key, byKey, load }: NamedEntity,
  info: GraphQLResolveInfo,
): Promise<object> {
  if (selectsOnly(info, byKey, type)) return key;
  try {
    return (await load()) ?? key;
  } catch (error) {
    return new Proxy(key, new Failing(asError(error)));
  }
}

/** Makes whatever the key does not tell an error at the field that reads it. */
class Failing implements ProxyHandler<object> {
  constructor(private readonly error: Error) {}

  get(key: object, name: string | symbol): unknown {
    if (name in key || name === 'then' || typeof name === 'symbol') return Reflect.get(key, name);
    throw this.error;
  }
}
