import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isObject } from './graph.ts';
import type { SeedResult } from './story/play.ts';
import type { StoryOracle } from './story/oracle.ts';

/** What a player is told to do. */
export type Task =
  | { readonly kind: 'oracle' }
  | {
      readonly kind: 'seeds';
      readonly oracle: StoryOracle;
      /** In this order. */
      readonly seeds: readonly number[];
      /** Ends with the first seed that finds something. */
      readonly stopsAtFirst: boolean;
      /** Tells what happened, line by line. */
      readonly traces: boolean;
      /** Begins no further seed after so many seconds, by the clock on the wall. */
      readonly mostSeconds: number;
    };

/** A seed that was played, and what that took. */
export interface PlayedSeed {
  readonly result: SeedResult;
  /** Of the player, since the seed before it. */
  readonly processorMs: number;
  /** The most that the player has had so far. */
  readonly memoryBytes: number;
}

/** What a player says. */
export type Report =
  | { readonly kind: 'oracle'; readonly oracle: StoryOracle }
  | ({ readonly kind: 'seed' } & PlayedSeed)
  /** The last: all that was to be done is done. Whoever ends without it, with whatever code, has not done its task. */
  | { readonly kind: 'done' };

/** Those that are there, and where each writes its files. */
const players = new Map<ChildProcess, string>();

/** Names the directory of a player: its files go with it. */
export const DIRECTORY_VARIABLE = 'SIMULATION_DIRECTORY';

/** What Node has compiled: a player starts in less time. */
const COMPILE_CACHE = fileURLToPath(new URL('../../node_modules/.cache/simulation', import.meta.url));

/**
 * Has a task done by a process of its own, as it replaces time, chance and network for all that runs in it.
 * @param env what it gets of an environment, besides nothing
 * @throws when it ends before its task is done
 */
export async function havePlayed(
  task: Task,
  told: (report: Report) => void,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'simulation-'));
  const child = fork(new URL('player.ts', import.meta.url), {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      [DIRECTORY_VARIABLE]: directory,
      ...env,
    },
    execArgv: [
      '--no-allocation-site-pretenuring',
      // Stories make much that does not last: with room for it, less is moved. Half of it, and 320 MB for what lasts, take a third
      // less memory and an eighth more time.
      '--max-semi-space-size=64',
      // There are as many players as cores: threads that help one only take from another.
      '--single-threaded-gc',
      '--disable-warning=ExperimentalWarning',
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  players.set(child, directory);
  const said = { isDone: false, seeds: 0 };
  child.on('message', (message: unknown) => {
    if (!isReport(message)) return;
    if (message.kind === 'done') said.isDone = true;
    if (message.kind === 'seed') said.seeds += 1;
    told(message);
  });
  child.send(task);
  // Not its exit: what it has said by then may come later.
  const [code]: unknown[] = await once(child, 'close');
  forget(child);
  if (code === 0 && said.isDone) return;
  const of =
    task.kind === 'seeds' ? `, after ${String(said.seeds)} of ${String(task.seeds.length)} seeds` : '';
  throw new Error(`A player ended with ${String(code)} before it was done${of}.`);
}

/** Ends every player that is still there. */
export function endPlayers(): void {
  for (const player of players.keys()) {
    player.kill('SIGKILL');
    forget(player);
  }
}

function forget(player: ChildProcess): void {
  const directory = players.get(player);
  players.delete(player);
  if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
}

function isReport(message: unknown): message is Report {
  const kinds: readonly unknown[] = ['oracle', 'seed', 'done'];
  return isObject(message) && kinds.includes(message['kind']);
}

/** Whether a message is a task. */
export function isTask(message: unknown): message is Task {
  return isObject(message) && (message['kind'] === 'oracle' || message['kind'] === 'seeds');
}
