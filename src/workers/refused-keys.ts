import type { KeysRefused } from '../server/probes.js';
import type { WorkerProbeAnswer } from './messages.js';

/** A worker that is asked what a probe would be told. */
export interface Looked {
  readonly isReady: boolean;
  look(name: string): Promise<WorkerProbeAnswer | undefined>;
}

export interface RefusedKeys {
  readonly subgraph: string;
  /** The settings, or places in the tenants file, that they are given by. */
  readonly refused: unknown;
}

const KEYS_REFUSED: KeysRefused = 'keys refused';

/** One that has just begun may be late; who has said nothing by then is no reason to wait any more. */
const MOST_LOOKS = 5;

/**
 * Finds a subgraph that a new worker can answer nothing of, as its keys are refused, while those of old ones are good. An API
 * that is down says nothing about keys, and is no reason to keep the old ones.
 */
export async function newlyRefused(
  worker: Looked,
  subgraphs: readonly string[],
  old: readonly Looked[],
): Promise<RefusedKeys | undefined> {
  const all = await Promise.all(
    subgraphs.map(async (subgraph) => {
      const answer = await lookPatiently(worker, subgraph);
      if (answer?.body['status'] !== KEYS_REFUSED) return undefined;
      const others = await Promise.all(old.map((each) => each.look(subgraph)));
      const isAnswered = others.some((other) => other?.status === 200);
      return isAnswered ? { subgraph, refused: answer.body['refused'] } : undefined;
    }),
  );
  return all.find((found) => found !== undefined);
}

async function lookPatiently(worker: Looked, subgraph: string): Promise<WorkerProbeAnswer | undefined> {
  for (let looks = 0; looks < MOST_LOOKS && worker.isReady; looks += 1) {
    const answer = await worker.look(subgraph);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
