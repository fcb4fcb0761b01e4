import type { SentResult, SpanBatches, SpanSender } from './packages.js';
import type { SpanTaker } from './RecordedSpan.js';

const SENT = 0;

/** Counts the spans that are on their way to the collector: what a stop leaves behind can be told then. */
export class UnsentSpans {
  #waiting = 0;
  #sending = 0;
  #failed = 0;
  #dropped = 0;
  #isStopping = false;

  /** @param most how many may wait: further ones are dropped, and counted by themselves */
  constructor(private readonly most: number) {}

  /** Those that wait and are being sent, and those of a stop that the collector has not taken. */
  get count(): number {
    return this.#waiting + this.#sending + this.#failed;
  }

  /** How many were dropped since it was last asked. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  /** What fails from now on is lost by the stop. */
  startStop(): void {
    this.#isStopping = true;
  }

  /** Counts what batches take. */
  before(batches: SpanBatches): SpanTaker {
    return {
      onEnd: (span) => {
        if (this.#waiting < this.most) this.#waiting += 1;
        else this.#dropped += 1;
        batches.onEnd(span);
      },
    };
  }

  /** Counts what is sent. */
  within(sender: SpanSender): SpanSender {
    return {
      export: (spans, done) => {
        const { length } = spans;
        this.#waiting -= length;
        this.#sending += length;
        sender.export(spans, (result) => {
          this.#ended(length, result);
          done(result);
        });
      },
      shutdown: () => sender.shutdown(),
    };
  }

  #ended(spans: number, { code }: SentResult): void {
    this.#sending -= spans;
    if (this.#isStopping && code !== SENT) this.#failed += spans;
  }
}
