import type { Context } from '../../src/context.js';

/** What a gateway sends to name an entity: unchecked, whatever the schema says of its keys. */
export type Reference = Readonly<Record<string, unknown>>;

/**
 * Finds an entity for a gateway. Must be `async`: a synchronous throw would lose the whole batch, not one entity.
 * Null = does not exist.
 */
export type ReferenceResolver = (reference: Reference, context: Context) => Promise<object | null>;
