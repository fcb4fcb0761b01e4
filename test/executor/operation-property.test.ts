import { GraphQLError, parse } from 'graphql';
import { z } from 'zod';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  compiledOrRefused,
  isValid,
  plainly,
  type Asked,
  type Outcome,
  type Told,
} from '../support/compiled-execution.js';
import { randomGraph, World } from '../support/random-graph.js';
import { randomQuery } from '../support/random-selection.js';

const OPERATIONS = 3_000;

const strict = randomGraph(true);
/** The same without a non-null type: here nothing hides another failure, so every one that could be told is. */
const lenient = randomGraph(false);

function asked(seed: number, isPrompt: boolean, failing: number): Asked & { readonly everything: Asked } {
  const { query, variables } = randomQuery(seed, strict, 4);
  const world = (): World => new World(seed, strict, failing, isPrompt);
  return {
    schema: strict,
    query,
    variables,
    context: world(),
    everything: { schema: lenient, query, variables, context: world() },
  };
}

/** Each valid query of these seeds, executed in both ways. */
async function compare(
  isPrompt: boolean,
  failing: number,
  check: (plain: Outcome, fast: Outcome, request: ReturnType<typeof asked>) => void | Promise<void>,
): Promise<{ readonly failed: number; readonly whole: number }> {
  let [failed, whole, done] = [0, 0, 0];
  for (let seed = 0; done < OPERATIONS; seed += 1) {
    if (seed > 2 * OPERATIONS) throw new Error('too many queries are not valid');
    const request = asked(seed, isPrompt, failing);
    if (!isValid(strict, parse(request.query))) continue;
    done += 1;
    const [plain, found] = [await plainly(request), await compiledOrRefused(request)];
    if (found === 'refused') throw new Error(`refused: ${request.query}`);
    await check(plain, found, request);
    if (plain.errors.length > 0) failed += 1;
    else if (plain.data.length > 100) whole += 1;
  }
  return { failed, whole };
}

const keyOf = ({ message, path, locations }: Told): string => JSON.stringify([message, path, locations]);

/** The place that an error made null: the first null on its way. */
function nulledPlace(data: unknown, path: Told['path']): string {
  let value = data;
  const way: (string | number)[] = [];
  for (const key of path ?? []) {
    if (value === null) break;
    value = z.record(z.string(), z.unknown()).or(z.array(z.unknown())).parse(value)[key as never];
    way.push(key);
  }
  if (value !== null) throw new Error(`not null: ${JSON.stringify(path)}`);
  return JSON.stringify(way);
}

describe(`${String(OPERATIONS)} random operations`, () => {
  // graphql-js leaves promises of list items to themselves when a later item fails at once: what they reject with, an
  // error that has its place already, is nobody's fault here. Everything else is.
  let listeners: NodeJS.UnhandledRejectionListener[] = [];
  const unhandled: unknown[] = [];
  beforeEach(() => {
    listeners = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', (reason) => {
      if (!(reason instanceof GraphQLError && reason.path !== undefined)) unhandled.push(reason);
    });
  });
  afterEach(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    process.removeAllListeners('unhandledRejection');
    for (const listener of listeners) process.on('unhandledRejection', listener);
    expect(unhandled.splice(0)).toEqual([]);
  });

  it('give the data and errors of graphql-js when nothing comes later', { timeout: 120_000 }, async () => {
    const { failed, whole } = await compare(true, 0.03, (plain, fast, { query, variables }) => {
      expect({ query, variables, ...fast }).toEqual({ query, variables, ...plain });
    });
    expect(failed).toBeGreaterThan(OPERATIONS / 10);
    expect(whole).toBeGreaterThan(OPERATIONS / 10);
  });

  it(
    'give the data of graphql-js when nothing fails, whatever comes later',
    { timeout: 120_000 },
    async () => {
      const { whole } = await compare(false, 0, (plain, fast, { query, variables }) => {
        expect({ query, variables, ...fast }).toEqual({ query, variables, ...plain });
      });
      expect(whole).toBeGreaterThan(OPERATIONS / 3);
    },
  );

  // Where promises fail, graphql-js tells what fails first, and of the rest below a nulled place what fails before the
  // place is nulled. The specification fixes the data, and that each null that stands for a failure has an error.
  it(
    'give the data of graphql-js and errors that could be told, whenever they fail',
    { timeout: 120_000 },
    async () => {
      let asSets = 0;
      const { failed } = await compare(false, 0.03, async (plain, fast, { query, variables, everything }) => {
        expect({ query, variables, data: fast.data }).toEqual({ query, variables, data: plain.data });
        const data: unknown = JSON.parse(plain.data);
        const places = (errors: readonly Told[]): Set<string> =>
          new Set(errors.map(({ path }) => nulledPlace(data, path)));
        expect(places(fast.errors), query).toEqual(places(plain.errors));
        // What fails at the very place that is null has no other to be told instead.
        const fixed = (errors: readonly Told[]): Set<string> =>
          new Set(errors.filter(({ path }) => nulledPlace(data, path) === JSON.stringify(path)).map(keyOf));
        expect(fixed(fast.errors), query).toEqual(fixed(plain.errors));
        const all = await plainly(everything);
        const possible = new Set([...all.errors, ...plain.errors].map(keyOf));
        const everyone: unknown = JSON.parse(all.data);
        for (const error of fast.errors) {
          if (possible.has(keyOf(error))) continue;
          expect(error.message, query).toMatch(/^Cannot return null for non-nullable field \w+\.\w+\.$/);
          expect(nulledPlace(everyone, error.path), query).toBe(JSON.stringify(error.path));
        }
        // No failure is told twice.
        expect(new Set(fast.errors.map(keyOf)).size, query).toBe(fast.errors.length);
        if (JSON.stringify(fast.errors.map(keyOf)) === JSON.stringify(plain.errors.map(keyOf))) asSets += 1;
      });
      expect(failed).toBeGreaterThan(OPERATIONS / 10);
      // Nearly always, there is no choice.
      expect(asSets).toBeGreaterThan(OPERATIONS * 0.9);
    },
  );
});
