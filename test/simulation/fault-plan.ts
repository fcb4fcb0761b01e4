import { setTimeout as wait } from 'node:timers/promises';
import type { SandboxControl } from '../support/sandbox-control.ts';

type Fault = Parameters<SandboxControl['faults']['add']>[0];

/** Which part of all upstream calls goes wrong, and how. */
const shares: readonly (readonly [share: number, fault: Omit<Fault, 'path'>])[] = [
  [0.1, { status: 500 }],
  [0.1, { status: 500, afterWork: true }],
  [0.034, { reset: 'before' }],
  [0.033, { reset: 'within' }],
  [0.033, { reset: 'after' }],
  [0.05, { hang: true }],
];

/** Sets up what goes wrong all the time. */
export async function addFaults(control: SandboxControl, seed: number, scale: number): Promise<void> {
  await control.faults.seed(seed);
  let before = 0;
  for (const [share, fault] of shares) {
    const scaled = share * scale;
    if (scaled === 0) return;
    // A fault sees only what those before it have let pass.
    await control.faults.add({ ...fault, path: '**', times: null, share: scaled / (1 - before) });
    before += scaled;
  }
}

/** Something that happens to the sandbox at a time of the run, in ms. */
export interface Incident {
  readonly atMs: number;
  readonly name: string;
  readonly happen: (control: SandboxControl) => Promise<void>;
}

const BURST_MS = 2_000;
const DOWN_MS = 1_000;

/**
 * Bursts of 429 every 20 s, tokens revoked every 15 s, two restarts of the sandbox: each at least once, and in shorter
 * runs at the same parts of the time.
 */
export function incidents(seconds: number): readonly Incident[] {
  const every = (period: number, first: number): number[] => {
    const count = Math.max(1, Math.floor(seconds / period));
    return Array.from({ length: count }, (_, index) => ((index + first) / count) * seconds * 1_000);
  };
  const burst = Math.min(BURST_MS, seconds * 100);
  const down = Math.min(DOWN_MS, seconds * 50);
  return [
    ...every(20, 0.3).map((atMs) => ({
      atMs,
      name: 'a burst of 429',
      happen: async (control: SandboxControl) => {
        const limit = { path: '**', times: null, share: 0.8, rateLimit: { retryAfterSeconds: 1 } };
        const { id } = await insist(() => control.faults.add(limit));
        await wait(burst);
        await insist(() => control.faults.remove(id));
      },
    })),
    ...every(15, 0.6).map((atMs) => ({
      atMs,
      name: 'tokens revoked',
      happen: (control: SandboxControl) => insist(() => control.revokeTokens()),
    })),
    ...[0.22, 0.72].map((part) => ({
      atMs: part * seconds * 1_000,
      name: 'the sandbox restarts',
      happen: (control: SandboxControl) => insist(() => control.restart(Math.round(down))),
    })),
  ].sort((one, other) => one.atMs - other.atMs);
}

const TRIES = 50;
const TRY_PAUSE_MS = 200;

/** The sandbox may be away just now, its control API with it: a call of that is repeated until it is taken. */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left === 0) throw error;
    }
    await wait(TRY_PAUSE_MS);
  }
}
