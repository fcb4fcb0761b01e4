import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom. Each rule: files below `from` may import (of ours) only what is below one of `may`.
 * `types`: further places of which only types may be imported.
 */
const rules: readonly {
  readonly from: string;
  readonly may: readonly string[];
  readonly types?: readonly string[];
}[] = [
  { from: 'schema/', may: ['schema/'] },
  {
    from: 'resolvers/',
    may: ['resolvers/', 'schema/', 'src/errors/'],
    types: ['src/context', 'src/clients/', 'src/loaders/', 'src/writers/'],
  },
  { from: 'src/errors/', may: ['src/errors/'] },
  { from: 'src/config', may: ['src/config'] },
  { from: 'src/http/', may: ['src/http/', 'src/errors/', 'src/json'], types: ['src/config'] },
  { from: 'src/auth/', may: ['src/auth/', 'src/http/', 'src/errors/'], types: ['src/config', 'src/clock'] },
  {
    from: 'src/clients/',
    may: ['src/clients/', 'src/http/', 'src/errors/', 'src/json'],
    types: ['src/auth/', 'src/config'],
  },
  {
    from: 'src/cache/',
    may: ['src/cache/', 'src/http/', 'src/errors/'],
    types: ['src/clients/', 'src/clock'],
  },
  {
    from: 'src/loaders/',
    may: ['src/loaders/', 'src/auth/required-keys', 'src/errors/', 'src/http/'],
    types: ['src/cache/', 'src/clients/', 'src/config', 'src/clock'],
  },
  {
    from: 'src/writers/',
    may: ['src/writers/', 'src/loaders/', 'src/auth/required-keys', 'src/errors/', 'src/http/'],
    types: ['src/cache/', 'src/clients/', 'src/config', 'src/clock'],
  },
  { from: 'src/sandbox/', may: ['src/sandbox/'] },
  { from: 'src/explorer/', may: ['src/explorer/', 'test/operations/'] },
];

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'|import\('(\.[^']+)'\)/gms,
  );
  return [...statements].map(([statement, type, from, dynamic]) => ({
    file,
    target: relative('.', resolve(dirname(file), from ?? dynamic ?? '')).replace(/\.js$/, ''),
    typeOnly: type !== undefined || /^(?:import|export)\s*\{\s*(type\s[^,}]+,?\s*)+\}/.test(statement),
  }));
}

const files = ['src', 'schema', 'resolvers'].flatMap(sources);
const all = files.flatMap(importsOf);

describe('the architecture', () => {
  it('is read from real imports', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(all.length).toBeGreaterThan(100);
  });

  it.each(rules)('lets $from import only what it may', ({ from, may, types = [] }) => {
    const own = all.filter(({ file }) => file.startsWith(from));
    expect(own.length + sources('src').length).toBeGreaterThan(0);
    const broken = own.filter(
      ({ target, typeOnly }) =>
        !may.some((place) => target.startsWith(place)) &&
        !(typeOnly && types.some((place) => target.startsWith(place))),
    );
    expect(broken).toEqual([]);
  });

  it('has one arrow from src/ to resolvers/: the list of resolvers, in the subgraph', () => {
    const arrows = all.filter(
      ({ file, target }) => file.startsWith('src/') && target.startsWith('resolvers/'),
    );
    expect(arrows.map(({ file, target }) => `${file} -> ${target}`)).toEqual([
      'src/subgraph.ts -> resolvers/index',
    ]);
  });

  it('reads the environment in the process entries only', () => {
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(file, 'utf8')));
    expect(
      readers.filter((file) => !/src\/(main|sandbox\/(main|run-sandbox)|tools\/.*)\.ts$/.test(file)),
    ).toEqual([]);
  });

  it('imports nothing from the tests, but for the example operations', () => {
    expect(
      all.filter(({ target }) => target.startsWith('test/') && !target.startsWith('test/operations')),
    ).toEqual([]);
  });
});
