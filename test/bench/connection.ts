import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer-reader.ts';

const BUFFER_BYTES = 65_536;

type Headers = Readonly<Record<string, string>>;

const PLAIN: Headers = { 'content-type': 'application/json' };

/** A request as it goes over the wire. */
export function requestBytes({ host }: URL, body: string, headers: Headers = PLAIN): Buffer {
  const fields = { host, ...headers, 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST /graphql HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/** One kept-alive connection with one request in flight at most. Reads into one buffer, whatever comes. */
export class Connection {
  /** Called once something is wrong with the connection or an answer. */
  onFault: (error: Error) => void = () => undefined;
  readonly #reader = new AnswerReader();
  readonly #socket: Socket;

  private constructor({ hostname, port }: URL) {
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafeSlow(BUFFER_BYTES),
        callback: (bytes, buffer) => {
          this.#reader.read(buffer, bytes);
          return true;
        },
      },
    });
    const fault = (error: Error): void => {
      this.onFault(error);
    };
    this.#reader.onFault = fault;
    this.#socket.once('error', fault).once('close', () => {
      fault(new Error('The server closed a connection'));
    });
  }

  /**
   * A connection that the server has accepted and answered on: a busy server accepts one connection per turn of its
   * event loop, so those that were only opened would wait for seconds, and look like slow answers.
   */
  static open(url: URL): Promise<Connection> {
    return new Promise((done, fail) => {
      const connection = new Connection(url);
      connection.onFault = fail;
      connection.send(requestBytes(url, JSON.stringify({ query: '{ __typename }' })), undefined, () => {
        done(connection);
      });
    });
  }

  /** @param answerBytes how long the body of the answer must be; undefined = any length */
  send(bytes: Buffer, answerBytes: number | undefined, onAnswer: (bodyBytes: number) => void): void {
    this.#reader.expect(answerBytes, onAnswer);
    this.#socket.write(bytes);
  }

  close(): void {
    this.onFault = () => undefined;
    this.#socket.destroy();
  }
}
