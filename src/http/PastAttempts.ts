import type { CallTrace } from './AttemptSpan.js';
import type { BatchOfReads } from './paced-reads.js';
import type { Try } from './Sender.js';
import type { CallRecord } from './WorkRecord.js';

/** The attempts that were made at a call that has failed: one that is sent once more is told of as one that goes on. */
export class PastAttempts {
  /** The number of the last. */
  last: number;
  readonly trace: CallTrace | undefined;
  readonly record: CallRecord | undefined;

  /** @param reads of which the call is one: none is repeated before all have been asked for */
  constructor(
    { number, trace, record }: Try,
    readonly reads: BatchOfReads | undefined,
  ) {
    this.last = number;
    this.trace = trace;
    this.record = record;
  }
}
