import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildClientSchema, getIntrospectionQuery, printSchema, type IntrospectionQuery } from 'graphql';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';

const compiler = join(
  dirname(createRequire(import.meta.url).resolve('relay-compiler/package.json')),
  'cli.js',
);

const pageFragment = `
  fragment UnitList_query on Query
  @refetchable(queryName: "UnitListPageQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 10 }, after: { type: "String" }, filter: { type: "SalesUnitFilter" }) {
    salesUnits(first: $first, after: $after, filter: $filter) @connection(key: "UnitList_salesUnits") {
      totalCount
      edges { node { id msn name merchant { id name status } } }
    }
  }
`;

const ownedFragment = `
  query OwnedUnitsQuery($owner: BusinessIdentifierInput!, $first: Int!, $after: String) {
    merchant(businessIdentifier: $owner) {
      id
      salesUnits(first: $first, after: $after) @connection(key: "OwnedUnits_salesUnits") {
        edges { cursor node { id ...OwnedUnit_unit } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }

  fragment OwnedUnit_unit on SalesUnit { name configuration { captureType } }
`;

const salesFragment = `
  fragment SalesList_query on Query
  @refetchable(queryName: "SalesListPageQuery")
  @argumentDefinitions(ledgerId: { type: "String!" }, first: { type: "Int", defaultValue: 500 }, after: { type: "String" }, date: { type: "LocalDate" }) {
    ledger(ledgerId: $ledgerId) {
      id
      salesEvents(first: $first, after: $after, date: $date) @connection(key: "SalesList_salesEvents") {
        edges { node { id pspReference entryType amounts { signedGross { value currency } } lines { name quantity } feeEntries { time } } }
      }
    }
  }
`;
const refetchableFragments = `
  fragment Unit_unit on SalesUnit @refetchable(queryName: "UnitRefetchQuery") { name configuration { captureType } }
`;
/** What a Relay project says of the types that it fetches again. */
const fetchable = (type: string) => `
  directive @fetchable(field_name: String!) on OBJECT
  extend type ${type} @fetchable(field_name: "id")
`;
/** The schema of a supergraph in which another subgraph owns `node`. */
const withNodeOwner = (ours: string): string => `
  ${ours.replace('type Query {', 'type Query {\n  node(id: ID!): Node')}
  interface Node { id: ID! }
  type Article implements Node { id: ID! title: String }
`;
let sdl: string;
let project: string;

const it = sharedStack();
it.beforeAll(async ({ stack }) => {
  const introspected = await stack.askText(getIntrospectionQuery());
  sdl = printSchema(buildClientSchema(introspected.data as unknown as IntrospectionQuery));
});

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'relay-project-'));
  await mkdir(join(project, 'src'));
  await writeFile(join(project, 'schema.graphql'), sdl);
  await mkdir(join(project, 'extensions'));
  const config = {
    src: './src',
    schema: './schema.graphql',
    schemaExtensions: ['./extensions'],
    language: 'typescript',
    eagerEsModules: true,
  };
  await writeFile(join(project, 'relay.config.json'), JSON.stringify(config));
});
afterEach(() => rm(project, { recursive: true, force: true }));

describe('relay-compiler', () => {
  it('compiles a fragment that pages through the sales units and can refetch them', async () => {
    expect(await compile('UnitList', pageFragment)).toMatchObject({ exitCode: 0 });
    expect(await artifacts()).toStrictEqual(['UnitListPageQuery.graphql.ts', 'UnitList_query.graphql.ts']);
  }, 60_000);

  it('compiles a query that pages through the sales units of a merchant', async () => {
    expect(await compile('OwnedUnits', ownedFragment)).toMatchObject({ exitCode: 0 });
    expect(await artifacts()).toStrictEqual(
      ['OwnedUnit_unit.graphql.ts', 'OwnedUnitsQuery.graphql.ts'].sort(),
    );
  }, 60_000);

  it('compiles a fragment that pages through the sales events of a ledger and can refetch them', async () => {
    expect(await compile('SalesList', salesFragment)).toMatchObject({ exitCode: 0 });
    expect(await artifacts()).toStrictEqual(['SalesListPageQuery.graphql.ts', 'SalesList_query.graphql.ts']);
  }, 60_000);

  it.each(['SalesUnit', 'Merchant', 'Ledger', 'FundsEntry', 'FeesEntry', 'SalesEvent', 'Order'])(
    'compiles a fragment on %s that is fetched again by its id, beside another owner of `node`',
    async (type) => {
      await writeFile(join(project, 'schema.graphql'), withNodeOwner(sdl));
      await writeFile(join(project, 'extensions', 'fetchable.graphql'), fetchable(type));
      const fragments = `
        fragment Thing_thing on ${type} @refetchable(queryName: "ThingRefetchQuery") { __typename }
        fragment Thing_article on Article @refetchable(queryName: "ThingArticleQuery") { title }
      `;
      expect(await compile('Thing', fragments)).toMatchObject({ exitCode: 0 });
      const text = await readFile(join(project, 'src/__generated__/ThingRefetchQuery.graphql.ts'), 'utf8');
      expect(text).toContain(`fetch__${type}(id: $id)`);
      const other = await readFile(join(project, 'src/__generated__/ThingArticleQuery.graphql.ts'), 'utf8');
      expect(other).toContain('node(id: $id)');
    },
    60_000,
  );

  it('refuses to fetch again what is not said to be fetchable', async () => {
    const { exitCode, output } = await compile('Unit', refetchableFragments);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/refetchable/);
  }, 60_000);

  it.each([
    {
      what: 'a connection over a field that is none',
      part: 'salesUnits(first: $first, after: $after, filter: $filter)',
      instead: 'merchant(businessIdentifier: { scheme: "a", id: "b" })',
      fault: /edges/,
    },
    {
      what: 'a field that a sales unit has not',
      part: 'msn name',
      instead: 'msn nickname',
      fault: /nickname/,
    },
  ])(
    'refuses $what',
    async ({ part, instead, fault }) => {
      expect(pageFragment).toContain(part);
      const { exitCode, output } = await compile('UnitList', pageFragment.replace(part, instead));
      expect(exitCode).toBe(1);
      expect(output).toMatch(fault);
      expect(await artifacts()).toStrictEqual([]);
    },
    60_000,
  );
});

async function compile(moduleName: string, document: string): Promise<{ exitCode: number; output: string }> {
  await writeFile(
    join(project, 'src', `${moduleName}.ts`),
    `export const document = graphql\`${document}\`;\n`,
  );
  return new Promise((resolve) => {
    const config = join(project, 'relay.config.json');
    execFile(process.execPath, [compiler, config], { cwd: project }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ exitCode, output: stdout + stderr });
    });
  });
}

async function artifacts(): Promise<string[]> {
  const names = await readdir(join(project, 'src'), { recursive: true });
  return names
    .map((name) => name.split('/').at(-1) ?? '')
    .filter((name) => name.endsWith('.graphql.ts'))
    .sort();
}
