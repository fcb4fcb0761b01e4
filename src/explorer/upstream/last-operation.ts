import type { UpstreamReport } from '../../http/told-work.js';

/** The operation that ended last, or goes on. */
export type LastOperation = {
  /** Undefined where it has none. */
  readonly name: string | undefined;
} & (
  | {
      readonly outcome: 'answered';
      /** Undefined where the server tells nothing of it. */
      readonly report: UpstreamReport | undefined;
    }
  /** A subscription; the user stopped it; or no answer came. */
  | { readonly outcome: 'followed' | 'stopped' | 'failed' }
);

let last: LastOperation | undefined;
const listeners = new Set<() => void>();

/** Undefined = none was run yet. */
export function lastOperation(): LastOperation | undefined {
  return last;
}

/** Another one ended, or began to be followed. */
export function setLastOperation(operation: LastOperation): void {
  last = operation;
  for (const listener of listeners) listener();
}

/** Calls a listener when there is another one, until what it gives back is called. */
export function onLastOperation(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
