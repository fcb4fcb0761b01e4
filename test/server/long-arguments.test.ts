import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';

const compiled = sharedStack();
const byApollo = sharedStack({ env: { COMPILE_QUERIES: 'false' } });

/** A filter that its variable makes wrong, at each of many sales. */
function query(id: string): string {
  const filter = `{ merchant: { scheme: $scheme, id: "${id}" } }`;
  return `query($scheme: String = "business:NO:ORG") { ledger(ledgerId: "418914") { salesEvents(first: 50) { nodes { salesUnit { merchant { productOrders(first: 1, filter: ${filter}) { totalCount } } } } } } }`;
}

describe.each([
  ['compiled', compiled],
  ['by Apollo Server', byApollo],
])('a wrong argument, %s', (_way, it) => {
  it('that is long is refused once, before any call, and is not repeated', async ({ stack }) => {
    await stack.clearCalls();
    const answer = await stack.askText(query('x'.repeat(1_500)), { scheme: null });
    expect(answer).toEqual({
      errors: [
        {
          message: 'Argument "filter" has an invalid value.',
          locations: [{ line: 1, column: expect.any(Number) }],
          extensions: { code: 'BAD_USER_INPUT', argument: ['filter'] },
        },
      ],
    });
    expect(await stack.calls()).toEqual([]);
  });

  it('that is long is let in where it fits', async ({ stack }) => {
    const answer = await stack.askText(query('x'.repeat(1_500)), {});
    expect(JSON.stringify(answer)).not.toContain('has an invalid value');
  });

  it('that is short is an error at its field, which names it', async ({ stack }) => {
    const answer = await stack.askText('query($first: Int = 5) { ledgers(first: $first) { totalCount } }', {
      first: null,
    });
    expect(answer).toMatchObject({
      errors: [{ path: ['ledgers'], extensions: { code: 'BAD_USER_INPUT', argument: ['first'] } }],
    });
  });
});
