import {
  getNamedType,
  isListType,
  getNullableType,
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
import type { LeastItems } from './ItemCount.js';
import type { CostLimits, LimitFault } from './limits.js';

/** The most that an operation can ask for. */
export interface OperationCost {
  /** List items, by `first`, the length of a list of keys or an assumption, multiplied along each path and added up. */
  readonly items: number;
  /** Values in the answer: every field, times the items that it stands in. */
  readonly values: number;
  /** Changes: root fields of a mutation, also those in fragments. */
  readonly changes: number;
}

type Variables = Readonly<Record<string, unknown>>;

/** Items, values, and fields at this level: the last for counting the fields of a root type. */
interface Sum {
  items: number;
  values: number;
  fields: number;
}

const BOUNDING_ARGUMENTS = new Set(['first', 'last', 'representations', 'keys']);

/** True when an argument says how many items the field can give. */
export function isBounded({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ name }) => BOUNDING_ARGUMENTS.has(name));
}

/** What is too much about a cost; `undefined` when nothing is. */
export function costFault(
  { items, values, changes }: OperationCost,
  limits: Omit<CostLimits, 'maxRepresentations'>,
): LimitFault | undefined {
  if (items > limits.maxItems) {
    const message = `The query asks for up to ${items} items; at most ${limits.maxItems} are allowed. Lists count by their first argument, or its default. Ask for smaller pages or less nesting.`;
    return { limit: 'QUERY_MAX_NODES', message };
  }
  if (values > limits.maxValues) {
    const message = `The query asks for up to ${values} values; at most ${limits.maxValues} are allowed. Ask for smaller pages or fewer fields.`;
    return { limit: 'QUERY_MAX_VALUES', message };
  }
  if (changes > limits.maxChanges) {
    const message = `The operation makes ${changes} changes; at most ${limits.maxChanges} are allowed in one request.`;
    return { limit: 'QUERY_MAX_CHANGES', message };
  }
  return undefined;
}

/** Where a selection stands. */
interface Place {
  /** The types of the objects around it. */
  readonly types: ReadonlySet<string>;
  /** How many of the lists around it lead back to a type that stands around them. */
  readonly cycles: number;
  /** Directly in a page, whose argument bounds the lists in it. */
  readonly isPage: boolean;
  /** That of a list which an API gives whole. */
  readonly isOfWholeList: boolean;
}

/**
 * An assumption for lists without an argument that bounds them which lead back to a type around them, as units of a
 * ledger of units do: the deeper, the dearer, as nobody needs them deep. Other such lists count as one: they can't be
 * nested without end, and what is really in them is counted while it is made.
 */
const ITEMS_PER_CYCLE = 4;

/**
 * Pages of lists that an API gives whole. There `first` is an upper bound that callers leave high, and would forbid what
 * these lists really lead to: one set of keys sees a dozen ledgers, seldom more.
 */
const PAGES_OF_WHOLE_LISTS = new Set([
  'LedgerConnection',
  'MerchantConnection',
  'ProductOrderConnection',
  'SalesUnitConnection',
]);

/**
 * Counts what an operation can cost at most, before anything of it is resolved.
 * @param variables coerced
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): OperationCost {
  return countCost(schema, document, operation, variables, undefined);
}

/** The same where each list that an API gives whole has one item, and what further ones would ask for. */
export function leastCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): OperationCost & LeastItems {
  const perItem = new Map<FieldNode, number>();
  return { ...countCost(schema, document, operation, variables, perItem), perItem };
}

/** @param perItem undefined = lists that an API gives whole are as long as `first` lets them be */
function countCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  perItem: Map<FieldNode, number> | undefined,
): OperationCost {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  /** A fragment counts the same wherever it is spread: without this, fragments within fragments would double it. */
  const counted = new Map<string, Sum>();

  function within(
    selection: SelectionSetNode | undefined,
    parent: GraphQLNamedType | undefined,
    place: Place,
  ): Sum {
    const total = { items: 0, values: 0, fields: 0 };
    for (const node of selection?.selections ?? []) {
      const part =
        node.kind === Kind.FIELD
          ? ofField(node, parent, place)
          : node.kind === Kind.FRAGMENT_SPREAD
            ? ofFragment(node.name.value, place)
            : within(
                node.selectionSet,
                node.typeCondition ? schema.getType(node.typeCondition.name.value) : parent,
                place,
              );
      total.items += part.items;
      total.values += part.values;
      total.fields += part.fields;
    }
    return total;
  }

  function ofFragment(name: string, place: Place): Sum {
    const key = `${name} ${place.cycles} ${place.isPage} ${place.isOfWholeList} ${[...place.types].sort().join()}`;
    const known = counted.get(key);
    if (known !== undefined) return known;
    counted.set(key, { items: 0, values: 0, fields: 0 });
    const fragment = fragments.get(name);
    const sum = within(
      fragment?.selectionSet,
      fragment && schema.getType(fragment.typeCondition.name.value),
      place,
    );
    counted.set(key, sum);
    return sum;
  }

  function ofField(node: FieldNode, parent: GraphQLNamedType | undefined, place: Place): Sum {
    const field = isObjectType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (field === undefined || parent === undefined) return { items: 0, values: 1, fields: 1 };
    const type = getNamedType(field.type);
    const types = place.types.has(parent.name) ? place.types : new Set([...place.types, parent.name]);
    const isPage = isBounded(field);
    const isCycle =
      !isPage && !place.isPage && isListType(getNullableType(field.type)) && types.has(type.name);
    const cycles = isCycle ? place.cycles + 1 : place.cycles;
    const asked = isCycle ? cycles * ITEMS_PER_CYCLE : itemsOf(field, node, variables);
    const isOfWholeList = isPage && PAGES_OF_WHOLE_LISTS.has(type.name);
    const items = asked && perItem && isOfWholeList ? 1 : asked;
    const below = within(node.selectionSet, type, { types, cycles, isPage, isOfWholeList });
    if (place.isOfWholeList && below.items > 0 && isListType(getNullableType(field.type)))
      perItem?.set(node, Math.max(below.items, perItem.get(node) ?? 0));
    const times = items ?? 1;
    return { items: (items ?? 0) + times * below.items, values: 1 + times * below.values, fields: 1 };
  }

  const { items, values, fields } = within(
    operation.selectionSet,
    schema.getRootType(operation.operation) ?? undefined,
    { types: new Set(), cycles: 0, isPage: false, isOfWholeList: false },
  );
  return { items, values, changes: operation.operation === OperationTypeNode.MUTATION ? fields : 0 };
}

/** How many items the field itself can give, or `undefined` when it is no list that an argument bounds. */
function itemsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Variables,
): number | undefined {
  let count: number | undefined;
  for (const { name, type, defaultValue } of field.args) {
    const given = node.arguments?.find((argument) => argument.name.value === name);
    // A variable that is not given leaves the argument out: then its default counts.
    const value: unknown = (given && valueFromAST(given.value, type, variables)) ?? defaultValue;
    // Who asks for the last items gets no first ones.
    if (name === 'last' && typeof value === 'number') return Math.max(0, value);
    if (name === 'first' && typeof value === 'number') count = Math.max(0, value);
    if (Array.isArray(value) && BOUNDING_ARGUMENTS.has(name)) return value.length;
  }
  return count;
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
