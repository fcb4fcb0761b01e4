import { describe, expect } from 'vitest';
import {
  LedgersDocument,
  PayoutExplainedDocument,
  RefundsDocument,
  SalesOfADayDocument,
} from '../generated/graphql.js';
import { sharedStack } from '../support/fixture.js';

const it = sharedStack();

describe('the examples for an accountant', () => {
  it('show the sales of a day with VAT by line', async ({ stack }) => {
    const { data, errors } = await stack.ask(SalesOfADayDocument);
    expect(errors).toBeUndefined();
    const events = data?.ledger?.salesEvents?.nodes ?? [];
    expect(events).toHaveLength(50);
    const [basket] = events.filter(({ lines }) => (lines ?? []).length > 1);
    expect(basket?.amounts?.signedVat?.decimal).toMatch(/^\d+\.\d{2}$/);
    expect(basket?.lines?.[0]?.vatRateBasisPoints).toBeGreaterThanOrEqual(0);
  });

  it('explain a payout', async ({ stack }) => {
    const { data, errors } = await stack.ask(PayoutExplainedDocument);
    expect(errors).toBeUndefined();
    const funds = data?.ledger?.funds?.nodes ?? [];
    expect(funds.at(-1)).toMatchObject({
      entryType: 'PAYOUT_SCHEDULED',
      balanceAfter: { decimal: '0.00' },
      isDateComplete: true,
      salesEvent: null,
    });
    expect(funds[0]).toMatchObject({ salesEvent: { classification: { solution: 'MPOS' } } });
    expect(data?.ledger?.fees?.nodes.at(-1)).toMatchObject({ entryType: 'FEES_RETAINED' });
  });

  it('show refunds with their original sales', async ({ stack }) => {
    const { data, errors } = await stack.ask(RefundsDocument);
    expect(errors).toBeUndefined();
    const refunds = data?.ledger?.salesEvents?.nodes ?? [];
    expect(refunds).toHaveLength(20);
    for (const { amounts, originalSale } of refunds) {
      expect(amounts?.signedGross?.decimal).toMatch(/^-/);
      expect(originalSale?.amounts?.signedGross?.decimal).toMatch(/^\d/);
    }
  });

  it('list the ledgers with their owners', async ({ stack }) => {
    const { data, errors } = await stack.ask(LedgersDocument);
    expect(errors).toBeUndefined();
    expect(data?.ledgers?.nodes).toHaveLength(15);
    for (const { owner } of data?.ledgers?.nodes ?? []) expect(owner?.name).toMatch(/./);
  });
});
