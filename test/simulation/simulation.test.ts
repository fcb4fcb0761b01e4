import { afterAll, beforeAll, expect, it } from 'vitest';
import { endPlayers } from './players.ts';
import { learnOracle, simulate } from './simulation.ts';
import type { StoryOracle } from './story/oracle.ts';
import type { SeedResult } from './story/play.ts';

let oracle: StoryOracle;
beforeAll(async () => {
  oracle = await learnOracle();
}, 60_000);
afterAll(endPlayers);

async function play(first: number, seeds: number, processes: number): Promise<readonly SeedResult[]> {
  const results: SeedResult[] = [];
  await simulate({ first, seeds, processes }, oracle, (result) => results.push(result));
  return results.sort((one, other) => one.seed - other.seed);
}

// Further seeds: npm run simulate.
it(
  'finds nothing wrong in stories of faults, changes and time, and the same each time',
  { timeout: 120_000 },
  async () => {
    const results = await play(1, 40, 2);
    expect(
      results.flatMap(({ seed, violations }) => violations.map((line) => `${String(seed)}: ${line}`)),
    ).toEqual([]);
    expect(results).toHaveLength(40);
    // Alone, in a process that has played nothing before.
    const [again] = await play(39, 1, 1);
    expect(again?.trace).toBe(results[38]?.trace);
    expect(again?.trace).toMatch(/is told 200[\s\S]*call \d+ POST/);
  },
);
