import type { ErrorLike } from '@apollo/client';
import { errorsOf } from '../shared/errors.js';
import type { Fault } from './draft.js';

/** What is wrong with the input of a refused request, at the fields that are named; nothing if there is more to it. */
export function argumentFaults(error: ErrorLike | undefined): readonly Fault[] {
  const errors = errorsOf(error) ?? [];
  const faults = errors.flatMap(({ message, extensions }): readonly Fault[] => {
    const argument: unknown = extensions?.['argument'];
    return Array.isArray(argument) && argument[0] === 'input'
      ? [{ field: argument.slice(1).map(String), message }]
      : [];
  });
  return faults.length === errors.length ? faults : [];
}
