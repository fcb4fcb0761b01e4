import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DocumentCache } from '../../src/server/DocumentCache.js';
import { vipps } from '../../src/subgraphs/vipps.js';
import { limitsWith } from '../support/limits.js';

const { schema } = vipps.build();
const MB = 1_048_576;
/** What documents and programs may take, by the weights that both caches go by. */
const MOST_MB = 32 + 64;

/** Documents that nobody sends twice, and the operations to be asked for in each. */
const documents: Readonly<
  Record<string, (nonce: number) => readonly [text: string, names?: readonly string[]]>
> = {
  'a comment on each of many lines': (nonce) => [`{ __typename } #${nonce}${'\n#'.repeat(9_900)}`],
  'megabytes of blanks': (nonce) => [`{ __typename } #${nonce}${' '.repeat(3_000_000)}`],
  'a long comment that Latin-1 has not all of': (nonce) => [
    `{ __typename } #${nonce}${'€'.repeat(1_000_000)}`,
  ],
  'tiny operations, one asked for': (nonce) => [operations(nonce, 900), [`Q${nonce}_0`]],
  'tiny operations, many asked for': (nonce) => [
    operations(nonce, 150),
    Array.from({ length: 40 }, (_, at) => `Q${nonce}_${at}`),
  ],
  'as many fields as there may be tokens': (nonce) => [
    `{ n${nonce}: salesUnit(msn: "204117") { ${'msn '.repeat(140)} ${Array.from({ length: 990 }, (_, at) => `a${at}: name`).join(' ')} } }`,
  ],
};

function operations(nonce: number, count: number): string {
  return Array.from({ length: count }, (_, at) => `query Q${nonce}_${at} { __typename }`).join(' ');
}

setFlagsFromString('--expose-gc');
const collect = z.custom<() => void>((value) => typeof value === 'function').parse(runInNewContext('gc'));

function heapMB(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MB;
}

describe('documents that nobody sends twice', () => {
  it.each(Object.entries(documents))('take no more memory than there is for them: %s', (_what, make) => {
    const cache = new DocumentCache({ schema, limits: limitsWith(), onFault: () => expect.unreachable() });
    const before = heapMB();
    for (let nonce = 0; nonce < 60; nonce += 1) {
      const [query, names = [undefined]] = make(nonce);
      for (const operationName of names) {
        const prepared = cache.get({ query, operationName });
        if (typeof prepared === 'string') throw new Error(prepared);
        prepared.compiled.prepare({});
      }
    }
    expect(heapMB() - before).toBeLessThan(MOST_MB);
    expect(cache.get({ query: '{ __typename }', operationName: undefined })).toBeTypeOf('object');
  });
});
