import {
  defaultTypeResolver,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { prepareArguments } from './inputs.js';
import { NotPlain } from './JsonWriter.js';
import { hasSlots, type FieldPlan, type ObjectPlan, type Variables, type ValuePlan } from './plan.js';

/** What stands in the place of a value whose resolver failed. */
export class Failed {
  constructor(readonly error: unknown) {}
}

/** An object with the values of its slots, in the order of its plan's slots. */
export class Resolved {
  constructor(
    readonly source: unknown,
    readonly slots: readonly unknown[],
  ) {}
}

/** A value of an abstract type, with the type that it turned out to be. */
export class Typed {
  constructor(
    readonly typeName: string,
    readonly value: unknown,
  ) {}
}

/** What all executions of an operation share. */
export interface OperationParts {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

type Complete = (run: Run, value: unknown) => unknown;
type Enter = (run: Run, source: unknown) => Resolved;

/**
 * Prepares the first half of an execution: calls the resolvers of the slots, of objects as they come, and gives the
 * tree of what was resolved. All that an object simply holds stays where it is.
 * @returns throws, or rejects with, NotPlain for what only graphql-js can execute; failures of resolvers are in the tree
 */
export function prepareResolution(
  root: ObjectPlan,
  parts: OperationParts,
): (context: unknown, variables: Variables) => Resolved | Promise<Resolved> {
  const enter = new Preparation(parts).enter(root);
  return (context, variables) => new Run(context, variables).start(enter);
}

/** One execution: knows what it still waits for. */
class Run {
  #waiting = 0;
  #over = false;
  #root: Resolved | undefined;
  #done: (root: Resolved) => void = nothing;
  #failed: (reason: unknown) => void = nothing;
  /** What the resolvers of fields are given in this execution, by the number of their giver. */
  readonly given: Given[] = [];

  constructor(
    readonly context: unknown,
    readonly variables: Variables,
  ) {}

  start(enter: Enter): Resolved | Promise<Resolved> {
    let root: Resolved;
    try {
      root = enter(this, undefined);
    } catch (error) {
      this.#over = true;
      throw error;
    }
    if (this.#waiting === 0) return root;
    this.#root = root;
    return new Promise((resolve, reject) => {
      this.#done = resolve;
      this.#failed = reject;
    });
  }

  /** Puts what the promise gives, completed, into its slot. */
  wait(promise: PromiseLike<unknown>, slots: unknown[], index: number, complete: Complete): void {
    this.#waiting += 1;
    promise.then(
      (value) => {
        if (this.#over) return;
        try {
          slots[index] = completed(this, value, complete);
          this.#arrived();
        } catch (error) {
          this.#over = true;
          this.#failed(error);
        }
      },
      (error: unknown) => {
        slots[index] = new Failed(error);
        this.#arrived();
      },
    );
  }

  #arrived(): void {
    this.#waiting -= 1;
    if (this.#waiting === 0 && this.#root !== undefined) this.#done(this.#root);
  }
}

/** Arguments and info of a field in one execution. */
interface Given {
  readonly args: Variables;
  readonly info: GraphQLResolveInfo;
}

class Preparation {
  readonly #enters = new Map<ObjectPlan, Enter>();
  readonly #fragments: Record<string, FragmentDefinitionNode>;

  #givers = 0;

  constructor(private readonly parts: OperationParts) {
    this.#fragments = Object.fromEntries(
      parts.document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    );
  }

  enter(plan: ObjectPlan): Enter {
    const known = this.#enters.get(plan);
    if (known !== undefined) return known;
    const starts = plan.slots.map((field, index) => this.#start(field, index));
    const enter: Enter = (run, source) => {
      const slots = new Array<unknown>(starts.length);
      for (const start of starts) start(run, source, slots);
      return new Resolved(source, slots);
    };
    this.#enters.set(plan, enter);
    return enter;
  }

  #start(field: FieldPlan, index: number): (run: Run, source: unknown, slots: unknown[]) => void {
    const name = field.nodes[0].name.value;
    const complete = this.#complete(field.value, field);
    const resolve = field.definition?.resolve;
    const give = resolve && this.#giver(field);
    return (run, source, slots) => {
      let value: unknown;
      try {
        if (resolve === undefined || give === undefined) {
          value = property(source, name);
          if (typeof value === 'function') throw new NotPlain(`${name} is a method`);
        } else {
          const { args, info } = give(run);
          value = resolve(source, args, run.context, info);
        }
      } catch (error) {
        if (error instanceof NotPlain) throw error;
        slots[index] = new Failed(error);
        return;
      }
      if (isPromise(value)) run.wait(value, slots, index, complete);
      else slots[index] = completed(run, value, complete);
    };
  }

  /** What a field's resolver is given, made once in each execution. */
  #giver(field: FieldPlan): (run: Run) => Given {
    const { definition, nodes, parentType, responseName } = field;
    if (definition === undefined) throw new TypeError('a type name has no resolver');
    const { schema, operation } = this.parts;
    const facts: FieldFacts = {
      fieldName: definition.name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      path: { prev: undefined, key: responseName, typename: parentType.name },
      schema,
      fragments: this.#fragments,
      operation,
    };
    const number = this.#givers;
    this.#givers += 1;
    const { args } = field;
    if (args !== undefined && (operation.variableDefinitions ?? []).length === 0) {
      const given = { args, info: new FieldInfo(facts, {}) };
      return () => given;
    }
    const argsOf = args === undefined ? prepareArguments(definition, nodes[0]) : () => args;
    return (run) =>
      (run.given[number] ??= {
        args: argsOf(run.variables),
        info: new FieldInfo(facts, run.variables),
      });
  }

  #complete(value: ValuePlan, field: FieldPlan): Complete {
    if (!hasSlots(value)) return asItIs;
    if (value.kind === 'list') {
      const complete = this.#complete(value.of, field);
      return (run, items) => {
        if (!Array.isArray(items)) return items;
        const all = new Array<unknown>(items.length);
        items.forEach((item: unknown, index) => {
          if (isPromise(item)) run.wait(item, all, index, complete);
          else all[index] = completed(run, item, complete);
        });
        return all;
      };
    }
    if (value.kind === 'object') {
      const enter = this.enter(value.plan);
      return (run, source) => {
        if (source == null) return source;
        if (typeof source !== 'object') throw new NotPlain('no object');
        return enter(run, source);
      };
    }
    return value.kind === 'abstract' ? this.#completeAbstract(value, field) : asItIs;
  }

  #completeAbstract({ type, plans }: Extract<ValuePlan, { kind: 'abstract' }>, field: FieldPlan): Complete {
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const give = this.#giver(field);
    const enters = new Map(
      [...plans].map(
        ([name, plan]) => [name, plan.slots.length === 0 ? undefined : this.enter(plan)] as const,
      ),
    );
    return (run, value): Typed | Failed | null | undefined => {
      if (value == null) return value;
      let typeName: unknown;
      try {
        typeName = resolveType(value, run.context, give(run).info, type);
      } catch (error) {
        return new Failed(error);
      }
      if (typeof typeName !== 'string' || !enters.has(typeName)) throw new NotPlain(`which ${type.name}?`);
      const enter = enters.get(typeName);
      return new Typed(typeName, enter === undefined ? value : enter(run, value));
    };
  }
}

/** What resolvers learn of their field that is the same in all executions. */
type FieldFacts = Omit<GraphQLResolveInfo, 'variableValues' | 'rootValue'>;

/** The path in it has no places in lists: one info serves all objects of a plan. No resolver here reads it. */
class FieldInfo implements GraphQLResolveInfo {
  readonly rootValue = undefined;

  constructor(
    private readonly facts: FieldFacts,
    readonly variableValues: Variables,
  ) {}

  get fieldName(): string {
    return this.facts.fieldName;
  }

  get fieldNodes(): GraphQLResolveInfo['fieldNodes'] {
    return this.facts.fieldNodes;
  }

  get returnType(): GraphQLResolveInfo['returnType'] {
    return this.facts.returnType;
  }

  get parentType(): GraphQLResolveInfo['parentType'] {
    return this.facts.parentType;
  }

  get path(): GraphQLResolveInfo['path'] {
    return this.facts.path;
  }

  get schema(): GraphQLSchema {
    return this.facts.schema;
  }

  get fragments(): GraphQLResolveInfo['fragments'] {
    return this.facts.fragments;
  }

  get operation(): OperationDefinitionNode {
    return this.facts.operation;
  }
}

/** A resolver may also fail by giving an error, as loaders of many keys do. */
function completed(run: Run, value: unknown, complete: Complete): unknown {
  return value instanceof Error ? new Failed(value) : complete(run, value);
}

/** What an object holds under a name. */
export function property(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null) return undefined;
  const value: unknown = Reflect.get(source, name);
  return value;
}

function nothing(): void {
  // Nobody waits yet.
}

function asItIs(_run: Run, value: unknown): unknown {
  return value;
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    value instanceof Promise ||
    (typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function')
  );
}
