import { createRandom } from '../seed/random.js';
import { pathGlob, type PathTest } from '../http/path-glob.js';

/** What goes wrong; the control API says how to ask for it. */
export type FaultAction =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers: Readonly<Record<string, string>>;
      readonly contentType?: string;
      /** The work is done nevertheless: a server that fails on its way out has still written. */
      readonly afterWork?: boolean;
    }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' | 'within' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'rateLimit'; readonly retryAfterSeconds: number | null }
  | { readonly kind: 'oversize'; readonly bytes: number };

/** Which requests a fault hits, and what it does to them. */
export interface FaultSpec {
  readonly method?: string;
  readonly path: string;
  /** How many requests it hits; null for all of them. */
  readonly times: number | null;
  /** How many matching requests pass unharmed first. */
  readonly skip: number;
  /** Which part of the requests meant it hits, by chance; the others count for nothing. All unless told otherwise. */
  readonly share?: number;
  readonly action: FaultAction;
}

/** A fault in the list. */
export interface Fault extends FaultSpec {
  readonly id: number;
  /** Requests hit so far. */
  readonly hits: number;
}

interface ActiveFault {
  readonly fault: FaultSpec & { readonly id: number };
  readonly meant: PathTest;
  seen: number;
}

/** The faults that are waiting to happen, oldest first. A fault that is used up leaves the list. */
export class FaultList {
  #active: ActiveFault[] = [];
  #lastId = 0;
  #random = createRandom(0);

  add(spec: FaultSpec): Fault {
    const active = { fault: { ...spec, id: ++this.#lastId }, meant: pathGlob(spec.path), seen: 0 };
    this.#active.push(active);
    return view(active);
  }

  list(): Fault[] {
    return this.#active.map(view);
  }

  /** Returns whether there was such a fault. */
  remove(id: number): boolean {
    const before = this.#active.length;
    this.#active = this.#active.filter(({ fault }) => fault.id !== id);
    return this.#active.length < before;
  }

  clear(): void {
    this.#active = [];
  }

  reset(): void {
    this.clear();
    this.#lastId = 0;
    this.seed(0);
  }

  /** Begins anew with the chances by which shares are decided. */
  seed(seed: number): void {
    this.#random = createRandom(seed);
  }

  /** The action for this request. A request that one fault hits does not count for younger ones. */
  take(method: string, path: string): FaultAction | undefined {
    for (const active of this.#active) {
      const { fault, meant } = active;
      if ((fault.method !== undefined && fault.method !== method) || !meant(path)) continue;
      if (fault.share !== undefined && this.#random() >= fault.share) continue;
      active.seen += 1;
      if (active.seen <= fault.skip) continue;
      if (fault.times !== null && active.seen >= fault.skip + fault.times) this.remove(fault.id);
      return fault.action;
    }
    return undefined;
  }
}

function view({ fault, seen }: ActiveFault): Fault {
  return { ...fault, hits: Math.max(0, seen - fault.skip) };
}
