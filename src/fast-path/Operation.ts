import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { writeCarefully } from './careful.js';
import { generateWriter, type AnswerWriter } from './generate.js';
import { prepareVariables } from './inputs.js';
import { JsonWriter, NotPlain, type Bytes } from './JsonWriter.js';
import { conditionVariables, NotPlannable, planOperation, type ObjectPlan, type Variables } from './plan.js';
import type { ProgramStore } from './ProgramStore.js';
import { prepareResolution, type OperationParts, type Resolved } from './resolve.js';

/** The two halves of an execution. */
export interface Program {
  readonly plan: ObjectPlan;
  /** How many fields it has. */
  readonly fields: number;
  readonly resolve: (context: unknown, variables: Variables) => Resolved | Promise<Resolved>;
  readonly write: AnswerWriter;
}

const HEAD = Buffer.from('{"data":');
const TAIL = Buffer.from('}\n');

/** More forms than this, by the booleans of `@skip` and `@include`, are left to graphql-js. */
const MAX_FORMS = 16;

/** A query of a valid document, ready to be executed again and again. */
export class Operation {
  /** The variables as the resolvers get them; undefined when they don't fit their types. */
  readonly coerce: (variables: Readonly<Variables>) => Variables | undefined;
  readonly #conditions: readonly string[];
  readonly #forms = new Map<string, string>();
  readonly #parts: OperationParts;

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    private readonly programs: ProgramStore,
  ) {
    this.#parts = { schema, document, operation };
    this.#conditions = conditionVariables(document);
    this.coerce = prepareVariables(schema, operation);
  }

  /**
   * Executes the query and writes its answer.
   * @param variables coerced
   * @throws NotPlain or NotPlannable for what only graphql-js can execute, and when nobody waits any more
   */
  async answer(
    context: unknown,
    variables: Variables,
    { wordErrors, isWanted }: AnswerParts,
  ): Promise<{ readonly bytes: Bytes; readonly errors: number }> {
    const { plan, resolve, write } = this.#program(variables);
    const resolved = resolve(context, variables);
    const root = resolved instanceof Promise ? await resolved : resolved;
    const writer = JsonWriter.take();
    try {
      writer.raw(HEAD);
      try {
        const slices = write(writer, root);
        if (slices !== undefined) await writeSlices(slices, writer, isWanted);
      } catch {
        const errors: GraphQLError[] = [];
        writer.cut(0);
        writer.raw(HEAD.subarray(1));
        await writeSlices(writeCarefully(writer, plan, root, errors), writer, isWanted);
        writer.raw(TAIL);
        const head = Buffer.from(errors.length === 0 ? '{' : `{"errors":${wordErrors(errors)},`);
        return { bytes: writer.finishBehind(head), errors: errors.length };
      }
      writer.raw(TAIL);
      return { bytes: writer.finish(), errors: 0 };
    } finally {
      writer.release();
    }
  }

  #program(variables: Variables): Program {
    const form = this.#conditions.map((name) => String(variables[name] === true)).join();
    let key = this.#forms.get(form);
    if (key === undefined) {
      if (this.#forms.size >= MAX_FORMS) throw new NotPlannable('too many forms');
      this.#forms.set(form, (key = this.programs.newKey()));
    }
    return this.programs.get(key, () => {
      const { schema, document, operation } = this.#parts;
      const { root, fields } = planOperation(schema, document, operation, variables);
      return {
        plan: root,
        fields,
        resolve: prepareResolution(root, this.#parts),
        write: generateWriter(root),
      };
    });
  }
}

export interface AnswerParts {
  /** Gives the JSON of the `errors` of an answer. */
  readonly wordErrors: (errors: readonly GraphQLError[]) => string;
  /** False once nobody waits for the answer any more. */
  readonly isWanted: () => boolean;
}

/** The end of the line of long answers. */
let lastLong: Promise<void> = Promise.resolve();

/**
 * Writes an answer to its end. A long one is written slice by slice, with a turn for everything else in between. Long
 * answers go one after the other: by turns, each would end as late as the last, and all would fill memory until then.
 */
async function writeSlices(
  slices: Iterator<unknown>,
  writer: JsonWriter,
  isWanted: () => boolean,
): Promise<void> {
  if (!isWanted()) throw new NotPlain('nobody waits');
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
      if (!isWanted()) throw new NotPlain('nobody waits');
      writer.nextSlice();
    } while (slices.next().done !== true);
  } finally {
    leave();
  }
}

function turn(): Promise<void> {
  return new Promise((goOn) => {
    setImmediate(goOn);
  });
}
