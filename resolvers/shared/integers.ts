import { GraphError } from '../../src/errors/GraphError.js';

const MAX_INT = 2 ** 31 - 1;

/** An integer as it is shown. @throws GraphError at its field for what is no whole number below 2^53, and was read as NaN */
export function exact(value: number | null): number | null {
  if (Number.isNaN(value)) throw unshowable('2^53');
  return value;
}

/** The same for a field of type Int. @throws GraphError at its field for one that Int can't hold */
export function exactInt(value: number | null): number | null {
  if (Number.isNaN(value) || Math.abs(value ?? 0) > MAX_INT) throw unshowable('2^31');
  return value;
}

function unshowable(limit: string): GraphError {
  return new GraphError(
    'UPSTREAM_BAD_RESPONSE',
    `The API gave a value here that is no whole number below ${limit}, which can't be shown.`,
  );
}
