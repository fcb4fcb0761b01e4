import { describe, expect, it } from 'vitest';
import { DocumentStore, NotPlannable, ProgramStore } from '../support/executor.js';
import { buildSubgraph } from '../../src/subgraphs/vipps.js';

const { schema } = buildSubgraph();

function setUp() {
  const limit = 1_000_000;
  const cost = { maxItems: limit, maxValues: limit, maxChanges: 0 };
  const store = new DocumentStore({ schema, maxTokens: 5_000, maxDepth: 15, cost });
  return (query: string, operationName?: string) => store.get({ query, operationName, variables: {} });
}

const parts = { wordErrors: () => '[]', isWanted: () => true };

describe('the store of documents', () => {
  it('compiles a document once', () => {
    const get = setUp();
    const compiled = get('{ __typename }');
    expect(compiled).toBeDefined();
    expect(get('{ __typename }')).toBe(compiled);
  });

  it('does not plan a document whose fragments multiply to more fields than any query needs', async () => {
    const get = setUp();
    const names = (count: number, of: (index: number) => string): string =>
      Array.from({ length: count }, (_, index) => of(index)).join(' ');
    const query = `{ ${names(100, (index) => `u${String(index)}: salesUnit(msn: "1234") { ...F }`)} }
      fragment F on SalesUnit { ${names(900, (index) => `a${String(index)}: msn`)} }`;
    const compiled = get(query);
    await expect(compiled?.operation.answer({}, {}, parts)).rejects.toThrow(NotPlannable);
    await expect(compiled?.operation.answer({}, {}, parts)).rejects.toThrow(NotPlannable);
  });

  it('leaves a document with more than sixteen forms to graphql-js', async () => {
    const get = setUp();
    const names = ['a', 'b', 'c', 'd', 'e'];
    const compiled = get(
      `query (${names.map((name) => `$${name}: Boolean!`).join(' ')}) { __typename ${names
        .map((name) => `${name}: __typename @skip(if: $${name})`)
        .join(' ')} }`,
    );
    const answers = Array.from({ length: 32 }, (_, form) => {
      const variables = Object.fromEntries(names.map((name, bit) => [name, (form & (1 << bit)) !== 0]));
      return compiled?.operation.answer({}, variables, parts) ?? Promise.reject(new Error('not compiled'));
    });
    const settled = await Promise.allSettled(answers);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(16);
    // The forms known so far go on.
    await expect(
      compiled?.operation.answer({}, Object.fromEntries(names.map((name) => [name, false])), parts),
    ).resolves.toMatchObject({ errors: 0 });
  });

  it('does not let one long text push out the others', () => {
    const get = setUp();
    const compiled = get('{ __typename }');
    expect(get(`{ __typename } # ${'x'.repeat(400_000)}`)).toBeDefined();
    expect(get('{ __typename }')).toBe(compiled);
  });

  it('does not take a text for another with an operation name', () => {
    const get = setUp();
    for (const trick of ['A\nquery A { __typename }', '\u00001:Aquery A { __typename }']) {
      expect(get(trick)).toBeUndefined();
      expect(get('query A { __typename }', 'A')?.name).toBe('A');
    }
  });
});

describe('the store of programs', () => {
  it('stays within its bytes, and keeps those used last', () => {
    const store = new ProgramStore(1_000_000);
    const program = (fields: number) => ({
      plan: {
        id: 0,
        type: schema.getQueryType() ?? expect.unreachable(),
        fields: [],
        slots: [],
        isSliced: false,
      },
      fields,
      resolve: () => expect.unreachable(),
      write: () => undefined,
    });
    const keys = Array.from({ length: 1_000 }, () => store.newKey());
    for (const key of keys) store.get(key, () => program(10));
    expect(store.bytes).toBeLessThanOrEqual(1_000_000);
    const last = keys.at(-1) ?? '';
    expect(store.get(last, () => expect.unreachable())).toMatchObject({ fields: 10 });
    expect(() => store.get(keys[0] ?? '', () => program(20))).not.toThrow();
    expect(store.get(keys[0] ?? '', () => expect.unreachable()).fields).toBe(20);
  });
});
