import {
  getVariableValues,
  isUnionType,
  Kind,
  valueFromASTUntyped,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

/**
 * What is wrong with the representations of an `_entities` call, as a sentence; `undefined` when nothing is. One that is
 * no object, or names no entity, would fail the whole call as if it were our fault.
 */
export function representationsFault(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): string | undefined {
  const union = schema.getType('_Entity');
  const entities = new Set(isUnionType(union) ? union.getTypes().map(({ name }) => name) : []);
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced ?? {};
  let fault: string | undefined;
  visit(document, {
    [Kind.FIELD]: (node) => {
      if (node.name.value !== '_entities') return;
      const argument = node.arguments?.find(({ name }) => name.value === 'representations');
      const items: unknown = argument && valueFromASTUntyped(argument.value, values);
      // As GraphQL has it, one item stands for a list of it.
      const list: readonly unknown[] = Array.isArray(items) ? items : items == null ? [] : [items];
      for (const [index, item] of list.entries()) {
        fault ??= faultOf(item, index, entities);
      }
    },
  });
  return fault;
}

function faultOf(item: unknown, index: number, entities: ReadonlySet<string>): string | undefined {
  const name = `representations.${index}`;
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return `${name} must be an object.`;
  const type = '__typename' in item ? item.__typename : undefined;
  if (typeof type === 'string' && entities.has(type)) return undefined;
  return `${name}.__typename must be one of ${[...entities].sort().join(', ')}.`;
}
