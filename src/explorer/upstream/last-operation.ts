import type { UpstreamReport } from '../../http/told-work.js';

/** The operation that was answered last. */
export interface LastOperation {
  /** Undefined where it has none. */
  readonly name: string | undefined;
  /** Undefined where the server tells nothing of it. */
  readonly report: UpstreamReport | undefined;
}

let last: LastOperation | undefined;
const listeners = new Set<() => void>();

/** Undefined = none was answered yet. */
export function lastOperation(): LastOperation | undefined {
  return last;
}

/** Another one was answered. */
export function setLastOperation(operation: LastOperation): void {
  last = operation;
  for (const listener of listeners) listener();
}

/** Calls a listener when another operation was answered, until what it gives back is called. */
export function onLastOperation(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
