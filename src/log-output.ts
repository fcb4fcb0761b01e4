import { pino, symbols, type DestinationStream } from 'pino';

/** A write of lines that wait is no longer than this, so that those of several processes into one pipe never mix. */
const MOST_AT_ONCE = 4_096;
const FULL = 3_000;
const LONGEST_WAIT_MS = 100;
const WARN = pino.levels.values['warn'] ?? 40;

/**
 * Where log lines go. A write for each would cost as much as a third of an answer from memory, so those about what went
 * well wait for each other, for a tenth of a second at most; a warning goes out at once, with all before it.
 */
export class LogOutput implements DestinationStream {
  /** Asks pino for `lastLevel`. */
  readonly [symbols.needsMetadataGsym] = true;
  /** Of the line that is being written. */
  lastLevel = 0;
  readonly #lines: ReturnType<typeof pino.destination>;

  /** @param fd where to; standard output unless told otherwise */
  constructor(fd = 1) {
    this.#lines = pino.destination({
      dest: fd,
      sync: true,
      minLength: FULL,
      maxWrite: MOST_AT_ONCE,
      periodicFlush: LONGEST_WAIT_MS,
    });
    process.on('exit', () => {
      this.#lines.flushSync();
    });
  }

  write(line: string): void {
    this.#lines.write(line);
    if (this.lastLevel >= WARN) this.#lines.flushSync();
  }

  /** Lets out what waits. */
  flush(): void {
    this.#lines.flushSync();
  }
}
