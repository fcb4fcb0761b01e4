import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = sharedStack({ now: '2026-09-14T10:00:00Z' });
it.beforeEach(({ stack }) => stack.clearCalls());

const ORDER = `query ($msn: String!, $type: PaymentType!, $id: String!) {
  order(msn: $msn, paymentType: $type, orderId: $id) { msn category { type typeRaw url imageId } receipt { orderLines { id } } }
}`;

function ask(stack: Stack, orderId: string, msn = '204117', type = 'ECOM') {
  return stack.askText(ORDER, { msn, type, id: orderId });
}

describe('an order', () => {
  it('gives category, receipt and totals for one call', async ({ stack }) => {
    const answer = await stack.askText(`{
      order(msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00417") {
        category { type typeRaw url imageId }
        receipt {
          totals {
            gross { value decimal currency } net { value } tax { value } shipping { value } returns { value } discount { value }
            taxRates { taxRate gross { value } net { value } tax { value } }
          }
        }
      }
    }`);
    // Lines: coffee 50000 at 15 %, cups 35800 at 25 %, shipping 7900 at 25 %, one cup back: 17900 at 25 %.
    expect(answer).toEqual({
      data: {
        order: {
          category: {
            type: 'DELIVERY',
            typeRaw: 'DELIVERY',
            url: 'https://makeskrik.example/sporing/00417',
            imageId: 'pakke-2026',
          },
          receipt: {
            totals: {
              gross: { value: 75800, decimal: '758.00', currency: 'NOK' },
              net: { value: 64118 },
              tax: { value: 11682 },
              shipping: { value: 7900 },
              returns: { value: 17900 },
              discount: { value: 5600 },
              taxRates: [
                { taxRate: 1500, gross: { value: 50000 }, net: { value: 43478 }, tax: { value: 6522 } },
                { taxRate: 2500, gross: { value: 25800 }, net: { value: 20640 }, tax: { value: 5160 } },
              ],
            },
          },
        },
      },
    });
    expect(await stack.calls()).toEqual(['GET /order-management/v2/ecom/kaffe-2026-00417']);
  });

  it('costs no call by itself, from a unit and as an entity either', async ({ stack }) => {
    const answer = await stack.askText(
      `query ($of: [_Any!]!) {
        order(msn: "204117", paymentType: ECOM, orderId: "x") { id msn paymentType orderId }
        _entities(representations: $of) { ... on SalesUnit { order(paymentType: ECOM, orderId: "x") { id } } ... on Order { id orderId } }
      }`,
      { of: [{ __typename: 'Order', msn: '204117', paymentType: 'ECOM', orderId: 'x' }] },
    );
    const id = Buffer.from('["Order","204117","ECOM","x"]').toString('base64url');
    expect(answer).toEqual({
      data: {
        order: { id, msn: '204117', paymentType: 'ECOM', orderId: 'x' },
        _entities: [{ id, orderId: 'x' }],
      },
    });
    expect(await stack.calls()).toEqual([]);
  });

  it('is an entity by id; a bad reference fails alone, and the key of its unit costs nothing', async ({
    stack,
  }) => {
    const id = (...key: readonly string[]) =>
      Buffer.from(JSON.stringify(['Order', ...key])).toString('base64url');
    const answer = await stack.askText(
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Order { orderId salesUnit { msn } } } }',
      {
        of: [
          { __typename: 'Order', id: id('204117', 'RECURRING', 'x.1') },
          { __typename: 'Order', id: id('204117', 'ECOM', '..') },
          { __typename: 'Order', msn: '204117', paymentType: 'ECOM', orderId: 'a/b' },
        ],
      },
    );
    expect(answer.data).toEqual({
      _entities: [{ orderId: 'x.1', salesUnit: { msn: '204117' } }, null, null],
    });
    expect(answer.errors).toMatchObject([
      { path: ['_entities', 1], extensions: { code: 'BAD_USER_INPUT', argument: ['id'] } },
      { path: ['_entities', 2], extensions: { code: 'BAD_USER_INPUT', argument: ['orderId'] } },
    ]);
    expect(await stack.calls()).toEqual([]);
  });

  it('has null for category and receipt where nothing is stored', async ({ stack }) => {
    expect(await ask(stack, 'nothing-here')).toEqual({
      data: { order: { msn: '204117', category: null, receipt: null } },
    });
  });

  it('can be walked to from its sales unit, and back', async ({ stack }) => {
    const answer = await stack.askText(`{
      salesUnit(msn: "251308") {
        order(paymentType: ECOM, orderId: "ferge-77120") {
          categories { type paymentType orderId order { orderId } } salesUnit { name }
        }
      }
    }`);
    expect(answer).toEqual({
      data: {
        salesUnit: {
          order: {
            categories: [
              {
                type: 'TICKET',
                paymentType: 'ECOM',
                orderId: 'ferge-77120',
                order: { orderId: 'ferge-77120' },
              },
            ],
            salesUnit: { name: 'Fjordskyss Billetter på nett' },
          },
        },
      },
    });
    expect(await stack.calls()).toEqual([
      'GET /management/v1/sales-units/251308',
      'GET /order-management/v3/categories?orderId=ferge-77120',
    ]);
  });

  it('survives words and gaps that this graph does not know', async ({ stack }) => {
    await stack.sandbox.orders.show('204117', 'ECOM', 'odd', {
      category: { category: 'LOYALTY', orderDetailsUrl: null, imageIds: [{ id: 'first', sortOrder: 1 }] },
      receipt: {
        orderLines: [
          {
            name: null,
            totalAmount: 1000,
            totalAmountExcludingTax: 800,
            totalTaxAmount: 250,
            taxPercentage: 25,
            unitInfo: { unitPrice: 0, quantity: 2.5, quantityUnit: 'TONNE' },
            discount: 2000,
            isReturn: null,
            news: {},
          },
        ],
        bottomLine: {
          currency: 'SEK',
          barcode: { format: 'QR', data: 'x' },
          giftCardAmount: 20000,
          shippingInfo: { amount: 1 },
        },
      },
    });
    const answer = await stack.askText(`{
      order(msn: "204117", paymentType: ECOM, orderId: "odd") {
        category { type typeRaw url imageId }
        receipt {
          orderLines { name id taxRate isReturn isShipping unitInfo { quantity quantityUnit quantityUnitRaw } }
          bottomLine { currency barcode { format formatRaw data } giftCardAmount { decimal } shippingInfo { amount { value } taxAmount { value } } }
          totals { gross { value } tax { value } }
        }
      }
    }`);
    expect(answer).toEqual({
      data: {
        order: {
          category: { type: 'UNKNOWN', typeRaw: 'LOYALTY', url: null, imageId: 'first' },
          receipt: {
            orderLines: [
              {
                name: null,
                id: null,
                taxRate: 2500,
                isReturn: false,
                isShipping: false,
                unitInfo: { quantity: '2.5', quantityUnit: 'UNKNOWN', quantityUnitRaw: 'TONNE' },
              },
            ],
            bottomLine: {
              currency: 'SEK',
              barcode: { format: 'UNKNOWN', formatRaw: 'QR', data: 'x' },
              giftCardAmount: { decimal: '200.00' },
              shippingInfo: { amount: { value: 1 }, taxAmount: null },
            },
            totals: { gross: { value: 1000 }, tax: { value: 250 } },
          },
        },
      },
    });
  });
});

describe('a receipt that the API shows', () => {
  const line = (totalAmount: number) => ({
    name: 'a',
    id: 'b',
    totalAmount,
    totalAmountExcludingTax: totalAmount,
    totalTaxAmount: 0,
    taxRate: 0,
  });
  const read = async (stack: Stack, orderId: string) => {
    const answer = await stack.askText(
      `query ($id: String!) { order(msn: "204117", paymentType: ECOM, orderId: $id) { receipt {
        bottomLine { currency tipAmount { value } } orderLines { totalAmount { value currency } } totals { gross { value currency } }
      } } }`,
      { id: orderId },
    );
    expect(answer.errors).toBeUndefined();
    return (answer.data as { order: { receipt: unknown } } | undefined)?.order.receipt;
  };

  it.for([
    ['nok', 'NOK'],
    ['Kr', null],
    ['N0K', null],
  ] as const)('has the currency %j as %j, and no amount without one', async ([word, currency], { stack }) => {
    await stack.sandbox.orders.show('204117', 'ECOM', `currency-${word}`, {
      receipt: { orderLines: [line(1)], bottomLine: { currency: word, tipAmount: 2 } },
    });
    const known = currency !== null;
    expect(await read(stack, `currency-${word}`)).toEqual({
      bottomLine: { currency, tipAmount: known ? { value: 2 } : null },
      orderLines: [{ totalAmount: known ? { value: 1, currency } : null }],
      totals: known ? { gross: { value: 1, currency } } : null,
    });
  });

  it('has no totals when a sum exceeds 53 bits', async ({ stack }) => {
    const most = line(Number.MAX_SAFE_INTEGER);
    await stack.sandbox.orders.show('204117', 'ECOM', 'huge', {
      receipt: { orderLines: [most, most], bottomLine: { currency: 'NOK' } },
    });
    const totalAmount = { value: Number.MAX_SAFE_INTEGER, currency: 'NOK' };
    expect(await read(stack, 'huge')).toEqual({
      bottomLine: { currency: 'NOK', tipAmount: null },
      orderLines: [{ totalAmount }, { totalAmount }],
      totals: null,
    });
  });
});

describe('order ids', () => {
  it.for(['.', '..', 'a/b', 'a?x', '%2e%2e', 'a'.repeat(2_000), '🛒', '', 'a b', 'a#b', 'a\n'])(
    'refuse %j before any call',
    async (orderId, { stack }) => {
      const answer = await ask(stack, orderId);
      expect(answer.data).toEqual({ order: null });
      expect(answer.errors).toMatchObject([
        { path: ['order'], extensions: { code: 'BAD_USER_INPUT', argument: ['orderId'] } },
      ]);
      expect(await stack.calls()).toEqual([]);
    },
  );

  it.for(['...', '-', '_', '.a', 'a..b', 'A-b_C.9', '0', 'x'.repeat(255)])(
    'send %j as it is',
    async (orderId, { stack }) => {
      expect((await ask(stack, orderId)).errors).toBeUndefined();
      expect(await stack.calls()).toEqual([`GET /order-management/v2/ecom/${orderId}`]);
    },
  );

  it('refuse a bad key of a list by its place', async ({ stack }) => {
    const query = 'query ($keys: [OrderKey!]!) { orders(keys: $keys) { orderId } }';
    const good = { msn: '204117', paymentType: 'ECOM', orderId: 'a' };
    const refused = await stack.askText(query, { keys: [good, { ...good, orderId: '..' }] });
    expect(refused.errors).toMatchObject([{ extensions: { argument: ['keys', '1', 'orderId'] } }]);
    const many = await stack.askText(query, { keys: Array.from({ length: 101 }, () => good) });
    expect(many.errors).toMatchObject([{ message: 'keys must hold 1 to 100 keys, not 101.' }]);
    expect(await stack.calls()).toEqual([]);
  });
});

describe('the calls for orders', () => {
  const LIST = `query ($keys: [OrderKey!]!) {
    orders(keys: $keys) { category { type } receipt { totals { gross { value } } } }
    again: orders(keys: $keys) { receipt { bottomLine { currency } } }
  }`;

  it('are one for each of 50 orders of a list, and none when asked again', async ({ stack }) => {
    const keys = Array.from({ length: 50 }, (_, index) => ({
      msn: '204117',
      paymentType: 'ECOM',
      orderId: `list-${String(index)}`,
    }));
    const answer = await stack.askText(LIST, { keys });
    expect(answer.errors).toBeUndefined();
    const calls = await stack.calls();
    expect([...calls].sort()).toEqual(
      keys.map(({ orderId }) => `GET /order-management/v2/ecom/${orderId}`).sort(),
    );
    await stack.clearCalls();
    expect(await stack.askText(LIST, { keys })).toEqual(answer);
    expect(await stack.calls()).toEqual([]);
  });

  it('keep merchants and payment types apart, in one request and across requests', async ({ stack }) => {
    const link = (type: string) => ({
      category: { category: type, orderDetailsUrl: 'https://shop.example/1' },
    });
    await stack.sandbox.orders.show('204117', 'ECOM', 'same', link('TICKET'));
    await stack.sandbox.orders.show('251308', 'ECOM', 'same', link('BOOKING'));
    await stack.sandbox.orders.show('251308', 'RECURRING', 'same', link('GENERAL'));
    const places = [
      ['204117', 'ECOM'],
      ['251308', 'ECOM'],
      ['251308', 'RECURRING'],
    ] as const;
    const keys = places.map(([msn, paymentType]) => ({ msn, paymentType, orderId: 'same' }));
    const answer = await stack.askText(LIST, { keys });
    const types = [{ type: 'TICKET' }, { type: 'BOOKING' }, { type: 'GENERAL' }];
    expect(answer.data).toMatchObject({ orders: types.map((category) => ({ category })) });
    expect(await stack.calls()).toHaveLength(3);
    for (const [index, [msn, type]] of places.entries()) {
      expect((await ask(stack, 'same', msn, type)).data).toMatchObject({ order: { category: types[index] } });
    }
    const { requests } = await stack.sandbox.requests({ path: '/order-management/**' });
    expect(requests.map(({ url, headers }) => [headers['merchant-serial-number'], url])).toEqual([
      ['204117', '/order-management/v2/ecom/same'],
      ['251308', '/order-management/v2/ecom/same'],
      ['251308', '/order-management/v2/recurring/same'],
    ]);
  });

  it('fail alone: a unit of somebody else is FORBIDDEN in its own row', async ({ stack }) => {
    const key = { paymentType: 'ECOM', orderId: 'kaffe-2026-00418' };
    const answer = await stack.askText(
      'query ($keys: [OrderKey!]!) { orders(keys: $keys) { receipt { bottomLine { receiptNumber } } } }',
      {
        keys: [
          { ...key, msn: '999999' },
          { ...key, msn: '204117' },
        ],
      },
    );
    expect(answer.data).toEqual({
      orders: [{ receipt: null }, { receipt: { bottomLine: { receiptNumber: 'MK-00418' } } }],
    });
    expect(answer.errors).toMatchObject([
      {
        path: ['orders', 0, 'receipt'],
        extensions: { code: 'FORBIDDEN', upstream: { api: 'order-management', status: 403 } },
      },
    ]);
  });
});
