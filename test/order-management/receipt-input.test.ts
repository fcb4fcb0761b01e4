import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = sharedStack();
it.beforeEach(({ stack }) => stack.clearCalls());

const ADD = `mutation ($input: AddReceiptInput!) {
  addReceipt(input: $input) { order { orderId } userErrors { field code message } warnings { field code message } }
}`;

const good = {
  name: 'Socks',
  id: 's1',
  totalAmount: 1000,
  totalAmountExcludingTax: 800,
  totalTaxAmount: 200,
  taxRate: 2500,
};

let count = 0;

interface Outcome {
  readonly order: unknown;
  readonly userErrors: readonly { field: readonly string[] | null; code: string; message: string }[];
  readonly warnings: readonly { field: readonly string[] | null; code: string; message: string }[];
}

/** What becomes of a receipt with these lines, for an order of its own. */
async function add(stack: Stack, orderLines: readonly object[], bottomLine: object = {}): Promise<Outcome> {
  count += 1;
  const answer = await stack.askText(ADD, {
    input: {
      msn: '204117',
      paymentType: 'ECOM',
      orderId: `in-${String(count)}`,
      orderLines,
      bottomLine: { currency: 'NOK', ...bottomLine },
    },
  });
  expect(answer.errors).toBeUndefined();
  return (answer.data as unknown as { addReceipt: Outcome }).addReceipt;
}

const brief = (list: Outcome['userErrors']) =>
  list.map(({ field, code }) => [field?.join('.') ?? null, code]);

/** The body of the one receipt that was sent. */
async function sentLines(stack: Stack): Promise<unknown> {
  const { requests } = await stack.sandbox.requests({ path: '/order-management/**', method: 'POST' });
  expect(requests).toHaveLength(1);
  return (requests[0]?.body as { orderLines: unknown }).orderLines;
}

describe('a receipt that is wrong', () => {
  it('gets all its faults at once, each with its path, and costs no call', async ({ stack }) => {
    const { order, userErrors, warnings } = await add(
      stack,
      [
        { ...good, totalTaxAmount: 201 },
        { ...good, name: '', id: ' ', taxRate: 10_001, discount: -1 },
        {
          ...good,
          taxRate: undefined,
          unitInfo: { unitPrice: -5, quantity: '1,5', quantityUnit: 'UNKNOWN' },
        },
        { ...good, taxPercentage: 24, productUrl: 'http://shop.example' },
        { ...good, totalAmount: -1000, totalAmountExcludingTax: -800, totalTaxAmount: -200 },
      ],
      { currency: 'SEK', tipAmount: -1, barcode: { format: 'UNKNOWN', data: '' } },
    );
    expect(order).toBeNull();
    expect(brief(userErrors)).toEqual([
      ['orderLines.0.totalTaxAmount', 'SUM_MISMATCH'],
      ['orderLines.1.name', 'REQUIRED'],
      ['orderLines.1.discount', 'NEGATIVE'],
      ['orderLines.1.taxRate', 'OUT_OF_RANGE'],
      ['orderLines.2.taxRate', 'REQUIRED'],
      ['orderLines.2.unitInfo.unitPrice', 'NEGATIVE'],
      ['orderLines.2.unitInfo.quantity', 'INVALID'],
      ['orderLines.2.unitInfo.quantityUnit', 'INVALID'],
      ['orderLines.3.taxPercentage', 'CONTRADICTION'],
      ['orderLines.4.totalAmount', 'NEGATIVE'],
      ['orderLines.4.totalAmountExcludingTax', 'NEGATIVE'],
      ['orderLines.4.totalTaxAmount', 'NEGATIVE'],
      ['bottomLine.currency', 'INVALID'],
      ['bottomLine.tipAmount', 'NEGATIVE'],
      ['bottomLine.barcode.format', 'INVALID'],
      ['bottomLine.barcode.data', 'REQUIRED'],
    ]);
    expect(brief(warnings)).toEqual([
      ['orderLines.1.id', 'BLANK'],
      ['orderLines.3.productUrl', 'ODD_URL'],
    ]);
    expect(userErrors[0]?.message).toBe(
      'totalAmount must be totalAmountExcludingTax plus totalTaxAmount: 1000 is not 800 + 201.',
    );
    expect(await stack.calls()).toEqual([]);
  });

  it('has at least one line', async ({ stack }) => {
    expect(brief((await add(stack, [])).userErrors)).toEqual([['orderLines', 'REQUIRED']]);
  });

  it('may not have a sum beyond 53 bits, though each line is within', async ({ stack }) => {
    const most = {
      ...good,
      totalAmount: Number.MAX_SAFE_INTEGER,
      totalAmountExcludingTax: null,
      totalTaxAmount: null,
    };
    const { userErrors, warnings } = await add(stack, [most, most]);
    expect([userErrors, warnings]).toEqual([
      [{ field: ['orderLines'], code: 'OUT_OF_RANGE', message: 'The sum of the lines exceeds 53 bits.' }],
      [],
    ]);
    expect((await add(stack, [most, { ...most, isReturn: true }])).userErrors).toEqual([]);
  });

  it.for(['2.', '.5', '-1', '1,5', '1e3', '0.123456789', '12345678901', '', ' 1', '1\n'])(
    'may not have the quantity %j',
    async (quantity, { stack }) => {
      const { userErrors } = await add(stack, [{ ...good, unitInfo: { unitPrice: 1000, quantity } }]);
      expect(brief(userErrors)).toEqual([['orderLines.0.unitInfo.quantity', 'INVALID']]);
    },
  );

  it.for([
    [{ totalAmount: 1000, totalTaxAmount: 1001 }, 'totalTaxAmount'],
    [{ totalAmount: 1000, totalAmountExcludingTax: 1001 }, 'totalAmountExcludingTax'],
  ] as const)('may not have a part that is more than the whole: %j', async ([amounts, field], { stack }) => {
    const { userErrors } = await add(stack, [{ name: 'Socks', id: 's', taxRate: 2500, ...amounts }]);
    expect(brief(userErrors)).toEqual([[`orderLines.0.${field}`, 'SUM_MISMATCH']]);
  });

  it('learns from the API what only the API knows', async ({ stack }) => {
    const path = '/order-management/v2/ecom/receipts/*';
    const params = [
      { name: 'OrderLines[1].TotalTaxAmount', reason: 'Too odd.' },
      { name: '$.bottomLine.posId', reason: 'Unknown device.' },
    ];
    const body = {
      title: 'One or more validation errors occurred.',
      detail: 'BadRequest',
      instance: '00-1',
      invalidParams: params,
    };
    await stack.sandbox.faults.add({ path, status: 400, body });
    expect((await add(stack, [good])).userErrors).toEqual([
      { field: ['orderLines', '1', 'totalTaxAmount'], code: 'BAD_USER_INPUT', message: 'Too odd.' },
      { field: ['bottomLine', 'posId'], code: 'BAD_USER_INPUT', message: 'Unknown device.' },
    ]);
  });
});

describe('amounts that are left out', () => {
  it.for([
    ['both, by the rate', { totalAmount: 12345, taxRate: 2550 }, [12345, 9837, 2508, 2550]],
    ['both, half a unit goes up', { totalAmount: 3, taxRate: 10_000 }, [3, 2, 1, 10_000]],
    ['both, by whole percent', { totalAmount: 4480, taxPercentage: 12 }, [4480, 4000, 480, 1200]],
    ['the tax', { totalAmount: 4480, totalAmountExcludingTax: 4000, taxRate: 1200 }, [4480, 4000, 480, 1200]],
    [
      'the amount without tax',
      { totalAmount: 4480, totalTaxAmount: 480, taxRate: 1200 },
      [4480, 4000, 480, 1200],
    ],
    [
      'both, beyond what doubles hold',
      { totalAmount: 9007199254740991, taxRate: 2500 },
      [9007199254740991, 7205759403792793, 1801439850948198, 2500],
    ],
  ] as const)('are computed: %s', async ([, amounts, expected], { stack }) => {
    expect((await add(stack, [{ name: 'Cheese', id: 'plu', ...amounts }])).userErrors).toEqual([]);
    const [totalAmount, totalAmountExcludingTax, totalTaxAmount, taxRate] = expected;
    expect(await sentLines(stack)).toEqual([
      {
        name: 'Cheese',
        id: 'plu',
        totalAmount,
        totalAmountExcludingTax,
        totalTaxAmount,
        taxRate,
        isReturn: false,
        isShipping: false,
      },
    ]);
  });

  it('need no rate on free shipping', async ({ stack }) => {
    const { userErrors, warnings } = await add(stack, [
      { name: 'Delivery', id: 'd', totalAmount: 0, isShipping: true },
    ]);
    expect([userErrors, brief(warnings)]).toEqual([[], [['orderLines.0.taxRate', 'RATE_MISSING']]]);
  });
});

describe('a receipt that is odd', () => {
  it("is taken with a warning: a quarter of the gross under a rate of 25 %, and the example whose prices don't fit", async ({
    stack,
  }) => {
    const { order, userErrors, warnings } = await add(
      stack,
      [
        {
          name: 'Taxi',
          id: 't',
          totalAmount: 29900,
          totalAmountExcludingTax: 22425,
          totalTaxAmount: 7475,
          taxRate: 2500,
        },
        { ...good, unitInfo: { unitPrice: 0, quantity: '0.822' }, discount: 2000 },
      ],
      { barcode: { format: 'CODE_39', data: 'SC0527013501 ' } },
    );
    expect(order).not.toBeNull();
    expect(userErrors).toEqual([]);
    expect(brief(warnings)).toEqual([
      ['orderLines.0.totalTaxAmount', 'TAX_DIFFERS_FROM_RATE'],
      ['orderLines.1.totalAmount', 'PRICE_MISMATCH'],
      ['bottomLine.barcode.data', 'BARCODE_DATA'],
    ]);
  });

  it.for([
    ['EAN_13', '123456', 'An EAN-13 code has 13 digits.'],
    ['EAN_13', '2001234567890', 'The last digit of this EAN-13 code should be 3.'],
    ['CODE_39', 'lower', 'CODE 39 holds capital letters, digits, blanks and -.$/+% only.'],
    ['CODE_128', 'ærlig', 'CODE 128 holds ASCII characters only.'],
  ] as const)('has a %s code of %j: %s', async ([format, data, message], { stack }) => {
    const { userErrors, warnings } = await add(stack, [good], { barcode: { format, data } });
    expect([userErrors, warnings]).toEqual([
      [],
      [{ field: ['bottomLine', 'barcode', 'data'], code: 'BARCODE_DATA', message }],
    ]);
  });

  it.for([1, 12, 25, 99])('has a rate of %i hundredths of a percent', async (taxRate, { stack }) => {
    const line = { name: 'Socks', id: 's1', totalAmount: 12_500, taxRate };
    const lines = [line, { ...line, isShipping: true }];
    const message = `taxRate is in hundredths of a percent: ${taxRate} is ${taxRate / 100} %. For ${taxRate} % it should be ${taxRate * 100}.`;
    const warned = [0, 1].map((index) => ({
      field: ['orderLines', String(index), 'taxRate'],
      code: 'RATE_TOO_SMALL',
      message,
    }));
    expect(await add(stack, lines)).toMatchObject({ userErrors: [], warnings: warned });
    const v1 = await stack.askText(
      'mutation ($input: AddTransactionReceiptInput!) { addTransactionReceipt(input: $input) { userErrors { code } warnings { field code message } } }',
      {
        input: {
          msn: '204117',
          transactionId: `50014201${String(taxRate).padStart(2, '0')}`,
          orderLines: lines,
          bottomLine: { currency: 'NOK' },
        },
      },
    );
    expect(v1).toEqual({ data: { addTransactionReceipt: { userErrors: [], warnings: warned } } });
  });

  it.for([
    ['too little', { card: 500, cash: 499 }, {}, 999],
    ['too much', { giftCard: 1001 }, {}, 1001],
    ['a part of the tip', { card: 1050 }, { tipAmount: 100 }, 1050],
    ['nothing', { voucher: 0 }, {}, 0],
  ] as const)('was paid with %s', async ([, paymentSources, rest, paid], { stack }) => {
    const { userErrors, warnings } = await add(stack, [good], { paymentSources, ...rest });
    const message = `The payment sources add up to ${paid}, and the lines to 1000.`;
    expect([userErrors, warnings]).toEqual([
      [],
      [{ field: ['bottomLine', 'paymentSources'], code: 'SOURCES_MISMATCH', message }],
    ]);
  });

  it('has a name that nobody can read, and a product page that no app opens', async ({ stack }) => {
    const { order, userErrors, warnings } = await add(stack, [
      { ...good, name: ' ', productUrl: 'http://shop.example/1' },
      { ...good, id: '\t', productUrl: 'cups/1' },
    ]);
    expect(order).not.toBeNull();
    expect([userErrors, warnings]).toEqual([
      [],
      [
        { field: ['orderLines', '0', 'name'], code: 'BLANK', message: 'name holds nothing but blanks.' },
        {
          field: ['orderLines', '0', 'productUrl'],
          code: 'ODD_URL',
          message: 'productUrl should be an absolute https address, such as "https://shop.example/cups/1".',
        },
        { field: ['orderLines', '1', 'id'], code: 'BLANK', message: 'id holds nothing but blanks.' },
        { field: ['orderLines', '1', 'productUrl'], code: 'ODD_URL', message: expect.any(String) },
      ],
    ]);
  });

  it('has more returned than bought', async ({ stack }) => {
    const { userErrors, warnings } = await add(stack, [{ ...good, isReturn: true }]);
    expect([userErrors, brief(warnings)]).toEqual([[], [['orderLines', 'NEGATIVE_SUM']]]);
  });

  it.for([
    ['in full', { card: 600, cash: 200, giftCard: 100, voucher: 100 }, {}],
    ['with the tip', { card: 1100 }, { tipAmount: 100 }],
    ['without the tip', { card: 1000, cash: null }, { tipAmount: 100 }],
    ['in a way that is not told', {}, {}],
  ] as const)('is not when it was paid %s', async ([, paymentSources, rest], { stack }) => {
    expect(await add(stack, [good], { paymentSources, ...rest })).toMatchObject({
      userErrors: [],
      warnings: [],
    });
  });

  it.for([0, 100, 1000, 1111, 1200, 1350, 1400, 1500, 2500, 2550])(
    'is not with a rate of %i hundredths of a percent',
    async (taxRate, { stack }) => {
      const line = { name: 'Rugbrød', id: 'r', totalAmount: 12_500, taxRate };
      expect(await add(stack, [line], { currency: 'EUR' })).toMatchObject({ userErrors: [], warnings: [] });
    },
  );

  it.for([
    [
      'two pieces, a discount and rounding',
      {
        ...good,
        unitInfo: { unitPrice: 15018, quantity: '0.822', quantityUnit: 'KG' },
        totalAmount: 12345,
        totalAmountExcludingTax: 9876,
        totalTaxAmount: 2469,
      },
    ],
    [
      'the request example of the API',
      {
        name: 'flip-flops',
        id: 'line_item_2',
        totalAmount: 5000,
        totalAmountExcludingTax: 4000,
        totalTaxAmount: 1000,
        taxPercentage: 25,
        unitInfo: { unitPrice: 2500, quantity: '3', quantityUnit: 'PCS' },
        discount: 2500,
        isReturn: false,
        isShipping: false,
      },
    ],
  ] as const)('is not: %s', async ([, line], { stack }) => {
    expect(await add(stack, [line])).toMatchObject({ userErrors: [], warnings: [] });
  });
});
