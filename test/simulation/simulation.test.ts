import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mutants } from './mutants.ts';
import { endPlayers } from './players.ts';
import { huntMutants, learnOracle, simulate, type Hunt } from './simulation.ts';
import type { StoryOracle } from './story/oracle.ts';
import type { SeedResult } from './story/play.ts';

/** What the seeds may take, whatever the machine: `npm run check:simulation` plays a thousand. */
const MOST_SECONDS = 20;

let oracle: StoryOracle;
beforeAll(async () => {
  oracle = await learnOracle();
}, 120_000);
afterAll(endPlayers);

async function play(first: number, seeds: number, processes: number): Promise<readonly SeedResult[]> {
  const results: SeedResult[] = [];
  const options = { first, seeds, processes, trace: seeds === 1 };
  await simulate(options, oracle, ({ result }) => results.push(result), MOST_SECONDS);
  return results.sort((one, other) => one.seed - other.seed);
}

// Further seeds, and all planted faults: npm run simulate.
it('finds nothing wrong in stories of faults, changes and time', { timeout: 180_000 }, async () => {
  const results = await play(1, 100, 2);
  const found = results.flatMap(({ seed, violations }) =>
    violations.map((line) => `${String(seed)}: ${line}`),
  );
  expect(found).toEqual([]);
  expect(results.length).toBeGreaterThan(1);
  // Alone, in a process that has played nothing before.
  const last = results.at(-1);
  const [again] = await play(last?.seed ?? 0, 1, 1);
  expect(again?.traceHash).toBe(last?.traceHash);
  expect(again?.trace).toMatch(/is told 200[\s\S]*call \d+ POST/);
});

it('finds a planted fault, and knows where each goes', { timeout: 120_000 }, async () => {
  const name = 'the fence is left out: a late fill wins';
  const planted = mutants.filter((mutant) => mutant.name === name);
  expect(new Set(mutants.map((mutant) => mutant.name)).size).toBe(mutants.length);
  const hunts: Hunt[] = [];
  await huntMutants({ first: 1, seeds: 1_000, processes: 1 }, planted, oracle, (hunt) => hunts.push(hunt));
  expect(hunts).toMatchObject([{ name, caught: { seed: expect.any(Number), line: expect.any(String) } }]);
});

it.each([
  ['can not be loaded', 'this.#wait = ('],
  ['ends whoever plays, as if all were well', 'process.exit(0);'],
])(
  'does not count a planted fault as found, nor as not found, that %s',
  { timeout: 120_000 },
  async (_, line) => {
    const planted = mutants
      .filter(({ name }) => name === 'who has left the queue is given a permit')
      .map((mutant) => ({ ...mutant, instead: line }));
    const hunts: Hunt[] = [];
    await huntMutants({ first: 30, seeds: 3, processes: 1 }, planted, oracle, (hunt) => hunts.push(hunt));
    expect(hunts).toMatchObject([
      { caught: undefined, fault: expect.stringMatching(/^A player ended with [01] before it was done/) },
    ]);
  },
);

it.each(mutants)('has a place for: $name', async ({ file, text, instead }) => {
  const source = await readFile(new URL(`../../dist/src/${file}`, import.meta.url), 'utf8');
  expect(source.split(text)).toHaveLength(2);
  expect(instead).not.toBe(text);
  // What can't even be loaded is found by anything.
  expect(() => stripTypeScriptTypes(source.replace(text, () => instead))).not.toThrow();
});
