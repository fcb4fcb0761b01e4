import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '../../src/config.js';

const REDIS_URL = 'rediss://user:word@cache.example:6380/2';
const one = Buffer.alloc(32, 1);
const two = Buffer.alloc(32, 2);

function faultsOf(env: Readonly<Record<string, string>>): readonly string[] {
  try {
    parseConfig({ NODE_ENV: 'test', ...env });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('the shared cache', () => {
  it('is off unless it is set', () => {
    expect(parseConfig({ NODE_ENV: 'test' }).sharedCache).toBeUndefined();
  });

  it('has an address, and keys of which the first one encrypts', () => {
    const SHARED_CACHE_KEYS = `${one.toString('base64')}, ${two.toString('base64')}`;
    expect(parseConfig({ NODE_ENV: 'test', REDIS_URL, SHARED_CACHE_KEYS }).sharedCache).toEqual({
      url: REDIS_URL,
      keys: [one, two],
      timeoutMs: 10,
    });
  });

  it.each<[string, Readonly<Record<string, string>>, readonly RegExp[]]>([
    ['no keys', { REDIS_URL }, [/^REDIS_URL: is set, but SHARED_CACHE_KEYS is not\./]],
    [
      'no address',
      { SHARED_CACHE_KEYS: one.toString('base64') },
      [/^SHARED_CACHE_KEYS: is set, but REDIS_URL is not\./],
    ],
    [
      'a key that is too short',
      { REDIS_URL, SHARED_CACHE_KEYS: Buffer.alloc(16).toString('base64') },
      [/^SHARED_CACHE_KEYS: the value is no list of keys of 32 bytes in base64\./],
    ],
    [
      'another scheme',
      { REDIS_URL: 'http://user:word@cache.example', SHARED_CACHE_KEYS: one.toString('base64') },
      [/^REDIS_URL: the value is no redis:\/\/ or rediss:\/\/ address\./],
    ],
    ...['/abc', '/1/2', '/-1', '/0?x=1', '/0#x'].map(
      (rest): [string, Readonly<Record<string, string>>, readonly RegExp[]] => [
        `what the client can't read behind the host: ${rest}`,
        { REDIS_URL: `redis://cache.example${rest}`, SHARED_CACHE_KEYS: one.toString('base64') },
        [/^REDIS_URL: the value is no address of the form redis:/],
      ],
    ),
    ...['redis://:w%rd@cache.example', 'redis://u:50%off@cache.example', 'redis://:w#rd@cache.example'].map(
      (url): [string, Readonly<Record<string, string>>, readonly RegExp[]] => [
        `a password that is not encoded: ${url}`,
        { REDIS_URL: url, SHARED_CACHE_KEYS: one.toString('base64') },
        [/^REDIS_URL: the value is no address of the form redis:/],
      ],
    ),
    ['a slip', { REDIS_ULR: 'redis://x' }, [/^REDIS_ULR: is no setting of this server\./]],
    [
      'a slip beside what Kubernetes says of a service that is called redis',
      {
        BREAKER_TRESHOLD: '10',
        REDIS_SERVICE_HOST: '10.0.0.1',
        REDIS_SERVICE_PORT_REDIS: '6379',
        REDIS_PORT: 'tcp://10.0.0.1:6379',
        REDIS_PORT_6379_TCP_ADDR: '10.0.0.1',
      },
      [/^BREAKER_TRESHOLD: is no setting of this server\./],
    ],
  ])('is refused with %s', (_what, env, expected) => {
    const faults = faultsOf(env);
    expect(faults).toHaveLength(expected.length);
    for (const [index, each] of expected.entries()) expect(faults[index]).toMatch(each);
  });
});
