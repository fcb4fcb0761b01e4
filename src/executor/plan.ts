import {
  getArgumentValues,
  getDirectiveValues,
  getNullableType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  GraphQLString,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  visit,
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type VariableNode,
} from 'graphql';
import { UnsupportedOperation } from './unsupported.js';

export type Variables = Record<string, unknown>;

/** The fields asked of one object type, fragments and conditions resolved. */
export interface ObjectPlan {
  readonly id: number;
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** Those whose values must be resolved before anything is written; the others are read off the object then. */
  readonly slots: readonly FieldPlan[];
  /** Has lists in it that may be long, which are written in slices. */
  readonly isSliced: boolean;
  /** Its fields and those of the single objects in it: what lies behind lists is counted when it is there. */
  readonly values: number;
}

export interface FieldPlan {
  /** Its number among the slots of its object; undefined when its object holds the value. */
  readonly slot: number | undefined;
  readonly responseName: string;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly parentType: GraphQLObjectType;
  /** Undefined for `__typename`. */
  readonly definition: GraphQLField<unknown, unknown> | undefined;
  readonly value: ValuePlan;
  /** Arguments that are the same in each execution; undefined when variables decide them. */
  readonly args: Variables | undefined;
}

export type ValuePlan = { readonly isNullable: boolean } & (
  | { readonly kind: 'leaf'; readonly type: GraphQLLeafType }
  | { readonly kind: 'object'; readonly plan: ObjectPlan }
  | {
      readonly kind: 'abstract';
      readonly type: GraphQLAbstractType;
      readonly plans: ReadonlyMap<string, ObjectPlan>;
    }
  | { readonly kind: 'list'; readonly of: ValuePlan; readonly isLong: boolean }
);

/** What a selection stands in. */
interface Around {
  /** Directly in the object of a field that gives long lists. */
  readonly isPage: boolean;
  readonly isInList: boolean;
}

const IN_LIST: Around = { isPage: false, isInList: true };

export type IsLongList = (definition: GraphQLField<unknown, unknown>) => boolean;

export interface OperationPlan {
  readonly root: ObjectPlan;
  /** How many fields it has, all selections together: what it weighs. */
  readonly fields: number;
}

/** More fields than any sensible query needs: a fragment counts anew at each place, so a few tokens can make millions. */
const MAX_FIELDS = 5_000;

/**
 * Plans an operation for variables whose booleans decide its `@skip` and `@include`.
 * @param isLongList whether a field gives lists that may be long
 * @throws UnsupportedOperation, or a GraphQLError for arguments that don't fit
 */
export function planOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  isLongList: IsLongList,
): OperationPlan {
  const type = schema.getRootType(operation.operation);
  if (type == null) throw new UnsupportedOperation('no root type');
  const planner = new Planner(schema, document, variables, isLongList);
  const root = planner.plan(type, [operation.selectionSet]);
  return { root, fields: planner.fields };
}

/** The variables that decide which fields of an operation are asked for at all, where each first does. */
export function conditionVariables(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlyMap<string, VariableNode> {
  const fragments = fragmentsOf(document);
  const found = new Map<string, VariableNode>();
  const visited = new Set<string>();
  const look = (within: ASTNode): void => {
    visit(within, {
      [Kind.DIRECTIVE]: ({ name, arguments: args }) => {
        if (name.value !== GraphQLSkipDirective.name && name.value !== GraphQLIncludeDirective.name) return;
        for (const { value } of args ?? [])
          if (value.kind === Kind.VARIABLE && !found.has(value.name.value))
            found.set(value.name.value, value);
      },
      [Kind.FRAGMENT_SPREAD]: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || visited.has(name.value)) return;
        visited.add(name.value);
        look(fragment);
      },
    });
  };
  look(operation);
  return found;
}

/** The fragments of a document by their names. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
}

class Planner {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #known = new Map<string, ObjectPlan>();
  readonly #ids = new Map<SelectionSetNode, number>();
  #fields = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Variables,
    private readonly isLongList: IsLongList,
  ) {
    this.#fragments = fragmentsOf(document);
  }

  get fields(): number {
    return this.#fields;
  }

  /** Selections that come together, of the same fields with the same key, are one plan wherever they stand. */
  plan(
    type: GraphQLObjectType,
    selections: readonly SelectionSetNode[],
    around: Around = { isPage: false, isInList: false },
  ): ObjectPlan {
    const { isPage, isInList } = around;
    const key = `${type.name} ${isPage ? 'page' : ''} ${isInList ? 'list' : ''} ${selections.map((each) => this.#idOf(each)).join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (type.isTypeOf != null) throw new UnsupportedOperation('a type that looks at its values');
    const nodes = new Map<string, [FieldNode, ...FieldNode[]]>();
    const visited = new Set<string>();
    for (const selection of selections) this.#collect(type, selection, nodes, visited);
    let slot = 0;
    const fields = [...nodes].map(([name, group]): FieldPlan => {
      const field = this.#field(type, name, group, around);
      return { ...field, slot: needsSlot(field) ? slot++ : undefined };
    });
    const plan: ObjectPlan = {
      id: this.#known.size,
      type,
      fields,
      slots: fields.filter((field) => field.slot !== undefined),
      isSliced: fields.some(({ value }) => isSliced(value)),
      values: fields.reduce((sum, { value }) => sum + 1 + valuesOf(value), 0),
    };
    this.#known.set(key, plan);
    return plan;
  }

  #idOf(selection: SelectionSetNode): number {
    let id = this.#ids.get(selection);
    if (id === undefined) this.#ids.set(selection, (id = this.#ids.size));
    return id;
  }

  #field(
    parentType: GraphQLObjectType,
    responseName: string,
    nodes: readonly [FieldNode, ...FieldNode[]],
    around: Around,
  ): Omit<FieldPlan, 'slot'> {
    this.#fields += 1;
    if (this.#fields > MAX_FIELDS) throw new UnsupportedOperation('too many fields');
    const [node] = nodes;
    if (node.name.value === '__typename') {
      const value: ValuePlan = { kind: 'leaf', type: GraphQLString, isNullable: false };
      return { responseName, nodes, parentType, definition: undefined, value, args: {} };
    }
    const definition = parentType.getFields()[node.name.value];
    if (definition === undefined) throw new UnsupportedOperation(`no field ${node.name.value}`);
    const args = usesVariables(node) ? undefined : getArgumentValues(definition, node);
    const isPage = this.isLongList(definition);
    // Within lists, slices cost time for each item: there only lists that are made have them, and not those that are held.
    const isLong = isPage || around.isPage || definition.resolve !== undefined || !around.isInList;
    return {
      responseName,
      nodes,
      parentType,
      definition,
      args,
      value: this.#value(definition.type, nodes, isLong, { isPage, isInList: around.isInList }),
    };
  }

  #value(type: GraphQLOutputType, nodes: readonly FieldNode[], isLong: boolean, around: Around): ValuePlan {
    const isNullable = !isNonNullType(type);
    const inner = getNullableType(type);
    if (isListType(inner)) {
      return { kind: 'list', of: this.#value(inner.ofType, nodes, false, IN_LIST), isLong, isNullable };
    }
    const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (isObjectType(inner)) {
      return { kind: 'object', plan: this.plan(inner, selections, around), isNullable };
    }
    if (isAbstractType(inner)) {
      const plans = new Map(
        this.schema.getPossibleTypes(inner).map((each) => [each.name, this.plan(each, selections)] as const),
      );
      return { kind: 'abstract', type: inner, plans, isNullable };
    }
    return { kind: 'leaf', type: inner, isNullable };
  }

  /** The fields of a selection in the order of the specification's CollectFields. */
  #collect(
    type: GraphQLObjectType,
    selection: SelectionSetNode,
    into: Map<string, [FieldNode, ...FieldNode[]]>,
    visited: Set<string>,
  ): void {
    for (const node of selection.selections) {
      if (getDirectiveValues(GraphQLSkipDirective, node, this.variables)?.['if'] === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, node, this.variables)?.['if'] === false) continue;
      if (node.kind === Kind.FIELD) {
        const name = node.alias?.value ?? node.name.value;
        const group = into.get(name);
        if (group === undefined) into.set(name, [node]);
        else group.push(node);
        continue;
      }
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = this.#fragments.get(node.name.value);
        if (fragment === undefined || visited.has(node.name.value)) continue;
        visited.add(node.name.value);
        if (this.#applies(fragment.typeCondition.name.value, type))
          this.#collect(type, fragment.selectionSet, into, visited);
      } else if (node.typeCondition === undefined || this.#applies(node.typeCondition.name.value, type)) {
        this.#collect(type, node.selectionSet, into, visited);
      }
    }
  }

  #applies(condition: string, type: GraphQLObjectType): boolean {
    if (condition === type.name) return true;
    const other = this.schema.getType(condition);
    return isAbstractType(other) && this.schema.isSubType(other, type);
  }
}

/** A field with a resolver of its own, or with such fields somewhere below it. */
function needsSlot({ definition, value }: Omit<FieldPlan, 'slot'>): boolean {
  return definition?.resolve !== undefined || hasSlots(value);
}

/** True when there is something to resolve in the value before it can be written: of an abstract type, which type it is. */
export function hasSlots(value: ValuePlan): boolean {
  if (value.kind === 'list') return hasSlots(value.of);
  return value.kind === 'abstract' || (value.kind === 'object' && value.plan.slots.length > 0);
}

function isSliced(value: ValuePlan): boolean {
  if (value.kind === 'list') return value.isLong || isSliced(value.of);
  if (value.kind === 'abstract') return [...value.plans.values()].some((plan) => plan.isSliced);
  return value.kind === 'object' && value.plan.isSliced;
}

/** How many values an object of this place has; none where there is a list, as its length is not known. */
export function valuesOf(value: ValuePlan): number {
  if (value.kind === 'object') return value.plan.values;
  return value.kind === 'abstract'
    ? Math.max(0, ...[...value.plans.values()].map(({ values }) => values))
    : 0;
}

function usesVariables(node: FieldNode): boolean {
  let uses = false;
  for (const argument of node.arguments ?? []) {
    visit(argument, {
      [Kind.VARIABLE]: () => {
        uses = true;
      },
    });
  }
  return uses;
}
