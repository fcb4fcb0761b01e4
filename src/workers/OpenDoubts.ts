import type { Told } from './messages.js';

/** Most doubts that are told one by one; behind these, all of their tenants is in doubt. */
const MAX_DOUBTS = 1_000;

/** Changes whose outcome nobody knows, for as long as they may yet come: a worker that starts must know of them. */
export class OpenDoubts {
  #open: { readonly told: Told; readonly until: number }[] = [];

  /** @param now monotonic, in ms */
  constructor(private readonly now: () => number = () => performance.now()) {}

  add(told: Told): void {
    const { doubtSeconds } = told.change;
    if (doubtSeconds === 0) return;
    this.#dropEnded();
    this.#open.push({ told, until: this.now() + doubtSeconds * 1_000 });
    if (this.#open.length > MAX_DOUBTS) this.#joinByTenant();
  }

  /** Those that are still open. */
  all(): readonly Told[] {
    this.#dropEnded();
    return this.#open.map(({ told }) => told);
  }

  #dropEnded(): void {
    const now = this.now();
    this.#open = this.#open.filter(({ until }) => until > now);
  }

  #joinByTenant(): void {
    const until = Math.max(...this.#open.map((each) => each.until));
    const byTenant = Map.groupBy(this.#open, ({ told }) =>
      JSON.stringify([told.subgraph, told.change.tenantId]),
    );
    this.#open = [...byTenant.values()].flatMap(([first]) => {
      if (first === undefined) return [];
      const { subgraph, change } = first.told;
      return [{ told: { subgraph, change: { ...change, kind: undefined, key: [], under: true } }, until }];
    });
  }
}
