import type { Logger } from 'pino';

/** How a stop is asked for. */
export interface StopOptions {
  /** Whether to go on answering for a while, until balancers have noticed. */
  readonly drain: boolean;
}

/** A signal may come twice at once: from the terminal, and from the npm that has got it too. */
const ECHO_MS = 300;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Stops the process on a signal, one part after the other; on a second one at once. Ctrl-C in a terminal does not wait for
 * balancers, as there are none.
 */
export function stopOnSignals(
  stops: readonly ((options: StopOptions) => Promise<void>)[],
  log: Logger,
  isTerminal = process.stdin.isTTY,
): void {
  let since: number | undefined;
  const stop = async (signal: keyof typeof EXIT_CODES): Promise<void> => {
    if (since !== undefined) {
      if (performance.now() - since < ECHO_MS) return;
      log.warn(`${signal} again: ending at once.`);
      process.exit(EXIT_CODES[signal]);
    }
    since = performance.now();
    log.info(`${signal}: finishing what is in flight, then stopping.`);
    for (const each of stops) await each({ drain: !(signal === 'SIGINT' && isTerminal) });
    log.info('Stopped.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
}
