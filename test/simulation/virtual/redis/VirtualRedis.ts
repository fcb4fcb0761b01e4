import { createHash } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { LuaScripts } from './lua.ts';
import { CommandReader, encode, encodeMap, Refusal, type Reply } from './resp.ts';
import { Store, textOf } from './Store.ts';

const scripts = new LuaScripts();

/** A Redis within the process: it speaks as much of the protocol as the shared tier asks for, and runs its scripts as they are. */
export class VirtualRedis {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #subscribers = new Map<string, Set<Socket>>();
  #store = new Store();
  /** Those that it knows by their hash. */
  #scripts = new Map<string, string>();
  /** What came while it hangs; undefined = it does not. */
  #waiting: (() => void)[] | undefined;
  #down: NodeJS.Timeout | undefined;
  /** How often something came while it hung. */
  askedInVain = 0;

  private constructor() {
    this.#server = createServer((socket) => {
      this.#serve(socket);
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
    for (const socket of this.#sockets) socket.resetAndDestroy();
    this.#sockets.clear();
    this.#subscribers.clear();
    this.#store = new Store();
    this.#scripts = new Map();
    this.#waiting = undefined;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    const reader = new CommandReader();
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      for (const subscribers of this.#subscribers.values()) subscribers.delete(socket);
    });
    socket.once('end', () => socket.end());
    socket.on('data', (chunk: Buffer) => {
      const work = (): void => {
        if (socket.destroyed) return;
        const replies = reader.read(chunk).map((command) => this.#answer(socket, command));
        if (replies.length > 0) socket.write(Buffer.concat(replies));
      };
      if (this.#waiting === undefined) {
        work();
        return;
      }
      this.askedInVain += 1;
      this.#waiting.push(work);
    });
  }

  #answer(socket: Socket, [word, ...args]: readonly Buffer[]): Buffer {
    const name = textOf(word).toUpperCase();
    switch (name) {
      case 'HELLO':
        return encodeMap({ server: Buffer.from('redis'), version: Buffer.from('7.4.0'), proto: 3 });
      case 'CLIENT':
        return encode('OK');
      case 'PING':
        return encode('PONG');
      case 'SUBSCRIBE':
        return Buffer.concat(args.map((channel, index) => this.#subscribe(socket, channel, index + 1)));
      case 'PUBLISH':
        return encode(this.#publish(args));
      case 'EVALSHA': {
        const text = this.#scripts.get(textOf(args[0]));
        return encode(
          text === undefined ? new Refusal('NOSCRIPT No matching script.') : this.#run(text, args),
        );
      }
      case 'EVAL': {
        const text = args[0]?.toString() ?? '';
        this.#scripts.set(createHash('sha1').update(text).digest('hex'), text);
        return encode(this.#run(text, args));
      }
      default:
        return encode(this.#store.run(name, args));
    }
  }

  #run(text: string, [, count, ...rest]: readonly Buffer[]): Reply {
    const keys = Number(textOf(count));
    return scripts.run(text, rest.slice(0, keys), rest.slice(keys), ([word, ...args]) =>
      this.#store.run(textOf(word).toUpperCase(), args),
    );
  }

  #subscribe(socket: Socket, channel: Buffer, count: number): Buffer {
    const name = textOf(channel);
    const subscribers = this.#subscribers.get(name) ?? new Set<Socket>();
    this.#subscribers.set(name, subscribers.add(socket));
    return encode([Buffer.from('subscribe'), channel, count], '>');
  }

  #publish([channel, message]: readonly Buffer[]): number {
    const subscribers = this.#subscribers.get(textOf(channel)) ?? [];
    const told = encode([Buffer.from('message'), channel ?? null, message ?? null], '>');
    let count = 0;
    for (const socket of subscribers) {
      socket.write(told);
      count += 1;
    }
    return count;
  }
}
