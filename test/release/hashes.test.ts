import { expect, it } from 'vitest';
import { reviveEntry } from '../../src/clients/report.js';
import { reviveSalesEvent } from '../../src/clients/sales.js';
import { contentHash, nextHash } from '../../src/reconciliation/content-hash.js';
import { readSeal, writeSeal } from '../../src/reconciliation/seal-text.js';

const DATE = '2026-10-19';
const captured = {
  pspReference: '3343121302',
  time: '2026-10-19T08:31:07.123Z',
  ledgerDate: DATE,
  entryType: 'capture',
  reference: 'kaffe-1',
  currency: 'NOK',
  amount: 4900,
  balanceBefore: 0,
  balanceAfter: 4900,
  recipientHandle: 'api:204117',
};
const charged = {
  ...captured,
  entryType: 'capture-fee',
  amount: -86,
  balanceBefore: null,
  balanceAfter: null,
};
const sold = {
  entryType: 'capture',
  time: captured.time,
  pspReference: captured.pspReference,
  reference: captured.reference,
  currency: 'NOK',
  paymentType: 'WALLET',
  classification: { solution: 'SHOPPING_BASKET', salesCategory: null },
  amounts: { gross: 4900, net: 3920, vat: 980 },
  lines: [
    { lineId: '1', name: 'Kaffe', quantity: '1', lineTotalGross: 4900, lineTotalNet: 3920, vatAmount: 980 },
  ],
};

// Accounts keep these: whoever must change one breaks what docs/stability.md promises.
it('the hash and the seal of a date are what 1.0.0 gave for the same content', () => {
  const content = {
    funds: [reviveEntry(captured)],
    fees: [reviveEntry(charged)],
    sales: [reviveSalesEvent({ json: sold })],
  };
  const hash = contentHash(DATE, content);
  expect(hash).toBe('0e32707219dedece7153b3a2915a5f665ec326fbb768eda5dffed4f224809f24');
  expect(nextHash('', hash)).toBe('c96ebdc93cbe8dc048b33ec4799cde887edee487c651958ed885934c625e927d');
  const seal = { funds: 1, fees: 1, sales: 1, hash };
  const text = writeSeal({ ledgerId: '418806', dates: [[DATE, seal]] });
  expect(text).toBe('Mjs0MTg4MDY7MjAyNi0xMC0xOSwxLDEsMSwwZTMyNzA3Mg');
  expect(readSeal(text)).toStrictEqual({
    ledgerId: '418806',
    dates: [[DATE, { ...seal, hash: hash.slice(0, 8) }]],
  });
});
