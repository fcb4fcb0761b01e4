import {
  isUnionType,
  Kind,
  valueFromASTUntyped,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** What the `_entities` calls of a document are given, as gateways send it. */
export class Representations {
  readonly #entities: ReadonlySet<string>;
  readonly #values: readonly ValueNode[];
  readonly #defaults = new Map<string, ValueNode>();

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
    const union = schema.getType('_Entity');
    this.#entities = new Set(isUnionType(union) ? union.getTypes().map(({ name }) => name) : []);
    const values: ValueNode[] = [];
    visit(document, {
      [Kind.FIELD]: ({ name, arguments: args }) => {
        if (name.value !== '_entities') return;
        for (const argument of args ?? [])
          if (argument.name.value === 'representations') values.push(argument.value);
      },
    });
    this.#values = values;
    for (const { variable, defaultValue } of operation.variableDefinitions ?? [])
      if (defaultValue !== undefined) this.#defaults.set(variable.name.value, defaultValue);
  }

  /** How many there are. Looks at none of them. @param given variables as they came */
  count(given: Variables): number {
    let count = 0;
    for (const value of this.#values) count += this.#lengthOf(value, given);
    return count;
  }

  #lengthOf(value: ValueNode, given: Variables): number {
    if (value.kind === Kind.LIST) return value.values.length;
    if (value.kind !== Kind.VARIABLE) return 1;
    const name = value.name.value;
    const list = given[name];
    if (list !== undefined) return Array.isArray(list) ? list.length : 1;
    const fallback = this.#defaults.get(name);
    return fallback?.kind === Kind.LIST ? fallback.values.length : 1;
  }

  /**
   * What is wrong with the first that is wrong, as a sentence. One that is no object, or names no entity, would fail the
   * whole call as if it were our fault.
   * @param variables coerced
   */
  fault(variables: Variables): string | undefined {
    for (const value of this.#values) {
      const items: unknown = valueFromASTUntyped(value, variables);
      // As GraphQL has it, one item stands for a list of it.
      const list: readonly unknown[] = Array.isArray(items) ? items : items == null ? [] : [items];
      for (const [index, item] of list.entries()) {
        const fault = this.#faultOf(item, index);
        if (fault !== undefined) return fault;
      }
    }
    return undefined;
  }

  #faultOf(item: unknown, index: number): string | undefined {
    const name = `representations.${index}`;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return `${name} must be an object.`;
    const type = '__typename' in item ? item.__typename : undefined;
    if (typeof type === 'string' && this.#entities.has(type)) return undefined;
    return `${name}.__typename must be one of ${[...this.#entities].sort().join(', ')}.`;
  }
}
