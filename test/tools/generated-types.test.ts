import { readFileSync } from 'node:fs';
import { generate } from '@graphql-codegen/cli';
import { isScalarType, type GraphQLScalarType } from 'graphql';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { codegenScalars } from '../../schema/codegen-scalars.js';
import { allSubgraphs } from '../../src/subgraphs/all.js';
import { sharedStack } from '../support/fixture.js';

const it = sharedStack();

const SPECIFIED = ['Boolean', 'Float', 'ID', 'Int', 'String'];

const document = `query Sums($date: LocalDate) {
  ledger(ledgerId: "418806") { currency funds(date: $date) { nodes { time ledgerDate amount { value decimal } } } }
}`;

/** What docs/graph.md tells to put into the configuration of graphql-codegen. */
function documented(block = 'scalars'): Record<string, unknown> {
  const [, json = ''] =
    new RegExp(`<!-- ${block} -->\\s*\`\`\`json\\n(.*?)\`\`\``, 's').exec(
      readFileSync('docs/graph.md', 'utf8'),
    ) ?? [];
  return z.record(z.string(), z.unknown()).parse(JSON.parse(json));
}

/** The type of the answer that the client preset writes. */
async function answerType(
  config: Record<string, unknown>,
  schema = 'schema/vipps.graphql',
): Promise<string | undefined> {
  const files = z.array(z.object({ content: z.string() })).parse(
    await generate(
      {
        schema,
        documents: document,
        generates: { 'unused/': { preset: 'client', config } },
        silent: true,
      },
      false,
    ),
  );
  const code = files.map(({ content }) => content).join('\n');
  return /^export type SumsQuery = (.*);$/m.exec(code)?.[1];
}

describe('the types that graphql-codegen makes for a client', () => {
  it('are unknown for the scalars of this graph when it is told nothing', async () => {
    expect(await answerType({})).toBe(
      '{ ledger: { currency: unknown, funds: { nodes: Array<{ time: unknown, ledgerDate: unknown, amount: { value: unknown, decimal: unknown } | null }> } | null } | null }',
    );
  });

  it('are numbers and texts with the configuration in docs/graph.md', async () => {
    expect(await answerType(documented())).toBe(
      '{ ledger: { currency: string | null, funds: { nodes: Array<{ time: string | null, ledgerDate: string | null, amount: { value: number, decimal: string } | null }> } | null } | null }',
    );
  });

  it('are the same over a running graph, with the scalars of Federation that docs/graph.md adds', async ({
    stack,
  }) => {
    const url = `${stack.url}/graphql`;
    const { scalars, ...config } = documented();
    const federation = documented('federation scalars');
    const all = { ...z.record(z.string(), z.string()).parse(scalars), ...federation };
    expect(await answerType({ ...config, scalars: all }, url)).toBe(await answerType(documented()));
    // Each of them is wanted.
    for (const name of Object.keys(federation)) {
      const others = Object.fromEntries(Object.entries(all).filter(([other]) => other !== name));
      await expect(answerType({ ...config, scalars: others }, url)).rejects.toThrow(name);
    }
  });
});

it('every scalar of the graphs is documented, and carries its type', () => {
  const scalars = Object.values(allSubgraphs)
    .flatMap((subgraph) => Object.values(subgraph.build().schema.getTypeMap()))
    .filter((type): type is GraphQLScalarType => isScalarType(type))
    .filter(({ name }) => !SPECIFIED.includes(name) && !/^(_|federation__|link__)/.test(name));
  expect(
    Object.fromEntries(scalars.map(({ name, extensions }) => [name, extensions['codegenScalarType']])),
  ).toEqual(codegenScalars);
  expect(documented()).toEqual({ strictScalars: true, scalars: codegenScalars });
});
