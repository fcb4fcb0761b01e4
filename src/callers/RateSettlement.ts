import type { Clock } from '../clock.js';
import type { SharedRates } from './SharedRates.js';
import type { Rate, TokenBucket } from './TokenBuckets.js';

/** A bucket with what it stands for. */
export interface Limited {
  readonly rate: Rate;
  readonly bucket: TokenBucket;
  readonly tenantId: string;
  /** Undefined = all callers of the tenant together. */
  readonly subject: string | undefined;
}

/** So often at most is settled: what comes in between is what processes may let in beyond a rate. */
const GAP_MS = 10;
/** Buckets settled at once; others have their turn after it. */
const MAX_AT_ONCE = 500;

/**
 * Settles with other processes what requests have taken here, behind their backs: a request takes from the bucket of its
 * process, and that is set right within moments. What could not be settled is forgotten: then each process counts for itself.
 */
export class RateSettlement {
  readonly #open = new Map<TokenBucket, Limited>();
  #isScheduled = false;
  #lastAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly shared: SharedRates,
    private readonly clock: Clock,
  ) {}

  /** A token was taken. */
  note(limited: Limited): void {
    if (!this.shared.isOpen) return;
    limited.bucket.unsettled += 1;
    this.#open.set(limited.bucket, limited);
    if (!this.#isScheduled) this.#schedule();
  }

  #schedule(): void {
    this.#isScheduled = true;
    const wait = this.#lastAt + GAP_MS - performance.now();
    if (wait <= 0) setImmediate(() => void this.#settle());
    else setTimeout(() => void this.#settle(), wait).unref();
  }

  async #settle(): Promise<void> {
    this.#lastAt = performance.now();
    const due = [...this.#open.values()].slice(0, MAX_AT_ONCE);
    const spent = due.map(({ bucket, rate, tenantId, subject }) => {
      this.#open.delete(bucket);
      return { tenantId, subject, rate, tokens: bucket.takeUnsettled() };
    });
    const msToFull = await this.shared.settle(spent);
    const now = this.clock.now();
    for (const [index, { bucket, rate }] of due.entries()) {
      const ms = msToFull?.[index];
      if (ms !== undefined) bucket.settle(rate, ms, now);
    }
    this.#isScheduled = false;
    if (this.#open.size > 0) this.#schedule();
  }
}
