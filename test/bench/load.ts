import { Connection, requestBytes } from './connection.ts';

/** A request that is sent again and again, and how long its answer must be. */
export interface LoadRequest {
  readonly body: string;
  /** Undefined = any length, where answers are compressed. */
  readonly answerBytes: number | undefined;
  /** Instead of those that nobody does without. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface LoadFigures {
  /** Those that were in flight at the end of the time too. */
  readonly answered: number;
  /** From the first request to the last answer. */
  readonly untilLastSeconds: number;
  /** Bytes of the bodies. */
  readonly bytes: number;
  /** Milliseconds from request to answer, of all that were answered: leaving out the last would hide the slowest. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Processor time of this process meanwhile. */
  readonly generatorCpuUs: number;
}

const LAST_ANSWER_MS = 60_000;
const LONGEST_COUNT_MS = 300_000;
/** Unmeasured, at the start of each turn: what ran out while others had theirs is read anew in it. */
export const LEAD_SECONDS = 0.1;

/**
 * Load over plain sockets, each with one request in flight. The generator shares two cores with the server, so what it
 * uses is missing there: general ones parse every header and allocate for every chunk, and were the limit for large
 * answers that come from memory. This one sends bytes made beforehand, looks at the status and length of an answer and
 * counts the rest. At the end of the time it waits for what is in flight, so no request is cut off.
 */
export class Load {
  readonly #url: URL;
  readonly #connections: readonly Connection[];

  private constructor(url: URL, connections: readonly Connection[]) {
    this.#url = url;
    this.#connections = connections;
  }

  /** Opens so many connections, to be used for any number of runs. */
  static async open(url: string, connections: number): Promise<Load> {
    const target = new URL(`${url}/graphql`);
    const opening = Array.from({ length: connections }, () => Connection.open(target));
    return new Load(target, await Promise.all(opening));
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  /**
   * Sends the requests by turns, whatever the connection.
   * @throws Error for anything but a 200 of the expected length: GraphQL errors come with 200 too, but are shorter
   */
  run(requests: readonly LoadRequest[], seconds: number): Promise<LoadFigures> {
    const end = performance.now() + seconds * 1_000;
    return this.#run(requests, seconds * 1_000 + LAST_ANSWER_MS, (_sent, now) => now > end);
  }

  /** Sends so many of the requests, for what comes of whole numbers of them. It is no less than there are connections. */
  runCount(requests: readonly LoadRequest[], count: number): Promise<LoadFigures> {
    return this.#run(requests, LONGEST_COUNT_MS, (sent) => sent >= count);
  }

  /** @param isOver told how many were sent so far, and the time: whether no further one is */
  async #run(
    requests: readonly LoadRequest[],
    limitMs: number,
    isOver: (sent: number, now: number) => boolean,
  ): Promise<LoadFigures> {
    const turns = requests.map(({ body, answerBytes, headers }) => ({
      answerBytes,
      bytes: requestBytes(this.#url, body, headers),
    }));
    let turn = 0;
    const latencies: number[] = [];
    let bytes = 0;
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    let lastAt = startedAt;

    const converse = (connection: Connection, done: () => void): void => {
      const request = turns[turn++ % turns.length];
      if (request === undefined) return;
      const sentAt = performance.now();
      connection.send(request.bytes, request.answerBytes, (bodyBytes) => {
        lastAt = performance.now();
        latencies.push(lastAt - sentAt);
        bytes += bodyBytes;
        if (isOver(turn, lastAt)) {
          done();
          return;
        }
        converse(connection, done);
      });
    };
    await this.#all(limitMs, converse);

    const { user, system } = process.cpuUsage(cpuBefore);
    const sorted = Float64Array.from(latencies).sort();
    const quantile = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
    return {
      answered: latencies.length,
      untilLastSeconds: (lastAt - startedAt) / 1_000,
      bytes,
      p50: quantile(0.5),
      p99: quantile(0.99),
      max: quantile(1),
      generatorCpuUs: user + system,
    };
  }

  /** Starts something on every connection and waits until all are done; the first fault ends it. */
  #all(limitMs: number, begin: (connection: Connection, done: () => void) => void): Promise<void> {
    return new Promise((done, fail) => {
      const limit = setTimeout(fail, limitMs, new Error('The server does not answer in time'));
      let open = this.#connections.length;
      for (const connection of this.#connections) {
        connection.onFault = (error) => {
          clearTimeout(limit);
          fail(error);
        };
        begin(connection, () => {
          open -= 1;
          if (open > 0) return;
          clearTimeout(limit);
          done();
        });
      }
    });
  }
}
