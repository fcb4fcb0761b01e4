import { expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const line = {
  name: 'Cup',
  id: 'cup-1',
  totalAmount: 1000,
  totalAmountExcludingTax: 800,
  totalTaxAmount: 200,
  taxRate: 2500,
  unitInfo: { unitPrice: 600, quantity: '2.5', quantityUnit: 'PCS' },
  discount: 500,
  productUrl: 'https://shop.example/cups/1',
  isReturn: false,
  isShipping: false,
};
const other = { ...line, id: 'cup-2' };
const bottomLine = {
  currency: 'NOK',
  tipAmount: 100,
  posId: 'till-1',
  paymentSources: { giftCard: 10, card: 20, voucher: 30, cash: 40 },
  barcode: { format: 'CODE_128', data: 'MK1' },
  receiptNumber: 'R-1',
};
const full = { orderLines: [line, other], bottomLine };

type Receipt = typeof full;
const withLine = (change: Partial<typeof line>): Receipt => ({
  ...full,
  orderLines: [{ ...line, ...change }, other],
});
const withUnit = (change: Partial<typeof line.unitInfo>): Receipt =>
  withLine({ unitInfo: { ...line.unitInfo, ...change } });
const withBottom = (change: Partial<typeof bottomLine>): Receipt => ({
  ...full,
  bottomLine: { ...bottomLine, ...change },
});
const withSource = (change: Partial<typeof bottomLine.paymentSources>): Receipt =>
  withBottom({ paymentSources: { ...bottomLine.paymentSources, ...change } });

const it = sharedStack();
it.beforeAll(async ({ stack }) => {
  expect(await add(stack, full)).toEqual({ wasAlreadyStored: false, userErrors: [] });
});

async function add(stack: Stack, receipt: Receipt) {
  const answer = await stack.askText(
    'mutation ($input: AddReceiptInput!) { addReceipt(input: $input) { wasAlreadyStored userErrors { code } } }',
    { input: { msn: '204117', paymentType: 'ECOM', orderId: 'compared', ...receipt } },
  );
  expect(answer.errors).toBeUndefined();
  return (answer.data as { addReceipt: unknown } | undefined)?.addReceipt;
}

it('a receipt is the stored one when every member is the same', async ({ stack }) => {
  expect(await add(stack, full)).toEqual({ wasAlreadyStored: true, userErrors: [] });
  // Another way to write the same number.
  expect(await add(stack, withUnit({ quantity: '02.50' }))).toEqual({
    wasAlreadyStored: true,
    userErrors: [],
  });
});

it.for<[string, Receipt]>([
  ['the number of lines', { ...full, orderLines: [line] }],
  ['the order of lines', { ...full, orderLines: [other, line] }],
  ['name', withLine({ name: 'Mug' })],
  ['id', withLine({ id: 'cup-9' })],
  ['totalAmount', withLine({ totalAmount: 1001, totalAmountExcludingTax: 801 })],
  ['totalTaxAmount', withLine({ totalAmount: 1001, totalTaxAmount: 201 })],
  ['the part without tax', withLine({ totalAmountExcludingTax: 801, totalTaxAmount: 199 })],
  ['taxRate', withLine({ taxRate: 2501 })],
  ['unitPrice', withUnit({ unitPrice: 601 })],
  ['quantity', withUnit({ quantity: '2.6' })],
  ['quantityUnit', withUnit({ quantityUnit: 'KG' })],
  ['discount', withLine({ discount: 501 })],
  ['productUrl', withLine({ productUrl: 'https://shop.example/cups/2' })],
  ['isReturn', withLine({ isReturn: true })],
  ['isShipping', withLine({ isShipping: true })],
  ['currency', withBottom({ currency: 'DKK' })],
  ['tipAmount', withBottom({ tipAmount: 101 })],
  ['posId', withBottom({ posId: 'till-2' })],
  ['giftCard', withSource({ giftCard: 11 })],
  ['card', withSource({ card: 21 })],
  ['voucher', withSource({ voucher: 31 })],
  ['cash', withSource({ cash: 41 })],
  ['the format of the barcode', withBottom({ barcode: { format: 'CODE_39', data: 'MK1' } })],
  ['the data of the barcode', withBottom({ barcode: { format: 'CODE_128', data: 'MK2' } })],
  ['receiptNumber', withBottom({ receiptNumber: 'R-2' })],
] as const)('a receipt is another one when it differs in %s', async ([, receipt], { stack }) => {
  expect(await add(stack, receipt)).toEqual({ wasAlreadyStored: false, userErrors: [{ code: 'CONFLICT' }] });
});
