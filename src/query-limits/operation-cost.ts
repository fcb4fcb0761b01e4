import {
  getNamedType,
  getVariableValues,
  isObjectType,
  Kind,
  OperationTypeNode,
  valueFromAST,
  visit,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The most that an operation can ask for. */
export interface OperationCost {
  /** List items, by `first` or the length of a list of keys, multiplied along each path and added up. */
  readonly items: number;
  /** Values in the answer: every field, times the items that it stands in. */
  readonly values: number;
  /** Changes: root fields of a mutation, also those in fragments. */
  readonly changes: number;
}

export interface CostLimits {
  readonly maxItems: number;
  readonly maxValues: number;
  readonly maxChanges: number;
}

type Variables = Readonly<Record<string, unknown>>;

/** Items, values, and fields at this level: the last for counting the fields of a root type. */
interface Sum {
  items: number;
  values: number;
  fields: number;
}

const BOUNDING_ARGUMENTS = new Set(['first', 'representations', 'keys']);

/** True when an argument says how many items the field can give. */
export function isBounded({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ name }) => BOUNDING_ARGUMENTS.has(name));
}

/** What is too much about a cost, as a sentence that says how to mend it; `undefined` when nothing is. */
export function costFault({ items, values, changes }: OperationCost, limits: CostLimits): string | undefined {
  if (items > limits.maxItems) {
    return `The query asks for up to ${items} items; at most ${limits.maxItems} are allowed. Lists count by their first argument, or its default. Ask for smaller pages or less nesting.`;
  }
  if (values > limits.maxValues) {
    return `The query asks for up to ${values} values; at most ${limits.maxValues} are allowed. Ask for smaller pages or fewer fields.`;
  }
  if (changes > limits.maxChanges) {
    return `The operation makes ${changes} changes; at most ${limits.maxChanges} are allowed in one request.`;
  }
  return undefined;
}

/**
 * Counts what an operation can cost, before anything of it is resolved. Lists without an argument that bounds them count
 * as one: what they hold came with their parent.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): OperationCost {
  // Variables that don't fit their types are refused by the execution, before it resolves anything.
  const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced ?? {};
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  /** A fragment counts the same wherever it is spread: without this, fragments within fragments would double it. */
  const counted = new Map<string, Sum>();

  function within(selection: SelectionSetNode | undefined, parent: GraphQLNamedType | undefined): Sum {
    const total = { items: 0, values: 0, fields: 0 };
    for (const node of selection?.selections ?? []) {
      const part =
        node.kind === Kind.FIELD
          ? ofField(node, parent)
          : node.kind === Kind.FRAGMENT_SPREAD
            ? ofFragment(node.name.value)
            : within(
                node.selectionSet,
                node.typeCondition ? schema.getType(node.typeCondition.name.value) : parent,
              );
      total.items += part.items;
      total.values += part.values;
      total.fields += part.fields;
    }
    return total;
  }

  function ofFragment(name: string): Sum {
    const known = counted.get(name);
    if (known !== undefined) return known;
    counted.set(name, { items: 0, values: 0, fields: 0 });
    const fragment = fragments.get(name);
    const sum = within(fragment?.selectionSet, fragment && schema.getType(fragment.typeCondition.name.value));
    counted.set(name, sum);
    return sum;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined): Sum {
    const field = isObjectType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (field === undefined) return { items: 0, values: 1, fields: 1 };
    const items = itemsOf(field, node, given);
    const below = within(node.selectionSet, getNamedType(field.type));
    const times = items ?? 1;
    return { items: (items ?? 0) + times * below.items, values: 1 + times * below.values, fields: 1 };
  }

  const { items, values, fields } = within(
    operation.selectionSet,
    schema.getRootType(operation.operation) ?? undefined,
  );
  return { items, values, changes: operation.operation === OperationTypeNode.MUTATION ? fields : 0 };
}

/** How many items the field itself can give, or `undefined` when it is no list that an argument bounds. */
function itemsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): number | undefined {
  for (const { name, type, defaultValue } of field.args) {
    const given = node.arguments?.find((argument) => argument.name.value === name);
    // A variable that is not given leaves the argument out: then its default counts.
    const value: unknown = (given && valueFromAST(given.value, type, variables)) ?? defaultValue;
    if (name === 'first' && typeof value === 'number') return Math.max(0, value);
    if (Array.isArray(value) && BOUNDING_ARGUMENTS.has(name)) return value.length;
  }
  return undefined;
}

/** True when variables decide what the document costs. */
export function costDependsOnVariables(document: DocumentNode): boolean {
  let depends = false;
  visit(document, {
    [Kind.ARGUMENT]: ({ name, value }) => {
      if (BOUNDING_ARGUMENTS.has(name.value) && value.kind !== Kind.INT) depends = true;
    },
  });
  return depends;
}
