import {
  getNamedType,
  getVariableValues,
  isObjectType,
  Kind,
  valueFromAST,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/**
 * The most list items an operation can give, by its arguments: `first`, or the length of a list of keys, multiplied
 * along each path and added up. Lists without such an argument count as one: what they hold came with their parent.
 */
export function nodeCount(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  // Variables that don't fit their types are refused by the execution, before it resolves anything.
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced ?? {};
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  /** A fragment counts the same wherever it is spread: without this, fragments within fragments would double it. */
  const counted = new Map<string, number>();

  function within(selection: SelectionSetNode | undefined, parent: GraphQLNamedType | undefined): number {
    let total = 0;
    for (const node of selection?.selections ?? []) {
      if (node.kind === Kind.FIELD) total += ofField(node, parent);
      else if (node.kind === Kind.INLINE_FRAGMENT) {
        total += within(
          node.selectionSet,
          node.typeCondition ? schema.getType(node.typeCondition.name.value) : parent,
        );
      } else total += ofFragment(node.name.value);
    }
    return total;
  }

  function ofFragment(name: string): number {
    const known = counted.get(name);
    if (known !== undefined) return known;
    counted.set(name, 0);
    const fragment = fragments.get(name);
    const count = fragment
      ? within(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value))
      : 0;
    counted.set(name, count);
    return count;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined): number {
    const field = isObjectType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (field === undefined) return 0;
    const items = itemsOf(field, node, values);
    return (items ?? 0) + (items ?? 1) * within(node.selectionSet, getNamedType(field.type));
  }

  const root = schema.getRootType(operation.operation) ?? undefined;
  return within(operation.selectionSet, root);
}

/** How many items the field itself can give, or `undefined` when it is no list that an argument bounds. */
function itemsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): number | undefined {
  for (const { name, type, defaultValue } of field.args) {
    const given = node.arguments?.find((argument) => argument.name.value === name);
    const value: unknown = given === undefined ? defaultValue : valueFromAST(given.value, type, variables);
    if (name === 'first' && typeof value === 'number') return Math.max(0, value);
    if (Array.isArray(value) && (name === 'representations' || name === 'keys')) return value.length;
  }
  return undefined;
}
