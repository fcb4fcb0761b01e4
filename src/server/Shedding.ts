import type { Logger } from 'pino';
import type { DelayReading } from './LoopDelay.js';

/** From where on requests are refused; 0 = never. */
export interface SheddingLimits {
  readonly loopDelayMs: number;
  /** Calls of a tenant that wait for a permit. */
  readonly callsWaiting: number;
}

/** The queues of calls of a subgraph. */
export interface CallQueues {
  callsWaiting(tenantId: string): number;
}

/** One line in so long tells of it. */
const LOG_EVERY_MS = 10_000;

/** Whether a request would wait too long to be of use: it is refused at once then, which costs next to nothing. */
export class Shedding {
  #refused = 0;
  #loggedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly limits: SheddingLimits,
    private readonly delay: DelayReading | undefined,
    private readonly queues: CallQueues,
    private readonly log: Logger,
  ) {}

  /** The event loop is too late for anybody. */
  get isLate(): boolean {
    return this.delay !== undefined && this.limits.loopDelayMs > 0 && this.delay.ms > this.limits.loopDelayMs;
  }

  /** The same, of a request that is about to be refused for it. */
  refusesAll(): boolean {
    if (!this.isLate) return false;
    this.#tell('the event loop is late: requests are refused', {
      loopDelayMs: Math.round(this.delay?.ms ?? 0),
    });
    return true;
  }

  /** Too many calls of this tenant wait already. */
  refuses(tenantId: string): boolean {
    const { callsWaiting: most } = this.limits;
    if (most === 0) return false;
    const callsWaiting = this.queues.callsWaiting(tenantId);
    if (callsWaiting <= most) return false;
    this.#tell('too many calls of a tenant wait: its requests are refused', {
      tenant: tenantId,
      callsWaiting,
    });
    return true;
  }

  #tell(message: string, facts: object): void {
    this.#refused += 1;
    const now = performance.now();
    if (now - this.#loggedAt < LOG_EVERY_MS) return;
    this.log.warn({ ...facts, refused: this.#refused }, message);
    this.#loggedAt = now;
    this.#refused = 0;
  }
}
