import { expect, test } from 'vitest';
import { AnswerReader } from './answer-reader.ts';

const answer = (body: string, length = `Content-Length: ${body.length}`, status = '200 OK'): string =>
  `HTTP/1.1 ${status}\r\nDate: now\r\n${length}\r\n\r\n${body}`;

/** Gives the chunks to a reader that has a request in flight. */
function read(chunks: readonly string[], expected?: number) {
  const reader = new AnswerReader();
  const seen: { lengths: number[]; faults: string[] } = { lengths: [], faults: [] };
  const ask = (): void => {
    reader.expect(expected, (bytes) => {
      seen.lengths.push(bytes);
      ask();
    });
  };
  reader.onFault = ({ message }) => seen.faults.push(message);
  ask();
  for (const chunk of chunks) reader.read(Buffer.from(`${chunk} what the buffer held before`), chunk.length);
  return seen;
}

test('answers are read wherever the chunks are split', () => {
  const text = answer('{"data":1}');
  for (let one = 1; one < text.length; one += 1) {
    for (let other = one + 1; other < text.length; other += 1) {
      const chunks = [text.slice(0, one), text.slice(one, other), text.slice(other)];
      expect(read([...chunks, ...chunks], 10)).toEqual({ lengths: [10, 10], faults: [] });
    }
  }
});

test.each([
  ['another status', [answer('no', undefined, '503 Busy')], /something else than a 200: .*503 Busy/],
  ['an answer in pieces', [answer('2', 'Transfer-Encoding: chunked')], /without a content-length/],
  ['another length', [answer('{"errors":[]}')], /13 bytes, not the 10 that were checked/],
  ['two answers to a request', [answer('{"data":1}') + answer('{"data":1}')], /more than one answer/],
  ['headers without an end', ['HTTP/1.1 200 OK', 'x'.repeat(9_000)], /without an end of its headers/],
])('%s is a fault', (_, chunks, fault) => {
  const { lengths, faults } = read(chunks, 10);
  expect(lengths).toEqual([]);
  expect(faults).toEqual([expect.stringMatching(new RegExp(fault.source, 's'))]);
});
