import type { SeedResult } from './story/play.ts';
import type { StoryOracle } from './story/oracle.ts';
import { havePlayed } from './players.ts';
import type { SimulateOptions } from './simulate-options.ts';

/** What a server without faults answers, asked in a process of its own. */
export async function learnOracle(): Promise<StoryOracle> {
  let oracle: StoryOracle | undefined;
  await havePlayed({ kind: 'oracle' }, (report) => {
    if (report.kind === 'oracle') ({ oracle } = report);
  });
  if (oracle === undefined) throw new Error('The oracle said nothing.');
  return oracle;
}

/**
 * Plays seeds in several processes, and tells what came of each as it comes.
 * @param mostSeconds after which no further seed is begun; all are played unless told
 */
export async function simulate(
  { first, seeds, processes }: Pick<SimulateOptions, 'first' | 'seeds' | 'processes'>,
  oracle: StoryOracle,
  told: (result: SeedResult) => void,
  mostSeconds?: number,
): Promise<void> {
  const end = first + seeds;
  await Promise.all(
    Array.from({ length: processes }, (_, index) =>
      havePlayed(
        {
          kind: 'seeds',
          oracle,
          first: first + index,
          step: processes,
          end,
          stopsAtFirst: false,
          mostSeconds,
        },
        (report) => {
          if (report.kind === 'seed') told(report.result);
        },
      ),
    ),
  );
}

/** What came of a planted fault. */
export interface Hunt {
  readonly name: string;
  /** What the first seed that found something found; undefined: none did. */
  readonly caught: { readonly seed: number; readonly line: string } | undefined;
}

/** Plants each fault in processes of its own, and plays seeds until one finds something. */
export async function huntMutants(
  { first, seeds, processes }: Pick<SimulateOptions, 'first' | 'seeds' | 'processes'>,
  names: readonly string[],
  oracle: StoryOracle,
  told: (hunt: Hunt) => void,
): Promise<void> {
  const left = [...names];
  const hunt = async (): Promise<void> => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      let caught: Hunt['caught'];
      const task = { kind: 'seeds', oracle, first, step: 1, end: first + seeds, stopsAtFirst: true } as const;
      await havePlayed(
        task,
        (report) => {
          if (report.kind !== 'seed') return;
          const [line] = report.result.violations;
          if (line !== undefined) caught ??= { seed: report.result.seed, line };
        },
        { MUTANT: name },
      );
      told({ name, caught });
    }
  };
  await Promise.all(Array.from({ length: processes }, hunt));
}
