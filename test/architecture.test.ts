import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { circlesIn, folderOf, importsOf, sourceFiles } from '../src/tools/import-graph.js';

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
    may: [
      'resolvers/',
      'schema/',
      'src/dates',
      'src/decimal',
      'src/errors/',
      'src/json',
      'src/reconciliation/',
    ],
    types: ['src/callers/', 'src/context', 'src/clients/', 'src/loaders/', 'src/writers/'],
  },
  { from: 'src/errors/', may: ['src/errors/'] },
  { from: 'src/config', may: ['src/config'] },
  { from: 'src/executor/', may: ['src/executor/'] },
  { from: 'src/metrics/', may: ['src/metrics/'] },
  { from: 'src/tracing/', may: ['src/tracing/', 'src/json'], types: ['src/clock', 'src/config'] },
  { from: 'src/callers/', may: ['src/callers/'], types: ['src/config', 'src/clock'] },
  { from: 'src/http/', may: ['src/http/', 'src/errors/', 'src/json', 'src/tracing/'] },
  {
    from: 'src/cache/',
    may: ['src/cache/', 'src/http/', 'src/errors/'],
    types: ['src/clock', 'src/tracing/'],
  },
  {
    from: 'src/shared-tier/',
    may: ['src/shared-tier/', 'src/http/KnownCredentials', 'src/tracing/'],
    types: [
      'src/cache/SharedCache',
      'src/cache/SharedLogs',
      'src/callers/SharedRates',
      'src/config',
      'src/http/BreakerHints',
      'src/http/deadline',
    ],
  },
  {
    from: 'src/router-cache/',
    may: ['src/router-cache/', 'src/cache/'],
    types: ['src/clock', 'src/config', 'src/http/call-scope', 'src/loaders/'],
  },
  {
    from: 'src/auth/',
    may: ['src/auth/', 'src/cache/SingleFlight', 'src/http/', 'src/errors/', 'src/json'],
    types: ['src/config', 'src/clock'],
  },
  {
    from: 'src/clients/',
    may: ['src/clients/', 'src/dates', 'src/http/', 'src/errors/', 'src/json', 'src/decimal'],
    types: ['src/auth/', 'src/config'],
  },
  { from: 'src/reconciliation/', may: ['src/reconciliation/', 'src/dates'], types: ['src/clients/'] },
  {
    from: 'src/loaders/',
    may: [
      'src/loaders/',
      'src/reconciliation/',
      'src/cache/',
      'src/clients/apis',
      'src/clients/entur/apis',
      'src/clients/entur/required-keys',
      'src/clients/required-keys',
      'src/clients/sales',
      'src/dates',
      'src/errors/',
      'src/http/',
    ],
    types: ['src/clients/', 'src/config', 'src/clock'],
  },
  {
    from: 'src/writers/',
    may: [
      'src/writers/',
      'src/loaders/',
      'src/clients/apis',
      'src/clients/entur/apis',
      'src/clients/entur/required-keys',
      'src/clients/required-keys',
      'src/errors/',
      'src/http/',
      'src/decimal',
    ],
    types: ['src/clients/', 'src/config', 'src/clock'],
  },
  {
    from: 'src/live/',
    may: [
      'src/live/',
      'src/loaders/',
      'src/cache/cache-key',
      'src/clients/apis',
      'src/clients/report',
      'src/clients/required-keys',
      'src/clients/sales',
      'src/clock',
      'src/errors/',
      'src/http/',
      'src/json',
    ],
    types: ['src/cache/SharedLogs', 'src/config', 'src/tracing/'],
  },
  {
    from: 'src/context/',
    may: [
      'src/context/',
      'src/live/',
      'src/loaders/',
      'src/writers/',
      'src/clients/',
      'src/auth/',
      'src/http/',
    ],
    types: ['src/cache/', 'src/callers/', 'src/config', 'src/clock', 'src/metrics/', 'src/tracing/'],
  },
  {
    from: 'src/subgraphs/',
    may: ['src/subgraphs/', 'src/callers/', 'src/context/', 'src/errors/', 'src/json', 'resolvers/'],
    types: ['src/config', 'src/http/call-scope'],
  },
  {
    from: 'src/server/',
    may: [
      'src/server/',
      'src/cache/',
      'src/callers/',
      'src/clock',
      'src/errors/',
      'src/executor/',
      'src/http/',
      'src/json',
      'src/live/',
      'src/metrics/',
      'src/query-limits/',
      'src/router-cache/',
      'src/shared-tier/',
      'src/subgraphs/',
      'src/tracing/',
    ],
    types: ['src/config'],
  },
  {
    from: 'src/workers/',
    may: ['src/workers/', 'src/errors/as-error', 'src/http/KnownCredentials', 'src/metrics/'],
    types: ['src/cache/SharedCache', 'src/http/BreakerHints', 'src/server/probes'],
  },
  { from: 'src/sandbox/', may: ['src/sandbox/', 'src/node-version'] },
  { from: 'src/explorer/', may: ['src/explorer/', 'test/operations/'], types: ['src/http/told-work'] },
];

/**
 * The domains in the order in which they build on one another: each may import those before it, and none behind it.
 * What leads from one to another lies in the `links.ts` of the later one.
 */
const domains = [
  'shared',
  'management',
  'product-orders',
  'report',
  'sales',
  'reconciliation',
  'order-management',
  'partner',
  'entur',
] as const;

const files = ['src', 'schema', 'resolvers'].flatMap(sourceFiles);
const all = files.flatMap((file) => importsOf(file));

function domainOf(file: string): string | undefined {
  return /^(?:resolvers|schema)\/([^/]+)\//.exec(file)?.[1];
}

/** Exported functions and classes without a doc comment; resolver classes are described by what they resolve. */
function undocumented(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((node) => {
    if (!ts.isFunctionDeclaration(node) && !ts.isClassDeclaration(node)) return [];
    const isExported = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    const isResolver = ts.canHaveDecorators(node) && (ts.getDecorators(node) ?? []).length > 0;
    if (!isExported || isResolver || ts.getJSDocCommentsAndTags(node).length > 0) return [];
    return [`${file}: ${node.name?.text ?? 'default'}`];
  });
}

describe('the architecture', () => {
  it('is read from real imports', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(all.length).toBeGreaterThan(100);
  });

  it.each(rules)('lets $from import only what it may', ({ from, may, types = [] }) => {
    const own = all.filter(({ file }) => file.startsWith(from));
    expect(own).not.toEqual([]);
    const broken = own.filter(
      ({ target, typeOnly }) =>
        !may.some((place) => target.startsWith(place)) &&
        !(typeOnly && types.some((place) => target.startsWith(place))),
    );
    expect(broken).toEqual([]);
  });

  it('lets src/query-limits/ import nothing of ours but its own', () => {
    expect(files.filter((file) => file.startsWith('src/query-limits/'))).not.toEqual([]);
    expect(
      all.filter(
        ({ file, target }) => file.startsWith('src/query-limits/') && !target.startsWith('src/query-limits/'),
      ),
    ).toEqual([]);
  });

  it('has one arrow from src/ to resolvers/ for each subgraph: its list of resolvers', () => {
    const arrows = all.filter(
      ({ file, target }) => file.startsWith('src/') && target.startsWith('resolvers/'),
    );
    expect(arrows.map(({ file, target }) => `${file} -> ${target}`)).toEqual([
      'src/subgraphs/entur.ts -> resolvers/entur/index.ts',
      'src/subgraphs/vipps.ts -> resolvers/index.ts',
    ]);
  });

  it.each(['src/http', 'src/cache', 'src/shared-tier', 'src/executor'])(
    'knows no vendor and none of its APIs in %s',
    (folder) => {
      const words =
        /vipps|mobilepay|entur|ocp-apim|msn|merchant|ledger|settlement|sales|\b(?:management|reports?|partners?)\b/i;
      const own = sourceFiles(folder);
      expect(own).not.toEqual([]);
      const found = own.flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .flatMap((line) => (words.test(line) ? [`${file}: ${line.trim()}`] : [])),
      );
      expect(found).toEqual([]);
    },
  );

  it('has a doc comment on every exported function, class and constant function of src/ and resolvers/', () => {
    const bare = files
      .filter((file) => /^(src|resolvers)\//.test(file) && !file.startsWith('src/explorer/'))
      .flatMap((file) => undocumented(file));
    expect(bare).toEqual([]);
  });

  it('reads the environment in the process entries only', () => {
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(file, 'utf8')));
    expect(
      readers.filter((file) => !/src\/(main|doctor|sandbox\/(main|run-sandbox)|tools\/.*)\.ts$/.test(file)),
    ).toEqual([]);
  });

  it('imports nothing from the tests, but for the example operations', () => {
    expect(
      all.filter(({ target }) => target.startsWith('test/') && !target.startsWith('test/operations')),
    ).toEqual([]);
  });

  it('has no circles between files, types included, but in the schema, whose types refer to each other', () => {
    const edges = all
      .filter(({ file }) => !file.startsWith('schema/'))
      .map(({ file, target }) => [file, target] as const);
    expect(circlesIn(edges)).toEqual([]);
  });

  it('has no circles between folders, types included, but in the schema', () => {
    const edges = all
      .filter(({ file }) => !file.startsWith('schema/'))
      .map(({ file, target }) => [folderOf(file), folderOf(target)] as const)
      .filter(([from, to]) => from !== to);
    expect(circlesIn(edges)).toEqual([]);
  });
});

describe('the domains of the resolvers', () => {
  const own = all.filter(({ file }) => domainOf(file) !== undefined && file.startsWith('resolvers/'));
  const across = own.filter(
    ({ file, target }) => target.startsWith('resolvers/') && domainOf(target) !== domainOf(file),
  );

  it('are the folders there are, each with the same word in the schema', () => {
    for (const layer of ['resolvers', 'schema']) {
      const folders = readdirSync(layer, { withFileTypes: true }).filter(
        // What the last release promised is no code.
        (entry) => entry.isDirectory() && !(layer === 'schema' && entry.name === 'released'),
      );
      expect(folders.map(({ name }) => name).sort()).toEqual([...domains].sort());
    }
  });

  it.each(domains)('lets %s import only what comes before it', (domain) => {
    const allowed: readonly (string | undefined)[] = domains.slice(0, domains.indexOf(domain));
    expect(own.some(({ file }) => domainOf(file) === domain)).toBe(true);
    const broken = across.filter(
      ({ file, target }) => domainOf(file) === domain && !allowed.includes(domainOf(target)),
    );
    expect(broken).toEqual([]);
  });

  it('add fields to a type of another domain in links.ts only', () => {
    const foreign = own.filter(
      ({ file, target }) => target.startsWith('schema/') && domainOf(target) !== domainOf(file),
    );
    const added = foreign.flatMap(({ file, names }) => {
      const text = readFileSync(file, 'utf8');
      return names
        .filter((name) => text.includes(`@Resolver(() => ${name})`))
        .map((name) => `${file}: ${name}`);
    });
    expect(added.length).toBeGreaterThan(5);
    expect(added.filter((each) => !each.includes('/links.ts: '))).toEqual([]);
  });

  it('make objects of another domain in links.ts and in mappers only', () => {
    const made = across.filter(({ target }) => target.endsWith('/mappers.ts'));
    expect(made).not.toEqual([]);
    expect(made.filter(({ file }) => !/\/(?:links|mappers)\.ts$/.test(file))).toEqual([]);
  });
});
