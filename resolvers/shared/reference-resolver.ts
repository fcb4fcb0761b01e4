import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../src/context/vipps-context.js';
import { asError } from '../../src/errors/as-error.js';
import { selectsOnly } from './selection.js';

/** What a gateway sends to name an entity. Nothing in it is checked, whatever the schema says of its keys. */
export type Reference = Readonly<Record<string, unknown>>;

/** An entity that a well-formed reference names, whether or not it exists. */
export interface NamedEntity {
  readonly type: string;
  /** What the reference itself tells: the id and the key fields. */
  readonly key: object;
  /** The fields that need no more than the key, links with calls of their own among them. */
  readonly byKey: ReadonlySet<string>;
  /** The entity in full; null when it does not exist. */
  readonly load: () => Promise<object | null>;
}

/**
 * What a reference names, by its `id` or by natural key, without a call.
 * @throws BadInputError naming the key field when it is malformed
 */
export type NameEntityIn<In> = (reference: Reference, context: In) => NamedEntity;

/** The same in the subgraph `vipps`. */
export type NameEntity = NameEntityIn<Context>;

type ReferenceResolver<In> = (
  reference: Reference,
  context: In,
  info: GraphQLResolveInfo,
  refusal: Error | undefined,
) => Promise<object>;

/**
 * Answers `_entities` for one type. Ids and key fields are known without a call. What else is asked for is null when the
 * entity does not exist, and an error at each field when that could not be found out. A well-formed reference is never
 * null as a whole: the gateway would take away what other subgraphs know of it. A caller that may not see the type is told
 * so at each field, and learns no more than it said itself.
 */
export function referenceResolver<In>(nameEntity: NameEntityIn<In>): ReferenceResolver<In> {
  // Asynchronous also where it fails at once: a synchronous throw would fail the whole batch instead of one entity.
  return async (reference, context, info, refusal) => {
    const { type, key, byKey, load } = nameEntity(reference, context);
    if (refusal !== undefined) return new Proxy(key, new Failing(refusal));
    if (selectsOnly(info, byKey, type)) return key;
    try {
      return (await load()) ?? key;
    } catch (error) {
      return new Proxy(key, new Failing(asError(error)));
    }
  };
}

/** Makes whatever the key does not tell an error at the field that reads it. */
class Failing implements ProxyHandler<object> {
  constructor(private readonly error: Error) {}

  get(key: object, name: string | symbol): unknown {
    if (name in key || name === 'then' || typeof name === 'symbol') return Reflect.get(key, name);
    throw this.error;
  }
}
