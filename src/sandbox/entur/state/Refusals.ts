import { pathGlob, type PathTest } from '../../http/path-glob.js';

/** An error that requests are to get, in the words of the service. */
export interface RefusalSpec {
  readonly method?: string;
  /** A glob over the request path. */
  readonly path: string;
  readonly status: number;
  readonly errorReason?: string;
  readonly message?: string;
  /** How many requests it hits; null for all. */
  readonly times: number | null;
  /** Whether the work is done nevertheless. */
  readonly afterWork: boolean;
}

interface Listed {
  readonly spec: RefusalSpec;
  readonly meant: PathTest;
  left: number;
}

/** A lock of an order. */
interface Lock {
  left: number;
  readonly reads: boolean;
}

/** What the control API wants refused: requests by their path, and whatever touches a locked order. */
export class Refusals {
  #list: Listed[] = [];
  readonly #locks = new Map<string, Lock>();

  add(spec: RefusalSpec): void {
    this.#list.push({ spec, meant: pathGlob(spec.path), left: spec.times ?? Infinity });
  }

  /** The oldest one that fits, used once. */
  take(method: string, path: string): RefusalSpec | undefined {
    const hit = this.#list.find(
      ({ spec, meant, left }) =>
        left > 0 && (spec.method === undefined || spec.method === method) && meant(path),
    );
    if (hit) hit.left -= 1;
    return hit?.spec;
  }

  /** Locks an order for so many requests, or until it is unlocked. */
  lock(orderId: string, times: number | null, reads: boolean): void {
    this.#locks.set(orderId, { left: times ?? Infinity, reads });
  }

  unlock(orderId: string): void {
    this.#locks.delete(orderId);
  }

  /** Whether the order is locked for this request, which uses up one of the lock's times. */
  isLocked(orderId: string, method: string): boolean {
    const lock = this.#locks.get(orderId);
    if (!lock || (method === 'GET' && !lock.reads)) return false;
    if (lock.left <= 0) return false;
    lock.left -= 1;
    return true;
  }

  reset(): void {
    this.#list = [];
    this.#locks.clear();
  }
}
