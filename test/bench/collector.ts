import { startServer } from './processes.ts';

/** Where traces are sent. */
export interface Collector {
  readonly url: string;
  /** How many spans it got so far. @param least waits until it has so many */
  sent(least?: number): Promise<number>;
  stop(): Promise<void>;
}

/** Longer than any batch waits. */
const LONGEST_MS = 30_000;

/** Starts one, in a process of its own. */
export async function startCollector(): Promise<Collector> {
  const server = await startServer({ command: ['test/bench/collector-process.ts'], env: {} });
  const { url } = server;
  return {
    url,
    sent: async (least = 0) => {
      const signal = AbortSignal.timeout(LONGEST_MS);
      const response = await fetch(`${url}/__sent?least=${String(least)}`, { signal });
      return Number(await response.text());
    },
    stop: () => server.stop(),
  };
}
