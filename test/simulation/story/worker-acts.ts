import { setTimeout as wait } from 'node:timers/promises';
import type { VirtualRedis } from '../virtual/redis/VirtualRedis.ts';
import { haveUrl, readOrder, shows, type DrillParts } from './acts.ts';
import type { Workers } from './workers.ts';

/** What a scene of several processes has besides. */
export interface WorkerSceneParts extends DrillParts {
  readonly redis: VirtualRedis | undefined;
  readonly workers: Workers;
}

/** Within this a process sees what another has changed. */
export const SEEN_MS = 1_000;
/** Within this each process has noticed that Redis is back. */
export const NOTICED_MS = 600;
export const [OLD, NEW] = ['https://shop.example/workers-old', 'https://shop.example/workers-new'];

/** Each process shows it. */
export async function expectSeen(
  parts: DrillParts,
  orderId: string,
  url: string,
  what: string,
): Promise<void> {
  for (const worker of [1, 0])
    shows(
      parts,
      `${what}, read in process ${String(worker)}`,
      await readOrder(parts, orderId, { worker }),
      url,
    );
}

/** Both have read it, and heard of all that was changed before. */
export async function haveSeen(parts: DrillParts, orderId: string): Promise<void> {
  await haveUrl(parts, orderId, OLD);
  await wait(SEEN_MS);
  await expectSeen(parts, orderId, OLD, 'a new order');
}
