import { LRUCache } from 'lru-cache';
import type { Serializer } from './generate-serializer.js';
import type { ObjectPlan, Variables } from './plan.js';
import type { Resolved } from './resolve.js';

/** The two halves of an execution. */
export interface Program {
  readonly plan: ObjectPlan;
  /** How many fields it has. */
  readonly fields: number;
  readonly resolve: (context: unknown, variables: Variables) => Resolved | Promise<Resolved>;
  readonly serialize: Serializer;
}

/** Rough memory of a program, per field: its plan, its resolvers and its generated code. */
const BYTES_PER_FIELD = 2_000;
const BASE_BYTES = 2_000;

/** The programs of all operations, the ones used last within a bound of memory. Remembers what can't be planned, too. */
export class ProgramCache {
  readonly #programs: LRUCache<string, Program | Error>;
  #keys = 0;

  constructor(maxBytes: number) {
    this.#programs = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (program) =>
        BASE_BYTES + (program instanceof Error ? 0 : program.fields * BYTES_PER_FIELD),
    });
  }

  /** Bytes of what is kept, by the rough rule. */
  get bytes(): number {
    return this.#programs.calculatedSize;
  }

  /** A key for one form of one operation. */
  newKey(): string {
    this.#keys += 1;
    return String(this.#keys);
  }

  /** The program under `key`, made when it is not there. @throws what kept it from being made, each time */
  get(key: string, make: () => Program): Program {
    let program = this.#programs.get(key);
    if (program === undefined) {
      program = attempt(make);
      this.#programs.set(key, program);
    }
    if (program instanceof Error) throw program;
    return program;
  }
}

function attempt(make: () => Program): Program | Error {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? error : new Error('failed', { cause: error });
  }
}
