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

/** Plays seeds in several processes, and tells what came of each as it comes. */
export async function simulate(
  { first, seeds, processes }: Pick<SimulateOptions, 'first' | 'seeds' | 'processes'>,
  oracle: StoryOracle,
  told: (result: SeedResult) => void,
): Promise<void> {
  await Promise.all(
    Array.from({ length: processes }, (_, index) =>
      havePlayed(
        {
          kind: 'seeds',
          oracle,
          first: first + index,
          step: processes,
          end: first + seeds,
          stopsAtFirst: false,
        },
        (report) => {
          if (report.kind === 'seed') told(report.result);
        },
      ),
    ),
  );
}
