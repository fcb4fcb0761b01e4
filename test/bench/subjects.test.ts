import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { subjects } from './subjects.ts';

describe('the server under test', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

  it.each(['plain', 'joined', 'kept'] as const)(
    'is started as the README starts it with keys: %s',
    (name) => {
      const started = /^ +VIPPS_CLIENT_ID=.*\\\n +(node .*)$/m.exec(readme)?.[1];
      expect(started).toBe(['node', ...subjects[name].command].join(' '));
    },
  );
});
