import { ClientOfflineError, ErrorReply, RedisClient, RESP_TYPES } from '@redis/client';
import type { Logger } from 'pino';
import type { Script } from './scripts.js';

/** What is sent: words and bytes. */
export type Args = readonly (string | Buffer)[];

export interface LinkOptions {
  readonly url: string;
  /** How long a query may wait for an answer. */
  readonly timeoutMs: number;
  readonly log: Logger;
  /** Told of each command that has ended. */
  readonly watch?: CommandWatch | undefined;
}

/** Told how long a command has taken, and whether there was an answer in time. */
export type CommandWatch = (ms: number, isAnswered: boolean) => void;

/** How often is looked for changes while all is well: a word of them that got lost costs no more than this. */
const LOOK_MS = 400;
const FIRST_PAUSE_MS = 50;
/** Whoever is back is noticed within this, so that changes are everywhere within a second again. */
const LONGEST_PAUSE_MS = 500;
/** After so long without a fault, pauses begin short again. */
const STEADY_MS = 10_000;
const START_MS = 1_000;
/** Of looks that nobody waits for. */
const LOOK_TIMEOUT_MS = 2_000;
/** A line each time would fill the log when it comes and goes. */
const SAY_AGAIN_MS = 60_000;
/** Whatever waits longer is on a connection that leads nowhere. */
const SOCKET_TIMEOUT_MS = 5_000;

const BYTES = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } };

/**
 * The connection to the server. It is asked only while it answers: after a time-out or a fault it is left alone for growing
 * pauses, and only looks that nobody waits for find out that it is back.
 */
export class Link {
  readonly #client;
  readonly #subscriber;
  #look: () => Promise<void> = () => Promise.resolve();
  #opens: () => void = ignore;
  #isOpen = false;
  #isClosed = false;
  #isLooking = false;
  /** It can't be written to: the next connection may lead to one that can. */
  #leadsToReplica = false;
  /** Something came while it was looking. */
  #wasWoken = false;
  #pauseMs = FIRST_PAUSE_MS;
  #openedAt = 0;
  readonly #startedAt = performance.now();
  #saidAt = Number.NEGATIVE_INFINITY;
  /** The log does not say yet that it answers. */
  #isUnsaid = true;
  #timer: NodeJS.Timeout | undefined;
  /** Channels that are not listened to yet, and who hears what comes on them. */
  readonly #unheard = new Map<string, (word: string) => void>();
  /** Why there is no connection. */
  #connectionFault: unknown;
  /** How often it was left alone. */
  outages = 0;

  constructor(private readonly options: LinkOptions) {
    const client = {
      url: options.url,
      disableOfflineQueue: true,
      maintNotifications: 'disabled' as const,
      pingInterval: 1_000,
      socket: {
        connectTimeout: 2_000,
        socketTimeout: SOCKET_TIMEOUT_MS,
        reconnectStrategy: (retries: number) => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** retries),
      },
    };
    // `createClient` makes a class of hundreds of methods for each set of options; these two have one.
    this.#client = RedisClient.factory()(client);
    this.#subscriber = this.#client.duplicate({ disableOfflineQueue: false });
    // Each command says what became of it; without a listener an error would end the process.
    this.#client.on('error', (error: unknown) => {
      this.#connectionFault = error;
    });
    // Whoever answers next may be another server, that others have told of other things.
    this.#client.on('reconnecting', () => {
      this.leaveAlone(this.#connectionFault);
    });
    this.#subscriber.on('error', ignore);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * Connects, without anybody waiting for it.
   * @param look catches up with changes; it has to succeed before anybody else asks
   * @param opens sends what has come up since, before anybody else asks
   * @param channels who hears what comes on which
   */
  start(
    look: () => Promise<void>,
    opens: () => void,
    channels: Readonly<Record<string, (word: string) => void>>,
  ): void {
    this.#look = look;
    this.#opens = opens;
    this.#client.on('ready', () => {
      this.#schedule(0);
    });
    this.#client.connect().catch(ignore);
    this.#subscriber.connect().catch(ignore);
    for (const [channel, heard] of Object.entries(channels)) this.#unheard.set(channel, heard);
    this.#listen();
    this.#schedule(0);
  }

  /** The client listens again after each connection, but only to what it has listened to once. */
  #listen(): void {
    for (const [channel, heard] of this.#unheard) {
      this.#unheard.delete(channel);
      this.#subscriber.subscribe(channel, heard).catch(() => {
        this.#unheard.set(channel, heard);
      });
    }
  }

  /** The answer to a command that a query waits for. @throws when there is none in time; an ErrorReply is one */
  ask(args: Args): Promise<unknown> {
    return this.#send(args, this.options.timeoutMs);
  }

  /** The same, for what nobody waits for. */
  askPatiently(args: Args): Promise<unknown> {
    return this.#send(args, LOOK_TIMEOUT_MS);
  }

  /** Runs a script, which is sent whole only where the server does not know it. */
  async run(script: Script, keys: readonly string[], args: Args, patiently = false): Promise<unknown> {
    const ms = patiently ? LOOK_TIMEOUT_MS : this.options.timeoutMs;
    const rest = [String(keys.length), ...keys, ...args];
    try {
      return await this.#send(['EVALSHA', script.sha, ...rest], ms);
    } catch (error) {
      if (!isReply(error, 'NOSCRIPT')) throw error;
      return this.#send(['EVAL', script.text, ...rest], ms);
    }
  }

  /** Looks at once, or again once the look that is under way has ended. */
  lookNow(): void {
    if (this.#isOpen) this.#schedule(0);
  }

  /** From now on it is left alone for a while. */
  leaveAlone(error: unknown): void {
    if (this.#isClosed || !this.#isOpen) return;
    this.#isOpen = false;
    this.outages += 1;
    const now = performance.now();
    this.#say(error);
    this.#pauseMs =
      now - this.#openedAt > STEADY_MS ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, 2 * this.#pauseMs);
    // It follows another server now, which has its address: the next connection leads there.
    if (isReply(error, 'READONLY')) this.#connectAnew();
    this.#schedule(this.#pauseMs);
  }

  #connectAnew(): void {
    this.#leadsToReplica = false;
    for (const client of [this.#client, this.#subscriber]) {
      client.destroy();
      client.connect().catch(ignore);
    }
  }

  #say(error: unknown): void {
    const now = performance.now();
    if (now - this.#saidAt < SAY_AGAIN_MS) return;
    this.#saidAt = now;
    this.#isUnsaid = true;
    const { outages } = this;
    const why = error instanceof ClientOfflineError ? (this.#connectionFault ?? error) : error;
    this.options.log.warn({ outages, reason: reasonOf(why) }, 'the shared cache is left alone for now');
  }

  close(): void {
    this.#isClosed = true;
    this.#isOpen = false;
    clearTimeout(this.#timer);
    for (const client of [this.#client, this.#subscriber]) client.destroy();
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#lookOnce(), ms);
    this.#timer.unref();
  }

  async #lookOnce(): Promise<void> {
    if (this.#isLooking) {
      this.#wasWoken = true;
      return;
    }
    if (this.#leadsToReplica) {
      // Whoever answers is looked at once there is a connection.
      this.#connectAnew();
      this.#schedule(this.#pauseMs);
      return;
    }
    this.#isLooking = true;
    this.#wasWoken = false;
    try {
      await this.#look();
      // Who takes longer than a query waits is of no use, and each query would find that out anew.
      if (!this.#isOpen) await this.ask(['PING']);
      this.#listen();
      this.#opened();
      this.#schedule(this.#nextLookMs());
    } catch (error) {
      this.#leadsToReplica = !this.#isOpen && isReply(error, 'READONLY');
      this.leaveAlone(error);
      // At the start it takes a moment until there is a connection.
      if (performance.now() - this.#startedAt > START_MS) this.#say(error);
      this.#pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * this.#pauseMs);
      this.#schedule(this.#pauseMs);
    } finally {
      this.#isLooking = false;
    }
  }

  #nextLookMs(): number {
    return this.#wasWoken ? 0 : LOOK_MS;
  }

  #opened(): void {
    if (this.#isOpen || this.#isClosed) return;
    this.#isOpen = true;
    this.#openedAt = performance.now();
    this.#opens();
    if (!this.#isUnsaid) return;
    this.#isUnsaid = false;
    this.options.log.info('the shared cache answers');
  }

  async #send(args: Args, ms: number): Promise<unknown> {
    const { watch } = this.options;
    const startedAt = performance.now();
    try {
      const reply = await this.#sendInTime(args, ms);
      watch?.(performance.now() - startedAt, true);
      return reply;
    } catch (error) {
      // A refusal is an answer.
      watch?.(performance.now() - startedAt, isRefusal(error));
      throw error;
    }
  }

  #sendInTime(args: Args, ms: number): Promise<unknown> {
    const reply = this.#client.sendCommand<unknown>(args, BYTES);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        // An answer that has come while this process was busy is read first.
        setImmediate(() => {
          reject(new Error(`no answer within ${String(ms)} ms`));
        });
      }, ms);
      timer.unref();
      reply.then(
        (value) => {
          clearTimeout(timer);
          resolve(value);
        },
        (error: unknown) => {
          clearTimeout(timer);
          reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
  }
}

/** Whether the server has answered, although not what it was asked for. */
export function isRefusal(error: unknown): error is ErrorReply {
  return error instanceof ErrorReply;
}

/** Whether the server said so, with a word that begins its answer. */
export function isReply(error: unknown, word: string): boolean {
  return isRefusal(error) && error.message.includes(word);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function ignore(): void {
  // What a connection meets is told by the commands that were on it.
}
