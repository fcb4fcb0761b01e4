import { Duplex } from 'node:stream';

/** How long what is sent takes, in ms: asked for each piece. */
export type Latency = () => number;

/** One end of a connection within the process: as much of `net.Socket` as HTTP uses. */
export class VirtualSocket extends Duplex {
  readonly remoteAddress = '127.0.0.1';
  readonly remoteFamily = 'IPv4';
  readonly localAddress = '127.0.0.1';
  readonly localPort: number;
  readonly remotePort: number;
  /** By which name it was called; undefined at the end of a server. */
  readonly calledHost: string | undefined;
  readonly #latency: Latency;
  readonly #pieceBytes: () => number;
  connecting = true;
  /** Of a server: it has answered whatever it was asked. */
  isIdle = false;
  bytesRead = 0;
  bytesWritten = 0;
  #peer: VirtualSocket | undefined;
  /** Nothing that is sent overtakes what was sent before it. */
  #lastAt = 0;
  #idle: NodeJS.Timeout | undefined;
  #idleMs = 0;
  #activeAt = 0;
  /** The other end sends no more. */
  #hasEnd = false;

  /** @param pieceBytes the largest piece that arrives at once */
  constructor(
    localPort: number,
    remotePort: number,
    latency: Latency,
    pieceBytes: () => number,
    calledHost?: string,
  ) {
    super({ allowHalfOpen: true });
    this.localPort = localPort;
    this.remotePort = remotePort;
    this.#latency = latency;
    this.#pieceBytes = pieceBytes;
    this.calledHost = calledHost;
  }

  /** From now on it is one connection with the other end. */
  join(peer: VirtualSocket): void {
    this.#peer = peer;
    this.connecting = false;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.bytesWritten += chunk.length;
    for (let from = 0; from < chunk.length;) {
      const piece = chunk.subarray(from, from + this.#pieceBytes());
      from += piece.length;
      this.#later((peer) => {
        peer.#arrive(piece);
      });
    }
    done();
  }

  /** What was held back goes as one. */
  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: (error?: Error) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'utf8', done);
  }

  override _read(): void {
    // What comes is pushed as it arrives.
  }

  override _final(done: (error?: Error) => void): void {
    this.#later((peer) => {
      peer.#arriveEnd();
    });
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#idle);
    this.#later((peer) => {
      peer.#arriveEnd();
    });
    done(error);
  }

  /** Tears the connection down: the other end learns of it as an error. */
  resetAndDestroy(): this {
    this.#later((peer) => {
      peer.destroy(failure('ECONNRESET', 'read'));
    });
    this.destroy();
    return this;
  }

  destroySoon(): void {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else
      this.once('finish', () => {
        this.destroy();
      });
  }

  setTimeout(ms: number, listener?: () => void): this {
    clearTimeout(this.#idle);
    if (listener !== undefined) this.once('timeout', listener);
    this.#idle = undefined;
    this.#idleMs = ms;
    this.#touch();
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  address(): object {
    return { address: this.localAddress, family: 'IPv4', port: this.localPort };
  }

  /** The timer goes on as it is, and looks when it ends how long nothing has come: that is far more seldom. */
  #touch(): void {
    this.#activeAt = performance.now();
    if (this.#idle === undefined) this.#watch(this.#idleMs);
  }

  #watch(ms: number): void {
    if (this.#idleMs <= 0 || this.destroyed) return;
    this.#idle = setTimeout(() => {
      this.#idle = undefined;
      const left = this.#activeAt + this.#idleMs - performance.now();
      if (left > 0) this.#watch(left);
      else this.emit('timeout');
    }, ms);
  }

  #arrive(piece: Buffer): void {
    if (this.destroyed) {
      // Nobody takes it any more.
      this.#later((peer) => {
        peer.destroy(failure('ECONNRESET', 'write'));
      });
      return;
    }
    this.bytesRead += piece.length;
    this.#touch();
    this.push(piece);
  }

  #arriveEnd(): void {
    if (this.destroyed || this.#hasEnd) return;
    this.#hasEnd = true;
    this.push(null);
  }

  #later(happen: (peer: VirtualSocket) => void): void {
    const peer = this.#peer;
    if (peer === undefined) return;
    const now = performance.now();
    this.#lastAt = Math.max(this.#lastAt, now + this.#latency());
    setTimeout(() => {
      happen(peer);
    }, this.#lastAt - now);
  }
}

/** An error of the system. */
export function failure(code: string, syscall: string): Error {
  return Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
}
