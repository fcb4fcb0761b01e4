/** The middle one of some figures; of an even number the upper of both in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Of figures that others' work on the machine only makes larger: steadier than the middle one. */
export function lowerQuartile(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 4)] ?? Number.NaN;
}

/** The middle of some figures, and between which two of them the true middle lies in 19 of 20 cases. */
export interface Middle {
  readonly median: number;
  readonly from: number;
  readonly to: number;
}

/** Whatever the figures are spread like: the interval is one of ranks. */
export function middleOf(values: readonly number[]): Middle {
  const sorted = [...values].sort((one, other) => one - other);
  const half = sorted.length / 2;
  const reach = 0.98 * Math.sqrt(sorted.length);
  const at = (rank: number): number => sorted[Math.min(Math.max(rank, 0), sorted.length - 1)] ?? Number.NaN;
  return {
    median: at(Math.floor(half)),
    from: at(Math.floor(half - reach)),
    to: at(Math.ceil(half + reach) - 1),
  };
}

/** A figure as text, or a dash where there is none. */
export function figure(value: number | undefined, digits = 0): string {
  return value === undefined || Number.isNaN(value) ? '-' : value.toFixed(digits);
}

/** Rows of cells as text: the first column to the left, the others to the right. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => {
      const cells = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      );
      return `  ${cells.join('   ')}\n`;
    })
    .join('');
}

/** What goes on, for who waits: apart from the figures, which may go into a file. */
export function progress(step: string): void {
  process.stderr.write(`${step}\n`);
}
