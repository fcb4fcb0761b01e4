import { GraphError } from '../errors/GraphError.js';

/** The upstream calls that one request may start: limits that are counted beforehand can't see all of them. */
export class CallBudget {
  #left: number;

  constructor(private readonly max: number) {
    this.#left = max;
  }

  get made(): number {
    return this.max - this.#left;
  }

  get isSpent(): boolean {
    return this.#left < 1;
  }

  /** Takes one call. @throws GraphError COST_LIMIT_EXCEEDED when none is left */
  take(): void {
    if (this.isSpent) {
      throw new GraphError(
        'COST_LIMIT_EXCEEDED',
        `The request needs more than ${this.max} upstream calls. Ask for smaller pages or fewer things.`,
      );
    }
    this.#left -= 1;
  }
}
