import { describe, expect, it } from 'vitest';
import { KnownTokens, type KnownToken } from '../../src/callers/KnownTokens.js';
import { ALL_RIGHTS } from '../../src/callers/scopes.js';

/** The last digits decide where a token is looked for first. */
const END = 'one and the same end';

function known(token: string, authorization = `Bearer ${token}`): KnownToken {
  const caller = { admittedBy: 'jwt', subject: token, rights: ALL_RIGHTS, tenant: undefined } as const;
  return { authorization, token, caller, endsAt: 1, reading: 1 };
}

/** Different tokens that end alike, but not in all that tokens are told apart by. */
const alike = Array.from({ length: 3 }, (_, index) =>
  known(`as long as a signature is: ${String(index)} more: ${END}`),
);

describe('known tokens', () => {
  it('are found by their header, in whatever order they come', () => {
    const tokens = new KnownTokens();
    for (const each of alike) tokens.set(each);
    for (const each of [...alike, ...alike.toReversed(), ...alike])
      expect(tokens.inHeader(each.authorization)).toBe(each);
  });

  it('are found by exactly that header, and by the token alone in any', () => {
    const tokens = new KnownTokens();
    const [one] = alike;
    if (one === undefined) throw new Error('there is none');
    tokens.set(one);
    for (const header of ['', 'Bearer', `bearer ${one.token}`, one.authorization.replace('more', 'MORE')])
      expect(tokens.inHeader(header)).toBeUndefined();
    expect(tokens.get(one.token)).toBe(one);
    expect(tokens.get(one.token.replace('more', 'MORE'))).toBeUndefined();
  });

  it('are replaced when they are verified again', () => {
    const tokens = new KnownTokens();
    for (const each of alike) {
      const again = { ...each, reading: 2 };
      tokens.set(each);
      expect(tokens.inHeader(each.authorization)).toBe(each);
      tokens.set(again);
      expect(tokens.inHeader(each.authorization)).toBe(again);
      expect(tokens.get(each.token)).toBe(again);
    }
  });

  it('are forgotten in all ways when there are too many', () => {
    const tokens = new KnownTokens();
    for (const each of alike) tokens.set(each);
    for (const each of alike) tokens.inHeader(each.authorization);
    for (let index = 0; index < 10_000; index += 1)
      tokens.set(known(`as long as a signature is: ${String(index)} later`));
    for (const each of alike) {
      expect(tokens.inHeader(each.authorization)).toBeUndefined();
      expect(tokens.get(each.token)).toBeUndefined();
    }
  });
});
