import type { ExecutionResult } from 'graphql';
import type { EndReason } from '../live/StreamEnd.js';

/** What a stream makes of what it is told. */
export interface LiveAnswers {
  show(event: unknown): Promise<ExecutionResult>;
  /** The last answer of a stream whose events have come to an end. */
  fail(error: unknown): ExecutionResult;
  /** The last answer of one whose last event has not arrived: it says where to go on, so that it comes again. */
  undelivered(reason: EndReason): ExecutionResult;
  /** Ends the events from this side; what comes then is the last answer. */
  end(reason: EndReason): void;
}

/** How its caller came to leave: `stalled` where the connection was cut, as it took nothing. */
export type Leave = 'left' | 'stalled';

/**
 * Told once, when it is over.
 * @param how undefined where it came to its end
 * @param isProven an event was answered without an error
 */
type Over = (errors: number, how: Leave | undefined, isProven: boolean) => void;

/** The answer of a subscription that was refused. */
export interface LiveRefusal {
  readonly answer: ExecutionResult;
  /** Of HTTP, where it would be let in at another time or place. */
  readonly status?: number;
  /** In seconds. */
  readonly retryAfter?: number;
}

/**
 * The answers of one subscription, each made when it is asked for. An error is the last of them. Unlike a generator it can be
 * left while it waits.
 */
export class LiveStream implements AsyncGenerator<ExecutionResult, undefined, undefined> {
  #errors = 0;
  #isProven = false;
  #isOver = false;

  constructor(
    private readonly source: AsyncIterator<unknown, unknown>,
    private readonly answers: LiveAnswers,
    private readonly over: Over,
    /** Set where it was refused. */
    readonly refusal?: LiveRefusal,
  ) {}

  /** A stream of one answer, as it was refused. */
  static of(refusal: LiveRefusal): LiveStream {
    const { answer } = refusal;
    let isGiven = false;
    const once: AsyncIterator<unknown, unknown> = {
      next: () => {
        const done = isGiven;
        isGiven = true;
        return Promise.resolve({ done, value: undefined });
      },
    };
    const answers: LiveAnswers = {
      show: () => Promise.resolve(answer),
      fail: () => answer,
      undelivered: () => answer,
      end: () => undefined,
    };
    return new LiveStream(once, answers, () => undefined, refusal);
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (this.#isOver) return DONE;
    try {
      const { done, value } = await this.source.next();
      if (done === true) {
        this.#end(undefined);
        return DONE;
      }
      const answer = await this.answers.show(value);
      if (answer.errors === undefined) this.#isProven = true;
      else this.#errors += answer.errors.length;
      return { done: false, value: answer };
    } catch (error) {
      const last = this.answers.fail(error);
      this.#errors += 1;
      this.#end(undefined);
      await this.source.return?.();
      return { done: false, value: last };
    }
  }

  /** Ends it from this side. */
  end(reason: EndReason): void {
    this.answers.end(reason);
  }

  /** It is over, as what it told last can not be delivered. @returns the answer that says so */
  async undelivered(reason: EndReason): Promise<ExecutionResult> {
    const last = this.answers.undelivered(reason);
    this.#errors += 1;
    this.#end(undefined);
    await this.source.return?.();
    return last;
  }

  /** Its caller has left. */
  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    await this.leave('left');
    return DONE;
  }

  /** The same, for one that says how. */
  async leave(how: Leave): Promise<void> {
    if (this.#isOver) return;
    this.#end(how);
    await this.source.return?.();
  }

  async throw(): Promise<IteratorResult<ExecutionResult, undefined>> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #end(how: Leave | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.over(this.#errors, how, this.#isProven);
  }
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };
