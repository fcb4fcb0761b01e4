import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allSettings } from '../../src/config/settings.js';
import { ERROR_CODES, PROTOCOL_CODES } from '../../src/errors/codes.js';

const page = readFileSync('docs/security.md', 'utf8');

/** The rows of the table under a heading, cell by cell. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const lines = section.split('\n## ')[0]?.split('\n') ?? [];
  return lines
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | '));
}

describe('the page about security', () => {
  it('names every setting that is a limit, with its default', () => {
    const told = new Map(rowsUnder('Limits').map(([name = '', value]) => [name.replaceAll('`', ''), value]));
    const limits = allSettings.filter(
      ({ group, unit }) => group === 'Limits and times' && unit !== undefined,
    );
    expect(limits.length).toBeGreaterThan(25);
    for (const { name, default: value } of limits) {
      expect(told.has(name), name).toBe(true);
      if (value !== undefined) expect(told.get(name), name).toBe(value);
    }
  });

  it('names no setting and no test that is not there', () => {
    const names = new Set(allSettings.map(({ name }) => name));
    const named = [...page.matchAll(/`((?:[A-Z]+_)+[A-Z]+)(?:=[^`]*)?`/g)].map(([, name = '']) => name);
    const codes = new Set([...Object.keys(ERROR_CODES), ...PROTOCOL_CODES]);
    expect(named.filter((name) => !names.has(name) && !codes.has(name))).toEqual([]);
    const files = [...page.matchAll(/`(test\/[\w/.-]+\.\w+)`/g)].map(([, file = '']) => file);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('says of every check where it is tested', () => {
    const numbers = rowsUnder('Where it is tested').map(([check = '']) => Number.parseInt(check, 10));
    expect(numbers.filter((number) => !Number.isNaN(number))).toEqual(
      Array.from({ length: 35 }, (_, at) => at + 1),
    );
  });
});
