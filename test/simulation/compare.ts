import { isObject, type GraphAnswer, type GraphFault } from './graph.ts';

/** How much of a read came: everything; a part, with errors for the rest; not one value. */
export type Completeness = 'full' | 'partial' | 'none';

/** A null without an error is an answer too: "there is no such thing". Where there are errors, only values count. */
export function completenessOf({ data, faults }: GraphAnswer): Completeness {
  if (faults.length === 0) return data === undefined ? 'none' : 'full';
  return hasValue(data) ? 'partial' : 'none';
}

function hasValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasValue);
  if (isObject(value)) return Object.values(value).some(hasValue);
  return value !== null && value !== undefined;
}

/**
 * Compares an answer with the one expected, value by value. What is there must be right; what is missing needs an error
 * that says so. Gives one line for each thing that is wrong. Cursors are opaque, so they are followed instead of compared.
 */
export function wrongValues({ data, faults }: GraphAnswer, expected: unknown): string[] {
  const wrong: string[] = [];
  if (data === undefined) return wrong;
  compare(data, expected, [], faults, wrong);
  return wrong;
}

function compare(
  seen: unknown,
  meant: unknown,
  path: readonly (string | number)[],
  faults: readonly GraphFault[],
  wrong: string[],
): void {
  if (seen === null && meant !== null) {
    if (!isExcused(path, faults)) wrong.push(`${path.join('.')}: null without an error`);
  } else if (Array.isArray(meant) && Array.isArray(seen)) {
    if (seen.length !== meant.length)
      wrong.push(`${path.join('.')}: ${String(seen.length)} items, not ${String(meant.length)}`);
    else
      seen.forEach((item, index) => {
        compare(item, meant[index], [...path, index], faults, wrong);
      });
  } else if (isObject(meant) && isObject(seen)) {
    for (const [name, value] of Object.entries(meant)) {
      if (name === 'endCursor' || name === 'cursor') continue;
      compare(seen[name], value, [...path, name], faults, wrong);
    }
  } else if (seen !== meant) {
    wrong.push(
      `${path.join('.')}: ${seen === undefined ? 'nothing' : JSON.stringify(seen)}, not ${JSON.stringify(meant)}`,
    );
  }
}

/** An error at this place or below it, from where null has come up; or one without a place. */
function isExcused(path: readonly (string | number)[], faults: readonly GraphFault[]): boolean {
  return faults.some(
    (fault) => fault.path === undefined || path.every((part, index) => fault.path?.[index] === part),
  );
}
