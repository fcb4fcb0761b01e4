import { createRequire } from 'node:module';
import { LRUCache } from 'lru-cache';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type * as validation from 'graphql/validation/validate.js';

type Validate = typeof validation.validate;

/** Most texts that are known. Stories ask fewer. */
const MAX_TEXTS = 5_000;

/**
 * From now on a document that was valid is not validated again: each server of a story would find the same. What is wrong
 * with one is found out anew. All servers here have the same limits, which rules may be made with.
 */
export function validateDocumentsOnce(): void {
  const graphql: typeof validation = createRequire(import.meta.url)('graphql/validation/validate.js');
  const { validate } = graphql;
  const known = new WeakMap<GraphQLSchema, LRUCache<string, true>>();
  const validateOnce: Validate = (schema, document, rules, options, typeInfo) => {
    let valid = known.get(schema);
    if (valid === undefined) known.set(schema, (valid = new LRUCache({ max: MAX_TEXTS })));
    const key = keyOf(document, rules);
    if (key === undefined) return validate(schema, document, rules, options, typeInfo);
    if (valid.has(key)) return [];
    const errors = validate(schema, document, rules, options, typeInfo);
    if (errors.length === 0) valid.set(key, true);
    return errors;
  };
  Object.assign(graphql, { validate: validateOnce });
}

/** Undefined where its text is not known. */
function keyOf({ loc }: DocumentNode, rules: Parameters<Validate>[2] = []): string | undefined {
  return loc && `${rules.map(({ name }) => name).join()}\n${loc.source.body}`;
}
