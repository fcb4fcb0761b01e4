import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { setUp } from '../doctor/visit.js';
import {
  isAlive,
  PinnedCaller,
  startWorkersWithKeys,
  workerPids,
  type WorkerServer,
} from './worker-server.js';

const waitLimit = { timeout: 20_000 };
const UNIT = '{ salesUnit(msn: "204117") { name } }';
const named = '{"data":{"salesUnit":{"name":"Måkeskrik Nettbutikk"}}}';
const { partner } = sandboxKeys;

/** A server with workers over a sandbox, and the file that holds its secret. */
async function withSecretFile() {
  const folder = await mkdtemp(join(tmpdir(), 'secret-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const secret = join(folder, 'secret');
  await writeFile(secret, partner.clientSecret);
  const { env, control } = await setUp();
  const { CALLER_AUTH, PORT, PROBES_PORT, VIPPS_API_URL, VIPPS_CLIENT_ID, VIPPS_SUBSCRIPTION_KEY } = env;
  const server = await startWorkersWithKeys({
    ...{ CALLER_AUTH, PORT, PROBES_PORT, VIPPS_API_URL, VIPPS_CLIENT_ID, VIPPS_SUBSCRIPTION_KEY },
    VIPPS_CLIENT_SECRET_FILE: secret,
    UPSTREAM_RETRIES: '0',
  });
  return { server, control, secret };
}

/** Resolves once a line of the log fits that is there so many times then. */
async function hasSaid(server: WorkerServer, pattern: RegExp, times = 1): Promise<void> {
  await expect.poll(() => [...server.running.out().matchAll(pattern)].length, waitLimit).toBe(times);
}

describe('SIGHUP to a server with WORKERS=2', { timeout: 40_000 }, () => {
  it('keeps the old workers where the secret that a new one has read is refused', async () => {
    const { server, secret } = await withSecretFile();
    const before = workerPids(server);
    expect(await askAnew(server)).toBe(named);
    await writeFile(secret, 'd3Jvbmc=');
    server.running.child.kill('SIGHUP');
    await hasSaid(
      server,
      / error +the keys of a new worker are refused: it is stopped, and the old ones stay\. Mend the secrets, and send SIGHUP again worker=1 subgraph=vipps refused=\S*VIPPS_CLIENT_ID/g,
    );
    await expect.poll(() => workerPids(server), waitLimit).toStrictEqual(before);
    for (let count = 0; count < 4; count += 1) expect(await askAnew(server)).toBe(named);
    expect(server.running.out()).not.toMatch(/all workers were replaced|ended unexpectedly/);

    await writeFile(secret, partner.clientSecret);
    server.running.child.kill('SIGHUP');
    await hasSaid(server, / all workers were replaced workers=2/g);
    await expect.poll(() => before.filter(isAlive), waitLimit).toStrictEqual([]);
    expect(await askAnew(server)).toBe(named);
  });

  it('replaces them while an API does not say whether the keys are right', async () => {
    const { server, control } = await withSecretFile();
    const before = workerPids(server);
    await control.faults.add({ path: '/accesstoken/get', status: 500, times: null });
    server.running.child.kill('SIGHUP');
    await hasSaid(server, / all workers were replaced workers=2/g);
    await expect.poll(() => before.filter(isAlive), waitLimit).toStrictEqual([]);
  });

  it('replaces those whose keys are refused too', async () => {
    const { server, secret } = await withSecretFile();
    await writeFile(secret, 'd3Jvbmc=');
    // Nothing is refused that nobody has asked with, so they are started with the wrong one.
    const wrong = await restarted(server);
    await writeFile(secret, 'd3Jvbmcgb25l');
    server.running.child.kill('SIGHUP');
    await hasSaid(server, / all workers were replaced workers=2/g);
    await expect.poll(() => wrong.filter(isAlive), waitLimit).toStrictEqual([]);
  });

  it('tries again where it comes before a replacement has failed', async () => {
    const { server } = await withSecretFile();
    const before = workerPids(server);
    server.running.child.kill('SIGHUP');
    let first: number | undefined;
    while (first === undefined) first = workerPids(server).find((pid) => !before.includes(pid));
    process.kill(first, 'SIGSTOP');
    server.running.child.kill('SIGHUP');
    await hasSaid(server, / SIGHUP: replacing 2 workers/g, 2);
    process.kill(first, 'SIGKILL');
    await server.running.printed(/ error +a new worker can’t start: no more are replaced worker=1 /);
    await hasSaid(server, / all workers were replaced workers=2/g);
    await expect.poll(() => before.filter(isAlive), waitLimit).toStrictEqual([]);
  });
});

/** What is answered over a new connection, which is closed then: a worker that is replaced waits for it. */
async function askAnew(server: WorkerServer): Promise<string> {
  const caller = new PinnedCaller(server);
  const answer = await caller.ask(UNIT);
  caller.close();
  return answer;
}

/** Kills both workers, so that they are started with what the files hold now. */
async function restarted(server: WorkerServer): Promise<readonly number[]> {
  const before = workerPids(server);
  for (const pid of before) process.kill(pid, 'SIGKILL');
  await hasSaid(server, / a worker was started again/g, 2);
  return workerPids(server);
}
