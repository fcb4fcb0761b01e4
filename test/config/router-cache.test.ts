import { describe, expect, it } from 'vitest';
import { parseConfig, type Environment } from '../../src/config.js';

const key = 'a-key-of-the-router-that-nobody-can-guess';
const url = 'http://router.internal:3000/invalidation';
const read = (env: Environment) => parseConfig({ NODE_ENV: 'test', ...env }).routerCache;

describe('caching at the router', () => {
  it('is off unless it is asked for', () => {
    expect(read({})).toBeUndefined();
    expect(read({ ROUTER_CACHE: 'off' })).toBeUndefined();
    expect(read({ ROUTER_CACHE: 'private' })).toEqual({ invalidation: undefined });
  });

  it('has one router or several to tell, each at its own address', () => {
    const env = { ROUTER_CACHE: 'private', ROUTER_INVALIDATION_KEY: key };
    const other = 'https://other.example/cache/invalidation';
    expect(read({ ...env, ROUTER_INVALIDATION_URL: `${url}, ${other}` })).toEqual({
      invalidation: { urls: [url, other], key },
    });
  });

  it.each<[Environment, string]>([
    [{ ROUTER_CACHE: 'public' }, 'ROUTER_CACHE: "public" is none of off, private'],
    [
      { ROUTER_CACHE: 'private', ROUTER_INVALIDATION_URL: url },
      'ROUTER_INVALIDATION_URL: is set, but ROUTER_INVALIDATION_KEY is not',
    ],
    [
      { ROUTER_CACHE: 'private', ROUTER_INVALIDATION_KEY: key },
      'ROUTER_INVALIDATION_KEY: is set, but ROUTER_INVALIDATION_URL is not',
    ],
    [
      { ROUTER_INVALIDATION_URL: url, ROUTER_INVALIDATION_KEY: key },
      'ROUTER_INVALIDATION_URL: is set, but ROUTER_CACHE does not say private',
    ],
    [
      { ROUTER_CACHE: 'private', ROUTER_INVALIDATION_URL: `${url},${url}`, ROUTER_INVALIDATION_KEY: key },
      'ROUTER_INVALIDATION_URL: "http://router.internal:3000/invalidation,http://router.internal:3000/invalidation" has an address twice',
    ],
    [
      { ROUTER_CACHE: 'private', ROUTER_INVALIDATION_URL: url, ROUTER_INVALIDATION_KEY: 'short' },
      'ROUTER_INVALIDATION_KEY: the value is shorter than 32 characters',
    ],
    [{ ROUTER_INVALIDATION_URLS: url }, 'ROUTER_INVALIDATION_URLS: is no setting of this server'],
  ])('is refused: %j', (env, fault) => {
    expect(() => read(env)).toThrow(fault);
  });
});
