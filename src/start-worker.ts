import { explain } from './announce.js';
import { systemClock, systemTimers, type Clock } from './clock.js';
import { parseConfig, withSandbox, type Environment } from './config.js';
import { createLog, logFaults } from './log.js';
import { sandboxTenant } from './sandbox-mode.js';
import type { Server } from './server/create-server.js';
import type { SandboxTime } from './workers/messages.js';
import { startTracing, type RunningTracing } from './tracing/start-tracing.js';
import { PrimaryLink, type Order } from './workers/PrimaryLink.js';
import { startBeats } from './workers/beats.js';
import { WorkerChanges } from './workers/WorkerChanges.js';
import { WorkerHints } from './workers/WorkerHints.js';

/** Serves as one of several workers, until the primary says otherwise. */
export async function startWorker(env: Environment): Promise<void> {
  // A terminal sends them to all; what they mean for a worker, the primary says.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const link = new PrimaryLink();
  try {
    await serve(link, env);
  } catch (error) {
    link.send({ type: 'failed', text: explain(error) }, () => {
      process.exit(1);
    });
  }
}

async function serve(link: PrimaryLink, env: Environment): Promise<void> {
  // While it is waited for, the code is loaded.
  const [{ createServer }, { worker, sandbox, doubts, beatMs }] = await Promise.all([
    import('./server/create-server.js'),
    link.begin,
  ]);
  let config = parseConfig(env);
  const log = createLog({ level: config.logLevel, format: config.logFormat, worker });
  logFaults(log);
  const clock = sandbox === undefined ? undefined : new TimeOfSandbox(sandbox.time);
  if (sandbox !== undefined)
    config = withSandbox(config, { url: sandbox.url, tenant: await sandboxTenant() });
  const changes = new WorkerChanges(doubts, (told) => {
    link.send({ type: 'told', told });
  });
  const tracing = await startTracing(config.tracing, log, systemTimers);
  const hints = new WorkerHints((hinted) => {
    link.send({ type: 'hinted', hinted });
  });
  const starting = createServer(config, {
    clock: clock ?? systemClock,
    log,
    tracer: tracing.tracer,
    others: (subgraph) => ({ changes: changes.of(subgraph), hints: hints.of(subgraph) }),
  });
  const obeying: Obeying = { link, changes, hints, clock, tracing, server: undefined };
  link.obey((order) => {
    carryOut(order, obeying);
  });
  const server = await starting;
  obeying.server = server;
  const subgraphs = server.subgraphs.map(({ name, url }) => ({ name, url }));
  link.send({ type: 'ready', subgraphs });
  startBeats(link, beatMs);
}

interface Obeying {
  readonly link: PrimaryLink;
  readonly changes: WorkerChanges;
  readonly hints: WorkerHints;
  readonly clock: TimeOfSandbox | undefined;
  readonly tracing: RunningTracing;
  /** Undefined = it is still starting. */
  server: Server | undefined;
}

function carryOut(order: Order, { link, changes, hints, clock, tracing, server }: Obeying): void {
  switch (order.type) {
    case 'told':
      changes.heard(order.told);
      break;
    case 'hinted':
      hints.heard(order.hinted);
      break;
    case 'missed':
      changes.missed();
      break;
    case 'time':
      clock?.set(order.time);
      break;
    case 'look':
      void server?.probed.ready(order.name).then(({ status, body }) => {
        link.send({ type: 'looked', id: order.id, answer: { status, body: { ...body } } });
      });
      break;
    case 'measure':
      void server?.probed.measure().then(([own]) => {
        link.send({ type: 'measured', id: order.id, metrics: [...(own?.metrics ?? [])] });
      });
      break;
    case 'retire':
      endAfter(server?.retire(), tracing);
      break;
    case 'stop':
      endAfter(server?.stop({ drain: order.drain }), tracing);
      break;
  }
}

function endAfter(stopped: Promise<void> | undefined, tracing: RunningTracing): void {
  void Promise.resolve(stopped)
    .then(() => tracing.stop())
    .then(() => {
      process.exit(0);
    });
}

/** The clock of the sandbox in another process. */
class TimeOfSandbox implements Clock {
  constructor(private time: SandboxTime) {}

  set(time: SandboxTime): void {
    this.time = time;
  }

  now(): number {
    return this.time.frozenAtMs ?? Date.now() + this.time.offsetMs;
  }
}
