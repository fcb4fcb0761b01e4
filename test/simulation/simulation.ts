import type { Mutant } from './mutants.ts';
import { havePlayed, type PlayedSeed, type Task } from './players.ts';
import type { SimulateOptions } from './simulate-options.ts';
import type { StoryOracle } from './story/oracle.ts';
import { MUTANT_VARIABLE, mutantText } from './virtual/plant.ts';

/** What a server without faults answers, asked in a process of its own. */
export async function learnOracle(): Promise<StoryOracle> {
  let oracle: StoryOracle | undefined;
  await havePlayed({ kind: 'oracle' }, (report) => {
    if (report.kind === 'oracle') ({ oracle } = report);
  });
  if (oracle === undefined) throw new Error('The oracle said nothing.');
  return oracle;
}

/** A player is replaced after so many seeds: whatever grows in it ends with it. */
const SEEDS_OF_A_PLAYER = 250;

/**
 * Plays seeds in several processes, and tells what came of each as it comes.
 * @param mostSeconds after which no further seed is begun; all are played unless told
 */
export async function simulate(
  { first, seeds, processes, trace }: Pick<SimulateOptions, 'first' | 'seeds' | 'processes' | 'trace'>,
  oracle: StoryOracle,
  told: (played: PlayedSeed) => void,
  mostSeconds = Number.POSITIVE_INFINITY,
): Promise<void> {
  const all = Array.from({ length: seeds }, (_, index) => first + index);
  const rules = { oracle, stopsAtFirst: false, traces: trace };
  await Promise.all(
    Array.from({ length: processes }, (_, index) =>
      playInTurn(
        all.filter((seed) => (seed - first) % processes === index),
        { ...rules, mostSeconds },
        told,
      ),
    ),
  );
}

type Rules = Omit<Extract<Task, { kind: 'seeds' }>, 'kind' | 'seeds'>;

/** Plays them one after the other, in one process at a time. */
async function playInTurn(
  seeds: readonly number[],
  rules: Rules,
  told: (played: PlayedSeed) => void,
  env?: Readonly<Record<string, string>>,
): Promise<void> {
  const endsAt = performance.now() + rules.mostSeconds * 1_000;
  let isOver = false;
  for (let from = 0; from < seeds.length && !isOver; from += SEEDS_OF_A_PLAYER) {
    const task = {
      ...rules,
      kind: 'seeds',
      seeds: seeds.slice(from, from + SEEDS_OF_A_PLAYER),
      mostSeconds: (endsAt - performance.now()) / 1_000,
    } as const;
    await havePlayed(
      task,
      (report) => {
        if (report.kind !== 'seed') return;
        isOver ||= rules.stopsAtFirst && report.result.violations.length > 0;
        told(report);
      },
      env,
    );
    isOver ||= performance.now() > endsAt;
  }
}

/** What came of a planted fault. */
export interface Hunt {
  readonly name: string;
  /** What the first seed that found something found; undefined: none did. */
  readonly caught: { readonly seed: number; readonly line: string } | undefined;
  /** Why nobody can say whether it would be found: it can't be loaded, or ends whoever plays. */
  readonly fault: string | undefined;
  readonly seeds: number;
  readonly seconds: number;
}

/** Plants each fault in processes of its own, and plays seeds until one finds something: first those that once did. */
export async function huntMutants(
  { first, seeds, processes }: Pick<SimulateOptions, 'first' | 'seeds' | 'processes'>,
  mutants: readonly Mutant[],
  oracle: StoryOracle,
  told: (hunt: Hunt) => void,
): Promise<void> {
  const left = [...mutants];
  const all = Array.from({ length: seeds }, (_, index) => first + index);
  const rules = { oracle, stopsAtFirst: true, traces: false, mostSeconds: Number.POSITIVE_INFINITY };
  const hunt = async (): Promise<void> => {
    for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
      const { name, foundBy } = mutant;
      const startedAt = performance.now();
      let caught: Hunt['caught'];
      let fault: Hunt['fault'];
      let played = 0;
      const once = foundBy.filter((seed) => all.includes(seed));
      try {
        await playInTurn(
          [...new Set([...once, ...all])],
          rules,
          ({ result }) => {
            played += 1;
            const [line] = result.violations;
            if (line !== undefined) caught ??= { seed: result.seed, line };
          },
          { [MUTANT_VARIABLE]: mutantText(mutant) },
        );
      } catch (error) {
        caught = undefined;
        fault = error instanceof Error ? error.message : String(error);
      }
      told({ name, caught, fault, seeds: played, seconds: (performance.now() - startedAt) / 1_000 });
    }
  };
  await Promise.all(Array.from({ length: processes }, hunt));
}
