import { describe, expect, it } from 'vitest';
import { SecretComparison } from '../../src/callers/SecretComparison.js';

const [long, short] = ['æ-secret-that-is-rather-long-and-random', 'another-one-that-is-shorter'];

describe('a text is one of some secrets', () => {
  const secrets = new SecretComparison([long, short]);

  it('if it is the same, whatever was compared before', () => {
    for (let time = 0; time < 2; time += 1)
      for (const [text, isOne] of [
        [long, true],
        [short, true],
        [`${long}x`, false],
        [`${short}x`, false],
        [long.slice(0, -1), false],
        [short.slice(0, -1), false],
        [`x${short.slice(1)}`, false],
        [`${short}\0`, false],
        [`${short}${'\0'.repeat(50)}`, false],
        [long.repeat(1_000), false],
        [long.replace('æ', 'ae'), false],
        ['', false],
      ] as const)
        expect([text, secrets.has(text)]).toEqual([text, isOne]);
  });

  it('and nothing is, where there are none', () => {
    expect(new SecretComparison([]).has('a text')).toBe(false);
  });
});
