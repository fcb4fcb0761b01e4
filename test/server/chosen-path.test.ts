import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

/** An eighth of it is a thousand. */
const env = { QUERY_MAX_VALUES: '8000' };
const compiled = sharedStack({ env });
const byApollo = sharedStack({ env: { ...env, COMPILE_QUERIES: 'false' } });

/** So many values, and a few around them. */
const values = (count: number) =>
  `ledger(ledgerId: "418806") { salesEvents(first: 100) { nodes { ${Array.from(
    { length: count / 100 },
    (_, index) => `a${String(index)}: __typename`,
  ).join(' ')} } } }`;

const byGet = (stack: Stack, query: string) =>
  fetch(`${stack.url}/graphql?${new URLSearchParams({ query }).toString()}`, {
    headers: { 'apollo-require-preflight': '1' },
  });

const tooMuch = {
  errors: [
    {
      message: 'The answer has more than 1000 values. Ask for smaller pages, fewer fields or less nesting.',
      extensions: { code: 'COST_LIMIT_EXCEEDED' },
    },
  ],
  data: null,
};

describe('an answer by Apollo Server, which costs more than a compiled one', () => {
  compiled('has an eighth of the values where the caller chose that: GET', async ({ stack }) => {
    expect((await stack.askText(`{ ${values(900)} }`)).errors).toBeUndefined();
    expect((await stack.askText(`{ ${values(800)} }`)).errors).toBeUndefined();
    expect(await (await byGet(stack, `{ ${values(900)} }`)).json()).toEqual(
      await stack.askText(`{ ${values(900)} }`),
    );
    const query = `{ ${values(1_000)} }`;
    expect((await stack.askText(query)).errors).toBeUndefined();
    expect(await (await byGet(stack, query)).json()).toEqual(tooMuch);
  });

  compiled('has so where it asks for the schema too', async ({ stack }) => {
    const query = (count: number) =>
      `{ __schema { queryType { name } } ledger(ledgerId: "418806") { salesEvents(first: 500) { nodes { id ${'time reference pspReference '.repeat(count)} } } } }`;
    expect(await stack.askText(query(1))).toEqual(tooMuch);
  });

  compiled('has so where the compiler does not know a form', async ({ stack }) => {
    const switches = ['a', 'b', 'c', 'd', 'e'];
    const variables = switches.map((name) => `$${name}: Boolean!`).join();
    const query = `query (${variables}) { ${switches.map((name) => `${name}: __typename @include(if: $${name})`).join(' ')} ${values(1_000)} }`;
    const answers: unknown[] = [];
    for (let form = 0; form < 17; form += 1)
      answers.push(
        await stack.askText(
          query,
          Object.fromEntries(switches.map((name, index) => [name, (form & (1 << index)) > 0])),
        ),
      );
    expect(answers.slice(0, 16).filter((answer) => JSON.stringify(answer).includes('"errors"'))).toEqual([]);
    expect(answers[16]).toEqual(tooMuch);
  });

  byApollo('has all of them where nothing is compiled', async ({ stack }) => {
    const query = `{ ${values(1_000)} }`;
    expect(await (await byGet(stack, query)).json()).toEqual(await stack.askText(query));
    expect((await stack.askText(query)).errors).toBeUndefined();
  });
});

describe.each([
  ['compiled', compiled],
  ['by Apollo Server', byApollo],
])('a question about the schema, %s', (_way, it) => {
  const aliased = (count: number) =>
    `{ __schema { ${Array.from({ length: count }, (_, index) => `a${String(index)}: types { name }`).join(' ')} } }`;

  it('is answered with few aliases only: each asks for the same again', async ({ stack }) => {
    expect((await stack.askText(aliased(5))).errors).toBeUndefined();
    expect(await stack.askText(aliased(6))).toEqual({
      errors: [
        {
          message: 'A document that asks for the schema must have at most 5 aliases.',
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
  });
});
