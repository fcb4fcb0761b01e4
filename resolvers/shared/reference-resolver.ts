import type { Context } from '../../src/context.js';

/** What a gateway sends to name an entity. Nothing in it is checked, whatever the schema says of its keys. */
export type Reference = Readonly<Record<string, unknown>>;

/**
 * Finds an entity for a gateway; null when it does not exist. Must be `async`: a synchronous throw would fail the whole
 * batch instead of one entity.
 */
export type ReferenceResolver = (reference: Reference, context: Context) => Promise<object | null>;
