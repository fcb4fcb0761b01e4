import { describe, expect } from 'vitest';
import { BothPaths } from '../support/both-paths.js';
import { it as base } from '../support/fixture.js';

const it = base.extend(
  'startBoth',
  ({ start }) =>
    () =>
      BothPaths.start(start),
);

/** The first sales events of a ledger, each with fields that fail. */
function failing(first: number, aliases: number): string {
  const fields = Array.from(
    { length: aliases },
    (_, index) => `a${index}: fundsEntries(laterDays: 99) { id }`,
  );
  return `{ ledger(ledgerId: "418914") { salesEvents(first: ${first}) { nodes { ${fields.join(' ')} } } } }`;
}

describe('an answer whose fields fail', () => {
  it('is stopped where there are too many of them', async ({ startBoth }) => {
    const paths = await startBoth();
    const { compiled, apollo } = await paths.ask({ query: failing(1_000, 21) });
    expect(compiled).toStrictEqual(apollo);
    expect(JSON.parse(compiled.body)).toEqual({
      data: null,
      errors: [
        {
          message:
            'The answer has more than 20000 fields that failed. Ask for smaller pages, fewer fields or less nesting.',
          extensions: { code: 'COST_LIMIT_EXCEEDED' },
        },
      ],
    });
  });

  it('is given with as many as are allowed', async ({ startBoth }) => {
    const paths = await startBoth();
    const { compiled, apollo } = await paths.ask({ query: failing(1_000, 20) });
    expect(compiled).toStrictEqual(apollo);
    expect(JSON.parse(compiled.body)).toMatchObject({
      data: { ledger: { salesEvents: { nodes: { length: 1_000 } } } },
      errors: { length: 101, 100: { message: '19900 more errors were left out.' } },
    });
  });
});
