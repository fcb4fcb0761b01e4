import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';

/** The keys see more ledgers than the tenant may. */
const [SEEN, UNSEEN] = ['512208', '611583'];

const it = sharedStack({
  adjust: (config) => ({ ...config, tenant: { ...config.tenant, ledgers: new Set([SEEN]) } }),
});

describe('a ledger that the tenant may not see', () => {
  it('is in no list of several, and is read for no sum and no payout', async ({ stack }) => {
    const { errors } = await stack.askText(
      `{ salesEvents(ledgers: ["${UNSEEN}", "${SEEN}"], date: "2026-06-01") { nodes { id } } }`,
    );
    expect(errors).toMatchObject([
      {
        path: ['salesEvents'],
        message: `ledgers names ${UNSEEN}, which the Sales API does not know, or the keys in use may not see.`,
        extensions: { code: 'BAD_USER_INPUT', argument: ['ledgers'] },
      },
    ]);
    const fields =
      'payouts(from: "2026-06-01", to: "2026-06-02") { nodes { number } } salesSummary(from: "2026-06-01", to: "2026-06-02") { eventCount }';
    const asked = `{ ledger(ledgerId: "${UNSEEN}") { ${fields} } }`;
    expect(await stack.askText(asked)).toEqual({ data: { ledger: null } });
    const named = `{ _entities(representations: [{ __typename: "Ledger", ledgerId: "${UNSEEN}" }]) { ... on Ledger { ${fields} } } }`;
    expect((await stack.askText(named)).data).toEqual({
      _entities: [{ payouts: null, salesSummary: null }],
    });
    expect((await stack.calls()).filter((call) => call.includes(`/${UNSEEN}/`))).toEqual([]);
  });
});
