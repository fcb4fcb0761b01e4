import { writeSync } from 'node:fs';
import { pino, symbols, type DestinationStream } from 'pino';
import { asError } from './errors/as-error.js';

/** A write of lines that wait is no longer than this, so that those of several processes into one pipe never mix. */
const MOST_AT_ONCE = 4_096;
const FULL = 3_000;
const LONGEST_WAIT_MS = 100;
/** Before a pipe that is full is tried again. */
const BUSY_MS = 10;
const WARN = pino.levels.values['warn'] ?? 40;

/**
 * Where log lines go. A write for each would cost as much as a third of an answer from memory, so those about what went
 * well wait for each other, for a tenth of a second at most; a warning goes out at once, with all before it.
 *
 * Lines that can't be written, as nobody reads them any more or the disk is full, are lost: a log that goes nowhere takes no
 * request with it. Pino's own destination tries such a write again for ever.
 */
export class LogOutput implements DestinationStream {
  /** Asks pino for `lastLevel`. */
  readonly [symbols.needsMetadataGsym] = true;
  /** Of the line that is being written. */
  lastLevel = 0;
  #waiting = '';
  #bytes = 0;
  #isLossTold = false;

  /**
   * @param fd where to; standard output unless told otherwise
   * @param complaints where it is told, once, that lines are lost; standard error unless told otherwise
   */
  constructor(
    private readonly fd = 1,
    private readonly complaints = 2,
  ) {
    setInterval(() => {
      this.flush();
    }, LONGEST_WAIT_MS).unref();
    process.on('exit', () => {
      this.flush();
    });
  }

  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#bytes + bytes > MOST_AT_ONCE) this.flush();
    this.#waiting += line;
    this.#bytes += bytes;
    if (this.#bytes >= FULL || this.lastLevel >= WARN) this.flush();
  }

  /** Lets out what waits. */
  flush(): void {
    if (this.#bytes === 0) return;
    const lines = Buffer.from(this.#waiting);
    this.#waiting = '';
    this.#bytes = 0;
    try {
      for (let done = 0; done < lines.length;) done += writeSome(this.fd, lines, done);
      this.#isLossTold = false;
    } catch (error) {
      this.#tellLoss(error);
    }
  }

  #tellLoss(error: unknown): void {
    if (this.#isLossTold) return;
    this.#isLossTold = true;
    try {
      writeSync(
        this.complaints,
        `The log can’t be written, and what it would say is lost: ${asError(error).message}\n`,
      );
    } catch {
      // Nobody is left to tell.
    }
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** @returns how many bytes were taken; 0 for a pipe that is full, after a moment */
function writeSome(fd: number, lines: Buffer, from: number): number {
  try {
    return writeSync(fd, lines, from);
  } catch (error) {
    if (!isBusy(error)) throw error;
    Atomics.wait(pause, 0, 0, BUSY_MS);
    return 0;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EBUSY');
}
