import { GraphError } from '../errors/GraphError.js';

/** After so many items everything else gets a turn of the event loop. */
export const ITEMS_OF_TURN = 4_096;

/** Of all items that a request may look through: so a few lists fit into one request. */
const SHARE_OF_ONE = 0.2;

/**
 * What one request may take beyond what can be counted beforehand: the upstream calls that it may start, and the items that
 * it may look through for what it asks.
 */
export class CallBudget {
  #left: number;
  #scanned = 0;
  /** Of the turn of the event loop at hand. */
  #ofTurn = 0;
  #nextTurn: Promise<void> | undefined;

  constructor(
    private readonly max: number,
    private readonly maxScanned = Infinity,
  ) {
    this.#left = max;
  }

  get made(): number {
    return this.max - this.#left;
  }

  get isSpent(): boolean {
    return this.#left < 1;
  }

  /** Items that one list may look through where it can be gone on with later. */
  get scanShare(): number {
    return Math.ceil(this.maxScanned * SHARE_OF_ONE);
  }

  /** Takes one call. @throws GraphError COST_LIMIT_EXCEEDED when none is left */
  take(): void {
    if (this.isSpent) {
      throw new GraphError(
        'COST_LIMIT_EXCEEDED',
        `The request needs more than ${this.max} upstream calls. Ask for smaller pages or fewer things.`,
        { limit: 'QUERY_MAX_CALLS' },
      );
    }
    this.#left -= 1;
  }

  /** Counts items that were looked through. @throws GraphError COST_LIMIT_EXCEEDED when they are too many */
  scan(items: number): void {
    this.#scanned += items;
    if (this.#scanned > this.maxScanned) {
      throw new GraphError(
        'COST_LIMIT_EXCEEDED',
        `The request looks through more than ${this.maxScanned} items. Ask for fewer dates, filters or aliases, or for single dates.`,
        { limit: 'QUERY_MAX_SCANNED' },
      );
    }
  }

  /**
   * To be called before so many items are gone through: all that do so within a request share its turns.
   * @returns what to wait for where everything else must have a turn first
   */
  turnBefore(items: number): Promise<void> | undefined {
    if (this.#ofTurn < ITEMS_OF_TURN) {
      this.#ofTurn += items;
      return undefined;
    }
    return this.#waitForTurn(items);
  }

  /** Those who wait for the same turn can't all go on within it. */
  async #waitForTurn(items: number): Promise<void> {
    while (this.#ofTurn >= ITEMS_OF_TURN) {
      await (this.#nextTurn ??= new Promise((goOn) => {
        setImmediate(() => {
          this.#nextTurn = undefined;
          this.#ofTurn = 0;
          goOn();
        });
      }));
    }
    this.#ofTurn += items;
  }
}
