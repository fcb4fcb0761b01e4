import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { parseConfig } from '../../src/config.js';
import type { ReceiptBody } from '../../src/clients/order-management/bodies.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import { sharedScope } from '../../src/http/call-scope.js';
import { startDeadline } from '../../src/http/deadline.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { png } from '../support/pictures.js';
import { sandboxControl } from '../support/sandbox-control.js';
import { servicesOver, tenantWith } from '../support/stack.js';

const sandbox = await startSandbox({ port: 0 });
const control = sandboxControl(sandbox.url);
const services = servicesOver(sandbox, { UPSTREAM_RETRY_BASE_MS: '1' }, systemClock);
const client = services.orderManagement;
const { system } = parseConfig({ NODE_ENV: 'test' });

afterAll(async () => {
  await services.close();
  await sandbox.stop();
});

beforeEach(async () => {
  await control.reset();
  // Gets a fresh token: the reset has ended the former one.
  await client.getCategories(call, 'warm-up');
  await control.clearRequests();
});

const { classic } = tenantWith('partner');
if (classic === undefined) throw new Error('the partner has classic keys');
const call = { credentials: classic, msn: '204117', scope: sharedScope(startDeadline(60_000)) };
const ref = { msn: '204117', paymentType: 'ECOM', orderId: 'odd_.-Id.9' } as const;
const seeded = { ...ref, orderId: 'kaffe-2026-00417' } as const;
const seededCategory = '1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de101';
const link = { category: 'TICKET', orderDetailsUrl: 'https://shop.example/t/1', imageId: 'pakke-2026' };
const receipt: ReceiptBody = {
  orderLines: [
    {
      name: 'Single ticket, adult',
      id: 'fare-1z',
      totalAmount: 4480,
      totalAmountExcludingTax: 4000,
      totalTaxAmount: 480,
      taxRate: 1200,
      isReturn: false,
      isShipping: false,
    },
  ],
  bottomLine: { currency: 'NOK' },
};

/** The requests beside those for tokens: what is on the wire. */
async function sent() {
  const { requests } = await control.requests({ path: '/order-management/**' });
  return requests.map(({ method, url, body, status }) => ({ method, url, body, status }));
}

const uuid = /^[0-9a-f-]{36}$/;
const base = '/order-management';

describe('the requests of the twelve endpoints', () => {
  it('carry the MSN, the token, the subscription key and the system headers, and nothing else', async () => {
    const src = png(200, 200).toString('base64');
    const v3 = {
      orderId: 'a.b',
      paymentType: 'ECOM',
      type: 'TICKET',
      url: 'https://shop.example/1',
    } as const;
    await client.putCategory(call, ref, link);
    await client.postReceipt(call, ref, receipt);
    await client.getOrder(call, ref);
    await client.postImage(call, { imageId: 'headers', src });
    const categoryId = await client.postCategory(call, v3);
    await client.getCategories(call, 'a.b');
    await client.getCategory(call, categoryId);
    await client.deleteCategory(call, categoryId);
    await client.putTransactionInfo(call, '52.h', link);
    await client.getTransactionInfo(call, '52.h');
    await client.postTransactionReceipt(call, '52.h', receipt);
    await client.getTransactionReceipt(call, '52.h');
    const { requests } = await control.requests({ path: '/order-management/**' });
    expect(new Set(requests.map(({ method, path }) => `${method} ${path}`)).size).toBe(12);
    const always = {
      host: new URL(sandbox.url).host,
      connection: 'keep-alive',
      accept: 'application/json',
      authorization: expect.stringMatching(/^Bearer ./),
      'ocp-apim-subscription-key': expect.stringMatching(/./),
      'merchant-serial-number': '204117',
      'vipps-system-name': system.name,
      'vipps-system-version': system.version,
      'vipps-system-plugin-name': system.pluginName,
      'vipps-system-plugin-version': system.pluginVersion,
    };
    for (const { method, path, headers } of requests) {
      const body =
        method === 'PUT' || method === 'POST'
          ? { 'content-type': 'application/json', 'content-length': expect.stringMatching(/^\d+$/) }
          : {};
      expect(headers, `${method} ${path}`).toEqual({ ...always, ...body });
    }
  });

  it('set a category of v2: 200 and a bare JSON string', async () => {
    expect(await client.putCategory(call, ref, link)).toMatch(uuid);
    expect(await sent()).toEqual([
      { method: 'PUT', url: `${base}/v2/ecom/categories/odd_.-Id.9`, body: link, status: 200 },
    ]);
  });

  it('add a receipt of v2: 201 and a bare JSON string, and 409 for a second one', async () => {
    expect(await client.postReceipt(call, { ...ref, paymentType: 'RECURRING' }, receipt)).toMatch(uuid);
    const url = `${base}/v2/recurring/receipts/odd_.-Id.9`;
    expect(await sent()).toEqual([{ method: 'POST', url, body: receipt, status: 201 }]);
    const second = client.postReceipt(call, { ...ref, paymentType: 'RECURRING' }, receipt);
    await expect(second).rejects.toMatchObject({ code: 'CONFLICT', facts: { status: 409 } });
  });

  it.each([['quoted', false] as const, ['unquoted', true] as const])(
    'read %s string answers',
    async (_how, on) => {
      await control.quirks.set({ unquotedStringAnswers: on });
      expect(await client.putCategory(call, ref, link)).toMatch(uuid);
      expect(await client.postReceipt(call, ref, receipt)).toMatch(uuid);
    },
  );

  it('read an order of v2, whatever is missing of it', async () => {
    const order = await client.getOrder(call, seeded);
    expect(order?.value.category).toEqual({
      category: 'DELIVERY',
      orderDetailsUrl: 'https://makeskrik.example/sporing/00417',
      imageId: 'pakke-2026',
    });
    expect(order?.value.receipt?.orderLines).toHaveLength(4);
    expect(await client.getOrder(call, ref)).toBeNull();
    for (const missingOrderPartsAsNull of [true, false]) {
      await control.quirks.set({ missingOrderPartsAsNull });
      const part = await client.getOrder(call, { ...ref, orderId: 'kaffe-2026-00418' });
      expect(part?.value.receipt?.bottomLine?.receiptNumber).toBe('MK-00418');
    }
    expect((await sent()).map(({ method, url, status }) => [method, url, status])).toEqual([
      ['GET', `${base}/v2/ecom/kaffe-2026-00417`, 200],
      ['GET', `${base}/v2/ecom/odd_.-Id.9`, 404],
      ['GET', `${base}/v2/ecom/kaffe-2026-00418`, 200],
      ['GET', `${base}/v2/ecom/kaffe-2026-00418`, 200],
    ]);
  });

  it('upload an image: 200 and its id', async () => {
    const src = png(200, 200).toString('base64');
    expect(await client.postImage(call, { imageId: 'a.b-c_D', src })).toBe('a.b-c_D');
    const body = { imageId: 'a.b-c_D', src, type: 'base64' };
    expect(await sent()).toEqual([{ method: 'POST', url: `${base}/v1/images`, body, status: 200 }]);
    await expect(client.postImage(call, { imageId: 'a.b-c_D', src })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  });

  it('create, list, read and delete categories of v3: 201, 200, 200, 200 without a body', async () => {
    const body = {
      orderId: 'a.b',
      paymentType: 'ECOM',
      type: 'TICKET',
      url: 'https://shop.example/1',
    } as const;
    const categoryId = await client.postCategory(call, body);
    expect(categoryId).toMatch(uuid);
    const stored = { ...body, categoryId, imageId: null };
    expect((await client.getCategories(call, 'a.b')).value).toEqual({ items: [stored], omitted: 0 });
    expect((await client.getCategories(call, 'unknown')).value).toEqual({ items: [], omitted: 0 });
    expect((await client.getCategory(call, categoryId))?.value).toEqual(stored);
    await client.deleteCategory(call, categoryId);
    expect(await client.getCategory(call, categoryId)).toBeNull();
    await expect(client.deleteCategory(call, categoryId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await sent()).toEqual([
      { method: 'POST', url: `${base}/v3/categories`, body, status: 201 },
      { method: 'GET', url: `${base}/v3/categories?orderId=a.b`, body: null, status: 200 },
      { method: 'GET', url: `${base}/v3/categories?orderId=unknown`, body: null, status: 200 },
      { method: 'GET', url: `${base}/v3/categories/${categoryId}`, body: null, status: 200 },
      { method: 'DELETE', url: `${base}/v3/categories/${categoryId}`, body: null, status: 200 },
      { method: 'GET', url: `${base}/v3/categories/${categoryId}`, body: null, status: 404 },
      { method: 'DELETE', url: `${base}/v3/categories/${categoryId}`, body: null, status: 404 },
    ]);
  });

  it('write and read the deprecated v1: empty bodies, and a 404 without one', async () => {
    expect(await client.getTransactionInfo(call, '52.x-1')).toBeNull();
    expect(await client.getTransactionReceipt(call, '52.x-1')).toBeNull();
    await client.putTransactionInfo(call, '52.x-1', link);
    await client.postTransactionReceipt(call, '52.x-1', receipt);
    expect((await client.getTransactionInfo(call, '52.x-1'))?.value).toEqual(link);
    expect((await client.getTransactionReceipt(call, '52.x-1'))?.value.orderLines[0]?.totalAmount).toBe(4480);
    expect(await sent()).toEqual([
      { method: 'GET', url: `${base}/v1/orders/52.x-1`, body: null, status: 404 },
      { method: 'GET', url: `${base}/v1/receipts/52.x-1`, body: null, status: 404 },
      { method: 'PUT', url: `${base}/v1/orders/52.x-1`, body: link, status: 200 },
      { method: 'POST', url: `${base}/v1/receipts/52.x-1`, body: receipt, status: 200 },
      { method: 'GET', url: `${base}/v1/orders/52.x-1`, body: null, status: 200 },
      { method: 'GET', url: `${base}/v1/receipts/52.x-1`, body: null, status: 200 },
    ]);
  });

  it.each([false, true])('read the fields that a refusal names (platform style: %s)', async (platform) => {
    await control.quirks.set({ orderProblemsInPlatformStyle: platform });
    const bad = {
      ...receipt,
      orderLines: [{ ...receipt.orderLines[0], totalTaxAmount: 481 }],
    } as ReceiptBody;
    const error = await client.postReceipt(call, ref, bad).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      facts: {
        status: 400,
        title: 'One or more validation errors occurred.',
        faults: [{ name: 'OrderLines[0]', reason: expect.stringContaining('total amount excluding tax') }],
        traceId: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/),
      },
    });
  });

  it('take the page of a proxy for no answer: the outcome of the write is unknown', async () => {
    await control.faults.add({
      path: '/order-management/v2/**',
      method: 'PUT',
      times: 1,
      status: 200,
      body: '<html>',
      contentType: 'text/html',
    });
    await expect(client.putCategory(call, ref, link)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  it('repeat a PUT after a 500, and a receipt never', async () => {
    await control.faults.add({ path: '/order-management/**', times: 1, status: 500 });
    expect(await client.putCategory(call, ref, link)).toMatch(uuid);
    await control.faults.add({ path: '/order-management/**', times: 1, status: 500 });
    await expect(client.postReceipt(call, ref, receipt)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    expect((await sent()).map(({ method, status }) => [method, status])).toEqual([
      ['PUT', 500],
      ['PUT', 200],
      ['POST', 500],
    ]);
  });

  it('are refused for the unit of another partner, as documented', async () => {
    const foreign = { ...call, msn: '999999' };
    await expect(client.getOrder(foreign, seeded)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      facts: { status: 403 },
    });
    expect(await client.getCategory({ ...call, msn: '204166' }, seededCategory)).toBeNull();
  });
});
