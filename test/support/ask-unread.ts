import type { Socket } from 'node:net';
import { connectTo } from './raw-http.js';
import type { Stack } from './stack.js';

/** One field often. */
const IDS = Array.from({ length: 250 }, (_, at) => `a${at}: id`).join(' ');

/** Asks for more than a connection holds on its way. @param nonce makes the text another one */
export const largeQuery = (nonce: number): string =>
  `{ ledger(ledgerId: "418806") { salesEvents(first: 1000) { nodes { n${nonce}: time ${IDS} } } } }`;
/** What its answer has at least. */
export const MANY_BYTES = 12_000_000;

/** Asks for a large answer over a connection that reads nothing of it. */
export function askUnread({ url }: Stack, nonce = 0): Socket {
  const body = JSON.stringify({ query: largeQuery(nonce) });
  const socket = connectTo(url);
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
}
