import { describe, expect } from 'vitest';
import type { FaultInput } from '../../src/sandbox/control/fault-input.js';
import { BothPaths } from '../support/both-paths.js';
import { it as base } from '../support/fixture.js';

const LEDGER = '418806';
const ID = 'b6f0a2c4-4f0e-4b7e-8f6b-2f6f3f0c9d11';
const businessIdentifier = { scheme: 'business:NO:ORG', id: '311204173' };

type Body = Exclude<FaultInput['body'], undefined>;

/** Both paths, over an API that answers `body` to one path. */
const it = base.extend('answerTo', ({ start }) => async (path: string, body: Body, query: string) => {
  const both = await BothPaths.start(start);
  await both.each(({ sandbox }) =>
    sandbox.faults.add({ path, method: 'GET', times: null, status: 200, body }),
  );
  const { compiled, apollo } = await both.ask({ query });
  expect(compiled).toStrictEqual(apollo);
  expect(both.compiled.server.fallBacks).toStrictEqual(new Map());
  return JSON.parse(compiled.body) as unknown;
});

const beyond = (...path: readonly (string | number)[]) => ({
  message: "The API gave a value here that is no whole number below 2^53, which can't be shown.",
  locations: expect.any(Array) as unknown,
  path,
  extensions: { code: 'UPSTREAM_BAD_RESPONSE' },
});

describe('an integer that no number can hold', () => {
  it('is an error at its field of an entry, and all else is there', async ({ answerTo }) => {
    const items = [
      {
        pspReference: '1',
        currency: 'NOK',
        amount: 2 ** 53,
        balanceBefore: '-9007199254740993',
        balanceAfter: 1,
      },
      { pspReference: '2', currency: 'NOK', amount: 2 ** 53 - 1 },
    ];
    expect(
      await answerTo(
        `/report/v2/ledgers/${LEDGER}/funds/dates/2026-09-01`,
        { items, hasMore: false, tryLater: false },
        `{ ledger(ledgerId: "${LEDGER}") { funds(date: "2026-09-01") { nodes { pspReference amount { value currency } balanceBefore { decimal } balanceAfter { value } } } } }`,
      ),
    ).toEqual({
      errors: [
        beyond('ledger', 'funds', 'nodes', 0, 'amount', 'value'),
        beyond('ledger', 'funds', 'nodes', 0, 'balanceBefore', 'decimal'),
      ],
      data: {
        ledger: {
          funds: {
            nodes: [
              { pspReference: '1', amount: null, balanceBefore: null, balanceAfter: { value: 1 } },
              {
                pspReference: '2',
                amount: { value: Number.MAX_SAFE_INTEGER, currency: 'NOK' },
                balanceBefore: null,
                balanceAfter: null,
              },
            ],
          },
        },
      },
    });
  });

  it('is an error at its field of a sale, signed or not', async ({ answerTo }) => {
    const event = {
      pspReference: '1',
      entryType: 'refund',
      currency: 'NOK',
      amounts: { gross: 2 ** 53, vat: 5 },
      lines: [{ name: 'Gull', vatRate: 2 ** 60, vatAmount: 5 }],
    };
    expect(
      await answerTo(
        `/sales/report/v1/ledgers/${LEDGER}/psp-references/1`,
        { items: [event], hasMore: false },
        `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "1") { amounts { gross { value } signedGross { value } signedVat { value } net { value } } lines { name vatRateBasisPoints } } }`,
      ),
    ).toEqual({
      errors: [
        beyond('salesEvent', 'amounts', 'gross', 'value'),
        beyond('salesEvent', 'amounts', 'signedGross', 'value'),
        beyond('salesEvent', 'lines', 0, 'vatRateBasisPoints'),
      ],
      data: {
        salesEvent: {
          amounts: { gross: null, signedGross: null, signedVat: { value: -5 }, net: null },
          lines: [{ name: 'Gull', vatRateBasisPoints: null }],
        },
      },
    });
  });

  it('is an error at its field of a receipt, and at the totals that it belongs to', async ({ answerTo }) => {
    const line = { name: 'Gull', totalAmount: 2 ** 53, totalAmountExcludingTax: 1, totalTaxAmount: 1 };
    const receipt = { orderLines: [{ ...line, taxRate: 2 ** 31 }], bottomLine: { currency: 'NOK' } };
    expect(
      await answerTo(
        '/order-management/v2/ecom/A-1',
        { receipt },
        '{ order(msn: "204117", paymentType: ECOM, orderId: "A-1") { receipt { orderLines { name totalAmount { value } totalTaxAmount { value } taxRate } totals { gross { value } } } } }',
      ),
    ).toEqual({
      errors: [
        beyond('order', 'receipt', 'orderLines', 0, 'totalAmount', 'value'),
        {
          ...beyond('order', 'receipt', 'orderLines', 0, 'taxRate'),
          message: "The API gave a value here that is no whole number below 2^31, which can't be shown.",
        },
        beyond('order', 'receipt', 'totals'),
      ],
      data: {
        order: {
          receipt: {
            orderLines: [{ name: 'Gull', totalAmount: null, totalTaxAmount: { value: 1 }, taxRate: null }],
            totals: null,
          },
        },
      },
    });
  });
});

describe('what is no whole number', () => {
  it('is an error at its field of an entry, and null and digits as text are what they were', async ({
    answerTo,
  }) => {
    const items = [
      { pspReference: '1', currency: 'NOK', amount: 1.5, balanceBefore: true, balanceAfter: '12.50' },
      { pspReference: '2', currency: 'NOK', amount: null, balanceBefore: '-42', balanceAfter: '' },
      { pspReference: '3', currency: 'NOK', amount: {}, balanceBefore: [], balanceAfter: false },
    ];
    const at = (node: number, field: string) => beyond('ledger', 'funds', 'nodes', node, field, 'value');
    const nothing = { amount: null, balanceBefore: null, balanceAfter: null };
    expect(
      await answerTo(
        `/report/v2/ledgers/${LEDGER}/funds/dates/2026-09-01`,
        { items, hasMore: false, tryLater: false },
        `{ ledger(ledgerId: "${LEDGER}") { funds(date: "2026-09-01") { nodes { amount { value } balanceBefore { value } balanceAfter { value } } } } }`,
      ),
    ).toEqual({
      errors: [
        at(0, 'amount'),
        at(0, 'balanceBefore'),
        at(0, 'balanceAfter'),
        at(2, 'amount'),
        at(2, 'balanceBefore'),
        at(2, 'balanceAfter'),
      ],
      data: {
        ledger: { funds: { nodes: [nothing, { ...nothing, balanceBefore: { value: -42 } }, nothing] } },
      },
    });
  });

  it('is an error at its field of a sale and of its lines', async ({ answerTo }) => {
    const event = {
      pspReference: '1',
      entryType: 'capture',
      currency: 'NOK',
      amounts: { gross: 100.5, net: '80', vat: null },
      lines: [{ name: 'Gull', vatRate: 12.5, vatAmount: true }],
    };
    expect(
      await answerTo(
        `/sales/report/v1/ledgers/${LEDGER}/psp-references/1`,
        { items: [event], hasMore: false },
        `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "1") { amounts { gross { value } net { value } vat { value } } lines { vatRateBasisPoints vatAmount { value } } } }`,
      ),
    ).toEqual({
      errors: [
        beyond('salesEvent', 'amounts', 'gross', 'value'),
        beyond('salesEvent', 'lines', 0, 'vatRateBasisPoints'),
        beyond('salesEvent', 'lines', 0, 'vatAmount', 'value'),
      ],
      data: {
        salesEvent: {
          amounts: { gross: null, net: { value: 80 }, vat: null },
          lines: [{ vatRateBasisPoints: null, vatAmount: null }],
        },
      },
    });
  });

  it('is an error at its field of a receipt', async ({ answerTo }) => {
    const receipt = { orderLines: [{ discount: 0.5 }], bottomLine: { currency: 'NOK', tipAmount: true } };
    expect(
      await answerTo(
        '/order-management/v2/ecom/A-1',
        { receipt },
        '{ order(msn: "204117", paymentType: ECOM, orderId: "A-1") { receipt { orderLines { discount { value } } bottomLine { tipAmount { value } } } } }',
      ),
    ).toEqual({
      errors: [
        beyond('order', 'receipt', 'orderLines', 0, 'discount', 'value'),
        beyond('order', 'receipt', 'bottomLine', 'tipAmount', 'value'),
      ],
      data: { order: { receipt: { orderLines: [{ discount: null }], bottomLine: { tipAmount: null } } } },
    });
  });
});

describe('what has no id of its own', () => {
  it('is counted among the categories of an order', async ({ answerTo }) => {
    const categories = [
      { categoryId: ID, url: 'https://a.example' },
      { url: 'https://b.example' },
      { categoryId: '', url: 'https://c.example' },
    ];
    expect(
      await answerTo(
        '/order-management/v3/categories',
        { categories },
        '{ order(msn: "204117", paymentType: ECOM, orderId: "A-1") { categories { url } omittedCategoryCount } }',
      ),
    ).toEqual({ data: { order: { categories: [{ url: 'https://a.example' }], omittedCategoryCount: 2 } } });
  });

  it.for([null, ''])(
    'is the category that was asked for by it, with %j',
    async (categoryId, { answerTo }) => {
      expect(
        await answerTo(
          `/order-management/v3/categories/${ID}`,
          { categoryId, url: 'https://a.example' },
          `{ category(msn: "204117", categoryId: "${ID}") { categoryId url } }`,
        ),
      ).toEqual({ data: { category: { categoryId: ID, url: 'https://a.example' } } });
    },
  );

  it('is counted among the product orders, whatever the filter', async ({ answerTo }) => {
    const orders = [
      { productOrderId: ID, status: 'RECEIVED', businessIdentifier },
      { status: 'COMPLETED', businessIdentifier },
      { productOrderId: null, status: 'EXPIRED', businessIdentifier },
      { productOrderId: '', status: 'RECEIVED', businessIdentifier },
    ];
    expect(
      await answerTo(
        '/management/v2/product-orders',
        orders,
        '{ productOrders(filter: { status: [RECEIVED, EXPIRED] }) { nodes { productOrderId } totalCount omittedCount } }',
      ),
    ).toEqual({
      data: { productOrders: { nodes: [{ productOrderId: ID }], totalCount: 1, omittedCount: 3 } },
    });
  });

  it('is no sales unit, without which the list is not whole', async ({ answerTo }) => {
    expect(
      await answerTo(
        '/management/v1/sales-units',
        [{ msn: 204117, name: 'A' }, { name: 'B' }],
        '{ salesUnits { totalCount } }',
      ),
    ).toEqual({
      errors: [expect.objectContaining({ path: ['salesUnits'] })],
      data: { salesUnits: null },
    });
  });
});

describe('the images of a v1 transaction', () => {
  it.for([
    [
      [
        { id: 'second', sortOrder: 2 },
        { id: 'first', sortOrder: 1 },
      ],
      'first',
    ],
    [[{ id: 'a' }, { id: 'b', sortOrder: 1 }], 'b'],
    [[{ id: 'a' }, { id: 'b' }], 'a'],
    [[{ id: 'a', sortOrder: 1.5 }, { id: 'b' }, { id: 'c', sortOrder: 3 }], 'c'],
    [[{ sortOrder: 1 }, { id: 'b', sortOrder: '2' }, { id: 'c', sortOrder: '10' }], 'b'],
    [[], null],
  ] as const)('%j: shown is %s', async ([imageIds, imageId], { answerTo }) => {
    expect(
      await answerTo(
        '/order-management/v1/orders/5001420062',
        { category: 'GENERAL', imageIds: imageIds.map((image) => ({ ...image })) },
        '{ transactionCategory(msn: "204117", transactionId: "5001420062") { imageId } }',
      ),
    ).toEqual({ data: { transactionCategory: { imageId } } });
  });
});
