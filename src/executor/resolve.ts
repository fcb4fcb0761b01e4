import {
  defaultTypeResolver,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  OperationTypeNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { prepareArguments } from './coerce-inputs.js';
import type { Tally } from './limits.js';
import { hasSlots, type FieldPlan, type ObjectPlan, type Variables, type ValuePlan } from './plan.js';
import { Backlog, WORK_OF_FAILURE, WORK_OF_PROMISE, WORK_OF_TYPE } from './turns.js';
import { UnsupportedOperation, UnsupportedValue } from './unsupported.js';

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

/** @param tally counts what is made, and ends the execution with LimitExceeded when that is too much */
export type Resolve = (context: unknown, variables: Variables, tally: Tally) => Resolved | Promise<Resolved>;

type Complete = (run: Run, value: unknown) => unknown;
type Enter = (run: Run, source: unknown) => Resolved;
/** Resolves one slot of an object. */
type Start = (run: Run, source: unknown, slots: unknown[]) => void;

/**
 * Prepares the first half of an execution: calls the resolvers of the slots, of objects as they come, and gives the
 * tree of what was resolved. All that an object simply holds stays where it is.
 * @returns throws, or rejects with, UnsupportedValue for what only graphql-js can execute; failures of resolvers are in the tree
 */
export function prepareResolution(root: ObjectPlan, parts: OperationParts): Resolve {
  const preparation = new Preparation(parts);
  if (parts.operation.operation === OperationTypeNode.MUTATION) {
    // A failure there would have to keep the fields behind it from being executed.
    if (root.slots.some(({ value }) => !value.isNullable))
      throw new UnsupportedOperation('a mutation that must not be null');
    const starts = preparation.starts(root);
    return (context, variables, tally) => new Run(context, variables, tally).startSerially(starts);
  }
  const enter = preparation.enter(root);
  return (context, variables, tally) => new Run(context, variables, tally).start(enter);
}

/** One execution: knows what it still waits for, and what it has put off so that others get their turn. */
class Run {
  #waiting = 0;
  #backlog: Backlog | undefined;
  #over = false;
  #idle: () => void = nothing;
  #failed: (reason: unknown) => void = nothing;
  /** What the resolvers of fields are given in this execution, by the number of their field. */
  readonly inputs: ResolverInputs[] = [];

  constructor(
    readonly context: unknown,
    readonly variables: Variables,
    readonly tally: Tally,
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
    return new Promise((resolve, reject) => {
      const done = (): void => {
        resolve(root);
      };
      this.#idle = done;
      this.#failed = reject;
    });
  }

  /** One root field after the other, each with all that is below it: so the specification has it for mutations. */
  async startSerially(starts: readonly Start[]): Promise<Resolved> {
    const slots = new Array<unknown>(starts.length);
    try {
      for (const start of starts) {
        start(this, undefined, slots);
        if (this.#waiting > 0) await this.#untilIdle();
      }
    } finally {
      this.#over = true;
    }
    return new Resolved(undefined, slots);
  }

  #untilIdle(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#idle = resolve;
      this.#failed = reject;
    });
  }

  /** Puts what the promise gives, completed, into its slot. */
  wait(promise: PromiseLike<unknown>, slots: unknown[], index: number, complete: Complete): void {
    this.#waiting += 1;
    this.tally.spend(WORK_OF_PROMISE);
    promise.then(
      (value) => {
        if (this.#over) return;
        if (this.tally.isTurnOver) {
          this.#later(() => {
            slots[index] = completed(this, value, complete);
          });
          return;
        }
        try {
          slots[index] = completed(this, value, complete);
          this.#arrived();
        } catch (fault) {
          this.#fail(fault);
        }
      },
      (error: unknown) => {
        if (this.#over) return;
        slots[index] = new Failed(error);
        try {
          this.tally.fail(WORK_OF_FAILURE);
          this.#arrived();
        } catch (fault) {
          this.#fail(fault);
        }
      },
    );
  }

  /** Completes the items of a list from one on; those that are too many for this turn in later ones. */
  completeItems(items: readonly unknown[], all: unknown[], from: number, complete: Complete): void {
    for (let index = from; index < items.length; index += 1) {
      if (this.tally.isTurnOver) {
        this.#waiting += 1;
        this.#later(() => {
          this.completeItems(items, all, index, complete);
        });
        return;
      }
      const item = items[index];
      if (isPromise(item)) this.wait(item, all, index, complete);
      else all[index] = completed(this, item, complete);
    }
  }

  /** Does something in a later turn: it is waited for. */
  #later(work: () => void): void {
    this.#backlog ??= new Backlog(this.tally);
    this.#backlog.add(() => {
      if (this.#over) return;
      try {
        work();
        this.#arrived();
      } catch (fault) {
        this.#fail(fault);
      }
    });
  }

  #arrived(): void {
    this.#waiting -= 1;
    if (this.#waiting === 0) this.#idle();
  }

  #fail(fault: unknown): void {
    this.#over = true;
    this.#failed(fault);
  }
}

/** Arguments and info of a field in one execution. */
interface ResolverInputs {
  readonly args: Variables;
  readonly info: GraphQLResolveInfo;
}

class Preparation {
  readonly #enters = new Map<ObjectPlan, Enter>();
  readonly #fragments: Record<string, FragmentDefinitionNode>;

  #inputCount = 0;

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
    const starts = this.starts(plan);
    const values = plan.fields.length;
    const enter: Enter = (run, source) => {
      run.tally.count(0, values);
      const slots = new Array<unknown>(starts.length);
      for (const start of starts) start(run, source, slots);
      return new Resolved(source, slots);
    };
    this.#enters.set(plan, enter);
    return enter;
  }

  starts(plan: ObjectPlan): readonly Start[] {
    return plan.slots.map((field, index) => this.#start(field, index));
  }

  #start(field: FieldPlan, index: number): Start {
    const name = field.nodes[0].name.value;
    const complete = this.#complete(field.value, field);
    const resolve = field.definition?.resolve;
    const inputsOf = resolve && this.#inputsOf(field);
    return (run, source, slots) => {
      let value: unknown;
      try {
        if (resolve === undefined || inputsOf === undefined) {
          value = property(source, name);
          if (typeof value === 'function') throw new UnsupportedValue(`${name} is a method`);
        } else {
          const { args, info } = inputsOf(run);
          value = resolve(source, args, run.context, info);
        }
      } catch (error) {
        if (error instanceof UnsupportedValue) throw error;
        slots[index] = new Failed(error);
        run.tally.fail(WORK_OF_FAILURE);
        return;
      }
      if (isPromise(value)) run.wait(value, slots, index, complete);
      else slots[index] = completed(run, value, complete);
    };
  }

  /** What a field's resolver is given, made once in each execution. */
  #inputsOf(field: FieldPlan): (run: Run) => ResolverInputs {
    const { definition, nodes, parentType } = field;
    if (definition === undefined) throw new TypeError('a type name has no resolver');
    const { schema, operation } = this.parts;
    const facts: FieldFacts = {
      fieldName: definition.name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      schema,
      fragments: this.#fragments,
      operation,
    };
    const number = this.#inputCount;
    this.#inputCount += 1;
    const { args } = field;
    if (args !== undefined && (operation.variableDefinitions ?? []).length === 0) {
      const inputs = { args, info: new FieldInfo(facts, {}) };
      return () => inputs;
    }
    const argsOf = args === undefined ? prepareArguments(definition, nodes[0]) : () => args;
    return (run) =>
      (run.inputs[number] ??= {
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
        run.tally.list(field.nodes, items.length);
        const all = new Array<unknown>(items.length);
        run.completeItems(items, all, 0, complete);
        return all;
      };
    }
    if (value.kind === 'object') {
      const enter = this.enter(value.plan);
      return (run, source) => {
        if (source == null) return source;
        if (typeof source !== 'object') throw new UnsupportedValue('no object');
        return enter(run, source);
      };
    }
    return value.kind === 'abstract' ? this.#completeAbstract(value, field) : asItIs;
  }

  #completeAbstract({ type, plans }: Extract<ValuePlan, { kind: 'abstract' }>, field: FieldPlan): Complete {
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const inputsOf = this.#inputsOf(field);
    const enters = new Map(
      [...plans].map(
        ([name, plan]) => [name, plan.slots.length === 0 ? undefined : this.enter(plan)] as const,
      ),
    );
    return (run, value): Typed | Failed | null | undefined => {
      if (value == null) return value;
      run.tally.spend(WORK_OF_TYPE);
      let typeName: unknown;
      try {
        typeName = resolveType(value, run.context, inputsOf(run).info, type);
      } catch (error) {
        return new Failed(error);
      }
      if (typeof typeName !== 'string' || !enters.has(typeName))
        throw new UnsupportedValue(`which ${type.name}?`);
      const enter = enters.get(typeName);
      return new Typed(typeName, enter === undefined ? value : enter(run, value));
    };
  }
}

/** What resolvers learn of their field that is the same in all executions. */
type FieldFacts = Omit<GraphQLResolveInfo, 'variableValues' | 'rootValue' | 'path'>;

/** One info serves all objects of a plan, so it knows no place in a list. */
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
    throw new Error(`${this.facts.fieldName}: compiled operations tell resolvers no path`);
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
  if (!(value instanceof Error)) return complete(run, value);
  run.tally.fail(WORK_OF_FAILURE);
  return new Failed(value);
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

/** Whether a value has to be waited for. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    value instanceof Promise ||
    (typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function')
  );
}
