import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { LuaScripts } from './lua.ts';
import { encode, encodeMap, Refusal, type Reply } from './resp.ts';
import { refusalOf, Store, textOf, writes, type Takes } from './Store.ts';

const machine = new LuaScripts();

/** One server: what it holds, and how it answers commands. */
export class RedisNode {
  takes: Takes = 'everything';
  #store: Store;
  readonly #subscribers = new Map<string, Set<Socket>>();
  /** Those that it knows by their hash. */
  readonly #scripts = new Map<string, string>();
  /** Those that follow it. */
  readonly #replicas: RedisNode[] = [];

  constructor(store = new Store()) {
    this.#store = store;
  }

  /** Another one that has what this one has now, and knows no scripts. */
  copy(): RedisNode {
    return new RedisNode(this.#store.copy());
  }

  /** From now on it has what that one has, hears what that one is told, and takes no writes. */
  follow(primary: RedisNode): void {
    this.#store = primary.#store;
    this.takes = 'no writes';
    primary.#replicas.push(this);
  }

  forget(socket: Socket): void {
    for (const subscribers of this.#subscribers.values()) subscribers.delete(socket);
  }

  answer(socket: Socket, [word, ...args]: readonly Buffer[]): Buffer {
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
          text === undefined ? new Refusal('NOSCRIPT No matching script.') : this.#runScript(text, args),
        );
      }
      case 'EVAL': {
        const text = args[0]?.toString() ?? '';
        this.#scripts.set(createHash('sha1').update(text).digest('hex'), text);
        return encode(this.#runScript(text, args));
      }
      default:
        return encode(refusalOf(name, this.takes) ?? this.#store.run(name, args));
    }
  }

  #runScript(text: string, [, count, ...rest]: readonly Buffer[]): Reply {
    const keys = Number(textOf(count));
    let hasWritten = false;
    return machine.run(text, rest.slice(0, keys), rest.slice(keys), ([word, ...args]) => {
      const name = textOf(word).toUpperCase();
      // One that has written already is not stopped in the middle.
      const refusal = hasWritten ? undefined : refusalOf(name, this.takes);
      if (refusal !== undefined) return refusal;
      hasWritten ||= writes(name);
      return this.#store.run(name, args);
    });
  }

  #subscribe(socket: Socket, channel: Buffer, count: number): Buffer {
    const name = textOf(channel);
    const subscribers = this.#subscribers.get(name) ?? new Set<Socket>();
    this.#subscribers.set(name, subscribers.add(socket));
    return encode([Buffer.from('subscribe'), channel, count], '>');
  }

  #publish(words: readonly Buffer[]): number {
    const [channel, message] = words;
    const subscribers = this.#subscribers.get(textOf(channel)) ?? [];
    const told = encode([Buffer.from('message'), channel ?? null, message ?? null], '>');
    let count = 0;
    for (const socket of subscribers) {
      socket.write(told);
      count += 1;
    }
    for (const replica of this.#replicas) replica.#publish(words);
    return count;
  }
}
