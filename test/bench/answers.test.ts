import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { allData, checkAnswers, itemCount } from './answers.ts';
import { expectedAnswers } from './expected-answers.ts';
import { queries } from './queries.ts';

const answer = (name: string, cursor: string): string =>
  `{"data":{"nodes":[{"pspReference":"1","name":"${name}"}],"pageInfo":{"endCursor":"${cursor}"}}}`;
const inOtherOrder = '{"data":{"pageInfo":{"endCursor":"c"},"nodes":[{"name":"Kaffe","pspReference":"1"}]}}';

test('all data is the same in any order and with any cursor, and no other value', () => {
  expect(allData(answer('Kaffe', 'a'))).toBe(allData(inOtherOrder));
  expect(allData(answer('Kaffe', 'a'))).not.toBe(allData(answer('Te', 'a')));
});

test('items are counted once, whatever is said of them', () => {
  const items = ['{"msn":"700001"}', '{"msn":"700002","name":"one"}', '{"msn":"700002","name":"other"}'];
  expect(itemCount(`[${items.join()}]`)).toBe(2);
});

test('of each query it is known how many items its answers have', () => {
  const counts = queries.map((query): unknown[] => [
    query.name,
    ...new Set(expectedAnswers(query).map(itemCount)),
  ]);
  expect(counts).toEqual([
    ['Q1', 100],
    ['Q2', 100],
    ['Q3', 1_000],
    ['Q4', 1],
    ['Q5', 0],
    ['Q6', 1],
    ['E1', 100],
    ['E2', 1],
  ]);
});

test('a server is measured by what it answered, and refused when that is not what was expected', async () => {
  const bodies = ['{"query":"{ a }"}', '{"query":"{ b }"}'];
  const server = createServer((_request, response) => response.end(answer('Kaffe', 'é')));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const check = (expected: readonly string[]) => checkAnswers('Q0 plain', url, bodies, expected, allData);
  try {
    await expect(check([inOtherOrder, inOtherOrder])).resolves.toEqual([
      { body: bodies[0], answerBytes: Buffer.byteLength(answer('Kaffe', 'é')) },
      { body: bodies[1], answerBytes: Buffer.byteLength(answer('Kaffe', 'é')) },
    ]);
    await expect(check([inOtherOrder, answer('Te', '')])).rejects.toThrow(
      'Q0 plain does not answer what is expected: {"data":',
    );
  } finally {
    server.close();
  }
});
