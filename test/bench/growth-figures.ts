import { median } from './figures.ts';

/** One size of an answer, asked for over one connection with nothing remembered. */
export interface GrowthFigure {
  readonly items: number;
  /** Processor time of the server per request, in ms. */
  readonly cpuMs: number;
  /** The same of each turn. */
  readonly cpuMsByTurn: readonly number[];
  readonly callsPerRequest: number;
  readonly peakAboveIdleMb: number;
  /** What a request allocates on the heap, in KB. */
  readonly allocatedKb: number;
  /** The longest that the event loop stood still, in ms: in the first request of the process, and in later ones. */
  readonly blockFirstMs: number;
  readonly blockLaterMs: number;
}

export interface GrowthRow extends GrowthFigure {
  readonly usPerItem: number;
  /** What each item costs above those of the next smaller size; NaN for the smallest. */
  readonly marginalUsPerItem: number;
  /** The same of what is allocated, in KB. */
  readonly marginalKbPerItem: number;
}

export interface GrowthResult {
  readonly name: string;
  /** What is measured, in words. */
  readonly about: string;
  readonly rows: readonly GrowthRow[];
  /** Largest marginal cost against the smallest: 0.2 = 20 % above it. */
  readonly marginalSpread: number;
  /** The same of what is allocated. */
  readonly memorySpread: number;
}

/** What one turn of a size shows. */
export interface Turn {
  readonly cpuMs: number;
  readonly callsPerRequest: number;
  /** The longest that the event loop stood still. */
  readonly blockMs: number;
}

/** One figure of several turns: medians, and the longest block of all. */
export function summary(
  turns: readonly Turn[],
): Pick<GrowthFigure, 'cpuMs' | 'cpuMsByTurn' | 'callsPerRequest' | 'blockLaterMs'> {
  const cpuMsByTurn = turns.map(({ cpuMs }) => cpuMs);
  return {
    cpuMs: median(cpuMsByTurn),
    cpuMsByTurn,
    callsPerRequest: median(turns.map(({ callsPerRequest }) => callsPerRequest)),
    blockLaterMs: Math.max(...turns.map(({ blockMs }) => blockMs)),
  };
}

/** @param figures by size, the smallest first */
export function growthResult(name: string, about: string, figures: readonly GrowthFigure[]): GrowthResult {
  const rows = figures.map((figure, index): GrowthRow => {
    const usPerItem = (figure.cpuMs * 1_000) / figure.items;
    const smaller = figures[index - 1];
    if (smaller === undefined)
      return { ...figure, usPerItem, marginalUsPerItem: Number.NaN, marginalKbPerItem: Number.NaN };
    const more = figure.items - smaller.items;
    // Turn by turn, as a machine that is slow for a while is slow for neighbours.
    const marginals = figure.cpuMsByTurn.map(
      (ms, turn) => ((ms - (smaller.cpuMsByTurn[turn] ?? Number.NaN)) * 1_000) / more,
    );
    return {
      ...figure,
      usPerItem,
      marginalUsPerItem: median(marginals),
      marginalKbPerItem: (figure.allocatedKb - smaller.allocatedKb) / more,
    };
  });
  const marginals = rows.slice(1);
  return {
    name,
    about,
    rows,
    marginalSpread: spread(marginals.map(({ marginalUsPerItem }) => marginalUsPerItem)),
    memorySpread: spread(marginals.map(({ marginalKbPerItem }) => marginalKbPerItem)),
  };
}

/** How far the largest is above the smallest. More items for less is noise, and no spread at all. */
function spread(values: readonly number[]): number {
  const least = Math.min(...values);
  return least > 0 ? Math.max(...values) / least - 1 : Number.POSITIVE_INFINITY;
}
