import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { sandboxKeys } from '../../src/sandbox/keys.ts';

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A server of ours in a process of its own. */
export interface Running {
  readonly name: string;
  /** Base address, without a slash at the end. */
  readonly url: string;
  readonly pid: number;
  /** Base address of its probes; undefined for what has none. */
  readonly probes: string | undefined;
  readonly exited: Promise<Exit>;
  /** True once somebody here has told it to end: any other end is a crash. */
  readonly isTold: boolean;
  tell(signal: NodeJS.Signals): void;
  /** The processes that it has started, as the system knows them. */
  workers(): readonly number[];
  /** The last lines that it printed. */
  tail(): string;
}

const KEPT_TEXT = 4_000;
const children = new Set<ChildProcess>();

/** Starts the built sandbox on a free port. */
export function startSandboxProcess(name: string): Promise<Running> {
  return start(name, ['dist/src/sandbox/main.js'], { SANDBOX_PORT: '0' }, /APIs: (http:\S+)/);
}

/** Starts the built server as docs/production.md starts it with keys, over a sandbox. */
export function startServerProcess(
  name: string,
  sandboxUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const { partner, accounting } = sandboxKeys;
  const env = {
    NODE_ENV: 'production',
    CALLER_AUTH: 'network',
    HOST: '127.0.0.1',
    PORT: '0',
    PROBES_PORT: '0',
    LOG_LEVEL: 'warn',
    // Nobody has to notice that one is about to end: the load is with the other already.
    SHUTDOWN_DRAIN_MS: '1000',
    VIPPS_API_URL: sandboxUrl,
    VIPPS_CLIENT_ID: partner.clientId,
    VIPPS_CLIENT_SECRET: partner.clientSecret,
    VIPPS_SUBSCRIPTION_KEY: partner.subscriptionKey,
    VIPPS_ACCOUNTING_CLIENT_ID: accounting.clientId,
    VIPPS_ACCOUNTING_CLIENT_SECRET: accounting.clientSecret,
    ...more,
  };
  const command = ['--no-allocation-site-pretenuring', 'dist/src/main.js'];
  return start(name, command, env, /Graph\s+(http:\/\/[^/\s]+)[\s\S]*Ready\./);
}

/** Ends every process that is still there, at once. */
export async function killAll(): Promise<void> {
  await Promise.all(
    [...children].map(
      (child) =>
        new Promise<void>((done) => {
          child.once('exit', () => {
            done();
          });
          child.kill('SIGKILL');
        }),
    ),
  );
}

function childrenOf(pid: number): readonly number[] {
  // It fails where there are none.
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return stdout
    .split('\n')
    .map(Number)
    .filter((each) => each > 0);
}

function start(
  name: string,
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<Running> {
  const child = spawn(process.execPath, command, {
    cwd: new URL('../..', import.meta.url),
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const exited = new Promise<Exit>((done) => {
    child.once('exit', (code, signal) => {
      children.delete(child);
      done({ code, signal });
    });
  });
  return new Promise((done, fail) => {
    let text = '';
    let isTold = false;
    let isReady = false;
    const read = (chunk: Buffer): void => {
      text = (text + chunk.toString()).slice(-KEPT_TEXT);
      const [, url] = isReady ? [] : (ready.exec(text) ?? []);
      if (url === undefined) return;
      isReady = true;
      done({
        name,
        url,
        pid: child.pid ?? 0,
        probes: /Probes\s+(http:\/\/[^/\s]+)/.exec(text)?.[1],
        exited,
        get isTold() {
          return isTold;
        },
        tell: (signal) => {
          if (signal !== 'SIGHUP') isTold = true;
          child.kill(signal);
        },
        workers: () => childrenOf(child.pid ?? 0),
        tail: () => text,
      });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void exited.then(({ code, signal }) => {
      fail(new Error(`${name} ended with ${String(code ?? signal)} before it was ready:\n${text}`));
    });
  });
}
