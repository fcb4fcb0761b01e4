/** A linear scale: values in, places out. */
export interface Scale {
  readonly place: (value: number) => number;
  /** Round values that the scale shows, about five. */
  readonly ticks: readonly number[];
}

/** In minor units: where all is zero there is a scale too. */
const LEAST_STEP = 100;

/** A scale that holds zero and all values, from place `start` to place `end`. */
export function scaleOf(values: readonly number[], start: number, end: number): Scale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const step = roundStep(Math.max((high - low) / 4, LEAST_STEP));
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  const perValue = (end - start) / ((last - first) * step);
  return { ticks, place: (value) => start + (value - first * step) * perValue };
}

/** The next of 1, 2 and 5, times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least) ?? 10) * power;
}
