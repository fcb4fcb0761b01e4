import type { GraphQLResolveInfo } from 'graphql';
import type { EnturContext } from '../../src/context/entur-context.js';
import type { Reference } from '../shared/reference-resolver.js';
import { selectsOnly } from '../shared/selection.js';

/** An entity of Entur: what it is known by, and how it is read. */
export interface EntityOf<T extends object> {
  readonly type: string;
  readonly key: string;
  readonly isKey: (value: unknown) => value is string;
  readonly load: (key: string, context: EnturContext) => Promise<T | null>;
}

/**
 * Answers `_entities` for one type: null for what does not exist, and without a call for an id that can be none. Whoever
 * asks for nothing but the key gets it back without a call.
 */
export function entity<T extends object>({ type, key, isKey, load }: EntityOf<T>) {
  const byKey = new Set([key]);
  return async (
    reference: Reference,
    context: EnturContext,
    info: GraphQLResolveInfo,
    refusal: Error | undefined,
  ): Promise<object | null> => {
    const value = reference[key];
    if (!isKey(value)) return null;
    if (selectsOnly(info, byKey, type)) return { [key]: value };
    if (refusal !== undefined) throw refusal;
    return load(value, context);
  };
}
