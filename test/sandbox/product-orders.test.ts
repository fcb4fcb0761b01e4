import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { uuidOf } from '../../src/sandbox/seed/uuid.js';
import { runningSandbox, type Reply } from './running-sandbox.js';

const { control, call, headersFor } = await runningSandbox();

const json = 'application/json;charset=UTF-8';
const problemJson = 'application/problem+json';
const order = { businessIdentifier: { scheme: 'business:NO:ORG', id: '311100459' }, productType: 'CHECKOUT' };
const received = uuidOf('product order 1');
const template = uuidOf('product order 4');
const foreign = uuidOf('product order 71');
const next = uuidOf('product order 74');

async function post(
  body: unknown,
  key: string | undefined,
  path = '/management/v1/product-orders',
): Promise<Reply> {
  const headers = { ...(await headersFor('partner')), ...(key !== undefined && { 'idempotency-key': key }) };
  return call(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers,
  });
}

const ask = async (
  path: string,
  method = 'GET',
  kind: 'partner' | 'merchant' | 'accounting' = 'partner',
): Promise<Reply> => call(`/management${path}`, { method, headers: await headersFor(kind) });
const statusesOf = ({ body }: Reply): Set<string> =>
  new Set(
    z
      .array(z.object({ status: z.string() }))
      .parse(body)
      .map(({ status }) => status),
  );
const idsOf = ({ body }: Reply): string[] =>
  z
    .array(z.object({ productOrderId: z.string() }))
    .parse(body)
    .map(({ productOrderId }) => productOrderId);

describe('POST /management/v1/product-orders', () => {
  it('makes an order and gives its id and link', async () => {
    const reply = await post(order, 'key-1');
    expect(reply).toMatchObject({ status: 201, type: 'application/json' });
    expect(reply.body).toStrictEqual({
      prefilledOrderId: next,
      prefillUrl: `https://portal.vippsmobilepay.com/register/prefilled/${next}`,
    });
  });

  it.each([undefined, '', 'a_b', 'k'.repeat(51)])(
    'needs a key that fits its pattern, not %s',
    async (key) => {
      expect(await post(order, key)).toMatchObject({
        status: 400,
        type: problemJson,
        body: { extraDetails: [{ key: 'Idempotency-Key' }] },
      });
    },
  );

  it('gives the same answer to the same key and body, and conflicts with another body', async () => {
    const first = await post(order, 'key-1');
    const again = await post(JSON.stringify(order, null, 2), 'key-1');
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(await post({ ...order, productType: 'LOGIN' }, 'key-1')).toMatchObject({
      status: 409,
      type: problemJson,
    });
    expect(idsOf(await ask('/v2/product-orders'))).toContain(next);
    expect(idsOf(await ask('/v2/product-orders'))).not.toContain(uuidOf('product order 75'));
  });

  it('remembers a refusal for its key', async () => {
    expect(await post({ ...order, annualTurnover: -1 }, 'key-1')).toMatchObject({ status: 400 });
    expect(await post(order, 'key-1')).toMatchObject({ status: 409 });
  });

  it('names every member at fault', async () => {
    const body = {
      businessIdentifier: { scheme: 'NO' },
      productType: 'VIPPS_PA_NETT',
      annualTurnover: '100',
      annualTurnoverPercentage: 40,
      website: { url: 'http://a.example' },
      app: {},
      hasRecurring: 'yes',
      settlementBankAccount: 7,
    };
    const { body: problem } = await post(body, 'key-1');
    const { extraDetails } = z
      .object({ extraDetails: z.array(z.object({ key: z.string() })) })
      .parse(problem);
    expect(extraDetails.map(({ key }) => key)).toEqual([
      'businessIdentifier.scheme',
      'businessIdentifier.id',
      'productType',
      'settlementBankAccount',
      'annualTurnover',
      'annualTurnoverPercentage',
      'app.appName',
      'website.url',
      'website.termsUrl',
      'hasRecurring',
    ]);
  });

  it.each(['', 'null', '[]', '{"cut":'])('refuses the body %j', async (body) => {
    expect(await post(body, 'key-1')).toMatchObject({ status: 400, type: problemJson });
  });

  it('takes null, a category code as number, and members that it does not know', async () => {
    const odd = { ...order, website: null, merchantCategoryCode: 5942, complianceData: { donation: null } };
    expect(await post(odd, 'key-1')).toMatchObject({ status: 201 });
  });

  it('knows the packages of the caller only', async () => {
    const body = { ...order, pricePackageId: uuidOf('price package of another partner') };
    expect(await post(body, 'key-1')).toMatchObject({
      status: 400,
      body: { extraDetails: [{ key: 'pricePackageId' }] },
    });
  });
});

describe('GET /management/v2/product-orders', () => {
  it('gives all orders that name the caller, expired ones only when asked to', async () => {
    const open = await ask('/v2/product-orders');
    expect(open).toMatchObject({ status: 200, type: json });
    expect(statusesOf(open)).toEqual(
      new Set(['RECEIVED', 'MERCHANT_VIEWED', 'ORDER_SUBMITTED', 'COMPLETED', 'REJECTED']),
    );
    const all = await ask('/v2/product-orders?includeExpired=true');
    expect(statusesOf(all)).toContain('EXPIRED');
    expect(idsOf(all)).toHaveLength(70);
    expect(idsOf(all)).not.toContain(foreign);
    expect(await ask('/v2/product-orders', 'GET', 'merchant')).toMatchObject({ status: 200, body: [] });
  });

  it('holds every kind with every status that it can have', async () => {
    const { body } = await ask('/v2/product-orders?includeExpired=true');
    const orders = z
      .array(
        z.strictObject({
          productOrderType: z.string(),
          productOrderId: z.uuid(),
          productType: z.string(),
          status: z.string(),
          businessIdentifier: z.strictObject({ scheme: z.string(), id: z.string() }),
          productOrderUrl: z.url().nullable(),
          salesUnit: z.strictObject({ msn: z.string(), name: z.string() }).nullable(),
        }),
      )
      .parse(body);
    expect(new Set(orders.map(({ productOrderType, status }) => `${productOrderType} ${status}`)).size).toBe(
      12,
    );
    for (const { productOrderType, productOrderUrl, status, salesUnit } of orders) {
      expect(productOrderUrl !== null).toBe(productOrderType === 'PREFILL');
      expect(salesUnit !== null).toBe(status === 'COMPLETED');
    }
  });

  it('is closed to accounting keys', async () => {
    for (const path of ['/v2/product-orders', '/v1/partners/price-packages']) {
      expect(await ask(path, 'GET', 'accounting')).toMatchObject({ status: 403, type: problemJson });
    }
    expect(await ask('/v1/partners/price-packages', 'GET', 'merchant')).toMatchObject({ status: 403 });
  });
});

describe('GET /management/v2/product-orders/{productOrderId}/details', () => {
  it('gives one order; foreign and unknown ones are a 404 in plain JSON', async () => {
    expect(await ask(`/v2/product-orders/${received}/details`)).toMatchObject({
      status: 200,
      type: json,
      body: { productOrderId: received, status: 'RECEIVED', productOrderType: 'PREFILL' },
    });
    for (const id of [foreign, uuidOf('nothing')]) {
      expect(await ask(`/v2/product-orders/${id}/details`)).toMatchObject({ status: 404, type: json });
    }
    expect(await ask('/v2/product-orders/7/details')).toMatchObject({ status: 400, type: problemJson });
  });
});

describe('DELETE /management/v1/product-orders/{productOrderId}', () => {
  const remove = (id: string) => ask(`/v1/product-orders/${id}`, 'DELETE');

  it('deletes a prefilled order until the merchant submits it', async () => {
    expect(await remove(received)).toMatchObject({ status: 200, body: '' });
    expect(await remove(received)).toMatchObject({ status: 404, type: json });
    expect(idsOf(await ask('/v2/product-orders'))).not.toContain(received);
    await post(order, 'key-1');
    await control.productOrders.move(next, 'MERCHANT_VIEWED');
    await control.productOrders.move(next, 'ORDER_SUBMITTED');
    expect(await remove(next)).toMatchObject({ status: 400, type: problemJson });
  });

  it('knows no orders of other kinds and other callers', async () => {
    expect(await remove(template)).toMatchObject({ status: 404 });
    expect(await remove(foreign)).toMatchObject({ status: 404 });
  });
});

describe('the life of an order', () => {
  it('goes step by step and not back', async () => {
    const move = control.productOrders.move;
    await expect(move(received, 'COMPLETED')).rejects.toThrow(
      'RECEIVED can become MERCHANT_VIEWED or EXPIRED, not COMPLETED',
    );
    await move(received, 'MERCHANT_VIEWED');
    await expect(move(received, 'RECEIVED')).rejects.toThrow('409');
    await move(received, 'ORDER_SUBMITTED');
    await expect(move(received, 'EXPIRED')).rejects.toThrow('409');
    await move(received, 'REJECTED');
    await expect(move(received, 'COMPLETED')).rejects.toThrow('REJECTED is final');
    await move(template, 'COMPLETED');
    await expect(move(uuidOf('nothing'), 'EXPIRED')).rejects.toThrow('404');
  });

  it('ends after 14 days by the clock, unless it was submitted', async () => {
    await post(order, 'key-1');
    const submitted = uuidOf('product order 5');
    await control.clock.advance(14 * 86_400 + 1);
    expect(await control.productOrders.read(next)).toMatchObject({ status: 'EXPIRED' });
    expect(await control.productOrders.read(submitted)).toMatchObject({ status: 'ORDER_SUBMITTED' });
    expect(await control.productOrders.read(template)).toMatchObject({ status: 'RECEIVED' });
    expect(await ask(`/v1/product-orders/${next}`, 'DELETE')).toMatchObject({ status: 200 });
  });

  it('opens a sales unit, and the merchant with the first one', async () => {
    await post({ ...order, salesUnitName: 'Nordlys Kaffebar' }, 'key-1');
    for (const status of ['MERCHANT_VIEWED', 'ORDER_SUBMITTED', 'COMPLETED']) {
      await control.productOrders.move(next, status);
    }
    const { body } = await ask(`/v2/product-orders/${next}/details`);
    const { salesUnit } = z
      .object({ salesUnit: z.object({ msn: z.string(), name: z.string() }) })
      .parse(body);
    expect(salesUnit.name).toBe('Nordlys Kaffebar');
    expect(await ask(`/v1/sales-units/${salesUnit.msn}`)).toMatchObject({ status: 200 });
    expect(await ask('/v1/merchants/business:NO:ORG/311100459')).toMatchObject({ status: 200 });
  });

  it('begins anew with a reset, keys forgotten', async () => {
    await post(order, 'key-1');
    await control.reset();
    expect(await post({ ...order, productType: 'LOGIN' }, 'key-1')).toMatchObject({
      status: 201,
      body: { prefilledOrderId: next },
    });
  });
});

describe('the older Partner API', () => {
  const old = { orgno: '311100459', productType: 'VIPPS_CHECKOUT' };
  const path = '/partner-api/v1/products/orders';

  it('makes orders too, with 200', async () => {
    const reply = await post(old, 'key-1', path);
    expect(reply).toMatchObject({ status: 200, type: 'application/json' });
    expect(reply.body).toStrictEqual({
      prefilledOrderId: next,
      returnUrl: `https://portal.vipps.no/register/vippspanett/${next}`,
    });
    expect(await post({ ...old, salesUnitName: 'Other' }, 'key-1', path)).toMatchObject({ status: 409 });
  });

  it('names every member at fault', async () => {
    const body = { orgno: 311_100_459, productType: 'CHECKOUT', complianceData: { ticket: {} } };
    expect(await post(body, 'key-1', path)).toMatchObject({
      status: 400,
      body: {
        extraDetails: [
          { key: 'orgno' },
          { key: 'productType' },
          { key: 'complianceData.ticket.turnoverShare' },
          { key: 'complianceData.ticket.prepurchaseTime' },
        ],
      },
    });
  });

  it('has an error body of its own for its reads, and is for partners', async () => {
    const url = '/partner-api/v0/merchants/999999999';
    expect(await call(url, { headers: await headersFor('partner') })).toMatchObject({
      status: 404,
      type: json,
      body: { title: 'Not Found', status: 404, instance: url },
    });
    expect(await call(url, { headers: await headersFor('merchant') })).toMatchObject({ status: 403 });
    const bad = await call('/partner-api/v0/salesunits/1234567', { headers: await headersFor('partner') });
    expect(bad).toMatchObject({ status: 400 });
  });
});
