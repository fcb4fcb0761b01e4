import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { RedisServer } from './redis.js';

/** One address behind which Redis servers take each other's place, as a service in front of a primary and its replicas. */
export class RedisAddress {
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #target: RedisServer;
  #scripts = 0;
  /** How far away it is: answers come so many milliseconds later. */
  delayMs = 0;

  private constructor(server: Server, port: number, target: RedisServer) {
    this.port = port;
    this.#server = server;
    this.#target = target;
    server.on('connection', (client) => {
      const upstream = connect(this.#target.port, '127.0.0.1');
      for (const [one, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.#sockets.add(one);
        one.setNoDelay(true);
        one.on('error', () => undefined);
        one.once('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
      }
      client.on('data', (chunk) => {
        this.#scripts += chunk.toString('latin1').split('EVALSHA').length - 1;
        upstream.write(chunk);
      });
      upstream.on('data', (chunk) => {
        if (this.delayMs === 0) client.write(chunk);
        else setTimeout(() => client.write(chunk), this.delayMs);
      });
    });
  }

  static async open(target: RedisServer): Promise<RedisAddress> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return new RedisAddress(server, address.port, target);
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  /** How many scripts were sent so far: what a query asks is one. */
  get scripts(): number {
    return this.#scripts;
  }

  /** Connections from now on lead to another server; those that are open stay, or are cut. */
  switchTo(target: RedisServer, open: 'stay' | 'are cut'): void {
    this.#target = target;
    if (open === 'are cut') for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
