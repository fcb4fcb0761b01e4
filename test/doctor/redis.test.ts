import { describe, expect, it, onTestFinished } from 'vitest';
import { hasRedis, NEEDS_REDIS, RedisServer } from '../support/redis.js';
import { quiet, visit } from './visit.js';

async function server(...args: readonly string[]): Promise<RedisServer> {
  const redis = await RedisServer.start(...args);
  onTestFinished(() => redis.kill());
  return redis;
}

describe.skipIf(!hasRedis)(`Redis${NEEDS_REDIS}`, () => {
  it('that answers: its latency, and what is encrypted comes back; nothing is left there', async () => {
    const redis = await server();
    const { code, findings } = await visit({ ...quiet, SANDBOX_PORT: '0', ...redis.env() });
    expect(code).toBe(0);
    expect(findings.filter(({ area }) => area === 'redis')).toEqual([
      {
        area: 'redis',
        subject: 'REDIS_URL',
        state: 'ok',
        found: expect.stringMatching(
          new RegExp(
            `^127.0.0.1:${redis.port} answers in [\\d.]+ ms, [\\d.]+ at worst; REDIS_TIMEOUT_MS is 500$`,
          ),
        ),
      },
      {
        area: 'redis',
        subject: 'SHARED_CACHE_KEYS',
        state: 'ok',
        found: '1 keys; what the first one encrypts, comes back and opens',
      },
    ]);
    expect(await redis.command('DBSIZE')).toBe(0);
  });

  it.each([
    ['a wrong password', ':wrong-password@', 'WRONGPASS'],
    ['no password', '', 'NOAUTH'],
  ])('with %s', async (_name, user, word) => {
    const redis = await server('--requirepass', 'right-password');
    const env = { ...redis.env(), REDIS_URL: redis.url.replace('//', `//${user}`) };
    const { code, told } = await visit(
      { ...quiet, SANDBOX_PORT: '0', ...env },
      { secrets: ['wrong-password'] },
    );
    expect(code).toBe(1);
    expect(told).toEqual([
      {
        area: 'redis',
        subject: 'REDIS_URL',
        state: 'fault',
        found: `127.0.0.1:${redis.port} refuses the user or the password (${word})`,
        mend: 'Put them into REDIS_URL: redis://user:password@host:port, both percent-encoded; without a user, redis://:password@host:port.',
      },
    ]);
  });

  it('that is a replica', async () => {
    const redis = await server();
    const replica = await redis.replica();
    onTestFinished(() => replica.kill());
    const { told } = await visit({ ...quiet, SANDBOX_PORT: '0', ...replica.env() });
    expect(told).toEqual([
      {
        area: 'redis',
        subject: 'REDIS_URL',
        state: 'fault',
        found: 'it is a replica, which takes no changes',
        mend: 'Let REDIS_URL lead to the primary.',
      },
    ]);
  });

  it('that is gone', async () => {
    const redis = await server();
    await redis.kill();
    const { code, told } = await visit({ ...quiet, SANDBOX_PORT: '0', ...redis.env() });
    expect(code).toBe(1);
    expect(told).toEqual([
      {
        area: 'redis',
        subject: 'REDIS_URL',
        state: 'fault',
        found: `127.0.0.1:${redis.port} can't be reached: nothing listens there (ECONNREFUSED)`,
        mend: 'Start what is to listen there, or look whether the port is right. The address comes from REDIS_URL.',
      },
    ]);
  });
});
