import { GraphQLError, locatedError, type ASTNode } from 'graphql';

/** Stands for an error that is counted but not told; with a path, as nothing is to locate it. */
const UNTOLD = new GraphQLError('left out', { path: [] });

/** The errors of a response: the first ones, and how many there were. */
export class ErrorList {
  readonly #told: GraphQLError[] = [];
  #count = 0;

  constructor(private readonly max: number) {}

  get told(): readonly GraphQLError[] {
    return this.#told;
  }

  get count(): number {
    return this.#count;
  }

  /** An error with its place, for `add`: one that would not be told costs nothing. */
  located(error: unknown, nodes: readonly ASTNode[], path: () => readonly (string | number)[]): GraphQLError {
    if (error instanceof GraphQLError && error.path !== undefined) return error;
    return this.#told.length < this.max ? locatedError(error, nodes, path()) : UNTOLD;
  }

  /** Null at a place that must not be null. @param name of the field */
  missing(name: string): GraphQLError {
    return this.#told.length < this.max
      ? new GraphQLError(`Cannot return null for non-nullable field ${name}.`)
      : UNTOLD;
  }

  add(error: GraphQLError): void {
    this.#count += 1;
    if (this.#told.length < this.max) this.#told.push(error);
  }
}
