import { setTimeout as wait } from 'node:timers/promises';
import { insist } from '../fault-plan.ts';
import type { RecordFollower } from '../record.ts';
import { time } from '../virtual/process.ts';

/** By the time of day, after which tokens may be asked for again whatever came before. */
const PAUSE_OF_TOKENS_MS = 33_000;
/** Within this breakers let a call through again, and repeats of the last moment are over. */
const REPEATS_MS = 2_500;
/** Longer than any work that nobody waits for, such as a refresh, may take. */
const AFTERWARDS_MS = 15_000;
/** Longer than it pauses between two calls. */
const SILENCE_MS = 3_000;

/**
 * Lets so much time pass that whatever failed is over. Most of it is a jump of the clock: processes look for changes all
 * along, and each look is work.
 */
export async function recover(): Promise<void> {
  time.setTimeOfDay(Date.now() + PAUSE_OF_TOKENS_MS);
  await wait(REPEATS_MS);
}

/** Waits until the APIs are asked for nothing more, and gives all that they were asked for. */
export async function callsUntilSilent(follower: RecordFollower): Promise<readonly Call[]> {
  const calls = new Map<number, Call>();
  for (let passedMs = 0; passedMs <= AFTERWARDS_MS; passedMs += SILENCE_MS) {
    const news = await insist(() => follower.follow());
    if (passedMs > 0 && news.length === 0) break;
    for (const call of news) calls.set(call.seq, call);
    await wait(SILENCE_MS);
  }
  return [...calls.values()];
}

type Call = Awaited<ReturnType<RecordFollower['follow']>>[number];
