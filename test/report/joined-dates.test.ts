import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack({ now: '2026-09-15T10:00:00Z' });

const LEDGER = '418806';
const DAY = 86_400;
const DATES = `/report/v2/ledgers/${LEDGER}/*/dates/*`;

/** The PSP reference of a sale of 2026-09-14. */
async function someSale(stack: Stack): Promise<string> {
  const answer = await stack.askText(
    `{ ledger(ledgerId: "${LEDGER}") { salesEvents(date: "2026-09-14", first: 1) { nodes { pspReference } } } }`,
  );
  return /"pspReference":"([^"]+)"/.exec(JSON.stringify(answer))?.[1] ?? '';
}

async function entriesOf(stack: Stack, pspReference: string) {
  const { data, errors } = await stack.askText(
    `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "${pspReference}") { fundsEntries { time } feeEntries { time } } }`,
  );
  return { data, errors: errors?.map(({ path, message, extensions }) => ({ path, message, ...extensions })) };
}

const fault = (field: string) => ({
  path: ['salesEvent', field],
  message:
    "The Vipps MobilePay Report API sent an answer that can't be used: it is a 404 for a date that it must have.",
  code: 'UPSTREAM_BAD_RESPONSE',
  upstream: { api: 'report', status: 404 },
});
const failed = {
  data: { salesEvent: { fundsEntries: null, feeEntries: null } },
  errors: [fault('fundsEntries'), fault('feeEntries')],
};

describe('a 404 for the date of a sale', () => {
  it('says that nothing is booked yet while the date may be open, as the first API had it', async ({
    stack,
  }) => {
    const sale = await someSale(stack);
    await stack.sandbox.faults.add({ path: DATES, method: 'GET', status: 404, times: null });
    expect(await entriesOf(stack, sale)).toEqual({
      data: { salesEvent: { fundsEntries: [], feeEntries: [] } },
      errors: undefined,
    });
  });

  it('is a fault at its field once every date of that age has been settled', async ({ stack, clock }) => {
    const sale = await someSale(stack);
    await stack.sandbox.faults.add({ path: DATES, method: 'GET', status: 404, times: null });
    // The date before is read too, as nothing is found on its own.
    clock.advance(33 * DAY - 43_200);
    expect((await entriesOf(stack, sale)).errors).toBeUndefined();
    clock.advance(DAY);
    expect(await entriesOf(stack, sale)).toEqual(failed);
  });

  it('is a fault at its field where the keys see no such ledger', async ({ stack, clock }) => {
    const sale = await someSale(stack);
    clock.advance(3_600);
    await stack.sandbox.faults.add({ path: DATES, method: 'GET', status: 404, times: null });
    await stack.sandbox.faults.add({
      path: '/settlement/v1/ledgers',
      status: 200,
      body: { items: [], cursor: '' },
      times: null,
    });
    expect(await entriesOf(stack, sale)).toEqual(failed);
  });
});
