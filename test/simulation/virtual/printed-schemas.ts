import { createRequire } from 'node:module';
import type { GraphQLSchema } from 'graphql';
import type * as printing from 'graphql/utilities/printSchema.js';

/** From now on a schema is printed once: each server of a story prints the same one for the key of its documents. */
export function printSchemasOnce(): void {
  const graphql: typeof printing = createRequire(import.meta.url)('graphql/utilities/printSchema.js');
  const { printSchema } = graphql;
  const printed = new WeakMap<GraphQLSchema, string>();
  const printOnce = (schema: GraphQLSchema): string => {
    let text = printed.get(schema);
    if (text === undefined) printed.set(schema, (text = printSchema(schema)));
    return text;
  };
  Object.assign(graphql, { printSchema: printOnce });
}
