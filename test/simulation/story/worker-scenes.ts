import { setTimeout as wait } from 'node:timers/promises';
import {
  callsSince,
  expectCalls,
  full,
  haveUrl,
  lastSeq,
  paymentType,
  readOrder,
  setElsewhere,
  shows,
  timed,
  type DrillParts,
} from './acts.ts';
import { loseChange } from './scenes.ts';
import { failedOverRedis, fullRedis } from './redis-scenes.ts';
import { SAME_KEYS } from './tenants.ts';
import { expectSeen, haveSeen, NEW, NOTICED_MS, OLD, SEEN_MS, type WorkerSceneParts } from './worker-acts.ts';

/** Meetings of two processes, the first one and the second. */
export const workerScenes = {
  'a change is seen elsewhere': changeSeen,
  'a late fill elsewhere': lateFillElsewhere,
  'equal reads of two processes': equalReads,
  'a change elsewhere that may yet come': doubtElsewhere,
  'a new process': newProcess,
  'a rolling restart': rollingRestart,
  'Redis hangs': hangingRedis,
  'Redis restarts': restartingRedis,
  'Redis is full': fullRedis,
  'Redis fails over': failedOverRedis,
} as const satisfies Record<string, (parts: WorkerSceneParts) => Promise<void>>;

export type WorkerSceneName = keyof typeof workerScenes;

/** What was changed before is not told again when Redis is back. */
const RETOLD_MS = 11_000;
const HANGING_READS = 16;
/** One waits, and Redis is left alone; another process may be reading something again in the background. */
const READS_IN_VAIN = 3;
/** Of one that asks Redis in vain, over a network that takes 15 ms at most. */
const HANGING_READ_MS = 200;
const SECOND = { worker: 1 };

async function changeSeen(parts: DrillParts): Promise<void> {
  const orderId = 'workers-seen';
  await haveSeen(parts, orderId);
  await haveUrl(parts, orderId, NEW);
  await wait(SEEN_MS);
  await expectSeen(parts, orderId, NEW, 'a changed order');
}

/** What is being read in one process is changed in another: neither keeps what was read, nor gives it to the other. */
async function lateFillElsewhere(parts: DrillParts): Promise<void> {
  const { control } = parts;
  const orderId = 'workers-late';
  await haveUrl(parts, orderId, OLD);
  await wait(SEEN_MS);
  const path = `**/${paymentType}/${orderId}`;
  const { id } = await control.faults.add({ path, method: 'GET', delayMs: 1_500, times: null });
  const late = readOrder(parts, orderId, SECOND);
  await wait(100);
  await haveUrl(parts, orderId, NEW);
  full(parts, 'a read during a change elsewhere', await late);
  await control.faults.remove(id);
  await wait(SEEN_MS);
  for (const worker of [0, 1])
    shows(parts, 'a read after a change elsewhere', await readOrder(parts, orderId, { worker }), NEW);
}

async function equalReads(parts: WorkerSceneParts): Promise<void> {
  const { control, settings, redis } = parts;
  if (redis === undefined || settings['CACHE_MAX_BYTES'] === '0') return;
  const orderId = 'workers-equal';
  await setElsewhere(parts, orderId, OLD);
  const after = await lastSeq(control);
  const { id } = await control.faults.add({ path: `**/${orderId}`, delayMs: 150, times: null });
  const answers = await Promise.all([0, 1].map((worker) => readOrder(parts, orderId, { worker })));
  await control.faults.remove(id);
  for (const answer of answers) shows(parts, 'a read of two processes', answer, OLD);
  expectCalls(parts, 'equal reads of two processes', await callsSince(control, after, `**/${orderId}`), 1, 1);
}

async function doubtElsewhere(parts: DrillParts): Promise<void> {
  const orderId = 'workers-doubt';
  await setElsewhere(parts, orderId, OLD);
  if (!(await loseChange(parts, orderId))) return;
  await wait(SEEN_MS);
  await expectSeen(parts, orderId, OLD, 'a change has not come');
  await setElsewhere(parts, orderId, NEW);
  await expectSeen(parts, orderId, NEW, 'a change has come');
}

/** It knows of changes that may yet come, though it was not there when they were lost. */
async function newProcess(parts: WorkerSceneParts): Promise<void> {
  const orderId = 'workers-new';
  await setElsewhere(parts, orderId, OLD);
  const isLost = await loseChange(parts, orderId);
  await wait(SEEN_MS);
  await parts.workers.kill(1);
  await wait(SEEN_MS);
  await sameKeysSeen(parts);
  await expectSeen(parts, orderId, OLD, 'a change has not come');
  if (!isLost) return;
  await setElsewhere(parts, orderId, NEW);
  await expectSeen(parts, orderId, NEW, 'a change has come');
}

/** All of them are replaced while they have something in hand: none of it is lost, and those that come know what is in doubt. */
async function rollingRestart(parts: WorkerSceneParts): Promise<void> {
  const { control, workers } = parts;
  const [orderId, slow] = ['workers-roll', 'workers-roll-slow'];
  await setElsewhere(parts, orderId, OLD);
  const isLost = await loseChange(parts, orderId);
  await wait(SEEN_MS);
  const { id } = await control.faults.add({ path: `**/${slow}`, delayMs: 1_500, times: null });
  const reads = [0, 1].map((worker) => readOrder(parts, slow, { worker }));
  await wait(100);
  await workers.roll();
  await expectSeen(parts, orderId, OLD, 'a change has not come');
  for (const answer of await Promise.all(reads)) full(parts, 'a read of who is replaced', answer);
  await control.faults.remove(id);
  if (!isLost) return;
  await setElsewhere(parts, orderId, NEW);
  await expectSeen(parts, orderId, NEW, 'a change has come');
}

/** Another tenant with the same keys sees a change that was made in a process which it has never asked. */
async function sameKeysSeen(parts: DrillParts): Promise<void> {
  const orderId = 'workers-same-keys';
  await setElsewhere(parts, orderId, OLD);
  const read = () => readOrder(parts, orderId, { tenant: SAME_KEYS });
  shows(parts, `a read by ${SAME_KEYS}`, await read(), OLD);
  await haveUrl(parts, orderId, NEW, SECOND);
  await setElsewhere(parts, orderId, NEW);
  await wait(SEEN_MS);
  shows(parts, `a read by ${SAME_KEYS} of what has changed elsewhere`, await read(), NEW);
}

/** Costs a read a moment, then none; and what was changed meanwhile is seen once it is over. */
async function hangingRedis(parts: WorkerSceneParts): Promise<void> {
  const { redis } = parts;
  if (redis === undefined) return;
  const orderId = 'workers-hang';
  await haveSeen(parts, orderId);
  await wait(RETOLD_MS);
  redis.pause();
  const before = redis.scriptsInVain;
  for (let each = 0; each < HANGING_READS; each += 1) {
    const { ms, value } = await timed(readOrder(parts, `workers-hang-${String(each)}`));
    full(parts, 'a read while Redis hangs', value);
    if (ms > HANGING_READ_MS) parts.wrong(`while Redis hangs, a read takes ${ms.toFixed(0)} ms`);
  }
  const asked = redis.scriptsInVain - before;
  if (asked > READS_IN_VAIN)
    parts.wrong(`while it hangs, Redis is asked by ${String(asked)} of ${String(HANGING_READS)} reads`);
  await haveUrl(parts, orderId, NEW);
  redis.resume();
  await wait(NOTICED_MS + SEEN_MS);
  await expectSeen(parts, orderId, NEW, 'an order changed while Redis hung');
}

/** With all that was told while the second process could not hear it: that drops whatever it has. */
async function restartingRedis(parts: WorkerSceneParts): Promise<void> {
  const { redis, workers } = parts;
  if (redis === undefined) return;
  const orderId = 'workers-restart';
  await haveSeen(parts, orderId);
  await workers.whileCutOff(1, async () => {
    await haveUrl(parts, orderId, NEW);
    await wait(RETOLD_MS);
    redis.restart(1_000);
  });
  await wait(1_000 + NOTICED_MS + SEEN_MS);
  await expectSeen(parts, orderId, NEW, 'an order changed before Redis has forgotten it');
}
