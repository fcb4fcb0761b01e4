import type { ClientTurn } from './client-figures.ts';
import { lowerQuartile, median } from './figures.ts';

/** All turns in which so many requests of a hundred were recorded. */
export interface TraceTurns {
  /** Undefined = at a server that sends no traces at all. */
  readonly recorded: number | undefined;
  readonly turns: readonly ClientTurn[];
}

/** What so much recording costs. */
export interface TraceRow {
  readonly recorded: number | undefined;
  readonly perSecond: number;
  /** Processor time of the server per request, in µs, with what sending takes. */
  readonly cpuUs: number;
  /** Against the server that sends no traces. */
  readonly ratio: number;
  /** Against the same server, while nothing is recorded. */
  readonly atOneServer: number;
}

/** Compares what is recorded with what is not. */
export function traceRows(all: readonly TraceTurns[]): readonly TraceRow[] {
  const cpuOf = (recorded: number | undefined): number =>
    lowerQuartile(
      all.filter((one) => one.recorded === recorded).flatMap(({ turns }) => turns.map(({ cpuUs }) => cpuUs)),
    );
  const [off, unrecorded] = [cpuOf(undefined), cpuOf(0)];
  return all.map(({ recorded, turns }) => {
    const cpuUs = cpuOf(recorded);
    return {
      recorded,
      perSecond: median(turns.map(({ perSecond }) => perSecond)),
      cpuUs,
      ratio: cpuUs / off,
      atOneServer: recorded === undefined ? Number.NaN : cpuUs / unrecorded,
    };
  });
}
