import { GraphQLError } from 'graphql';
import type { ErrorList } from './ErrorList.js';
import type { JsonWriter } from './JsonWriter.js';
import { LimitExceeded } from './limits.js';
import { valuesOf, type FieldPlan, type ObjectPlan, type ValuePlan } from './plan.js';
import { Failed, isPromise, property, Resolved, Typed } from './resolve.js';
import { UnsupportedValue } from './unsupported.js';

/** What a value costs here, and null for one that failed, in values that generated code writes. */
const WORK_OF_FIELD = 16;
const WORK_OF_NULL = 64;

/** A place in the answer, from the inside out. */
interface Place {
  readonly before: Place | undefined;
  readonly key: string | number;
}

/**
 * Writes the data of an answer in which something failed, and collects the errors: each is located, and makes null of
 * the nearest place that may be null, as the specification has it. Knows all that `generateSerializer` leaves out, but
 * looks at each value anew. Each step is a slice.
 * @throws UnsupportedValue for values that come as a promise or method where nothing resolves them; LimitExceeded
 */
export function* serializeWithErrors(
  writer: JsonWriter,
  root: ObjectPlan,
  resolved: Resolved,
  errors: ErrorList,
): Generator<undefined, void> {
  yield* new ErrorSerializer(writer, errors).root(root, resolved);
}

class ErrorSerializer {
  constructor(
    private readonly writer: JsonWriter,
    private readonly errors: ErrorList,
  ) {}

  *root(plan: ObjectPlan, resolved: Resolved): Generator<undefined, void> {
    const start = this.writer.length;
    try {
      yield* this.#object(plan, resolved, undefined);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      this.#nullAt(start, error);
    }
  }

  *#object(plan: ObjectPlan, value: unknown, place: Place | undefined): Generator<undefined, void> {
    const { writer } = this;
    const slots = value instanceof Resolved ? value.slots : [];
    const source = value instanceof Resolved ? value.source : value;
    let separator = '{';
    for (const field of plan.fields) {
      const { responseName, definition, parentType, nodes, slot } = field;
      writer.json(`${separator}"${responseName}":`);
      separator = ',';
      if (definition === undefined) {
        writer.string(parentType.name);
        continue;
      }
      const read = (): unknown => (slot === undefined ? property(source, nodes[0].name.value) : slots[slot]);
      const rest = this.#field(field, field.value, read, { before: place, key: responseName });
      if (rest !== undefined) yield* rest;
    }
    writer.json(separator === '{' ? '{}' : '}');
  }

  /**
   * A value; null where it fails and may be null.
   * @returns what is left to write: a list or an object
   */
  #field(
    field: FieldPlan,
    plan: ValuePlan,
    read: () => unknown,
    place: Place,
  ): Generator<undefined, void> | undefined {
    const { writer } = this;
    const start = writer.length;
    writer.spend(WORK_OF_FIELD);
    const value = attempt(read);
    if (value instanceof Failed) this.#failed(value.error, field, plan, start, place);
    else if (value instanceof Error) this.#failed(value, field, plan, start, place);
    else if (isPromise(value) || typeof value === 'function')
      throw new UnsupportedValue(`${nameOf(field)} is no value`);
    else if (value == null) {
      if (plan.isNullable) writer.json('null');
      else this.#failed(this.errors.missing(nameOf(field)), field, plan, start, place);
    } else if (plan.kind !== 'leaf') return this.#below(field, plan, value, place);
    else {
      try {
        writer.value(plan.type.serialize(value));
      } catch (error) {
        this.#caught(error, field, plan, start, place);
      }
    }
    return undefined;
  }

  *#below(field: FieldPlan, plan: ValuePlan, value: unknown, place: Place): Generator<undefined, void> {
    const start = this.writer.length;
    try {
      if (plan.kind === 'list') yield* this.#list(field, plan.of, value, place);
      else yield* this.#object(...asObject(plan, value), place);
    } catch (error) {
      this.#caught(error, field, plan, start, place);
    }
  }

  #caught(error: unknown, field: FieldPlan, plan: ValuePlan, start: number, place: Place): void {
    if (error instanceof UnsupportedValue || error instanceof LimitExceeded) throw error;
    this.#failed(error, field, plan, start, place);
  }

  /** @throws the error where it makes null of more than this value */
  #failed(error: unknown, field: FieldPlan, plan: ValuePlan, start: number, place: Place): void {
    this.writer.fail(WORK_OF_NULL);
    const located = this.errors.located(error, field.nodes, () => pathOf(place));
    if (!plan.isNullable) throw located;
    this.#nullAt(start, located);
  }

  *#list(field: FieldPlan, of: ValuePlan, value: unknown, place: Place): Generator<undefined, void> {
    if (!Array.isArray(value)) throw new UnsupportedValue(`${nameOf(field)} is no array`);
    const items: readonly unknown[] = value;
    this.writer.count(items.length, items.length * valuesOf(of));
    this.writer.json('[');
    for (const [index, item] of items.entries()) {
      if (index > 0) this.writer.json(',');
      const rest = this.#field(field, of, () => item, { before: place, key: index });
      if (rest !== undefined) yield* rest;
      if (this.writer.isSliceFull) yield;
    }
    this.writer.json(']');
  }

  #nullAt(start: number, error: GraphQLError): void {
    this.errors.add(error);
    this.writer.cut(start);
    this.writer.json('null');
  }
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return new Failed(error);
  }
}

/** The object, and the plan of the type that it is of. */
function asObject(plan: ValuePlan, value: unknown): [ObjectPlan, unknown] {
  if (plan.kind === 'object') return [plan.plan, value];
  if (plan.kind === 'abstract' && value instanceof Typed) {
    const part = plan.plans.get(value.typeName);
    if (part !== undefined) return [part, value.value];
  }
  throw new UnsupportedValue('no object');
}

function nameOf({ parentType, nodes: [node] }: FieldPlan): string {
  return `${parentType.name}.${node.name.value}`;
}

function pathOf(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let each: Place | undefined = place; each !== undefined; each = each.before) path.unshift(each.key);
  return path;
}
