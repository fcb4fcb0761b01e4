import { describe, expect, it } from 'vitest';
import { circlesIn, folderOf, importsOf } from '../../src/tools/import-graph.js';

describe('the reader of imports', () => {
  it.each([
    ["import { a } from './one.js';", ['src/x/one.ts', ['a'], false]],
    ["import type { A } from './one.js';", ['src/x/one.ts', ['A'], true]],
    ["import { type A, type B } from './one.js';", ['src/x/one.ts', ['A', 'B'], true]],
    ["import { type A, b } from './one.js';", ['src/x/one.ts', ['A', 'b'], false]],
    ["import {\n  a,\n  type B as C,\n} from '../y/two.js';", ['src/y/two.ts', ['a', 'B'], false]],
    ["import a, { type B } from './one.js';", ['src/x/one.ts', ['B'], false]],
    ["import * as all from './one.js';", ['src/x/one.ts', [], false]],
    ["import type * as all from './one.js';", ['src/x/one.ts', [], true]],
    ["import './one.js';", ['src/x/one.ts', [], false]],
    ["export { a } from './one.js';", ['src/x/one.ts', ['a'], false]],
    ["export type { A } from './one.js';", ['src/x/one.ts', ['A'], true]],
    ["export * from './one.js';", ['src/x/one.ts', [], false]],
    ["const load = () => import('./one.js');", ['src/x/one.ts', [], false]],
    ['const load = async () =>\n  await import(\n    `./one.js`\n  );', ['src/x/one.ts', [], false]],
    ["type A = import('./one.js').A;", ['src/x/one.ts', [], true]],
    ["import style from './one.css';", ['src/x/one.css', [], false]],
    ["import graph from '../../test/support/import-graph.js';", ['test/support/import-graph.ts', [], false]],
  ])('reads %s', (text, [target, names, typeOnly]) => {
    expect(importsOf('src/x/file.ts', text)).toEqual([{ file: 'src/x/file.ts', target, names, typeOnly }]);
  });

  it.each([
    "import { a } from 'graphql';",
    "// import { a } from './one.js';",
    'const text = "from \'./one.js\'";',
  ])('passes over %s', (text) => {
    expect(importsOf('src/x/file.ts', text)).toEqual([]);
  });
});

describe('the folder of a file', () => {
  it.each([
    ['src/cache/policy.ts', 'src/cache'],
    ['src/clients/order-management/wire.ts', 'src/clients'],
    ['resolvers/sales/links.ts', 'resolvers/sales'],
    ['src/sandbox/seed/norway.ts', 'src/sandbox/seed'],
    ['src/sandbox/clients.ts', 'src/sandbox/clients.ts'],
    ['src/context.ts', 'src/context.ts'],
  ])('%s counts as %s', (file, folder) => {
    expect(folderOf(file)).toBe(folder);
  });
});

describe('the finder of circles', () => {
  it('finds none in a graph that only goes one way', () => {
    const edges = [
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'd'],
      ['c', 'd'],
    ] as const;
    expect(circlesIn(edges)).toEqual([]);
  });

  it('finds two that import each other, behind others that do not', () => {
    const edges = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
      ['c', 'd'],
    ] as const;
    expect(circlesIn(edges)).toEqual([['b', 'c']]);
  });

  it('finds long ones and several, and joins those that touch', () => {
    const edges = [
      ['x', 'y'],
      ['y', 'z'],
      ['z', 'x'],
      ['y', 'w'],
      ['w', 'y'],
      ['a', 'x'],
      ['a', 'b'],
      ['b', 'a'],
    ] as const;
    expect(circlesIn(edges)).toEqual([
      ['a', 'b'],
      ['w', 'x', 'y', 'z'],
    ]);
  });

  it('finds a circle planted in the text of files', () => {
    const texts = {
      'src/one/a.ts': "import type {\n  B,\n} from '../two/b.js';",
      'src/two/b.ts': "export { c } from './c.js';",
      'src/two/c.ts': "const load = () => import('../one/d.js');",
    };
    const imports = Object.entries(texts).flatMap(([file, text]) => importsOf(file, text));
    expect(circlesIn(imports.map(({ file, target }) => [file, target]))).toEqual([]);
    const folders = imports
      .map(({ file, target }) => [folderOf(file), folderOf(target)] as const)
      .filter(([from, to]) => from !== to);
    expect(circlesIn(folders)).toEqual([['src/one', 'src/two']]);
  });
});
