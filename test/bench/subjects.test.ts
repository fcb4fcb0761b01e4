import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { subjects } from './subjects.ts';

describe('the server under test', () => {
  it.each(['plain', 'joined', 'kept'] as const)('is started as npm start does it: %s', (name) => {
    const { scripts } = z
      .object({ scripts: z.object({ start: z.string() }) })
      .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));
    expect(scripts.start.split('&& ').at(-1)).toBe(['node', ...subjects[name].command].join(' '));
  });
});
