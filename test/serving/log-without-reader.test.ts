import { execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LogOutput } from '../../src/log-output.js';
import { ask, freePorts, main } from '../support/process.js';

/** A pipe that nobody reads from any more, by the descriptor of its end for writing. */
function pipeWithoutReader(): { readonly path: string; readonly fd: number } {
  const folder = mkdtempSync(join(tmpdir(), 'pipe-'));
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDWR);
  const fd = openSync(path, 'w');
  closeSync(reader);
  onTestFinished(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });
  return { path, fd };
}

/** A device that is always full. */
function fullDisk(): number {
  const fd = openSync('/dev/full', 'w');
  onTestFinished(() => {
    closeSync(fd);
  });
  return fd;
}

/** The server can't tell which one it has taken. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const waitLimit = { timeout: 20_000 };
const told = (code: string): RegExp =>
  new RegExp(`^(The log can’t be written, and what it would say is lost: ${code}: [^\\n]+\\n)+$`);

describe('a server whose log nobody takes', { timeout: 40_000 }, () => {
  it.each([
    ['a pipe without a reader', 'EPIPE', () => pipeWithoutReader().fd, { LOG_FORMAT: 'json' }],
    ['a pipe without a reader, for people', 'EPIPE', () => pipeWithoutReader().fd, { LOG_FORMAT: 'text' }],
    ['a full disk', 'ENOSPC', fullDisk, { LOG_FORMAT: 'json' }],
    ['a full disk, for people', 'ENOSPC', fullDisk, { LOG_FORMAT: 'text' }],
    ['a pipe without a reader, with workers', 'EPIPE', () => pipeWithoutReader().fd, { WORKERS: '2' }],
  ])('starts, answers and stops: %s', async (_what, code, open, settings) => {
    const [port, probes] = [await freePort(), await freePort()];
    const child = spawn(process.execPath, [main], {
      env: { ...freePorts, ...settings, PORT: String(port), PROBES_PORT: String(probes), SUBGRAPHS: 'vipps' },
      stdio: ['ignore', open(), 'pipe'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const exit = new Promise((resolve) =>
      child.once('close', (code, signal) => {
        resolve({ code, signal });
      }),
    );
    const err = child.stderr === null ? '' : text(child.stderr);
    const probe = () =>
      fetch(`http://127.0.0.1:${String(probes)}/readyz`).then(({ status }) => status, String);
    await expect.poll(probe, waitLimit).toBe(200);
    const graph = `http://127.0.0.1:${String(port)}/graphql`;
    expect(await ask(graph, '{ __typename }')).toStrictEqual({ data: { __typename: 'Query' } });
    child.kill('SIGTERM');
    expect(await exit).toStrictEqual({ code: 0, signal: null });
    expect(await err).toMatch(told(code));
  });
});

describe('the lines of a log', () => {
  it('are written again once somebody reads them', () => {
    const { path, fd } = pipeWithoutReader();
    const complaints = join(mkdtempSync(join(tmpdir(), 'log-')), 'complaints');
    const log = pino({ base: null, timestamp: false }, new LogOutput(fd, openSync(complaints, 'w')));
    const complained = (): number => readFileSync(complaints, 'utf8').match(/EPIPE/g)?.length ?? 0;
    log.warn('lost');
    log.warn('lost too');
    expect(complained()).toBe(1);
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    log.warn('read');
    const read = Buffer.alloc(100);
    expect(read.toString('utf8', 0, readSync(reader, read))).toBe('{"level":40,"msg":"read"}\n');
    closeSync(reader);
    log.warn('lost again');
    expect(complained()).toBe(2);
  });
});
