import { Refusal, type Reply } from './resp.ts';
import { Stream } from './Stream.ts';

type Value = Buffer | Map<string, Buffer> | Stream;

interface Kept {
  readonly value: Value;
  /** On the clock of `performance.now()`. */
  expiresAt: number;
}

/** What a server takes: everything, nothing that needs room, or nothing that writes. */
export type Takes = 'everything' | 'nothing more' | 'no writes';

const NEED_ROOM: ReadonlySet<string> = new Set(['SET', 'HSET', 'HSETNX', 'HINCRBY', 'XADD']);
const WRITE: ReadonlySet<string> = new Set([...NEED_ROOM, 'DEL', 'PEXPIRE']);

/** Whether a command writes, if there is anything to write. */
export function writes(name: string): boolean {
  return WRITE.has(name);
}

/** Why a server does not take a command; undefined: it does. */
export function refusalOf(name: string, takes: Takes): Refusal | undefined {
  if (takes === 'nothing more' && NEED_ROOM.has(name))
    return new Refusal("OOM command not allowed when used memory > 'maxmemory'.");
  if (takes === 'no writes' && writes(name))
    return new Refusal("READONLY You can't write against a read only replica.");
  return undefined;
}

/** What one server holds, and the commands that read and change it: those that the shared tier sends. */
export class Store {
  readonly #kept: Map<string, Kept>;
  /** When it began, in ms since 1970: from then on it goes by its own clock, which nobody sets. */
  readonly #epoch = Date.now() - performance.now();

  constructor(kept: Iterable<readonly [string, Kept]> = []) {
    this.#kept = new Map(kept);
  }

  /** The same, as it is now. */
  copy(): Store {
    return new Store(
      [...this.#kept].map(([at, { value, expiresAt }]) => [at, { value: copyOf(value), expiresAt }]),
    );
  }

  run(name: string, [key, ...args]: readonly Buffer[]): Reply {
    const at = textOf(key);
    switch (name) {
      case 'GET':
        return this.#text(at);
      case 'SET':
        return this.#set(at, args);
      case 'DEL':
        return [at, ...args.map(textOf)].filter((each) => this.#drop(each)).length;
      case 'PEXPIRE':
        return this.#expire(at, Number(textOf(args[0])), textOf(args[1]) === 'GT');
      case 'HMGET': {
        const hash = this.#hash(at);
        return args.map((field) => hash.get(textOf(field)) ?? null);
      }
      case 'HSET': {
        const hash = this.#changed(at, this.#hash(at));
        for (let index = 0; index < args.length; index += 2)
          hash.set(textOf(args[index]), args[index + 1] ?? Buffer.alloc(0));
        return args.length / 2;
      }
      case 'HSETNX': {
        const hash = this.#hash(at);
        const field = textOf(args[0]);
        if (hash.has(field)) return 0;
        this.#changed(at, hash).set(field, args[1] ?? Buffer.alloc(0));
        return 1;
      }
      case 'HINCRBY': {
        const hash = this.#hash(at);
        const field = textOf(args[0]);
        const sum = Number(textOf(hash.get(field) ?? Buffer.from('0'))) + Number(textOf(args[1]));
        this.#changed(at, hash).set(field, Buffer.from(String(sum)));
        return sum;
      }
      case 'HEXISTS':
        return this.#hash(at).has(textOf(args[0])) ? 1 : 0;
      case 'XADD':
        return this.#changed(at, this.#stream(at)).add(args, this.#now());
      case 'XRANGE':
        return this.#stream(at).range(args);
      case 'XREVRANGE':
        return this.#stream(at).reverseRange(args);
      case 'TIME': {
        const micros = Math.floor(this.#now() * 1_000);
        return [Math.floor(micros / 1e6), micros % 1e6].map((part) => Buffer.from(String(part)));
      }
      default:
        return new Refusal(`ERR unknown command '${name}'`);
    }
  }

  #now(): number {
    return this.#epoch + performance.now();
  }

  #set(at: string, [value, ...options]: readonly Buffer[]): Reply {
    const words = options.map(textOf);
    if (words.includes('NX') && this.#find(at) !== undefined) return null;
    const [seconds, ms] = ['EX', 'PX'].map((word) => {
      const place = words.indexOf(word);
      return place === -1 ? undefined : Number(words[place + 1]);
    });
    const lasts = ms ?? (seconds === undefined ? Number.POSITIVE_INFINITY : seconds * 1_000);
    if (!(lasts > 0)) return new Refusal("ERR invalid expire time in 'set' command");
    this.#kept.set(at, { value: Buffer.from(value ?? ''), expiresAt: performance.now() + lasts });
    return 'OK';
  }

  #expire(at: string, ms: number, isLonger: boolean): Reply {
    const kept = this.#find(at);
    const expiresAt = performance.now() + ms;
    if (kept === undefined || (isLonger && expiresAt <= kept.expiresAt)) return 0;
    kept.expiresAt = expiresAt;
    return 1;
  }

  #drop(at: string): boolean {
    const isThere = this.#find(at) !== undefined;
    this.#kept.delete(at);
    return isThere;
  }

  #text(at: string): Buffer | null {
    const value = this.#find(at)?.value ?? null;
    if (value === null || Buffer.isBuffer(value)) return value;
    throw new TypeError(`${at} is no text`);
  }

  /** Where there is none, one that is kept only once something is put there. */
  #hash(at: string): Map<string, Buffer> {
    const value = this.#find(at)?.value ?? new Map<string, Buffer>();
    if (value instanceof Map) return value;
    throw new TypeError(`${at} is no hash`);
  }

  #stream(at: string): Stream {
    const value = this.#find(at)?.value ?? new Stream();
    if (value instanceof Stream) return value;
    throw new TypeError(`${at} is no stream`);
  }

  #changed<T extends Value>(at: string, value: T): T {
    if (this.#find(at) === undefined) this.#kept.set(at, { value, expiresAt: Number.POSITIVE_INFINITY });
    return value;
  }

  #find(at: string): Kept | undefined {
    const kept = this.#kept.get(at);
    if (kept === undefined || kept.expiresAt > performance.now()) return kept;
    this.#kept.delete(at);
    return undefined;
  }
}

function copyOf(value: Value): Value {
  if (value instanceof Map) return new Map(value);
  // Bytes are replaced, and never written over.
  return value instanceof Stream ? value.copy() : value;
}

/** Names and numbers as text; each byte is a letter. */
export function textOf(bytes: Buffer | undefined): string {
  return bytes?.toString('latin1') ?? '';
}
