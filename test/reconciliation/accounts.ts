import type { BookAccounts } from '../../src/reconciliation/book-entries.js';

/** Accounts that say what they are for. */
export const accounts: BookAccounts = {
  sales: (rate) => `sales ${String(rate)}`,
  vat: (rate) => `VAT ${String(rate)}`,
  clearing: 'clearing',
  receivable: 'receivable',
  fees: 'fees',
  feesPayable: 'fees payable',
  feesInvoiced: 'fees invoiced',
  bank: 'bank',
  cash: 'cash',
  disputes: 'disputes',
  corrections: 'corrections',
};
