import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';

const LEDGER = '700031';
const DATE = '2026-09-20';
const SALES = `GET /sales/report/v1/ledgers/${LEDGER}/dates/${DATE}?pageSize=50`;
const funds = (date: string) => `GET /report/v2/ledgers/${LEDGER}/funds/dates/${date}`;

const it = freshStack();

describe('the clock of the sandbox', () => {
  const QUERY = `{ ledger(ledgerId: "${LEDGER}") { salesEvents(date: "${DATE}") { nodes { pspReference fundsEntries(laterDays: 3) { isDateComplete } } } } }`;

  it.for([true, false])(
    'is that of the subgraph: a day that is not over there is open here, and none behind it is asked for; frozen: %s',
    async (frozen, { stack }) => {
      await stack.sandbox.clock[frozen ? 'freeze' : 'set'](`${DATE}T10:00:00Z`);
      for (const pspReferences of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
        await stack.sandbox.ledgers.addEvents(LEDGER, [{ pspReference: pspReferences.at(-1) ?? '' }]);
        await stack.sandbox.clock.advance(31);
        await stack.clearCalls();
        expect(await stack.askText(QUERY)).toEqual({
          data: {
            ledger: {
              salesEvents: {
                nodes: pspReferences.map((pspReference) => ({
                  pspReference,
                  fundsEntries: [{ isDateComplete: false }],
                })),
              },
            },
          },
        });
        const calls = await stack.calls();
        expect(calls.filter((call) => /dates/.test(call))).toEqual([SALES, funds(DATE)]);
      }
    },
  );

  it('makes all that is kept from later on old when it is set back, tokens too', async ({ stack }) => {
    const query = `{ ledger(ledgerId: "${LEDGER}") { salesEvents(date: "${DATE}") { nodes { pspReference } } } }`;
    const answer = (pspReferences: readonly string[]) => ({
      data: { ledger: { salesEvents: { nodes: pspReferences.map((pspReference) => ({ pspReference })) } } },
    });
    expect(await stack.askText(query)).toEqual(answer([]));
    await stack.clearCalls();
    expect(await stack.askText(query)).toEqual(answer([]));
    expect(await stack.calls()).toEqual([]);
    await stack.sandbox.clock.freeze(`${DATE}T10:00:00Z`);
    await stack.sandbox.ledgers.addEvents(LEDGER, [{ pspReference: 'a' }]);
    expect(await stack.askText(query)).toEqual(answer(['a']));
  });
});
