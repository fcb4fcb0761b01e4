import { judge } from '../judge.ts';
import { insist } from '../fault-plan.ts';
import { RecordFollower } from '../record.ts';
import { chance, crashes, network, STORY_STARTS_AT, time } from '../virtual/process.ts';
import { endingOf } from './ending.ts';
import type { StoryOracle } from './oracle.ts';
import { callsUntilSilent } from './recovery.ts';
import { processesOf, settingsOf } from './settings.ts';
import { openStage, type Stage } from './stage.ts';
import { Story } from './story.ts';
import { Trace } from './trace.ts';
import { SEEN_MS } from './worker-acts.ts';

/** What came of a seed. */
export interface SeedResult {
  readonly seed: number;
  /** One line for each thing that must not be. */
  readonly violations: readonly string[];
  readonly operations: number;
  /** Those that brought data. */
  readonly answered: number;
  /** It did not come to its end: nothing else can be played in this process. */
  readonly isStuck: boolean;
  readonly traceHash: string;
  readonly trace: string;
}

/** Timers that may take so long to run out once all is over: those of idle connections. */
const QUIET_MS = 120_000;

/** Plays the story of a seed from a new server and a new sandbox to their end. Never rejects. */
export async function play(seed: number, oracle: StoryOracle, tenantsFile: string): Promise<SeedResult> {
  time.setTimeOfDay(STORY_STARTS_AT);
  chance.seed(seed);
  network.reset();
  crashes.take();
  const trace = new Trace();
  const settings = settingsOf(seed);
  const processes = processesOf(seed);
  trace.note(`settings ${JSON.stringify({ ...settings, ...processes })}`);
  const played: Played = { violations: [], operations: 0, answered: 0 };
  let isStuck = false;
  try {
    await playTo(played, seed, oracle, await time.until(openStage(tenantsFile, settings, processes)), trace);
  } catch (error) {
    isStuck = true;
    played.violations.push(
      `stuck: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
  played.violations.push(...crashes.take().map((line) => `ends a process: ${line}`));
  for (const line of played.violations) trace.note(line);
  return { ...played, seed, isStuck, traceHash: trace.hash, trace: trace.text };
}

interface Played {
  readonly violations: string[];
  operations: number;
  answered: number;
}

async function playTo(
  played: Played,
  seed: number,
  oracle: StoryOracle,
  stage: Stage,
  trace: Trace,
): Promise<void> {
  const story = new Story(seed, oracle, stage, endingOf(seed, processesOf(seed)), trace);
  const { traffic, asker, apart } = story;
  await time.until(story.play());
  const follower = new RecordFollower(stage.control);
  const calls = await time.until(callsUntilSilent(follower));
  const record = await time.until(insist(() => follower.record()));
  const inFlight = calls.filter(({ finishedAt }) => finishedAt === null).length;
  for (const { seq, method, url, status, outcome } of calls)
    trace.note(`call ${String(seq)} ${method} ${url}: ${String(status)}, ${String(outcome)}`);
  await time.until(asker.close());
  await time.until(stage.stop());
  const timers = await time.untilNoTimers(QUIET_MS);
  const { changes, observations } = traffic;
  const { untrue, duplicates, lost, wrong } = judge(
    { changes, observations, killedAt: asker.killedAt, apart, seenMs: stage.workers.isSingle ? 0 : SEEN_MS },
    record,
  );
  played.operations = asker.asked;
  played.answered = asker.answered;
  played.violations.push(
    ...untrue.map((line) => `untrue: ${line}`),
    ...duplicates.map((line) => `twice: ${line}`),
    ...lost.map((line) => `lost: ${line}`),
    ...[...wrong, ...traffic.wrong, ...story.wrong].map((line) => `wrong: ${line}`),
    ...stage.workers.faultLines.map((line) => `fault of the server: ${line}`),
    ...(inFlight > 0 ? [`left: ${String(inFlight)} calls in flight`] : []),
    ...(timers > 0 ? [`left: ${String(timers)} timers`] : []),
    ...(network.open > 0 ? [`left: ${String(network.open)} ends of connections`] : []),
  );
}
