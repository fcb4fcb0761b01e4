import { createContext, useContext, type ReactNode } from 'react';
import type { FaultsByField } from './faults-by-field.js';

/** The faults of the form around. */
export const Faults = createContext<FaultsByField>(new Map());

/** What an input needs to be one with its label and its faults. */
export interface FieldProps {
  readonly id: string;
  readonly name: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface Props {
  /** Its path in the input, with dots. */
  readonly name: string;
  readonly label: string;
  readonly children: (props: FieldProps) => ReactNode;
}

/** An input with its label above and its faults below. */
export function Field({ name, label, children }: Props) {
  const isFaulty = (useContext(Faults).get(name) ?? []).length > 0;
  const describedBy = isFaulty ? `${name}-faults` : undefined;
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      {children({ id: name, name, 'aria-invalid': isFaulty, 'aria-describedby': describedBy })}
      <FaultsAt name={name} />
    </div>
  );
}

/** The faults of a field; nothing where it has none. */
export function FaultsAt({ name }: { readonly name: string }) {
  const messages = useContext(Faults).get(name) ?? [];
  if (messages.length === 0) return null;
  return (
    <p id={`${name}-faults`} className="fault">
      {messages.join(' ')}
    </p>
  );
}
