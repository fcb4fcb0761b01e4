import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack();

const ADD = `mutation ($input: AddTransactionReceiptInput!) {
  addTransactionReceipt(input: $input) {
    receipt { bottomLine {
      currency tipAmount { value } posId receiptNumber giftCardAmount { value } totalAmount { value } totalTax { value }
      totalDiscount { value } shippingAmount { value } terminalId
      shippingInfo { amount { value } amountExcludingTax { value } taxAmount { value } taxPercentage }
      paymentSources { giftCard { value } card { value } voucher { value } cash { value } }
      barcode { format data }
    } }
    userErrors { field code message }
    warnings { field code message }
  }
}`;

const line = {
  name: 'socks',
  id: '1234567890',
  totalAmount: 1000,
  totalTaxAmount: 200,
  taxPercentage: 25,
  discount: 2000,
};

/** All that the published sample of v1 has. */
const sample = {
  currency: 'NOK',
  tipAmount: 2000,
  giftCardAmount: 20000,
  posId: 'string',
  totalAmount: 0,
  totalTax: 0,
  totalDiscount: 0,
  shippingAmount: 0,
  shippingInfo: { amount: 1000, amountExcludingTax: 1000, taxAmount: 250, taxPercentage: 25 },
  paymentSources: { giftCard: 0, card: 0, voucher: 0, cash: 0 },
  barcode: { format: 'EAN_13', data: '4006381333931' },
  receiptNumber: 'string',
  terminalId: 'string',
};

async function add(stack: Stack, bottomLine: object, orderLines: readonly object[] = [line]) {
  const answer = await stack.askText(ADD, {
    input: { msn: '204117', transactionId: 'v1-611', orderLines, bottomLine },
  });
  expect(answer.errors).toBeUndefined();
  return (answer.data as unknown as { addTransactionReceipt: Readonly<Record<string, unknown>> })
    .addTransactionReceipt;
}

const money = (value: number) => ({ value });
const warning = (field: string, code: string, message: string) => ({
  field: ['bottomLine', ...field.split('.')],
  code,
  message,
});

describe('a receipt of v1', () => {
  it('takes all that the published sample has, and warns of what in it contradicts its lines', async ({
    stack,
  }) => {
    expect(await add(stack, sample)).toEqual({
      receipt: {
        bottomLine: {
          ...sample,
          tipAmount: money(2000),
          giftCardAmount: money(20000),
          totalAmount: money(0),
          totalTax: money(0),
          totalDiscount: money(0),
          shippingAmount: money(0),
          shippingInfo: {
            amount: money(1000),
            amountExcludingTax: money(1000),
            taxAmount: money(250),
            taxPercentage: 25,
          },
          paymentSources: { giftCard: money(0), card: money(0), voucher: money(0), cash: money(0) },
        },
      },
      userErrors: [],
      warnings: [
        warning(
          'paymentSources',
          'SOURCES_MISMATCH',
          'The payment sources add up to 0, and the lines to 1000.',
        ),
        warning(
          'shippingInfo.taxAmount',
          'SUM_MISMATCH',
          'amount should be amountExcludingTax plus taxAmount: 1000 is not 1000 + 250.',
        ),
        warning('totalAmount', 'SUM_MISMATCH', 'The lines give a totalAmount of 1000, not 0.'),
        warning('totalTax', 'SUM_MISMATCH', 'The lines give a totalTax of 200, not 0.'),
        warning('totalDiscount', 'SUM_MISMATCH', 'The lines give a totalDiscount of 2000, not 0.'),
        warning('giftCardAmount', 'CONTRADICTION', 'giftCardAmount is 20000, and paymentSources.giftCard 0.'),
      ],
    });
    const { requests } = await stack.sandbox.requests({ method: 'POST', path: '/order-management/**' });
    expect(requests.map(({ url, body }) => [url, (body as { bottomLine: unknown }).bottomLine])).toEqual([
      [
        '/order-management/v1/receipts/v1-611',
        { ...sample, barcode: { format: 'EAN-13', data: '4006381333931' } },
      ],
    ]);
  });

  it('warns of nothing where all fits, and of shipping that would count twice', async ({ stack }) => {
    const returned = { ...line, isReturn: true, totalAmount: 500, totalTaxAmount: 100, discount: 0 };
    const shipping = { ...line, isShipping: true, totalAmount: 500, totalTaxAmount: 100, discount: 0 };
    const sums = {
      currency: 'NOK',
      totalAmount: 1000,
      totalTax: 200,
      totalDiscount: 2000,
      giftCardAmount: 10,
    };
    expect((await add(stack, sums, [line, returned, shipping]))['warnings']).toEqual([]);
    const twice = await add(stack, { ...sums, shippingAmount: 500 }, [line, returned, shipping]);
    expect(twice['warnings']).toEqual([
      warning(
        'shippingAmount',
        'SHIPPING_TWICE',
        'Shipping is in a line already: shippingAmount would count it twice.',
      ),
    ]);
  });

  it.for([
    [{ giftCardAmount: 2500, paymentSources: { card: 10_000 } }, undefined],
    [{ giftCardAmount: 2500, paymentSources: { card: 10_000, giftCard: 2500 } }, undefined],
    [{ giftCardAmount: 2500, paymentSources: { card: 10_000 }, tipAmount: 5 }, undefined],
    [
      { giftCardAmount: 2500, paymentSources: { card: 12_500 } },
      'The payment sources and giftCardAmount add up to 15000, and the lines to 12500.',
    ],
    [{ paymentSources: { card: 10_000 } }, 'The payment sources add up to 10000, and the lines to 12500.'],
  ] as const)('counts the gift card among what was paid: %j', async ([bottomLine, message], { stack }) => {
    const bought = { ...line, totalAmount: 12_500, totalTaxAmount: 2500, discount: 0 };
    expect((await add(stack, { currency: 'NOK', ...bottomLine }, [bought]))['warnings']).toEqual(
      message === undefined ? [] : [warning('paymentSources', 'SOURCES_MISMATCH', message)],
    );
  });

  it.for([
    [{ amount: 12_500, amountExcludingTax: 10_000, taxAmount: 2500 }, undefined],
    [{ amount: 12_501, amountExcludingTax: 10_000, taxAmount: 2501 }, undefined],
    [
      { amount: 12_500, amountExcludingTax: 9375, taxAmount: 3125 },
      '25 % of 9375 is 2344, not 3125. The rate is of the amount without tax.',
    ],
    [
      { amount: 10_000, amountExcludingTax: 10_000, taxAmount: 0 },
      '25 % of 10000 is 2500, not 0. The rate is of the amount without tax.',
    ],
  ] as const)('warns of shipping whose tax is not of its rate: %j', async ([amounts, message], { stack }) => {
    const bottomLine = { currency: 'NOK', shippingInfo: { ...amounts, taxPercentage: 25 } };
    expect((await add(stack, bottomLine, [{ ...line, taxPercentage: 25 }]))['warnings']).toEqual(
      message === undefined ? [] : [warning('shippingInfo.taxAmount', 'TAX_DIFFERS_FROM_RATE', message)],
    );
  });

  it('is refused before a call, with all that is wrong in it', async ({ stack }) => {
    const refused = await add(stack, {
      currency: 'NOK',
      giftCardAmount: -1,
      totalAmount: -1,
      totalTax: -1,
      totalDiscount: -1,
      shippingAmount: -1,
      shippingInfo: { amount: -2, amountExcludingTax: -1, taxAmount: -1, taxPercentage: 101 },
    });
    const faults = refused['userErrors'] as readonly { field: readonly string[]; code: string }[];
    expect(faults.map(({ field, code }) => [field.join('.'), code])).toEqual([
      ['bottomLine.giftCardAmount', 'NEGATIVE'],
      ['bottomLine.totalTax', 'NEGATIVE'],
      ['bottomLine.totalDiscount', 'NEGATIVE'],
      ['bottomLine.shippingAmount', 'NEGATIVE'],
      ['bottomLine.shippingInfo.amount', 'NEGATIVE'],
      ['bottomLine.shippingInfo.amountExcludingTax', 'NEGATIVE'],
      ['bottomLine.shippingInfo.taxAmount', 'NEGATIVE'],
      ['bottomLine.shippingInfo.taxPercentage', 'OUT_OF_RANGE'],
    ]);
    expect(await stack.calls()).toEqual([]);
  });
});
