import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Connections that send bodies in a hostile way, in three sizes. */
export interface BodySample {
  readonly name: string;
  readonly about: string;
  readonly sizes: readonly number[];
  /** Resolves when the server has cut all connections, or the time is over; tells which. */
  readonly attack: (url: string, size: number, timeoutMs: number) => Promise<BodyOutcome>;
}

export interface BodyOutcome {
  readonly sentBytes: number;
  /** When the last connection was cut or answered, in ms; undefined: some are still held. */
  readonly cutAfterMs: number | undefined;
}

const BODY_BYTES = 4_000_000;
const TRICKLE_MS = 100;

/** What bodies that never end cost. Their time counts: a body has seconds. */
export const bodySamples: readonly BodySample[] = [
  {
    name: '6-stalled',
    about: 'so many clients that send 4 MB but for the last byte',
    sizes: [10, 50, 100],
    attack: async (url, size, timeoutMs) => {
      const bytes = Buffer.alloc(BODY_BYTES - 1, ' ');
      return attack(url, size, timeoutMs, (socket) => {
        socket.write(bytes);
      });
    },
  },
  {
    name: '6-trickled',
    about: 'so many clients that send a byte of their body every 100 ms',
    sizes: [1, 10, 100],
    attack: (url, size, timeoutMs) =>
      attack(url, size, timeoutMs, (socket) => {
        const timer = setInterval(() => socket.write(' '), TRICKLE_MS);
        socket.once('close', () => {
          clearInterval(timer);
        });
      }),
  },
];

async function attack(
  url: string,
  clients: number,
  timeoutMs: number,
  send: (socket: Socket) => void,
): Promise<BodyOutcome> {
  const { hostname, port, host } = new URL(url);
  const startedAt = performance.now();
  const sockets = Array.from({ length: clients }, () => {
    const socket = connect(Number(port), hostname);
    // A cut connection is what is waited for.
    socket.on('error', () => undefined);
    // An answer is an end too, such as 408 or 503.
    socket.once('data', () => socket.destroy());
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n` +
        `content-length: ${String(BODY_BYTES)}\r\n\r\n`,
    );
    send(socket);
    return socket;
  });
  const cut = Promise.all(
    sockets.map(
      (socket) =>
        new Promise<void>((done) => {
          socket.once('close', () => {
            done();
          });
        }),
    ),
  ).then(() => performance.now() - startedAt);
  const cutAfterMs = await Promise.race([cut, wait(timeoutMs, undefined, { ref: false })]);
  const sentBytes = sockets.reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
  for (const socket of sockets) socket.destroy();
  return { sentBytes, cutAfterMs };
}
