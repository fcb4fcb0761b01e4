import { setTimeout as wait } from 'node:timers/promises';
import { sandboxControl, type SandboxControl } from '../support/sandbox-control.ts';
import { addFaults, incidents, insist } from './fault-plan.ts';
import { newSealKey, RedisServer } from '../support/redis.ts';
import { askGraph, at, itemsOf } from './graph.ts';
import type { Span } from './history.ts';
import { judge } from './judge.ts';
import type { ChaosOptions } from './options.ts';
import { startSandboxProcess, startServerProcess, type Running } from './processes.ts';
import { RecordFollower } from './record.ts';
import { summarize, type ChaosResult } from './result.ts';
import { staticReads } from './static-reads.ts';
import { Upheavals, WORKERS, type Progress } from './upheavals.ts';
import { productOrdersQuery, Traffic, type Oracle } from './traffic.ts';

const FOLLOW_MS = 1_000;
/** A worker shows what another has changed within this. */
const SEEN_MS = 1_000;
/** A caller may have sent so long after a worker was killed what it takes for a connection to that. */
const ON_THE_WAY_MS = 1_000;
/** Longer than a server may take to finish what is in flight. */
const STOP_MS = 30_000;

/**
 * One chaos run: the built server with three workers and Redis against the sandbox, all as processes of their own, with
 * faults, load, a worker that is killed, a rolling restart, and a judgement. Whoever calls it ends what is left of the processes.
 */
export async function runChaos(options: ChaosOptions, progress: Progress): Promise<ChaosResult> {
  const { seconds, seed, faults } = options;
  progress('Asking a server without faults for everything');
  const [oracle, redis, sandbox] = await Promise.all([
    askOracle(),
    RedisServer.start(),
    startSandboxProcess('the sandbox'),
  ]);
  const traffic = new Traffic(oracle, seed);
  const server = await startServerProcess('the server', sandbox.url, {
    ...redis.env(newSealKey()),
    ...{ REDIS_TIMEOUT_MS: '10', WORKERS: String(WORKERS) },
    // Those that are replaced wait for idle connections no longer than this. Callers leave these a second before.
    KEEP_ALIVE_TIMEOUT_MS: String(Math.min(10_000, Math.max(2_000, seconds * 200))),
  });
  const crashes: string[] = [];
  watch(sandbox, crashes);
  watch(server, crashes);
  const control = sandboxControl(sandbox.url);
  const follower = new RecordFollower(control);
  if (faults > 0) await addFaults(control, seed, faults);

  const over = new AbortController();
  const following = followUntil(over.signal, follower);
  const happening = faults > 0 ? happenUntil(over.signal, control, seconds, progress) : Promise.resolve();
  const upheavals = new Upheavals(server, redis, progress);
  const shaking = upheavals.run(seconds);
  await load(options, traffic, server, progress);
  crashes.push(...(await shaking));
  over.abort();
  await happening;
  await insist(() => control.faults.clear());
  progress(`Waiting for ${String(traffic.inFlight)} operations in flight`);
  await traffic.settle();
  await following;
  const record = await insist(() => follower.record());
  progress('Stopping');
  await stop(server, crashes);
  sandbox.tell('SIGKILL');
  await redis.kill();
  const { changes, observations, unanswered } = traffic;
  const { killedAt, apart } = upheavals;
  const judgement = judge({ changes, observations, killedAt, apart, seenMs: SEEN_MS }, record);
  // What a killed process had in hand nobody can answer, nor what was on the way to it.
  const lost = unanswered.filter(
    ({ startedAt, endedAt }) =>
      killedAt === undefined || startedAt > killedAt + ON_THE_WAY_MS || endedAt < killedAt,
  );
  return summarize(options, traffic, judgement, {
    crashes,
    unanswered: lost.map((span) => `${spanText(span)}; a worker was killed at ${String(killedAt)}`),
    ofKilled: unanswered.length - lost.length,
  });
}

function spanText({ startedAt, endedAt }: Span): string {
  return `from ${startedAt.toFixed(0)} to ${endedAt.toFixed(0)} ms`;
}

async function askOracle(): Promise<Oracle> {
  const sandbox = await startSandboxProcess('the sandbox without faults');
  const server = await startServerProcess('the server without faults', sandbox.url);
  const reads = await staticReads(server.url);
  const { data } = await askGraph(server.url, productOrdersQuery, {});
  for (const process of [server, sandbox]) process.tell('SIGKILL');
  return { reads, productOrders: itemsOf(at(data, 'productOrders', 'nodes')) };
}

/** An end that nobody asked for is a crash, and so is one by a signal to stop that does not go well. */
function watch(process: Running, crashes: string[]): void {
  void process.exited.then(({ code, signal }) => {
    if (!process.isTold)
      crashes.push(`${process.name} ended with ${String(code ?? signal)}: ${process.tail()}`);
  });
}

/** Also one that does not end at all has crashed, in a way. */
async function stop(server: Running, crashes: string[]): Promise<void> {
  server.tell('SIGTERM');
  const exit = await Promise.race([server.exited, wait(STOP_MS, undefined, { ref: false })]);
  if (exit?.code === 0) return;
  const end = exit === undefined ? 'did not end' : `ended with ${String(exit.code ?? exit.signal)}`;
  crashes.push(`${server.name}, told to stop, ${end}: ${server.tail()}`);
  server.tell('SIGKILL');
}

/** Starts operations at their times, whether or not those before have come back. */
async function load(
  { seconds, rate }: ChaosOptions,
  traffic: Traffic,
  server: Running,
  progress: Progress,
): Promise<void> {
  const startedAt = performance.now();
  let sent = 0;
  for (let second = 0; ;) {
    const passed = Math.min(seconds, (performance.now() - startedAt) / 1_000);
    if (passed >= second + 10) {
      second += 10;
      progress(`${String(second)} s: ${String(sent)} operations, ${String(traffic.inFlight)} in flight`);
    }
    for (; sent < passed * rate; sent += 1) {
      traffic.next(server.url);
    }
    // All of them, also where this process came late.
    if (passed >= seconds) return;
    await wait(1_000 / rate);
  }
}

async function followUntil(over: AbortSignal, follower: RecordFollower): Promise<void> {
  while (!over.aborted) {
    // While the sandbox is away there is nothing to read; the next time brings it all.
    await follower.follow().catch(() => undefined);
    await wait(FOLLOW_MS, undefined, { signal: over }).catch(() => undefined);
  }
}

async function happenUntil(
  over: AbortSignal,
  control: SandboxControl,
  seconds: number,
  progress: Progress,
): Promise<void> {
  const startedAt = performance.now();
  const all = incidents(seconds).map(async ({ atMs, name, happen }) => {
    await wait(startedAt + atMs - performance.now(), undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) return;
    progress(`  ${name}`);
    await happen(control);
  });
  await Promise.all(all);
}
