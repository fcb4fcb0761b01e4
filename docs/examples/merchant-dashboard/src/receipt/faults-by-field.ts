import type { Fault } from './draft.js';

/** Messages by the field that they stand at; those at '' concern the form as a whole. */
export type FaultsByField = ReadonlyMap<string, readonly string[]>;

/** The name of a field: its path in the input, with dots. */
export function nameOf(...path: readonly (string | number)[]): string {
  return path.join('.');
}

/**
 * Puts each fault to the field that its path names, else to the nearest around it that the form has, and to the form
 * itself where there is none: no fault may go unseen.
 */
export function faultsByField(faults: readonly Fault[], fields: ReadonlySet<string>): FaultsByField {
  const found = new Map<string, string[]>();
  for (const { field, message } of faults) {
    const path = [...(field ?? [])];
    while (path.length > 0 && !fields.has(nameOf(...path))) path.pop();
    const name = nameOf(...path);
    found.set(name, [...(found.get(name) ?? []), message]);
  }
  return found;
}
