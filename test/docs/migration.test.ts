import { readFileSync } from 'node:fs';
import { buildSchema, resolveSchemaCoordinate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { subgraphNames } from '../../src/config/subgraph-names.js';
import { apiRoutes } from '../../src/sandbox/apis.js';
import { EnturState } from '../../src/sandbox/entur/state/EnturState.js';
import { SandboxState } from '../../src/sandbox/state/SandboxState.js';
import { calledPaths, pathsIn } from './client-endpoints.js';

const page = readFileSync('docs/migrating-from-rest.md', 'utf8');

interface Row {
  readonly endpoint: string;
  readonly fields: readonly string[];
  readonly note: string;
}

/** The rows of all tables of endpoints. */
const rows: readonly Row[] = [
  ...page.matchAll(/^\| `((?:GET|POST|PUT|PATCH|DELETE) [^`]+)` \| (.*?) \| (?:(.+) )?\|$/gm),
].map(([, endpoint = '', graph = '', note = '']) => ({ endpoint, fields: codeIn(graph), note }));

const schemas = subgraphNames.map((name) =>
  buildSchema(readFileSync(`schema/${name}.graphql`, 'utf8'), { assumeValidSDL: true }),
);

/** Whether a coordinate such as `Ledger.funds(date:)` leads to something in one of the schemas. */
function exists(coordinate: string): boolean {
  const [type = ''] = coordinate.split('.');
  return schemas.some(
    (schema) =>
      schema.getType(type) !== undefined && resolveSchemaCoordinate(schema, coordinate) !== undefined,
  );
}

function codeIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** Names of parameters left out, and where the sandbox serves another vendor. */
function shape(endpoint: string): string {
  return endpoint
    .replace(/\{[^}]*\}/g, '{}')
    .replace(/\/entur(?=\/oauth)|\/entur\/sales/, '')
    .replace(/\/$/, '');
}

const told = new Set(rows.map(({ endpoint }) => shape(endpoint)));

describe('the guide for those who come from the REST APIs', () => {
  it('has every endpoint that the sandbox serves', () => {
    const state = new SandboxState();
    const routes = apiRoutes(state, new EnturState(state.clock, state.quirks));
    expect(routes.length).toBeGreaterThan(80);
    const served = routes.map(({ method, path }) => `${method} ${path}`);
    expect(served.filter((endpoint) => !told.has(shape(endpoint)))).toEqual([]);
  });

  it('has every path that is called, with a field or, for tokens, the reason why not', () => {
    const called = calledPaths();
    expect(called.length).toBeGreaterThan(50);
    const withoutPrefix = (endpoint: string): string =>
      shape(endpoint).replace(/^\w+ /, '').replace('/order-management/', '/');
    const missing = called.filter(
      (path) =>
        !rows.some(
          ({ endpoint, fields }) =>
            withoutPrefix(endpoint) === path && (fields.length > 0 || path.includes('token')),
        ),
    );
    expect(missing).toEqual([]);
  });

  it('tells each endpoint once, and why where it has no field', () => {
    const all = rows.map(({ endpoint }) => endpoint);
    expect(all.length).toBeGreaterThan(told.size - 1);
    expect(all.filter((endpoint, at) => all.indexOf(endpoint) !== at)).toEqual([]);
    expect(rows.filter(({ fields, note }) => fields.length === 0 && note === '')).toEqual([]);
  });

  it('names fields, arguments and inputs that are in the graph', () => {
    const inNotes = (note: string): readonly string[] =>
      codeIn(note).filter((code) => /^[A-Z]\w+\.\w+$/.test(code));
    const named = rows.flatMap(({ fields, note }) => [...fields, ...inNotes(note)]);
    expect(named.length).toBeGreaterThan(80);
    expect(named.filter((coordinate) => !exists(coordinate))).toEqual([]);
  });

  it('has every mutation', () => {
    const mutations = schemas.flatMap((schema) => Object.keys(schema.getMutationType()?.getFields() ?? {}));
    const named = new Set(rows.flatMap(({ fields, note }) => [...fields, ...codeIn(note)]));
    expect(mutations.filter((name) => !named.has(`Mutation.${name}`))).toEqual([]);
  });
});

describe('how called paths are read from the sources', () => {
  it('leaves ids unnamed, and queries away', () => {
    const text = [
      'const a = path`/v1/things/${id}/parts/${key.part}`;',
      'const b = path`/v1/things` + query({ page });',
      'const c = `/v2/things${query({ page })}`;',
      'const d = `/v3/things?id=${encodeURIComponent(id)}`;',
      "const e = '/v4/things', f = 'no path', g = '/';",
    ].join('\n');
    expect(pathsIn('example.ts', text)).toEqual([
      '/v1/things/{}/parts/{}',
      '/v1/things',
      '/v2/things',
      '/v3/things',
      '/v4/things',
    ]);
  });
});
