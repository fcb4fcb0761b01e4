import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { createClient } from '@redis/client';

/** Whether a real server can be started; tests that need one say so where it can't. `.ci/run` installs it. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

if (!hasRedis && process.env['CI'] !== undefined) throw new Error('redis-server is not installed');

/** What a skipped suite is called. */
export const NEEDS_REDIS = hasRedis ? '' : ' (skipped: redis-server is not installed)';

/** A server of its own, with the faults that one can have. */
export class RedisServer {
  readonly port: number;
  #args: readonly string[];
  #process: ChildProcess;

  private constructor(port: number, args: readonly string[], process: ChildProcess) {
    this.port = port;
    this.#args = args;
    this.#process = process;
  }

  /** Starts one on a free port, which keeps nothing on disk. @param args further settings, e.g. `--maxmemory` */
  static async start(...args: readonly string[]): Promise<RedisServer> {
    const port = await freePort();
    return new RedisServer(port, args, await spawnRedis(port, args));
  }

  /** Starts another one that has what this one has, and follows it. */
  async replica(): Promise<RedisServer> {
    const replica = await RedisServer.start('--replicaof', '127.0.0.1', String(this.port));
    while (!String(await replica.command('INFO', 'replication')).includes('master_link_status:up'))
      await pause(20);
    return replica;
  }

  /** From now on it takes changes, and follows nobody. */
  async promote(): Promise<void> {
    await this.command('REPLICAOF', 'NO', 'ONE');
    this.#args = [];
  }

  get url(): string {
    return `redis://127.0.0.1:${String(this.port)}`;
  }

  /** The settings of a process that uses it. @param keys in base64 */
  env(keys = sealKey): Readonly<Record<string, string>> {
    // A slow machine is no fault of the server's, but in the tests that are about it.
    return { REDIS_URL: this.url, SHARED_CACHE_KEYS: keys, REDIS_TIMEOUT_MS: '500' };
  }

  /** It takes connections and commands, and answers none. */
  pause(): void {
    this.#process.kill('SIGSTOP');
  }

  resume(): void {
    this.#process.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  /** The same address again, with nothing in it. */
  async restart(): Promise<void> {
    await this.kill();
    this.#process = await spawnRedis(this.port, this.#args);
  }

  /** Sends commands one by one, as `redis-cli` does. */
  async command(...args: readonly string[]): Promise<unknown> {
    const client = createClient({ url: this.url });
    await client.connect();
    try {
      return await client.sendCommand<unknown>(args);
    } finally {
      client.destroy();
    }
  }
}

/** A key for SHARED_CACHE_KEYS. */
export function newSealKey(): string {
  return randomBytes(32).toString('base64');
}

const sealKey = newSealKey();

/** None outlives who has started it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

async function spawnRedis(port: number, args: readonly string[]): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', [...settings, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: '/tmp',
  });
  await once(child, 'spawn').catch((cause: unknown) => {
    throw new Error('redis-server can’t be started: install Redis 7 or newer', { cause });
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('Ready to accept connections')) break;
  }
  if (!said.includes('Ready to accept connections')) throw new Error(`redis-server did not start:\n${said}`);
  return child;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
