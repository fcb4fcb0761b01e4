import { createServer, type Server, type Socket } from 'node:net';
import { RedisNode } from './RedisNode.ts';
import { CommandReader } from './resp.ts';
import type { Takes } from './Store.ts';

/**
 * A Redis within the process, at one address: it speaks as much of the protocol as the shared tier asks for, and runs its
 * scripts as they are. Behind the address, one server may take the place of another.
 */
export class VirtualRedis {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #node = new RedisNode();
  /** What takes over, once it hears of nothing any more. */
  #behind: RedisNode | undefined;
  /** What came while it hangs; undefined = it does not. */
  #waiting: (() => void)[] | undefined;
  #down: NodeJS.Timeout | undefined;
  /** Scripts that it was asked to run while it hung: what queries wait for, unlike looks and pings. */
  scriptsInVain = 0;

  private constructor() {
    this.#server = createServer((socket) => {
      this.#serve(socket, this.#node);
    });
  }

  static async start(): Promise<VirtualRedis> {
    const redis = new VirtualRedis();
    await new Promise<void>((resolve) => redis.#server.listen(0, '127.0.0.1', resolve));
    return redis;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('it does not listen');
    return address.port;
  }

  /** It takes connections and commands, and answers none. */
  pause(): void {
    this.#waiting ??= [];
  }

  resume(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const work of waiting) work();
  }

  /** From now on it takes everything, nothing that needs room, or no writes, as who follows another. */
  take(takes: Takes): void {
    this.#node.takes = takes;
  }

  /** From now on its replica hears of nothing. */
  fallBehind(): void {
    this.#behind = this.#node.copy();
  }

  /**
   * Its replica takes its place, without what it has not heard of, and it follows that one.
   * @param connections stay with the one that follows now, or are cut
   */
  failOver(connections: 'stay' | 'are cut'): void {
    const next = this.#behind ?? this.#node.copy();
    this.#behind = undefined;
    this.#node.follow(next);
    this.#node = next;
    if (connections === 'are cut') this.#cutAll();
  }

  /** It is away for a while, and then has nothing any more. */
  restart(downMs: number): void {
    const { port } = this;
    this.#forgetAll();
    this.#server.close();
    this.#down = setTimeout(() => this.#server.listen(port, '127.0.0.1'), downMs);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#down);
    this.#forgetAll();
    if (this.#server.address() === null) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  #forgetAll(): void {
    this.#cutAll();
    this.#node = new RedisNode();
    this.#behind = undefined;
    this.#waiting = undefined;
  }

  #cutAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
    this.#sockets.clear();
  }

  #serve(socket: Socket, node: RedisNode): void {
    this.#sockets.add(socket);
    const reader = new CommandReader();
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      node.forget(socket);
    });
    socket.once('end', () => socket.end());
    socket.on('data', (chunk: Buffer) => {
      const commands = reader.read(chunk);
      const work = (): void => {
        if (socket.destroyed) return;
        const replies = commands.map((command) => node.answer(socket, command));
        if (replies.length > 0) socket.write(Buffer.concat(replies));
      };
      if (this.#waiting === undefined) {
        work();
        return;
      }
      this.scriptsInVain += commands.filter(([word]) => isOfScripts(word)).length;
      this.#waiting.push(work);
    });
  }
}

function isOfScripts(word: Buffer | undefined): boolean {
  return /^EVAL(SHA)?$/i.test(word?.toString() ?? '');
}
