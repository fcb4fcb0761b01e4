import type { Deadline } from '../http/deadline.js';
import type { TraceScope } from '../tracing/TraceScope.js';

/** Where an answer is kept: everything that decides it, tenant and credentials first of all. */
export interface SharedPlace {
  readonly tenantId: string;
  readonly credentialsId: string;
  readonly kind: string;
  readonly key: readonly string[];
  /** Whether it pays to wait a moment for another process that is reading the same. */
  readonly joins: boolean;
}

/** An answer with what says how long it holds. */
export interface KeptAnswer {
  readonly value: unknown;
  /** Size of the response that it came from. */
  readonly bytes: number;
  readonly open: boolean;
  /** When it was read (ms since 1970), by the clock of whoever read it. */
  readonly loadedAt: number;
}

/** The right to keep what is read from now on: it ends when anything of it changes meanwhile. */
export interface SharedFill {
  /** @param seconds for how long; nothing is kept for 0 */
  keep(answer: KeptAnswer, seconds: number): void;
}

export interface Found {
  readonly answer?: KeptAnswer;
  /** Where there is no answer, and one may be kept. */
  readonly fill?: SharedFill;
  /** A change of which nobody knows the outcome may yet alter it: nobody may keep it. */
  readonly inDoubt?: boolean;
}

/** What a change made wrong, whatever credentials it was read with. */
export interface Change {
  readonly tenantId: string;
  /** Undefined = all kinds. */
  readonly kind: string | undefined;
  readonly key: readonly string[];
  /** All keys that begin with these parts, too. */
  readonly under: boolean;
  /** For so long nothing of it is kept: the outcome of the change is not known. 0 = it is. */
  readonly doubtSeconds: number;
}

export interface ChangeListener {
  /** Another process has changed something. */
  changed(change: Change): void;
  /** Nobody knows what other processes have changed for a while. */
  missedChanges(): void;
}

/** Word of what one process has changed, to all others. It never fails, and nobody waits for it. */
export interface ChangeChannel {
  /** Nobody is given what this touches, nor what was being read meanwhile. */
  tell(change: Change): void;
  listen(listener: ChangeListener): void;
}

/**
 * Answers that several processes share, and word of what one of them has changed. It never fails: what it can't do in time
 * it leaves undone, as if it were not there.
 */
export interface SharedCache extends ChangeChannel {
  /**
   * Answers for credentials are shared once it is known what stands for them in all processes.
   * @param everywhere of every part of them, as a fingerprint that another process makes too
   */
  learn(credentialsId: string, everywhere: string): void;
  /** @param trace of who asks; undefined = no spans of it are recorded */
  find(place: SharedPlace, waiter: Deadline, trace?: TraceScope): Promise<Found>;
}

/** All of these as one; undefined where there is none. What is heard twice does no harm. */
export function joinChannels(...channels: readonly (ChangeChannel | undefined)[]): ChangeChannel | undefined {
  const [first, ...others] = channels.filter((each) => each !== undefined);
  if (first === undefined || others.length === 0) return first;
  const all = [first, ...others];
  return {
    tell(change) {
      for (const channel of all) channel.tell(change);
    },
    listen(listener) {
      for (const channel of all) channel.listen(listener);
    },
  };
}
