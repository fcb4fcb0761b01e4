import type { ExecutionResult } from 'graphql';

/** What a stream makes of what it is told. */
export interface LiveAnswers {
  show(event: unknown): Promise<ExecutionResult>;
  /** The last answer of a stream whose events have come to an end. */
  fail(error: unknown): ExecutionResult;
}

/** Told once, when it is over. @param left its caller went, before it had an end */
type Over = (errors: number, left: boolean) => void;

/**
 * The answers of one subscription, each made when it is asked for. An error is the last of them. Unlike a generator it can be
 * left while it waits.
 */
export class LiveStream implements AsyncGenerator<ExecutionResult, undefined, undefined> {
  #errors = 0;
  #isOver = false;

  constructor(
    private readonly source: AsyncIterator<unknown, unknown>,
    private readonly answers: LiveAnswers,
    private readonly over: Over,
    /** The answer of one that was refused. */
    readonly refusal?: ExecutionResult,
  ) {}

  /** A stream of one answer, as it was refused. */
  static of(answer: ExecutionResult): LiveStream {
    let isGiven = false;
    const once: AsyncIterator<unknown, unknown> = {
      next: () => {
        const done = isGiven;
        isGiven = true;
        return Promise.resolve({ done, value: undefined });
      },
    };
    const answers = { show: () => Promise.resolve(answer), fail: () => answer };
    return new LiveStream(once, answers, () => undefined, answer);
  }

  async next(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (this.#isOver) return DONE;
    try {
      const { done, value } = await this.source.next();
      if (done === true) {
        this.#end(this.#isOver);
        return DONE;
      }
      const answer = await this.answers.show(value);
      this.#errors += answer.errors?.length ?? 0;
      return { done: false, value: answer };
    } catch (error) {
      const last = this.answers.fail(error);
      this.#errors += 1;
      this.#end(false);
      await this.source.return?.();
      return { done: false, value: last };
    }
  }

  /** Its caller has left. */
  async return(): Promise<IteratorResult<ExecutionResult, undefined>> {
    if (!this.#isOver) {
      this.#end(true);
      await this.source.return?.();
    }
    return DONE;
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

  #end(left: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.over(this.#errors, left);
  }
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };
