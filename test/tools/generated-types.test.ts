import { readFileSync } from 'node:fs';
import { generate } from '@graphql-codegen/cli';
import { isScalarType, type GraphQLScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { codegenScalars } from '../../schema/shared/codegen-scalars.js';
import { vipps } from '../../src/subgraphs/vipps.js';

const SPECIFIED = ['Boolean', 'Float', 'ID', 'Int', 'String'];

const document = `query Sums($date: LocalDate) {
  ledger(ledgerId: "418806") { currency funds(date: $date) { nodes { time ledgerDate amount { value decimal } } } }
}`;

/** What README tells to put into the configuration of graphql-codegen. */
function documented(): Record<string, unknown> {
  const [, block = ''] =
    /<!-- scalars -->\s*```json\n(.*?)```/s.exec(readFileSync('README.md', 'utf8')) ?? [];
  return z.record(z.string(), z.unknown()).parse(JSON.parse(block));
}

/** The type of the answer that the client preset writes. */
async function answerType(config: Record<string, unknown>): Promise<string | undefined> {
  const files = z.array(z.object({ content: z.string() })).parse(
    await generate(
      {
        schema: 'schema/vipps.graphql',
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

  it('are numbers and texts with the configuration in README', async () => {
    expect(await answerType(documented())).toBe(
      '{ ledger: { currency: string | null, funds: { nodes: Array<{ time: string | null, ledgerDate: string | null, amount: { value: number, decimal: string } | null }> } | null } | null }',
    );
  });
});

it('every scalar of the graph is documented, and carries its type', () => {
  const scalars = Object.values(vipps.build().schema.getTypeMap())
    .filter((type): type is GraphQLScalarType => isScalarType(type))
    .filter(({ name }) => !SPECIFIED.includes(name) && !/^(_|federation__|link__)/.test(name));
  expect(
    Object.fromEntries(scalars.map(({ name, extensions }) => [name, extensions['codegenScalarType']])),
  ).toEqual(codegenScalars);
  expect(documented()).toEqual({ strictScalars: true, scalars: codegenScalars });
});
