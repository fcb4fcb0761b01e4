import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

/** The built server. */
export const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
export const freePorts = { PORT: '0', ENTUR_PORT: '0', PROBES_PORT: '0', SANDBOX_PORT: '0' };

/** A process that was started by a test, and ends with it. */
export interface Running {
  readonly child: ChildProcess;
  out(): string;
  err(): string;
  /** Resolves with what was printed once it matches; rejects when the process ends without. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  readonly exit: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** Starts the built server with these settings and no others. */
export function run(env: Record<string, string>, ...args: readonly string[]): Running {
  const running = begin(env, ...args);
  onTestFinished(() => {
    running.child.kill('SIGKILL');
  });
  return running;
}

/** The same for several tests: whoever starts it ends it. */
export function begin(env: Record<string, string>, ...args: readonly string[]): Running {
  return readAlong(spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

/** What the lines of a log say; what is no line of a log, as it is. */
function said(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.startsWith('{') && line.endsWith('}') ? messageIn(line) : line))
    .join('\n');
}

function messageIn(line: string): string {
  return z.object({ msg: z.string() }).parse(JSON.parse(line)).msg;
}

/** Reads along with a process, which ends with the test. */
export function watch(child: ChildProcessByStdio<Writable | null, Readable, Readable>): Running {
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return readAlong(child);
}

function readAlong(child: ChildProcessByStdio<Writable | null, Readable, Readable>): Running {
  let raw = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (raw += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const exit = once(child, 'close').then(([code, signal]: unknown[]) => ({
    code: typeof code === 'number' ? code : null,
    signal: typeof signal === 'string' ? signal : null,
  }));
  const printed = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(said(raw));
        if (match !== null) resolve(match);
      };
      child.stdout.on('data', look);
      void exit.then(() => {
        reject(new Error(`The process ended without printing ${String(pattern)}:\n${raw}${err}`));
      });
      look();
    });
  return { child, out: () => said(raw), err: () => err, printed, exit };
}

/** The address in the line that begins with a name. */
export async function address(server: Running, name: string): Promise<string> {
  const [, url = ''] = await server.printed(new RegExp(`^${name} +(http://\\S+)`, 'm'));
  return url;
}

/** Asks the graph at an address. */
export async function ask(
  graph: string,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const response = await fetch(graph, {
    method: 'POST',
    body: JSON.stringify({ query, variables }),
    headers: { 'content-type': 'application/json' },
  });
  return response.json();
}
