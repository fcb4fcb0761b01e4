import { describe, expect, it } from 'vitest';
import { DocumentCache, ProgramCache, UnsupportedOperation } from '../support/executor.js';
import type { PreparedOperation } from '../../src/server/DocumentCache.js';
import { vipps } from '../../src/subgraphs/vipps.js';
import { executed, formatting } from '../support/compiled-execution.js';
import { limitsWith } from '../support/limits.js';

const { schema } = vipps.build();

function setUp() {
  const documents = new DocumentCache({
    schema,
    limits: limitsWith(),
    onFault: (fault) => {
      throw new Error('a fault of the compiler', { cause: fault });
    },
  });
  const get = (query: string, operationName?: string) => documents.get({ query, operationName });
  return {
    get,
    prepared: (query: string, operationName?: string): PreparedOperation => {
      const found = get(query, operationName);
      if (typeof found === 'string') throw new Error(`is left to Apollo Server: ${found}`);
      return found;
    },
  };
}

const parts = formatting(() => '[]');

describe('the cache of documents', () => {
  it('compiles a document once', () => {
    const { prepared } = setUp();
    const operation = prepared('{ __typename }');
    expect(prepared('{ __typename }')).toBe(operation);
  });

  it('does not plan a document whose fragments multiply to more fields than any query needs', async () => {
    const { prepared } = setUp();
    const names = (count: number, of: (index: number) => string): string =>
      Array.from({ length: count }, (_, index) => of(index)).join(' ');
    const query = `{ ${names(50, (index) => `u${String(index)}: salesUnit(msn: "1234") { ...F }`)} }
      fragment F on SalesUnit { ${names(900, (index) => `a${String(index)}: msn`)} }`;
    const { compiled } = prepared(query);
    await expect(executed(compiled, {}, parts)).rejects.toThrow(UnsupportedOperation);
    await expect(executed(compiled, {}, parts)).rejects.toThrow(UnsupportedOperation);
  });

  it('leaves a document with more than sixteen forms to graphql-js', async () => {
    const { prepared } = setUp();
    const names = ['a', 'b', 'c', 'd', 'e'];
    const { compiled } = prepared(
      `query (${names.map((name) => `$${name}: Boolean!`).join(' ')}) { __typename ${names
        .map((name) => `${name}: __typename @skip(if: $${name})`)
        .join(' ')} }`,
    );
    const executions = Array.from({ length: 32 }, (_, form) => {
      const variables = Object.fromEntries(names.map((name, bit) => [name, (form & (1 << bit)) !== 0]));
      return executed(compiled, { variables }, parts);
    });
    const settled = await Promise.allSettled(executions);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(16);
    // The forms known so far go on.
    await expect(
      executed(compiled, { variables: Object.fromEntries(names.map((name) => [name, false])) }, parts),
    ).resolves.toMatchObject({ errors: 0 });
  });

  it('does not let one long text push out the others', () => {
    const { prepared } = setUp();
    const operation = prepared('{ __typename }');
    prepared(`{ __typename } # ${'x'.repeat(400_000)}`);
    expect(prepared('{ __typename }')).toBe(operation);
  });

  it('does not take a text for another with an operation name', () => {
    const { get, prepared } = setUp();
    for (const trick of ['A\nquery A { __typename }', '\u00001:Aquery A { __typename }']) {
      expect(get(trick)).toBe('document');
      expect(prepared('query A { __typename }', 'A').name).toBe('A');
    }
  });
});

describe('the cache of programs', () => {
  it('stays within its bytes, and keeps those used last', () => {
    const programs = new ProgramCache(1_000_000);
    const program = (fields: number) => ({
      plan: {
        id: 0,
        type: schema.getQueryType() ?? expect.unreachable(),
        fields: [],
        slots: [],
        isSliced: false,
        values: 0,
      },
      fields,
      resolve: () => expect.unreachable(),
      serialize: () => undefined,
    });
    const keys = Array.from({ length: 1_000 }, () => programs.newKey());
    for (const key of keys) programs.get(key, () => program(10));
    expect(programs.bytes).toBeLessThanOrEqual(1_000_000);
    const last = keys.at(-1) ?? '';
    expect(programs.get(last, () => expect.unreachable())).toMatchObject({ fields: 10 });
    expect(() => programs.get(keys[0] ?? '', () => program(20))).not.toThrow();
    expect(programs.get(keys[0] ?? '', () => expect.unreachable()).fields).toBe(20);
  });
});
