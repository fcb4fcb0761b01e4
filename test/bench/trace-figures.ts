import { middleOf, type Middle } from './figures.ts';

/** Processor time of the server per request in turns that follow each other, in µs, with what sending takes. */
export interface TracePair {
  readonly without: number;
  readonly withTraces: number;
}

/** What so much recording costs. */
export interface TraceRow {
  /** Of a hundred requests, how many are recorded. 0: a server that sends traces against one that does not. */
  readonly recorded: number;
  /** Of a request without, in µs. */
  readonly cpuUs: number;
  /** What one request costs more, in µs. */
  readonly moreUs: Middle;
  /** With against without. */
  readonly ratio: Middle;
}

/** Compares turns with their neighbours alone: the machine is another one a minute later. */
export function traceRow(recorded: number, pairs: readonly TracePair[]): TraceRow {
  return {
    recorded,
    cpuUs: middleOf(pairs.map(({ without }) => without)).median,
    moreUs: middleOf(pairs.map(({ without, withTraces }) => withTraces - without)),
    ratio: middleOf(pairs.map(({ without, withTraces }) => withTraces / without)),
  };
}

/** How many requests a turn has, and how many spans are sent at once. */
export interface TurnSize {
  readonly requests: number;
  readonly batchSize: number;
}

/**
 * A turn of requests that are all recorded ends with the end of a batch, whose cost is then in it: the batch is as large as
 * can be of whole requests, and the turn one of batches.
 * @param spans of a request
 * @param requests that a turn should have about
 */
export function wholeBatches(most: number, spans: number, requests: number): TurnSize {
  const perBatch = Math.floor(most / spans);
  return {
    requests: perBatch * Math.max(1, Math.round(requests / perBatch)),
    batchSize: perBatch * spans,
  };
}
