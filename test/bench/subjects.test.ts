import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { subjects } from './subjects.ts';

describe('the server under test', () => {
  const page = readFileSync(new URL('../../docs/production.md', import.meta.url), 'utf8');

  it.each(['plain', 'joined', 'kept'] as const)(
    'is started as docs/production.md starts it with keys: %s',
    (name) => {
      const started = /^ +VIPPS_CLIENT_ID=.*\\\n +(node .*)$/m.exec(page)?.[1];
      expect(started).toBe(['node', ...subjects[name].command].join(' '));
    },
  );

  it.each([
    ['plain', ['CACHE_MAX_BYTES', 'RESPONSE_CACHE_MAX_BYTES', 'COALESCE_REQUESTS']],
    ['joined', ['CACHE_MAX_BYTES', 'RESPONSE_CACHE_MAX_BYTES']],
    ['kept', []],
  ] as const)('runs with the defaults that ship but for what makes it that mode: %s', (name, settings) => {
    const ofAnyServer =
      /^(?:NODE_ENV|CALLER_AUTH|HOST|PORT|PROBES_PORT|LOG_LEVEL|VIPPS_(?:ACCOUNTING_)?(?:CLIENT_ID|CLIENT_SECRET|SUBSCRIPTION_KEY))$/;
    expect(Object.keys(subjects[name].env).filter((key) => !ofAnyServer.test(key))).toEqual(settings);
  });

  it.each(['plain', 'joined', 'kept'] as const)(
    'differs by nothing but their number by 2 workers: %s',
    (name) => {
      const { command, env } = subjects[name];
      expect(subjects[`${name} by 2 workers`]).toEqual({ command, env: { ...env, WORKERS: '2' } });
    },
  );
});
