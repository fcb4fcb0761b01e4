import { execFileSync, spawnSync } from 'node:child_process';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished } from 'vitest';
import { begin, freePorts, run, type Running } from '../support/process.js';

/** A built server with workers, in sandbox mode, that a test has started. */
export interface WorkerServer {
  readonly running: Running;
  readonly graph: string;
  readonly sandbox: string;
  /** Base address of the probes. */
  readonly probes: string;
}

const settings = { ...freePorts, WORKERS: '2', LOG_FORMAT: 'text' };

/** Starts one for a test, and waits until it is ready. */
export function startWorkers(env: Readonly<Record<string, string>> = {}): Promise<WorkerServer> {
  return ready(run({ ...settings, ...env }));
}

/** The same with keys, over a sandbox that runs elsewhere: all ports are those of the settings. */
export function startWorkersWithKeys(env: Readonly<Record<string, string>>): Promise<WorkerServer> {
  return ready(run({ WORKERS: '2', LOG_FORMAT: 'text', ...env }));
}

/** The same for several tests: whoever starts it ends it. */
export function beginWorkers(env: Readonly<Record<string, string>> = {}): Promise<WorkerServer> {
  return ready(begin({ ...settings, ...env }));
}

async function ready(running: Running): Promise<WorkerServer> {
  await running.printed(/ Ready\./);
  const [graph, sandbox, probes] = [/ Graph +(\S+)/, / Sandbox +(\S+)/, / Probes +(\S+)\/livez/].map(
    (pattern) => pattern.exec(running.out())?.[1] ?? '',
  );
  return { running, graph: graph ?? '', sandbox: sandbox ?? '', probes: probes ?? '' };
}

/** A caller with one connection, which stays with the worker that it came to. */
export class PinnedCaller {
  static #count = 0;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #name = `caller-${String((PinnedCaller.#count += 1))}`;
  #asked = 0;

  constructor(private readonly server: WorkerServer) {
    onTestFinished(() => {
      this.#agent.destroy();
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  /** The answer, as text. */
  ask(query: string): Promise<string> {
    this.#asked += 1;
    const headers = {
      'content-type': 'application/json',
      'x-request-id': `${this.#name}-${String(this.#asked)}`,
    };
    return new Promise((resolve, reject) => {
      request(this.server.graph, { method: 'POST', agent: this.#agent, headers }, (response) => {
        text(response).then((body) => {
          resolve(body.trimEnd());
        }, reject);
      })
        .on('error', reject)
        .end(JSON.stringify({ query }));
    });
  }

  /** The number of the worker that has answered first, as its log line says. */
  async worker(): Promise<number> {
    await this.ask('{ __typename }');
    const line = new RegExp(`graphql request worker=(\\d+) requestId=${this.#name}-${String(this.#asked)} `);
    return Number((await this.server.running.printed(line))[1]);
  }
}

/** One caller for each of two workers, by number. */
export async function callersOfBoth(server: WorkerServer): Promise<readonly [PinnedCaller, PinnedCaller]> {
  const found = new Map<number, PinnedCaller>();
  for (let tries = 0; tries < 20; tries += 1) {
    const caller = new PinnedCaller(server);
    found.set(await caller.worker(), caller);
    const [one, two] = [found.get(1), found.get(2)];
    if (one !== undefined && two !== undefined) return [one, two];
  }
  throw new Error('one of the workers is never asked');
}

/** The ids of the processes of the workers that run, as the system knows them. */
export function workerPids({ running }: WorkerServer): readonly number[] {
  return execFileSync('ps', ['-o', 'pid=', '--ppid', String(running.child.pid)], { encoding: 'utf8' })
    .split('\n')
    .map(Number)
    .filter((pid) => pid > 0 && isAlive(pid));
}

/** Lets each process of a server be held up by {@link loopForever}. */
export const canLoop = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent("process.on('SIGUSR2', () => { for (;;); })")}`,
};

/** Has the event loop of a worker run no more: it goes on computing, and hears no signal. */
export async function loopForever(pid: number): Promise<void> {
  process.kill(pid, 'SIGUSR2');
  // Idle, it waits in the kernel.
  await expect.poll(() => stateOf(pid)).toMatch(/^R/);
}

function stateOf(pid: number): string {
  return spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
}

/** Whether a process runs: one that has ended may wait for somebody who takes note of it. */
export function isAlive(pid: number): boolean {
  return /^[^Z\s]/.test(stateOf(pid));
}
