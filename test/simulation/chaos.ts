import { setTimeout as wait } from 'node:timers/promises';
import { sandboxControl, type SandboxControl } from '../support/sandbox-control.ts';
import { addFaults, incidents, insist } from './fault-plan.ts';
import { askGraph, at, itemsOf } from './graph.ts';
import { judge } from './judge.ts';
import type { ChaosOptions } from './options.ts';
import { startSandboxProcess, startServerProcess, type Running } from './processes.ts';
import { RecordFollower } from './record.ts';
import { summarize, type ChaosResult } from './result.ts';
import { staticReads } from './static-reads.ts';
import { productOrdersQuery, Traffic, type Oracle } from './traffic.ts';

const FOLLOW_MS = 1_000;
/** Longer than a server may take to finish what is in flight. */
const STOP_MS = 30_000;

/** Told what goes on, for who waits. */
export type Progress = (step: string) => void;

/**
 * One chaos run: the built server against the sandbox, both as processes of their own, with faults, load, a second server
 * that takes over in the middle, and a judgement. Whoever calls it ends what is left of the processes.
 */
export async function runChaos(options: ChaosOptions, progress: Progress): Promise<ChaosResult> {
  const { seconds, seed, faults } = options;
  progress('Asking a server without faults for everything');
  const traffic = new Traffic(await askOracle(), seed);

  const sandbox = await startSandboxProcess('the sandbox');
  const first = await startServerProcess('the first server', sandbox.url);
  const servers = [first];
  const crashes: string[] = [];
  watch(sandbox, crashes);
  watch(first, crashes);
  const control = sandboxControl(sandbox.url);
  const follower = new RecordFollower(control);
  if (faults > 0) await addFaults(control, seed, faults);

  const over = new AbortController();
  const following = followUntil(over.signal, follower);
  const happening = faults > 0 ? happenUntil(over.signal, control, seconds, progress) : Promise.resolve();
  const handover = handOver((seconds * 1_000) / 2, sandbox, servers, crashes, progress);
  await load(options, traffic, servers, progress);
  const handoverAt = await handover;
  over.abort();
  await happening;
  await insist(() => control.faults.clear());
  progress(`Waiting for ${String(traffic.inFlight)} operations in flight`);
  await traffic.settle();
  await following;
  const record = await insist(() => follower.record());
  progress('Stopping');
  await Promise.all(servers.map((server) => stop(server, crashes)));
  sandbox.tell('SIGKILL');
  const { changes, observations } = traffic;
  const judgement = judge({ changes, observations, handoverAt }, record);
  return summarize(options, traffic, judgement, crashes);
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

/** A second server takes over, and the first one is told to stop. Gives the time from which on nothing is sent to that. */
async function handOver(
  atMs: number,
  sandbox: Running,
  servers: Running[],
  crashes: string[],
  progress: Progress,
): Promise<number> {
  await wait(atMs);
  const second = await startServerProcess('the second server', sandbox.url);
  watch(second, crashes);
  const [first] = servers.splice(0, 1, second);
  const handoverAt = performance.now();
  progress('The second server takes over; SIGTERM for the first');
  if (first !== undefined) await stop(first, crashes);
  return handoverAt;
}

/** Starts operations at their times, whether or not those before have come back. */
async function load(
  { seconds, rate }: ChaosOptions,
  traffic: Traffic,
  servers: readonly Running[],
  progress: Progress,
): Promise<void> {
  const startedAt = performance.now();
  let sent = 0;
  for (let second = 0; ;) {
    const passed = (performance.now() - startedAt) / 1_000;
    if (passed >= seconds) return;
    if (passed >= second + 10) {
      second += 10;
      progress(`${String(second)} s: ${String(sent)} operations, ${String(traffic.inFlight)} in flight`);
    }
    for (; sent < passed * rate; sent += 1) {
      const [server] = servers;
      if (server !== undefined) traffic.next(server.url);
    }
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
