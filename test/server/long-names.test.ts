import { describe, expect } from 'vitest';
import { BothPaths } from '../support/both-paths.js';
import { it as base } from '../support/fixture.js';

const it = base.extend(
  'startBoth',
  ({ start }) =>
    () =>
      BothPaths.start(start),
);

const FAILS = 'nodes { fundsEntries(laterDays: 99) { id } }';

describe('a document with a long name', () => {
  it.for([
    [
      'an alias above fields that fail',
      (name: string) => `{ ledger(ledgerId: "418914") { ${name}: salesEvents(first: 3) { ${FAILS} } } }`,
    ],
    ['an operation', (name: string) => `query ${name} { __typename }`],
    ['a field', (name: string) => `{ ${name} }`],
    ['an argument', (name: string) => `{ salesUnit(${name}: 1) { id } }`],
    ['a variable', (name: string) => `query ($${name}: Int) { salesUnits(first: $${name}) { totalCount } }`],
    ['a fragment', (name: string) => `{ ...${name} } fragment ${name} on Query { __typename }`],
  ] as const)('is refused before anything else is said of it: %s', async ([, document], { startBoth }) => {
    const paths = await startBoth();
    const { compiled, apollo } = await paths.ask({ query: document('x'.repeat(1_001)) });
    expect(compiled).toStrictEqual(apollo);
    expect(JSON.parse(compiled.body)).toEqual({
      errors: [
        {
          message: 'The document has a name of more than 1000 characters. Use shorter aliases and names.',
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
        },
      ],
    });
    expect(await paths.each((stack) => stack.calls())).toStrictEqual({ compiled: [], apollo: [] });
  });

  it('is answered while the name is no longer than allowed', async ({ startBoth }) => {
    const paths = await startBoth();
    const name = 'x'.repeat(1_000);
    const { compiled, apollo } = await paths.ask({ query: `query ${name} { ${name}: __typename }` });
    expect(compiled).toStrictEqual(apollo);
    expect(JSON.parse(compiled.body)).toEqual({ data: { [name]: 'Query' } });
  });
});
