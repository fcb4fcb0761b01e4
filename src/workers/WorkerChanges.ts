import type { ChangeChannel, ChangeListener } from '../cache/SharedCache.js';
import type { Told } from './messages.js';

/** Word of changes between the workers of a primary, who hands it on. */
export class WorkerChanges {
  readonly #listeners = new Map<string, ChangeListener[]>();
  /** What was told before anybody listened. Nothing was kept by then, but a change may yet come. */
  readonly #early: Told[];

  /** @param doubts changes of others that may yet come; @param send tells the others */
  constructor(
    doubts: readonly Told[],
    private readonly send: (told: Told) => void,
  ) {
    this.#early = [...doubts];
  }

  /** Those of one subgraph. */
  of(subgraph: string): ChangeChannel {
    return {
      tell: (change) => {
        this.send({ subgraph, change });
      },
      listen: (listener) => {
        const listeners = this.#listeners.get(subgraph) ?? [];
        this.#listeners.set(subgraph, listeners);
        listeners.push(listener);
        for (const told of this.#early) if (told.subgraph === subgraph) listener.changed(told.change);
      },
    };
  }

  /** Another worker has changed something. */
  heard(told: Told): void {
    const listeners = this.#listeners.get(told.subgraph);
    if (listeners === undefined) this.#early.push(told);
    else for (const listener of listeners) listener.changed(told.change);
  }

  /** Nobody knows what another has changed. */
  missed(): void {
    for (const listeners of this.#listeners.values())
      for (const listener of listeners) listener.missedChanges();
  }
}
