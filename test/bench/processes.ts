import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { ProbeQuestion, ProbeReport } from './probe.ts';
import type { Subject } from './subjects.ts';

/** A server that listens. */
export interface RunningServer {
  /** Base address, without a slash at the end. */
  readonly url: string;
  readonly pid: number;
  /** When its process was asked for, by `performance.now()`. */
  readonly spawnedAt: number;
  /** Figures of the process so far; only of a server that was started with the probe. */
  ask(question?: Partial<ProbeQuestion>): Promise<ProbeReport>;
  /** Ends the process at once: nothing may be in flight. */
  stop(): Promise<void>;
}

export interface StartParts {
  readonly env?: Readonly<Record<string, string>>;
  /** Figures of the process are wanted. */
  readonly probe?: boolean;
  /** Told of everything that it prints. */
  readonly onOutput?: (chunk: Buffer) => void;
}

/**
 * The probe as plain JavaScript in an address of its own: a TypeScript file would load the compiler into the server
 * under test, which costs 17 MB and 40 ms there.
 */
const PROBE = `data:text/javascript,${encodeURIComponent(
  ts.transpileModule(readFileSync(new URL('probe.ts', import.meta.url), 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  }).outputText,
)}`;

const children = new Set<ChildProcess>();

/** Starts a server and waits until it says where it listens. */
export function startServer(
  { command, env }: Subject,
  { env: more = {}, probe = false, onOutput }: StartParts = {},
): Promise<RunningServer> {
  const spawnedAt = performance.now();
  const child = spawn(process.execPath, [...(probe ? ['--import', PROBE] : []), ...command], {
    env: { PATH: process.env['PATH'] ?? '', ...env, ...more },
    stdio: ['ignore', 'pipe', 'inherit', ...(probe ? (['ipc'] as const) : [])],
  });
  children.add(child);
  const name = command.at(-1) ?? '';
  return new Promise((done, fail) => {
    let text = '';
    let isListening = false;
    child.stdout?.on('data', (chunk: Buffer) => {
      onOutput?.(chunk);
      // What comes later, such as its log, is not looked through.
      if (isListening) return;
      text += chunk.toString();
      const [, url] =
        /(?:LISTENING|Graph|Sandbox of the Vipps MobilePay APIs:)\s+(http:\/\/[^/\s]+)/.exec(text) ?? [];
      if (url === undefined) return;
      isListening = true;
      done({
        url,
        pid: child.pid ?? 0,
        spawnedAt,
        ask: (question = {}) =>
          askProbe(child, {
            watchLoop: false,
            forgetPeak: false,
            watchHeap: false,
            collect: false,
            ...question,
          }),
        stop: () => stop(child),
      });
    });
    child.once('exit', (code, signal) => {
      children.delete(child);
      fail(new Error(`${name} ended with ${String(code ?? signal)} before it listened`));
    });
  });
}

/** Ends every process that is still there. */
export async function stopAll(): Promise<void> {
  await Promise.all([...children].map(stop));
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (!children.has(child)) {
      done();
      return;
    }
    child.once('exit', () => {
      done();
    });
    child.kill('SIGKILL');
  });
}

function askProbe(child: ChildProcess, question: ProbeQuestion): Promise<ProbeReport> {
  return new Promise((done, fail) => {
    const gone = (): void => {
      fail(new Error('The server ended while it was measured'));
    };
    child.once('exit', gone);
    child.once('message', (report: unknown) => {
      child.off('exit', gone);
      if (isReport(report)) done(report);
      else fail(new Error(`The probe said ${JSON.stringify(report)}`));
    });
    child.send(question);
  });
}

function isReport(message: unknown): message is ProbeReport {
  return typeof message === 'object' && message !== null && 'longestBlockMs' in message;
}
