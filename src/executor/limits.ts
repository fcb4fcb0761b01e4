/** What one execution may make. It ends when it makes more: whatever was asked, that is what memory and time depend on. */
export interface ExecutionLimits {
  /** Items of all lists together. */
  readonly maxItems: number;
  /** Fields of all objects together. */
  readonly maxValues: number;
  /** Of the response. */
  readonly maxBytes: number;
  /** Errors that are told; further ones are only counted. */
  readonly maxErrors: number;
}

/** What an execution has too much of. */
export type Excess = 'items' | 'values' | 'bytes' | 'time';

/** An execution has come to one of its limits, or to the end of its time: nothing of it is answered. */
export class LimitExceeded extends Error {
  override readonly name = 'LimitExceeded';

  constructor(readonly excess: Excess) {
    super(`too many ${excess}`);
  }
}

/** After so many values the clock is looked at: what runs in one go keeps every timer from running. */
const VALUES_BETWEEN_LOOKS = 4_096;

/** Counts what one half of an execution makes. */
export class Tally {
  #items = 0;
  #values = 0;
  /** Beyond so many values there is something to look at. */
  #lookAt: number;
  readonly #maxItems: number;
  readonly #maxValues: number;

  constructor(
    { maxItems, maxValues }: Pick<ExecutionLimits, 'maxItems' | 'maxValues'>,
    /** True when there is no time left. */
    private readonly isOverdue: () => boolean,
  ) {
    this.#maxItems = maxItems;
    this.#maxValues = maxValues;
    this.#lookAt = Math.min(maxValues, VALUES_BETWEEN_LOOKS);
  }

  /** @throws LimitExceeded */
  count(items: number, values: number): void {
    this.#items += items;
    this.#values += values;
    if (this.#items > this.#maxItems || this.#values > this.#lookAt) this.#look();
  }

  #look(): void {
    if (this.#items > this.#maxItems) throw new LimitExceeded('items');
    if (this.#values > this.#maxValues) throw new LimitExceeded('values');
    if (this.isOverdue()) throw new LimitExceeded('time');
    this.#lookAt = Math.min(this.#maxValues, this.#values + VALUES_BETWEEN_LOOKS);
  }
}
