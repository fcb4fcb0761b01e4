import { describe, expect, it } from 'vitest';
import { png } from '../support/pictures.js';
import { callRaw, runningSandbox, type Reply } from './running-sandbox.js';

const { url, control, call, headersFor } = await runningSandbox();

const line = {
  name: 'Ticket',
  id: 't',
  totalAmount: 4480,
  totalAmountExcludingTax: 4000,
  totalTaxAmount: 480,
  taxRate: 1200,
};
const receipt = { orderLines: [line], bottomLine: { currency: 'NOK' } };
const link = { category: 'TICKET', orderDetailsUrl: 'myapp:/ticket' };

interface Request {
  readonly keys?: 'partner' | 'merchant' | 'accounting';
  readonly msn?: string | null;
  readonly body?: unknown;
}

async function send(
  method: string,
  path: string,
  { keys = 'partner', msn = '204117', body }: Request = {},
): Promise<Reply> {
  const headers = { ...(await headersFor(keys)), ...(msn === null ? {} : { 'merchant-serial-number': msn }) };
  return call(`/order-management${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const trace = expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);

describe('who may call', () => {
  it.each([
    ['partner keys without an MSN', { keys: 'partner', msn: null }, 403],
    ['partner keys with the unit of another partner', { keys: 'partner', msn: '999999' }, 403],
    ['sales-unit keys without an MSN', { keys: 'merchant', msn: null }, 400],
    ['sales-unit keys with the unit of another merchant', { keys: 'merchant', msn: '204117' }, 403],
    ['sales-unit keys with their own unit', { keys: 'merchant', msn: '251308' }, 200],
    ['accounting keys', { keys: 'accounting', msn: '204117' }, 403],
  ] as const)('%s: %o gives %i', async (_who, request, status) => {
    expect((await send('GET', '/v3/categories?orderId=x', request)).status).toBe(status);
  });

  it('needs a subscription key, in the words of the gateway', async () => {
    const { status, body } = await call('/order-management/v2/ecom/x');
    expect([status, body]).toMatchObject([401, { statusCode: 401 }]);
  });
});

describe('what a path may hold', () => {
  it.each(['ecom', 'eCom', 'ECOM'])('takes the payment type as %s', async (type) => {
    expect((await send('GET', `/v2/${type}/kaffe-2026-00417`)).status).toBe(200);
  });

  it('names a payment type and an order id that are wrong', async () => {
    expect(await send('GET', '/v2/checkout/a%20b')).toMatchObject({
      status: 400,
      type: 'application/json',
      body: {
        title: 'One or more validation errors occurred.',
        detail: 'BadRequest',
        instance: trace,
        invalidParams: [{ name: 'PaymentType' }, { name: 'OrderId' }],
      },
    });
  });

  it('takes dots alone as an id, where a client manages to send them', async () => {
    const headers = { ...(await headersFor('partner')), 'merchant-serial-number': '204117' };
    expect((await callRaw(url, '/order-management/v2/ecom/..', headers)).status).toBe(404);
  });
});

describe('receipts', () => {
  const path = '/v2/ecom/receipts/r1';

  it('come once: 201 with a bare string, then 409 whatever is sent', async () => {
    const first = await send('POST', path, { body: receipt });
    expect([first.status, first.body]).toEqual([201, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    for (const again of [receipt, { ...receipt, bottomLine: { currency: 'DKK' } }]) {
      expect(await send('POST', path, { body: again })).toMatchObject({
        status: 409,
        body: { title: 'Conflict', instance: trace },
      });
    }
    expect((await send('GET', '/v2/ecom/r1')).body).toEqual({ receipt });
    expect((await send('POST', '/v2/recurring/receipts/r1', { body: receipt })).status).toBe(201);
    expect((await send('POST', path, { body: receipt, msn: '251308' })).status).toBe(201);
  });

  it.each([
    ['no lines', { ...receipt, orderLines: [] }, ['OrderLines']],
    ['no bottom line', { orderLines: [line] }, ['BottomLine']],
    ['no rate', { ...receipt, orderLines: [{ ...line, taxRate: null }] }, ['OrderLines[0].TaxRate']],
    [
      'quantity as a number',
      { ...receipt, orderLines: [{ ...line, unitInfo: { unitPrice: 1, quantity: 2.5 } }] },
      ['OrderLines[0].UnitInfo.Quantity'],
    ],
    [
      'a negative total and no name',
      { ...receipt, orderLines: [{ ...line, totalAmount: -1, name: null }] },
      ['OrderLines[0].Name', 'OrderLines[0].TotalAmount'],
    ],
    [
      'a sum off by one',
      { ...receipt, orderLines: [line, { ...line, totalTaxAmount: 479 }] },
      ['OrderLines[1]'],
    ],
  ])('are refused with %s', async (_what, body, names) => {
    const reply = await send('POST', path, { body });
    expect(reply).toMatchObject({ status: 400, body: { invalidParams: names.map((name) => ({ name })) } });
  });

  it.each([
    ['unitInfo', 'OrderLines[0].UnitInfo', { unitInfo: null }, {}],
    ['paymentSources', 'BottomLine.PaymentSources', {}, { paymentSources: null }],
    ['barcode', 'BottomLine.Barcode', {}, { barcode: null }],
    ['shippingInfo', 'BottomLine.ShippingInfo', {}, { shippingInfo: null }],
  ])('are refused with %s as null, in v1 too', async (_what, name, ofLine, ofBottomLine) => {
    const body = {
      orderLines: [{ ...line, ...ofLine }],
      bottomLine: { ...receipt.bottomLine, ...ofBottomLine },
    };
    for (const each of [path, '/v1/receipts/tx']) {
      const reply = await send('POST', each, { body });
      expect(reply).toMatchObject({ status: 400, body: { invalidParams: [{ name }] } });
    }
  });

  it.each([
    [
      'a rate of the gross',
      { ...line, totalAmount: 29900, totalAmountExcludingTax: 22425, totalTaxAmount: 7475, taxRate: 2500 },
    ],
    [
      'free shipping without a rate',
      {
        ...line,
        totalAmount: 0,
        totalAmountExcludingTax: 0,
        totalTaxAmount: 0,
        taxRate: null,
        isShipping: true,
      },
    ],
    ['unknown and deprecated members', { ...line, taxRate: null, taxPercentage: 12, colour: 'red' }],
  ])('are taken with %s, and shown as sent', async (_what, each) => {
    const body = { orderLines: [each], bottomLine: { currency: 'EUR', giftCardAmount: 1, terminalId: null } };
    expect((await send('POST', path, { body })).status).toBe(201);
    expect((await send('GET', '/v2/ecom/r1')).body).toEqual({ receipt: body });
  });
});

describe('categories', () => {
  it('of v2 take the place of the one that v2 shows', async () => {
    const first = await send('PUT', '/v2/ecom/categories/c1', { body: { ...link, imageId: 'pakke-2026' } });
    expect(first).toMatchObject({ status: 200, body: expect.any(String) });
    await send('PUT', '/v2/ecom/categories/c1', { body: { ...link, category: 'BOOKING' } });
    expect((await send('GET', '/v2/ecom/c1')).body).toEqual({ category: { ...link, category: 'BOOKING' } });
    expect((await send('GET', '/v3/categories?orderId=c1')).body).toEqual({
      categories: [
        { categoryId: first.body, orderId: 'c1', paymentType: 'ECOM', type: 'BOOKING', url: 'myapp:/ticket' },
      ],
    });
  });

  it.each([
    ['PUT', '/v2/ecom/categories/c1', { ...link, imageId: 'nope' }, 404],
    ['PUT', '/v2/ecom/categories/c1', { ...link, category: null }, 400],
    ['PUT', '/v2/ecom/categories/c1', { ...link, imageId: null }, 200],
    [
      'POST',
      '/v3/categories',
      { orderId: 'c1', paymentType: 'ECOM', type: 'TICKET', url: 'https://a.b', imageId: null },
      400,
    ],
    [
      'POST',
      '/v3/categories',
      { orderId: 'c1', paymentType: 'ECOM', type: 'TICKET', url: 'https://a.b', imageId: 'nope' },
      400,
    ],
    [
      'POST',
      '/v3/categories',
      { orderId: 'c1', paymentType: 'ecom', type: 'TICKET', url: 'https://a.b' },
      400,
    ],
    ['GET', '/v3/categories', undefined, 400],
    ['GET', '/v3/categories/x', undefined, 400],
    ['GET', '/v3/categories/00000000-0000-4000-8000-000000000000', undefined, 404],
    ['DELETE', '/v3/categories/00000000-0000-4000-8000-000000000000', undefined, 404],
  ])('%s %s of %o gives %i', async (method, path, body, status) => {
    expect((await send(method, path, { body })).status).toBe(status);
  });

  it.each([
    'https://exämple.com/',
    'https://example.com/smør',
    'https://example.com/?q=æ',
    'https://example.com/#å',
    'https://example.com/a b',
    'https://example.com/a|b',
    'https://example.com/[1]',
    'https://example.com/100%',
    'https://example.com/%zz',
    'https://example.com/#a#b',
    'https://example.com\\a',
    '//example.com/',
    '/orders/1',
    'orders',
    '',
  ])('are refused when they lead to %j, which is no URI', async (address) => {
    const v3 = { orderId: 'u1', paymentType: 'ECOM', type: 'TICKET', url: address };
    for (const [method, path, body, name] of [
      ['PUT', '/v2/ecom/categories/u1', { ...link, orderDetailsUrl: address }, 'OrderDetailsUrl'],
      ['PUT', '/v1/orders/u1', { ...link, orderDetailsUrl: address }, 'OrderDetailsUrl'],
      ['POST', '/v3/categories', v3, 'Url'],
    ] as const) {
      const reason = 'is not an absolute URI';
      expect(await send(method, path, { body })).toMatchObject({
        status: 400,
        body: { invalidParams: [{ name, reason }] },
      });
    }
  });

  it.each([
    'https://xn--exmple-cua.com/sm%C3%B8r?q=%C3%A6#%c3%a5',
    'https://user@example.com:8443/a;b=1,2/~c?d%5B%5D',
    'https://[2001:db8::1]:8443/',
    'myapp:/ticket',
    'myapp:',
  ])('may lead to %s, and show it as it came', async (address) => {
    const body = { ...link, orderDetailsUrl: address };
    expect((await send('PUT', '/v2/ecom/categories/u1', { body })).status).toBe(200);
    expect((await send('GET', '/v2/ecom/u1')).body).toEqual({ category: body });
  });

  it('of v3 are deleted with 200 and no body', async () => {
    expect(await send('DELETE', '/v3/categories/1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de101')).toMatchObject({
      status: 200,
      body: '',
    });
    expect((await send('GET', '/v2/ecom/kaffe-2026-00417')).body).toEqual({ receipt: expect.anything() });
  });
});

describe('images', () => {
  const src = png(200, 200).toString('base64');

  it.each(['/v1/images', '/v1/images/'])('come once to %s', async (path) => {
    const body = { imageId: 'i1', src, type: 'base64' };
    expect(await send('POST', path, { body })).toMatchObject({ status: 200, body: { imageId: 'i1' } });
    expect((await send('POST', path, { body })).status).toBe(409);
    await control.quirks.set({ duplicateImageAs400: true });
    expect(await send('POST', path, { body })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('duplicate') },
    });
  });

  it.each([
    ['not base64', { imageId: 'i', src: 'a-b_', type: 'base64' }, 'Src'],
    ['no picture', { imageId: 'i', src: 'aGVsbG8gd29ybGQ=', type: 'base64' }, 'Src'],
    ['too low', { imageId: 'i', src: png(200, 166).toString('base64'), type: 'base64' }, 'Src'],
    ['too large', { imageId: 'i', src: png(200, 200, 2_097_152).toString('base64'), type: 'base64' }, 'Src'],
    ['another transport', { imageId: 'i', src, type: 'url' }, 'Type'],
    ['an id that is too long', { imageId: 'i'.repeat(129), src, type: 'base64' }, 'ImageId'],
  ])('are refused: %s', async (_what, body, name) => {
    expect(await send('POST', '/v1/images', { body })).toMatchObject({
      status: 400,
      body: { invalidParams: [{ name }] },
    });
  });
});

describe('the deprecated v1', () => {
  it('answers without bodies, and not at all when it is gone', async () => {
    expect(await send('PUT', '/v1/orders/tx', { body: link })).toMatchObject({ status: 200, body: '' });
    expect(await send('POST', '/v1/receipts/tx', { body: receipt })).toMatchObject({ status: 200, body: '' });
    expect((await send('GET', '/v1/orders/tx')).body).toEqual(link);
    expect((await send('GET', '/v1/receipts/tx')).body).toEqual(receipt);
    expect(await send('GET', '/v1/orders/other')).toMatchObject({ status: 404, body: '' });
    await control.quirks.set({ orderApiV1Gone: true });
    expect((await send('GET', '/v1/orders/tx')).status).toBe(404);
  });
});

describe('a body that is no object', () => {
  it.each([
    ['POST', '/v2/ecom/receipts/b1'],
    ['PUT', '/v2/ecom/categories/b1'],
    ['POST', '/v3/categories'],
    ['POST', '/v1/images'],
    ['POST', '/v1/receipts/b1'],
    ['PUT', '/v1/orders/b1'],
  ])('has a name in the refusal of %s %s', async (method, path) => {
    for (const body of [[], null, 'text', 7, true, [receipt]]) {
      const { status, body: refused } = await send(method, path, { body });
      expect([body, status, refused]).toMatchObject([
        body,
        400,
        { invalidParams: [{ name: '$', reason: expect.stringMatching(/./) }] },
      ]);
    }
  });
});

it('answers errors in the style of the platform when asked to', async () => {
  await control.quirks.set({ orderProblemsInPlatformStyle: true });
  expect(await send('GET', '/v2/checkout/x')).toMatchObject({
    type: 'application/problem+json',
    body: { status: 400, extraDetails: [{ name: 'PaymentType', reason: 'The value is not valid.' }] },
  });
});
