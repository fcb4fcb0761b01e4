import { GraphError } from '../../src/errors/GraphError.js';

const MAX_INT = 2 ** 31 - 1;

/** An integer as it is shown. @throws GraphError at its field for one beyond 2^53, which was read as NaN */
export function exact(value: number | null): number | null {
  if (Number.isNaN(value)) throw beyond('2^53');
  return value;
}

/** The same for a field of type Int. @throws GraphError at its field for one that Int can't hold */
export function exactInt(value: number | null): number | null {
  if (Number.isNaN(value) || Math.abs(value ?? 0) > MAX_INT) throw beyond('2^31');
  return value;
}

function beyond(limit: string): GraphError {
  return new GraphError(
    'UPSTREAM_BAD_RESPONSE',
    `The API gave a number beyond ${limit} here, which can't be shown.`,
  );
}
