import { median } from './figures.ts';

/** One size of an answer, asked for over one connection with nothing remembered. */
export interface GrowthFigure {
  readonly items: number;
  /** Processor time of the server per request, in ms. */
  readonly cpuMs: number;
  readonly callsPerRequest: number;
  readonly peakAboveIdleMb: number;
  /** The longest that the event loop stood still, in ms: in the first request of the process, and in later ones. */
  readonly blockFirstMs: number;
  readonly blockLaterMs: number;
}

export interface GrowthRow extends GrowthFigure {
  readonly usPerItem: number;
  /** What each item costs above those of the next smaller size; NaN for the smallest. */
  readonly marginalUsPerItem: number;
  readonly peakKbPerItem: number;
}

export interface GrowthResult {
  readonly name: string;
  /** What is measured, in words. */
  readonly about: string;
  readonly rows: readonly GrowthRow[];
  /** Largest marginal cost against the smallest: 0.2 = 20 % above it. */
  readonly marginalSpread: number;
}

/** One figure of several rounds. */
export function medians(figures: readonly GrowthFigure[]): GrowthFigure {
  const middle = (of: (figure: GrowthFigure) => number): number => median(figures.map(of));
  return {
    items: middle(({ items }) => items),
    cpuMs: middle(({ cpuMs }) => cpuMs),
    callsPerRequest: middle(({ callsPerRequest }) => callsPerRequest),
    peakAboveIdleMb: Math.max(...figures.map(({ peakAboveIdleMb }) => peakAboveIdleMb)),
    blockFirstMs: middle(({ blockFirstMs }) => blockFirstMs),
    blockLaterMs: middle(({ blockLaterMs }) => blockLaterMs),
  };
}

/** @param figures by size, the smallest first */
export function growthResult(name: string, about: string, figures: readonly GrowthFigure[]): GrowthResult {
  const rows = figures.map((figure, index): GrowthRow => {
    const smaller = figures[index - 1];
    return {
      ...figure,
      usPerItem: (figure.cpuMs * 1_000) / figure.items,
      marginalUsPerItem:
        smaller === undefined
          ? Number.NaN
          : ((figure.cpuMs - smaller.cpuMs) * 1_000) / (figure.items - smaller.items),
      peakKbPerItem: (figure.peakAboveIdleMb * 1_024) / figure.items,
    };
  });
  const marginal = rows.slice(1).map(({ marginalUsPerItem }) => marginalUsPerItem);
  const least = Math.min(...marginal);
  // More items for less time is noise, and no spread at all.
  const marginalSpread = least > 0 ? Math.max(...marginal) / least - 1 : Number.POSITIVE_INFINITY;
  return { name, about, rows, marginalSpread };
}
