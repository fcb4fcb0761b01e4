import { lowerQuartile, median } from './figures.ts';

/** What one turn of a client has shown. */
export interface ClientTurn {
  readonly perSecond: number;
  /** Processor time of the server per request, in µs. */
  readonly cpuUs: number;
  /** Of the body of an answer, as it went over the wire, on average. */
  readonly answerBytes: number;
}

/** All turns of a client at one server. */
export interface ClientTurns {
  readonly client: string;
  /** How its answers are compressed. */
  readonly coding: string;
  readonly turns: readonly ClientTurn[];
}

/** One client's requests. */
export interface ClientRow {
  readonly client: string;
  readonly coding: string;
  readonly answerBytes: number;
  readonly perSecond: number;
  /** Processor time of the server per request, in µs, compression included. */
  readonly cpuUs: number;
  /** What of it any server of Node needs to read these headers and this body, beyond those of curl. */
  readonly readingUs: number;
  /** Whose answers are the same bytes: what it is compared with. */
  readonly base: string;
  /** Processor time without what reading takes, against the base's. */
  readonly ratio: number;
}

/** The processor time per request of each client, in µs. */
export function cpuByClient(all: readonly ClientTurns[]): ReadonlyMap<string, number> {
  return new Map(all.map(({ client, turns }) => [client, lowerQuartile(turns.map(({ cpuUs }) => cpuUs))]));
}

/**
 * Compares each client with the first one whose answers are compressed in the same way: so many bytes more or less would
 * say nothing about its headers.
 * @param atFloor processor time of a bare server for a request of each client: what is beyond the first one's is reading
 */
export function clientRows(
  all: readonly ClientTurns[],
  atFloor: ReadonlyMap<string, number>,
): readonly ClientRow[] {
  const cpu = cpuByClient(all);
  const leastReading = atFloor.get(all[0]?.client ?? '') ?? Number.NaN;
  const readingUs = (client: string): number => (atFloor.get(client) ?? Number.NaN) - leastReading;
  const cpuUs = (client: string): number => cpu.get(client) ?? Number.NaN;
  const without = (client: string): number => cpuUs(client) - readingUs(client);
  return all.map(({ client, coding, turns }) => {
    const base = all.find((other) => other.coding === coding)?.client ?? client;
    return {
      client,
      coding,
      answerBytes: lowerQuartile(turns.map(({ answerBytes }) => answerBytes)),
      perSecond: median(turns.map(({ perSecond }) => perSecond)),
      cpuUs: cpuUs(client),
      readingUs: readingUs(client),
      base,
      ratio: without(client) / without(base),
    };
  });
}
