import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
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
  const config = { src: './src', schema: './schema.graphql', language: 'typescript', eagerEsModules: true };
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
