import {
  execute,
  getVariableValues,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { generateWriter, type AnswerWriter } from './generate.js';
import { JsonWriter, type Bytes } from './JsonWriter.js';
import { conditionVariables, NotPlannable, planOperation, type Variables } from './plan.js';
import { prepareResolution, type OperationParts, type Resolved } from './resolve.js';

/** The two halves of an execution. */
interface Program {
  readonly resolve: (context: unknown, variables: Variables) => Resolved | Promise<Resolved>;
  readonly write: AnswerWriter;
}

/** More forms than this, by the booleans of `@skip` and `@include`, are left to graphql-js. */
const MAX_FORMS = 16;

/** A query of a valid document, ready to be executed again and again. */
export class Operation {
  readonly #conditions: readonly string[];
  readonly #programs = new Map<string, Program>();
  readonly #parts: OperationParts;

  constructor(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) {
    this.#parts = { schema, document, operation };
    this.#conditions = conditionVariables(document);
  }

  /** The variables as the resolvers get them; undefined when they don't fit their types. */
  coerce(variables: Variables): Variables | undefined {
    const { schema, operation } = this.#parts;
    return getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced;
  }

  /**
   * Executes the query and writes `{"data":…}`. Knows only the case in which all goes well.
   * @param variables coerced
   * @throws whatever went wrong first: then `execute`, with the same context, finds all that did, and words it.
   * Loaders remember what they loaded, and what failed, so that no upstream call is made twice.
   */
  async write(context: unknown, variables: Variables): Promise<Bytes> {
    const { resolve, write } = this.#program(variables);
    const root = await resolve(context, variables);
    const writer = JsonWriter.take();
    try {
      writer.json('{"data":');
      const slices = write(writer, root);
      if (slices !== undefined && slices.next().done !== true) await writeOn(slices, writer);
      writer.json('}\n');
      return writer.finish();
    } finally {
      writer.release();
    }
  }

  /** Executes the query with graphql-js. */
  async execute(contextValue: unknown, variableValues: Variables): Promise<ExecutionResult> {
    const { schema, document, operation } = this.#parts;
    const operationName = operation.name?.value;
    return execute({ schema, document, operationName, contextValue, variableValues });
  }

  #program(variables: Variables): Program {
    const key = this.#conditions.map((name) => String(variables[name])).join();
    let program = this.#programs.get(key);
    if (program === undefined) {
      if (this.#programs.size >= MAX_FORMS) throw new NotPlannable('too many forms');
      const { schema, document, operation } = this.#parts;
      const plan = planOperation(schema, document, operation, variables);
      program = {
        resolve: prepareResolution(plan, this.#parts),
        write: generateWriter(plan),
      };
      this.#programs.set(key, program);
    }
    return program;
  }
}

/** The end of the line of long answers. */
let lastLong: Promise<void> = Promise.resolve();

/**
 * Writes the rest of a long answer slice by slice, with a turn for everything else in between. Long answers go one
 * after the other: by turns, each would end as late as the last, and all would fill memory until then.
 */
async function writeOn(slices: Iterator<unknown>, writer: JsonWriter): Promise<void> {
  const before = lastLong;
  let leave = (): void => undefined;
  lastLong = new Promise((resolve) => {
    leave = resolve;
  });
  await before;
  try {
    do {
      await new Promise((goOn) => setImmediate(goOn));
      writer.nextSlice();
    } while (slices.next().done !== true);
  } finally {
    leave();
  }
}
