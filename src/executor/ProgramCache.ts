import { LRUCache } from 'lru-cache';
import type { Program } from './Program.js';

/** Rough memory of a program, per field: its plan, its resolvers and its generated code. */
const BYTES_PER_FIELD = 2_000;
const BASE_BYTES = 2_000;

/** Where an operation has its programs. */
export interface Programs {
  /** A key for one form of one operation. */
  newKey(): string;
  /** The program under `key`, made when it is not there. @throws what kept it from being made, each time */
  get(key: string, make: () => Program): Program;
}

/** The programs of all operations, the ones used last within a bound of memory. Remembers what can't be planned, too. */
export class ProgramCache implements Programs {
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

  newKey(): string {
    this.#keys += 1;
    return String(this.#keys);
  }

  get(key: string, make: () => Program): Program {
    let program = this.#programs.get(key);
    if (program === undefined) {
      program = attempt(make);
      this.#programs.set(key, program);
    }
    if (program instanceof Error) throw program;
    return program;
  }

  /** Forgets the program under `key`. */
  delete(key: string): void {
    this.#programs.delete(key);
  }
}

/** The programs of one document, which hold all of it: they are kept for as long as it is. */
export class DocumentPrograms implements Programs {
  /** Undefined once the document is not kept any more. */
  #keys: string[] | undefined = [];

  constructor(private readonly programs: ProgramCache) {}

  newKey(): string {
    const key = this.programs.newKey();
    this.#keys?.push(key);
    return key;
  }

  get(key: string, make: () => Program): Program {
    return this.#keys === undefined ? make() : this.programs.get(key, make);
  }

  /** The document is not kept any more: requests that have it still make their programs for themselves. */
  forget(): void {
    for (const key of this.#keys ?? []) this.programs.delete(key);
    this.#keys = undefined;
  }
}

function attempt(make: () => Program): Program | Error {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? error : new Error('failed', { cause: error });
  }
}
