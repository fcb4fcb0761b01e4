import type { FieldNode } from 'graphql';

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
  /** Fields that fail; 20,000 unless told otherwise. Each costs far more than a value, and nobody reads so many. */
  readonly maxFailures?: number;
}

export const MAX_FAILURES = 20_000;

/** What an execution has too much of. */
export type Excess = 'asked items' | 'items' | 'values' | 'bytes' | 'failures' | 'time';

/** An execution has come to one of its limits, or to the end of its time: nothing of it is answered. */
export class LimitExceeded extends Error {
  override readonly name = 'LimitExceeded';

  constructor(readonly excess: Excess) {
    super(`too many ${excess}`);
  }
}

/** Told of the lists that come, before anything of their items is resolved. */
export interface ListSizes {
  /** @returns false when the items ask for more than they may */
  came(nodes: readonly FieldNode[], length: number): boolean;
}

/** Tells when work has lasted so long that others must have a turn of the event loop. */
export interface Turn {
  /** @param work what was done since the last look, in values */
  isOver(work: number): boolean;
}

/** After so much work the clock is looked at: what runs in one go keeps every timer from running. */
const WORK_BETWEEN_LOOKS = 1_024;

/** Counts what one half of an execution makes, and tells when others must have a turn. */
export class Tally {
  #items = 0;
  #values = 0;
  #failures = 0;
  /** Since the last look, in values. */
  #work = 0;
  #isTurnOver = false;
  #hasUsedTurn = false;
  readonly #maxItems: number;
  readonly #maxValues: number;
  readonly #maxFailures: number;

  constructor(
    {
      maxItems,
      maxValues,
      maxFailures = MAX_FAILURES,
    }: Pick<ExecutionLimits, 'maxItems' | 'maxValues' | 'maxFailures'>,
    /** True when there is no time left. */
    private readonly isOverdue: () => boolean,
    private readonly turn: Turn,
    private readonly sizes?: ListSizes,
  ) {
    this.#maxItems = maxItems;
    this.#maxValues = maxValues;
    this.#maxFailures = maxFailures;
  }

  /** True once the execution has worked for so long that the rest must be left to later turns. */
  get isTurnOver(): boolean {
    return this.#isTurnOver;
  }

  /** True once it has used up a whole turn. */
  get hasUsedTurn(): boolean {
    return this.#hasUsedTurn;
  }

  /** To be called when others have had theirs. */
  beginTurn(): void {
    this.#isTurnOver = false;
  }

  /** @throws LimitExceeded */
  count(items: number, values: number): void {
    this.#items += items;
    this.#values += values;
    this.#work += values;
    if (this.#items > this.#maxItems) throw new LimitExceeded('items');
    if (this.#values > this.#maxValues) throw new LimitExceeded('values');
    if (this.#work >= WORK_BETWEEN_LOOKS) this.#look();
  }

  /** A list came, whose items are not counted yet. @throws LimitExceeded */
  list(nodes: readonly FieldNode[], length: number): void {
    this.count(length, 0);
    if (this.sizes?.came(nodes, length) === false) throw new LimitExceeded('asked items');
  }

  /** Work that makes no values. @param work in values that would cost as much @throws LimitExceeded */
  spend(work: number): void {
    this.#work += work;
    if (this.#work >= WORK_BETWEEN_LOOKS) this.#look();
  }

  /** Counts a field that failed. @param work in values @throws LimitExceeded */
  fail(work: number): void {
    this.#failures += 1;
    if (this.#failures > this.#maxFailures) throw new LimitExceeded('failures');
    this.spend(work);
  }

  #look(): void {
    if (this.isOverdue()) throw new LimitExceeded('time');
    if (this.turn.isOver(this.#work)) this.#isTurnOver = this.#hasUsedTurn = true;
    this.#work = 0;
  }
}
