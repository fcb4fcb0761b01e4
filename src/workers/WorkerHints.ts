import type { BreakerHint, BreakerHints } from '../http/BreakerHints.js';
import { KnownCredentials } from '../http/KnownCredentials.js';
import type { Hinted } from './messages.js';

/** Hints of breakers between the workers of a primary, who hands them on. */
export class WorkerHints {
  readonly #subgraphs = new Map<string, HintsOfSubgraph>();

  /** @param send tells the others */
  constructor(private readonly send: (hinted: Hinted) => void) {}

  /** Those of one subgraph. */
  of(subgraph: string): BreakerHints {
    let hints = this.#subgraphs.get(subgraph);
    if (hints === undefined)
      this.#subgraphs.set(subgraph, (hints = new HintsOfSubgraph(subgraph, this.send)));
    return hints;
  }

  /** Another worker gives one: what comes before anybody listens is gone. */
  heard(hinted: Hinted): void {
    this.#subgraphs.get(hinted.subgraph)?.heard(hinted);
  }
}

class HintsOfSubgraph implements BreakerHints {
  readonly #credentials = new KnownCredentials();
  readonly #listeners: ((hint: BreakerHint) => void)[] = [];

  constructor(
    private readonly subgraph: string,
    private readonly send: (hinted: Hinted) => void,
  ) {}

  learn(group: string, everywhere: string): void {
    this.#credentials.learn(group, everywhere);
  }

  tell({ api, group, fails }: BreakerHint): void {
    const keys = this.#credentials.everywhere(group);
    if (keys !== undefined) this.send({ subgraph: this.subgraph, api, keys, fails });
  }

  listen(listener: (hint: BreakerHint) => void): void {
    this.#listeners.push(listener);
  }

  heard({ api, keys, fails }: Hinted): void {
    for (const group of this.#credentials.here(keys))
      for (const listener of this.#listeners) listener({ api, group, fails });
  }
}
