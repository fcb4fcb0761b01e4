import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer-reader.ts';

/** A request that is sent again and again, and how long its answer must be. */
export interface LoadRequest {
  readonly body: string;
  readonly answerBytes: number;
}

export interface LoadParts {
  readonly url: string;
  /** Sent by turns, whatever the connection. */
  readonly requests: readonly LoadRequest[];
  /** Each has one request in flight. */
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadFigures {
  /** Answered within the time. */
  readonly requests: number;
  /** Answered at all: those that were in flight at the end of the time too. */
  readonly answered: number;
  /** From the first request to the last answer. */
  readonly untilLastSeconds: number;
  /** Bytes of the bodies that came within the time. */
  readonly bytes: number;
  /** Milliseconds from request to answer, of those within the time; NaN when there are none. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Processor time of this process meanwhile. */
  readonly generatorCpuUs: number;
}

const BUFFER_BYTES = 65_536;
const LAST_ANSWER_MS = 60_000;

/**
 * Load over plain sockets. The generator shares two cores with the server, so what it uses is missing there: general
 * ones parse every header and allocate for every chunk, and were the limit for large answers that come from memory.
 * This one sends bytes made beforehand, reads into one buffer per connection, looks at the status and length of an
 * answer and counts the rest. At the end of the time it waits for what is in flight, so no request is cut off.
 * @throws Error for anything but a 200 of the expected length: GraphQL errors come with 200 too, but are shorter
 */
export async function load({ url, requests, connections, seconds }: LoadParts): Promise<LoadFigures> {
  const { hostname, port, host } = new URL(url);
  const turns = requests.map(({ body, answerBytes }) => ({
    answerBytes,
    bytes: Buffer.from(
      `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
        `content-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
    ),
  }));
  let turn = 0;
  const nextTurn = () => turns[turn++ % turns.length];
  const latencies: number[] = [];
  const sums = { answered: 0, bytes: 0, lastAt: 0, end: 0 };

  function converse(socket: Socket, reader: AnswerReader): Promise<void> {
    return new Promise((done, fail) => {
      let sentAt = 0;
      const send = (): void => {
        const request = nextTurn();
        reader.expect(request?.answerBytes ?? 0, answered);
        sentAt = performance.now();
        if (request !== undefined) socket.write(request.bytes);
      };
      const answered = (bodyBytes: number): void => {
        const now = performance.now();
        sums.answered += 1;
        sums.lastAt = now;
        if (now > sums.end) {
          done();
          return;
        }
        latencies.push(now - sentAt);
        sums.bytes += bodyBytes;
        send();
      };
      reader.onFault = fail;
      socket.once('error', fail).once('close', () => {
        fail(new Error('The server closed a connection that was in use'));
      });
      setTimeout(fail, seconds * 1_000 + LAST_ANSWER_MS, new Error('No answer for a minute')).unref();
      send();
    });
  }

  const lines = await Promise.all(
    Array.from({ length: connections }, () => openSocket(hostname, Number(port))),
  );
  try {
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    sums.end = startedAt + seconds * 1_000;
    await Promise.all(lines.map(({ socket, reader }) => converse(socket, reader)));
    const { user, system } = process.cpuUsage(cpuBefore);
    const sorted = Float64Array.from(latencies).sort();
    const quantile = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
    return {
      requests: latencies.length,
      answered: sums.answered,
      untilLastSeconds: (sums.lastAt - startedAt) / 1_000,
      bytes: sums.bytes,
      p50: quantile(0.5),
      p99: quantile(0.99),
      max: quantile(1),
      generatorCpuUs: user + system,
    };
  } finally {
    for (const { socket } of lines) socket.removeAllListeners('close').destroy();
  }
}

function openSocket(host: string, port: number): Promise<{ socket: Socket; reader: AnswerReader }> {
  return new Promise((done, fail) => {
    const reader = new AnswerReader();
    const socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafeSlow(BUFFER_BYTES),
        callback: (bytes, buffer) => {
          reader.read(buffer, bytes);
          return true;
        },
      },
    });
    socket.once('error', fail).once('connect', () => {
      socket.off('error', fail);
      done({ socket, reader });
    });
  });
}
