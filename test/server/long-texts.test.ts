import { describe, expect } from 'vitest';
import { BothPaths } from '../support/both-paths.js';
import { it as base } from '../support/fixture.js';

const it = base.extend(
  'startBoth',
  ({ start }) =>
    () =>
      BothPaths.start(start),
);

const LINES = 'The document has more than 10000 lines. Leave out comments and empty lines.';
const NESTING = 'The document nests brackets more than 200 deep. Pass deep values as variables.';

/** Lists in lists, opened and closed. */
const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('a document that costs more than its tokens', () => {
  it.for([
    ['comments', `{ __typename }${'\n#'.repeat(345_000)}`, LINES],
    ['empty lines', `{ __typename }${'\r\n'.repeat(10_000)}`, LINES],
    ['lines of a text', `{ salesUnit(msn: """${'\r'.repeat(10_000)}""") { id } }`, LINES],
    ['lists in lists', `{ orders(keys: ${lists(199)}) { id } }`, NESTING],
    ['more lists than there is stack for', `{ orders(keys: ${lists(2_400)}) { id } }`, NESTING],
    ['lists that do not end', `{ orders(keys: ${'['.repeat(4_900)}`, NESTING],
    [
      'objects in objects',
      `{ orders(keys: ${'{ a: '.repeat(1_000)} 1 ${'}'.repeat(1_000)}) { id } }`,
      NESTING,
    ],
    ['types in types', `query ($a: ${'['.repeat(2_000)}Int${']'.repeat(2_000)}) { __typename }`, NESTING],
    ['fragments in fragments', `{ ${'... { '.repeat(1_500)} __typename ${'}'.repeat(1_500)} }`, NESTING],
  ] as const)(
    'is refused before anything else is said of it: %s',
    async ([, query, message], { startBoth }) => {
      const paths = await startBoth();
      const { compiled, apollo } = await paths.ask({ query });
      expect(compiled).toStrictEqual(apollo);
      expect(JSON.parse(compiled.body)).toMatchObject({ errors: [{ message }] });
      expect(await paths.each((stack) => stack.calls())).toStrictEqual({ compiled: [], apollo: [] });
    },
  );

  it('is answered up to the limit, and its errors have their places', async ({ startBoth }) => {
    const paths = await startBoth();
    const lines = '\n#'.repeat(9_998);
    const { compiled, apollo } = await paths.ask({ query: `{ __typename${lines}\n}` });
    expect(compiled).toStrictEqual(apollo);
    expect(JSON.parse(compiled.body)).toEqual({ data: { __typename: 'Query' } });
    const wrong = await paths.ask({ query: `{ __typename${lines}\n  nothing ${'a '.repeat(20)}}` });
    expect(wrong.compiled).toStrictEqual(wrong.apollo);
    expect(JSON.parse(wrong.compiled.body)).toMatchObject({
      errors: [
        {
          message: 'Cannot query field "nothing" on type "Query".',
          locations: [{ line: 10_000, column: 3 }],
        },
        ...Array.from({ length: 4 }, () => ({ locations: [{ line: 10_000 }] })),
        { message: 'Too many validation errors, error limit reached. Validation aborted.' },
      ],
    });
  });

  it('and deep values of variables, are told in words of ours', async ({ startBoth }) => {
    const paths = await startBoth();
    const deep = lists(50_000);
    for (const query of [
      'query ($deep: [OrderKey!]!) { orders(keys: $deep) { id } }',
      'query ($deep: [_Any!]!) { _entities(representations: $deep) { __typename } }',
      'query ($deep: _Any!) { _entities(representations: [$deep]) { __typename } }',
    ])
      for (const value of [deep, `{ "__typename": "Order", "id": ${deep} }`]) {
        const body = `{ "query": ${JSON.stringify(query)}, "variables": { "deep": ${value} } }`;
        const headers = { 'content-type': 'application/json' };
        const { compiled, apollo } = await paths.fetch('/graphql', { method: 'POST', headers, body });
        expect(compiled).toStrictEqual(apollo);
        expect(JSON.parse(compiled.body)).toMatchObject({
          errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
        });
        expect(compiled.body).not.toContain('call stack');
      }
  });
});
