import { setTimeout as wait } from 'node:timers/promises';
import { full, haveUrl, readOrder } from './acts.ts';
import { expectSeen, haveSeen, NEW, NOTICED_MS, OLD, SEEN_MS, type WorkerSceneParts } from './worker-acts.ts';

/** What a replica has not heard of when it takes over. */
const BEHIND_MS = 300;

/** Where it has no room for what has changed, it is told that something has: it is seen everywhere all the same. */
export async function fullRedis(parts: WorkerSceneParts): Promise<void> {
  const { redis } = parts;
  if (redis === undefined) return;
  const orderId = 'workers-full';
  await haveSeen(parts, orderId);
  redis.take('nothing more');
  for (const worker of [0, 1])
    full(parts, 'a read while Redis is full', await readOrder(parts, 'workers-full-new', { worker }));
  await haveUrl(parts, orderId, NEW);
  await wait(SEEN_MS);
  await expectSeen(parts, orderId, NEW, 'an order changed while Redis was full');
  redis.take('everything');
  await wait(NOTICED_MS + SEEN_MS);
  await haveUrl(parts, orderId, OLD);
  await wait(SEEN_MS);
  await expectSeen(parts, orderId, OLD, 'an order changed when Redis had room again');
}

/** A replica takes over that has not heard of the last change, whether the connections to the one before it last or not. */
export async function failedOverRedis(parts: WorkerSceneParts): Promise<void> {
  const { redis } = parts;
  if (redis === undefined) return;
  for (const connections of ['are cut', 'stay'] as const) {
    const orderId = `workers-failover-${connections === 'stay' ? 'stay' : 'cut'}`;
    await haveSeen(parts, orderId);
    redis.fallBehind();
    await haveUrl(parts, orderId, NEW);
    await wait(BEHIND_MS);
    redis.failOver(connections);
    // What nobody writes to says nothing of what it is.
    await readOrder(parts, `${orderId}-other`, { worker: 0 });
    await wait(NOTICED_MS + SEEN_MS);
    await expectSeen(parts, orderId, NEW, 'an order changed before a replica took over');
    await haveUrl(parts, orderId, OLD);
    await wait(SEEN_MS);
    await expectSeen(parts, orderId, OLD, 'an order changed after a replica took over');
  }
}
