/** What would have ended a process that serves, had it been one of its own: faults that nobody handles. */
export class Crashes {
  #lines: string[] = [];

  constructor() {
    const note = (fault: unknown): void => {
      this.#lines.push(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
    };
    process.on('uncaughtException', note);
    process.on('unhandledRejection', note);
  }

  /** Those since it was asked last. */
  take(): readonly string[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }
}
