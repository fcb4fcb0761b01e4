import type { SharedPlace } from './SharedCache.js';

/** A part of a log, at its turn. */
export interface LogEntry {
  readonly turn: number;
  readonly value: unknown;
}

/** The right to write at the next turn, until somebody else gets it. */
export interface Lead {
  readonly fence: string;
}

/** A log as it is. */
export interface LogState {
  /** Stands for this log: one that begins anew has another. Undefined = it has not begun. */
  readonly epoch: string | undefined;
  /** Of the newest entry. */
  readonly turn: number;
  /** Where it goes on, as its writer says. */
  readonly head: unknown;
  /** When its writer has last looked for news (ms since 1970), by the clock of that. */
  readonly lookedAt: number;
  /** Somebody wants news. */
  readonly isAwake: boolean;
  /** Undefined where another leads. */
  readonly lead: Lead | undefined;
  /** The newest entries behind the turn that was asked for, oldest first. */
  readonly entries: readonly LogEntry[];
}

/** What is written at one turn. */
export interface LogWrite {
  readonly head: unknown;
  /** Undefined = there is nothing new. */
  readonly value: unknown;
  readonly lookedAt: number;
}

/** A log that several processes read, and one of them writes. All of it may fail. */
export interface SharedLog {
  /** Reads it behind a turn, and takes the lead where nobody has it. */
  look(after: number): Promise<LogState>;
  /** Begins it, unless it has begun. */
  begin(head: unknown, lookedAt: number): Promise<void>;
  /** @returns false where it has gone on meanwhile, or where another has the lead */
  write(lead: Lead, turn: number, write: LogWrite): Promise<boolean>;
  /** Lets whoever leads look for news. */
  wake(): Promise<void>;
  /** Leaves the lead to others. */
  leave(): Promise<void>;
}

/** Logs that processes share. */
export interface SharedLogs {
  readonly isOpen: boolean;
  /** Undefined where nothing stands for the credentials in all processes. */
  log(place: Omit<SharedPlace, 'joins'>): SharedLog | undefined;
}
