/**
 * What would have ended a process that serves, had it been one of its own: faults that nobody handles. They are of the story
 * that is played; until the first one is, they end this process as they do any other.
 */
export class Crashes {
  #lines: string[] | undefined;

  constructor() {
    const note = (fault: unknown): void => {
      const line = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
      if (this.#lines !== undefined) {
        this.#lines.push(line);
        return;
      }
      process.stderr.write(`${line}\n`);
      process.exit(1);
    };
    process.on('uncaughtException', note);
    process.on('unhandledRejection', note);
  }

  /** Those since it was asked last; from the first time on they are kept for the next. */
  take(): readonly string[] {
    const lines = this.#lines ?? [];
    this.#lines = [];
    return lines;
  }
}
