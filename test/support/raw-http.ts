import { connect, type Socket } from 'node:net';

/** What came back over a connection of our own. */
export interface RawResponse {
  /** Undefined when the connection closed without a response. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Opens a connection to a server by its address. */
export function connectTo(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // A server that cuts a connection is what many tests are about.
  socket.on('error', () => undefined);
  return socket;
}

/** Resolves with what a connection brings until the server closes it. */
export function untilClosed(socket: Socket): Promise<RawResponse> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve) => {
    socket.on('close', () => {
      resolve(parsed(Buffer.concat(chunks).toString()));
    });
  });
}

/**
 * Sends bytes as they are, and waits until the server closes the connection.
 * @param halfClose whether to say behind them that nothing else comes
 */
export function sendRaw(url: string, bytes: string | Buffer, halfClose = false): Promise<RawResponse> {
  const socket = connectTo(url);
  const response = untilClosed(socket);
  if (halfClose) socket.end(bytes);
  else socket.write(bytes);
  return response;
}

function parsed(text: string): RawResponse {
  const end = text.indexOf('\r\n\r\n');
  const [line = '', ...fields] = (end === -1 ? text : text.slice(0, end)).split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3})/.exec(line)?.[1];
  const headers = Object.fromEntries(
    fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  return {
    status: status === undefined ? undefined : Number(status),
    headers,
    body: end === -1 ? '' : text.slice(end + 4),
  };
}

/**
 * Resolves with the first response of a connection, or when that closes.
 * @param hasBody whether one may follow on its head: not on that of HEAD
 */
export function untilAnswered(socket: Socket, hasBody = true): Promise<RawResponse> {
  let text = '';
  return new Promise((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const response = parsed(text);
      const isWhole = hasBody
        ? response.body.length >= Number(response.headers['content-length'] ?? Infinity)
        : text.includes('\r\n\r\n');
      if (isWhole) resolve(response);
    });
    socket.on('close', () => {
      resolve(parsed(text));
    });
  });
}
