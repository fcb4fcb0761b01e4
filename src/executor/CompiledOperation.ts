import type { GraphQLError } from 'graphql';
import { ErrorList } from './ErrorList.js';
import { generateSerializer } from './generate-serializer.js';
import { JsonWriter, type Payload } from './JsonWriter.js';
import { LimitExceeded, Tally, type ExecutionLimits, type ListSizes } from './limits.js';
import { conditionVariables, planOperation, type IsLongList, type Variables } from './plan.js';
import type { Program } from './Program.js';
import type { ProgramCache } from './ProgramCache.js';
import { prepareResolution, type OperationParts } from './resolve.js';
import { serializeWithErrors } from './serialize-with-errors.js';
import { currentTurn, turn } from './turns.js';
import { Abandoned, UnsupportedOperation } from './unsupported.js';

const HEAD = Buffer.from('{"data":');
const TAIL = Buffer.from('}\n');

/** More forms than this, by the booleans of `@skip` and `@include`, are not compiled. */
const MAX_FORMS = 16;

export interface CompiledOperationParts extends OperationParts {
  readonly programs: ProgramCache;
  readonly isLongList: IsLongList;
}

/** What one execution needs besides its inputs. */
export interface ExecutionParts {
  readonly limits: ExecutionLimits;
  readonly sizes?: ListSizes | undefined;
  /** True when no time is left for it. */
  readonly isOverdue: () => boolean;
  /** Gives the JSON of the `errors` of a response. @param leftOut how many more there were */
  readonly formatErrors: (errors: readonly GraphQLError[], leftOut: number) => string;
  /** False once nobody waits for the response any more. */
  readonly isWanted: () => boolean;
  /** Told when the generated code failed where nothing was wrong with the data: slower code then did its work. */
  readonly onFault: (fault: unknown) => void;
}

/** A response body, and how many errors there were: more may have been counted than are told in it. */
export interface Execution {
  readonly payload: Payload;
  readonly errors: number;
}

/** A query or mutation of a valid document, ready to be executed again and again. */
export class CompiledOperation {
  readonly #conditions: readonly string[];
  readonly #forms = new Map<string, string>();

  constructor(private readonly parts: CompiledOperationParts) {
    this.#conditions = [...conditionVariables(parts.document, parts.operation).keys()];
  }

  /**
   * Compiles the form of the operation that these variables ask for, unless that is done already.
   * @throws UnsupportedOperation for what is left to another executor; anything else is a fault of the compiler
   */
  prepare(variables: Variables): Program {
    const form = this.#conditions.map((name) => conditionOf(name, variables)).join();
    const { programs } = this.parts;
    let key = this.#forms.get(form);
    if (key === undefined) {
      if (this.#forms.size >= MAX_FORMS) throw new UnsupportedOperation('too many forms');
      this.#forms.set(form, (key = programs.newKey()));
    }
    return programs.get(key, () => compile(this.parts, variables));
  }

  /**
   * Executes a prepared form and writes its response.
   * @param variables coerced
   * @throws UnsupportedValue for data that only graphql-js can serialize; LimitExceeded when it makes more than it may;
   *   Abandoned when nobody waits any more
   */
  async execute(
    { plan, resolve, serialize }: Program,
    context: unknown,
    variables: Variables,
    { limits, sizes, isOverdue, formatErrors, isWanted, onFault }: ExecutionParts,
  ): Promise<Execution> {
    const tally = new Tally(limits, isOverdue, currentTurn, sizes);
    const resolved = resolve(context, variables, tally);
    const root = resolved instanceof Promise ? await resolved : resolved;
    // Writing has slices of its own, and begins with a fresh one.
    if (tally.hasUsedTurn) await turn();
    const writer = JsonWriter.take(limits, isOverdue);
    try {
      writer.raw(HEAD);
      try {
        const slices = serialize(writer, root);
        if (slices !== undefined) await writeSlices(slices, writer, isWanted);
      } catch (fault) {
        if (fault instanceof Abandoned || fault instanceof LimitExceeded) throw fault;
        const errors = new ErrorList(limits.maxErrors);
        writer.cut(0);
        writer.recount(limits);
        writer.raw(HEAD.subarray(1));
        await writeSlices(serializeWithErrors(writer, plan, root, errors), writer, isWanted);
        writer.raw(TAIL);
        const { count, told } = errors;
        if (count === 0) onFault(fault);
        const head = Buffer.from(count === 0 ? '{' : `{"errors":${formatErrors(told, count - told.length)},`);
        return { payload: writer.finishBehind(head), errors: count };
      }
      writer.raw(TAIL);
      return { payload: writer.finish(), errors: 0 };
    } finally {
      writer.release();
    }
  }
}

/** @throws UnsupportedOperation for null, which is neither: graphql-js says what is wrong with it */
function conditionOf(name: string, variables: Variables): string {
  if (variables[name] === null) throw new UnsupportedOperation('a condition that is null');
  return variables[name] === true ? '1' : '0';
}

/** Plans one form, and prepares both halves of its execution. */
function compile(parts: CompiledOperationParts, variables: Variables): Program {
  const { schema, document, operation, isLongList } = parts;
  const { root, fields } = planOperation(schema, document, operation, variables, isLongList);
  return {
    plan: root,
    fields,
    resolve: prepareResolution(root, { schema, document, operation }),
    serialize: generateSerializer(root),
  };
}

/** The end of the queue of long responses. */
let lastLong: Promise<void> = Promise.resolve();

/**
 * Writes a response to its end. A long one is written slice by slice, with a turn for everything else in between. Long
 * responses go one after the other: by turns, each would end as late as the last, and all would fill memory until then.
 */
async function writeSlices(
  slices: Iterator<unknown>,
  writer: JsonWriter,
  isWanted: () => boolean,
): Promise<void> {
  if (!isWanted()) throw new Abandoned('nobody waits');
  if (slices.next().done === true) return;
  const before = lastLong;
  let leave = (): void => undefined;
  lastLong = new Promise((resolve) => {
    leave = resolve;
  });
  await before;
  try {
    // The first of these comes before timers do, within the turn in which the data came.
    await turn();
    do {
      await turn();
      if (!isWanted()) throw new Abandoned('nobody waits');
      writer.nextSlice();
    } while (slices.next().done !== true);
  } finally {
    leave();
  }
}
