import { describe, expect, it } from 'vitest';
import { parseExactly } from '../../src/http/exact-json.js';

describe('exact JSON', () => {
  it.each([
    ['{"amount":0.10}', { amount: '0.10' }],
    ['{"id":9007199254740993}', { id: '9007199254740993' }],
    ['[1.50,2.5,-0.0]', ['1.50', 2.5, '-0.0']],
    ['{"a": 1e3}', { a: '1e3' }],
    ['{"a":{"b":[12345678901234567890]}}', { a: { b: ['12345678901234567890'] } }],
    [
      '{"id":9007199254740991,"n":-7,"t":"0.10","d":"2026-01-01T10:00:00.000Z"}',
      {
        id: 9007199254740991,
        n: -7,
        t: '0.10',
        d: '2026-01-01T10:00:00.000Z',
      },
    ],
    ['[ 0.10 ]', ['0.10']],
    ['0.10', '0.10'],
    ['9007199254740993', '9007199254740993'],
    ['null', null],
  ])('keeps every digit of %s', (text, value) => {
    expect(parseExactly(text)).toStrictEqual(value);
  });

  it('keeps every digit wherever a number stands', () => {
    const numbers = ['0.10', '1.00', '9007199254740993', '-12345678901234567890', '1.0e2'];
    for (const number of numbers)
      for (const text of [
        `{"a":${number}}`,
        `{ "a" : ${number} }`,
        `{"a":\n${number}}`,
        `{"x":1,"a":${number}}`,
      ])
        expect(parseExactly(text)).toMatchObject({ a: number });
    for (const number of numbers) {
      expect(parseExactly(`[${number},${number}]`)).toStrictEqual([number, number]);
      expect(parseExactly(`[1, ${number}]`)).toStrictEqual([1, number]);
    }
  });

  it('refuses what is no JSON', () => {
    expect(() => parseExactly('{"a":01.0}')).toThrow(SyntaxError);
  });
});
