import { setTimeout as pause } from 'node:timers/promises';
import { allData, checkAnswers } from './answers.ts';
import { startCollector, type Collector } from './collector.ts';
import { expectedAnswers } from './expected-answers.ts';
import { progress } from './figures.ts';
import { Load, type LoadRequest } from './load.ts';
import type { Options } from './options.ts';
import { startServer, type RunningServer } from './processes.ts';
import { queries, type BenchQuery } from './queries.ts';
import { subjects, type SubjectName } from './subjects.ts';
import { traceRow, wholeBatches, type TracePair, type TraceRow } from './trace-figures.ts';
import { serverEnv, startUpstream, type Upstream } from './upstream.ts';

export interface TraceResult {
  readonly query: BenchQuery;
  readonly mode: SubjectName;
  readonly rows: readonly TraceRow[];
}

/** Q3 is what the target is for; Q6 shows what a small request pays. */
const TRACED = ['Q3', 'Q6'];
const MODES = ['plain', 'kept'] as const;
/** How many spans a request leaves: its own, that of its operation, and one for each call. */
const SPANS = { plain: 3, kept: 2 };
/** Requests are alike but for one in a hundred. */
const OF = 100;
/** As shipped. */
const BATCH_SIZE = 2_048;
/**
 * Spans of one request in a hundred fill no batch: they are sent after a time, here less than half of the usual one. A turn is
 * as long, so that it has one sending: of fewer requests each would bear more of that than in use.
 */
const SHORT_DELAY_MS = 2_000;
const SHARE_OF_DELAY = 0.8;
/** Batches of whole requests are sent when they are full, and never before. */
const LONG_DELAY_MS = 600_000;
const LEAD_SECONDS = 0.01;
/** Turns of about that part of a repeat: neighbours see the same machine. */
const TURNS_PER_REPEAT = 4;

/** What is compared: a server, what it is asked, and how to wait until all that it records of a turn is sent. */
interface Side {
  readonly server: RunningServer;
  readonly load: Load;
  readonly requests: readonly LoadRequest[];
  /** @param before how many spans were sent before the turn @param count of its requests */
  readonly settle: (before: number, count: number) => Promise<unknown>;
}

interface Contest {
  readonly recorded: number;
  readonly without: Side;
  readonly withTraces: Side;
  readonly perTurn: number;
  readonly pairs: number;
}

interface Surroundings {
  readonly upstream: Upstream;
  readonly collector: Collector;
  readonly options: Options;
}

/** What traces cost: requests of which none, one in a hundred, and all are recorded, each against the same unrecorded ones. */
export async function* measureTraces(options: Options): AsyncGenerator<TraceResult> {
  const upstream = await startUpstream(options);
  const collector = await startCollector();
  const around = { upstream, collector, options };
  for (const query of queries.filter(({ name }) => TRACED.includes(name) && options.queries.includes(name)))
    for (const mode of MODES.filter((each) => options.modes.includes(each))) {
      const rows = new Array<TraceRow>();
      for (const enter of [enterUnrecorded, enterOneInAHundred, enterAll])
        rows.push(await measure(query, mode, await enter(query, mode, around), around));
      yield { query, mode, rows };
    }
  await collector.stop();
  await upstream.stop();
}

/** The caller says which of a hundred requests are recorded, as a gateway does. */
function asked({ bodies }: BenchQuery, recorded: number): readonly LoadRequest[] {
  return Array.from({ length: OF }, (_, index) => ({
    body: bodies[index % bodies.length] ?? '',
    answerBytes: undefined,
    headers: {
      'content-type': 'application/json',
      traceparent: `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0${index < recorded ? '1' : '0'}`,
    },
  }));
}

const nothingToWaitFor = (): Promise<void> => Promise.resolve();

/** A server that sends no traces, and one that could. */
async function enterUnrecorded(query: BenchQuery, mode: TracedMode, around: Surroundings): Promise<Contest> {
  const off = await start(query, mode, {}, around);
  const on = await start(query, mode, { OTEL_EXPORTER_OTLP_ENDPOINT: around.collector.url }, around);
  const requests = asked(query, 0);
  const perTurn = OF * Math.max(1, Math.round((await fitting(on, query, around)) / OF));
  return {
    recorded: 0,
    pairs: around.options.repeats * TURNS_PER_REPEAT,
    without: { ...off, requests, settle: nothingToWaitFor },
    withTraces: { ...on, requests, settle: nothingToWaitFor },
    perTurn,
  };
}

/** They are sent more often than in use. */
async function enterOneInAHundred(
  query: BenchQuery,
  mode: TracedMode,
  around: Surroundings,
): Promise<Contest> {
  const { collector } = around;
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: String(SHORT_DELAY_MS) };
  const at = await start(query, mode, env, around);
  const { seconds, repeats } = around.options;
  const perSecond = ((await fitting(at, query, around)) * TURNS_PER_REPEAT) / seconds;
  const perTurn = OF * Math.max(1, Math.round((perSecond * SHARE_OF_DELAY * SHORT_DELAY_MS) / 1_000 / OF));
  await pause(2 * SHORT_DELAY_MS);
  return {
    recorded: 1,
    pairs: repeats,
    without: { ...at, requests: asked(query, 0), settle: nothingToWaitFor },
    withTraces: {
      ...at,
      requests: asked(query, 1),
      settle: (before, count) => collector.sent(before + (count / OF) * SPANS[mode]),
    },
    perTurn,
  };
}

/** Each turn has whole batches, however many spans of others wait. */
async function enterAll(query: BenchQuery, mode: TracedMode, around: Surroundings): Promise<Contest> {
  const { collector } = around;
  const { batchSize } = wholeBatches(BATCH_SIZE, SPANS[mode], 0);
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: String(batchSize),
    OTEL_BSP_SCHEDULE_DELAY: String(LONG_DELAY_MS),
  };
  const at = await start(query, mode, env, around);
  const { requests: perTurn } = wholeBatches(BATCH_SIZE, SPANS[mode], await fitting(at, query, around));
  return {
    recorded: OF,
    pairs: around.options.repeats * TURNS_PER_REPEAT,
    without: { ...at, requests: asked(query, 0), settle: nothingToWaitFor },
    withTraces: {
      ...at,
      requests: asked(query, OF),
      settle: (before, count) => collector.sent(before + count * SPANS[mode]),
    },
    perTurn,
  };
}

type TracedMode = (typeof MODES)[number];

async function start(
  query: BenchQuery,
  mode: TracedMode,
  env: Readonly<Record<string, string>>,
  { upstream, options }: Surroundings,
): Promise<Pick<Side, 'server' | 'load'>> {
  const server = await startServer(subjects[mode], {
    env: { ...serverEnv(upstream, options, query), ...env },
    probe: true,
  });
  await checkAnswers(`${query.name} ${mode}`, server.url, query.bodies, expectedAnswers(query), allData);
  return { server, load: await Load.open(server.url, options.connections) };
}

/** Warms a server up, recorded and not. @returns how many requests fit into a turn */
async function fitting(
  { load }: Pick<Side, 'load'>,
  query: BenchQuery,
  { options: { seconds, warmup } }: Surroundings,
): Promise<number> {
  progress(`${query.name}, traces, warm-up`);
  await load.run(asked(query, OF), warmup / 2);
  const { answered, untilLastSeconds } = await load.run(asked(query, 0), warmup / 2 + LEAD_SECONDS);
  return ((answered / untilLastSeconds) * seconds) / TURNS_PER_REPEAT;
}

async function measure(
  { name }: BenchQuery,
  mode: TracedMode,
  { recorded, without, withTraces, perTurn, pairs: wanted }: Contest,
  { collector }: Surroundings,
): Promise<TraceRow> {
  progress(`${name} ${mode}, traces, ${String(recorded)} % recorded, turns of ${String(perTurn)} requests`);
  const takeTurn = async ({ server, load, requests, settle }: Side): Promise<number> => {
    await load.run(without.requests, LEAD_SECONDS);
    const sent = await collector.sent();
    const before = await server.ask();
    const { answered } = await load.runCount(requests, perTurn);
    await settle(sent, perTurn);
    return ((await server.ask()).cpuUs - before.cpuUs) / answered;
  };
  const pairs = new Array<TracePair>();
  const sentBefore = await collector.sent();
  for (let pair = 0; pair < wanted; pair += 1) {
    // Each goes first as often: what comes after the other has its leavings.
    if (pair % 2 === 0) {
      const first = await takeTurn(without);
      pairs.push({ without: first, withTraces: await takeTurn(withTraces) });
    } else {
      const first = await takeTurn(withTraces);
      pairs.push({ without: await takeTurn(without), withTraces: first });
    }
  }
  const due = (pairs.length * perTurn * SPANS[mode] * recorded) / OF;
  const sent = (await collector.sent()) - sentBefore;
  // Those of the warm-up may still come; and a load now and then, as what is kept becomes old, leaves a few more.
  if (recorded > 0 && (sent < due || sent > due * 1.01 + OF))
    throw new Error(`${String(sent)} spans were sent, ${String(due)} were due`);
  for (const { load, server } of [without, withTraces]) {
    load.close();
    await server.stop();
  }
  return traceRow(recorded, pairs);
}
