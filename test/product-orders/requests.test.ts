import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { full, least, made, PREFILL, prefill, WITHDRAW, webPackage } from './prefill.js';

const LIST = '/management/v2/product-orders';
const POST = '/management/v1/product-orders';
const PACKAGES = '/management/v1/partners/price-packages';
const READ = `query ($id: String!) { productOrder(productOrderId: $id) {
  productOrderId status statusRaw productOrderType productOrderTypeRaw productType productTypeRaw
  businessIdentifier { scheme id } productOrderUrl salesUnit { msn name }
} }`;

const it = sharedStack({ env: { CACHE_MAX_BYTES: '0' } });
it.beforeEach(async ({ stack }) => {
  await stack.sandbox.reset();
  // The reset made the token invalid; a first call gets the next one.
  await stack.askText('{ pricePackages { name } }');
  await stack.clearCalls();
});

describe('prefillProductOrder', () => {
  it('sends every field in the words of the API, with the key and the names of this system', async ({
    stack,
  }) => {
    const { payload, errors } = await prefill(stack, full);
    expect(errors).toEqual([]);
    const id = payload?.productOrder?.productOrderId ?? '';
    expect(payload).toEqual({
      productOrder: { productOrderId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      prefillUrl: `https://portal.vippsmobilepay.com/register/prefilled/${id}`,
      idempotencyKey: 'nordlys-2026-1',
      userErrors: [],
      warnings: [],
    });
    const { requests } = await stack.sandbox.requests({ path: POST });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: POST,
      status: 201,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'nordlys-2026-1',
        'vipps-system-name': 'vipps-subgraph',
      },
    });
    const input: Record<string, unknown> = { ...full };
    delete input['idempotencyKey'];
    const words = { productUseCase: 'WebsiteWithTest', annualTurnoverPercentage: '40' };
    expect(requests[0]?.body).toEqual({ ...input, ...words });
  });

  it('leaves out what is null or not given, and makes a key', async ({ stack }) => {
    const { payload } = await prefill(stack, { ...least, salesUnitName: null, website: null });
    expect(payload?.idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
    const { requests } = await stack.sandbox.requests({ path: POST });
    expect(requests.map(({ body, headers }) => [body, headers['idempotency-key']])).toEqual([
      [least, payload?.idempotencyKey],
    ]);
  });

  it('answers what it knows without a read, and reads the rest once', async ({ stack }) => {
    const query = `mutation ($input: PrefillProductOrderInput!) { prefillProductOrder(input: $input) { productOrder {
      productOrderUrl productType productOrderType businessIdentifier { id } merchant { id }
    } } }`;
    expect((await stack.askText(query, { input: least })).errors).toBeUndefined();
    expect(await stack.calls()).toEqual([`POST ${POST}`]);
    await stack.clearCalls();
    const more = query.replace('productOrderUrl', 'status statusRaw salesUnit { msn } pricePackage { name }');
    const answer = await stack.askText(more, { input: { ...full, idempotencyKey: 'another-one' } });
    expect(answer.data).toEqual({
      prefillProductOrder: {
        productOrder: {
          status: 'RECEIVED',
          statusRaw: 'RECEIVED',
          salesUnit: null,
          pricePackage: { name: 'Nettbutikk basis' },
          productType: 'PAYMENT_INTEGRATION',
          productOrderType: 'PREFILL',
          businessIdentifier: { id: '311100459' },
          merchant: { id: expect.any(String) },
        },
      },
    });
    const calls = await stack.calls();
    expect(calls).toHaveLength(3);
    expect(calls.filter((call) => call.startsWith(`GET ${LIST}/`))).toHaveLength(1);
    expect(calls).toContain(`GET ${PACKAGES}`);
  });

  it.for([false, true])(
    'gives the path of a field that the API refuses (name and reason: %s)',
    async (nameReason, { stack }) => {
      await stack.sandbox.quirks.set({ extraDetailsAsNameReason: nameReason });
      const foreign = '11111111-2222-4333-8444-555555555555';
      const { payload, errors } = await prefill(stack, { ...full, pricePackageId: foreign });
      expect(errors).toEqual([]);
      expect(payload).toEqual({
        productOrder: null,
        prefillUrl: null,
        idempotencyKey: 'nordlys-2026-1',
        userErrors: [
          { field: ['pricePackageId'], code: 'BAD_USER_INPUT', message: 'No such price package of yours.' },
        ],
        warnings: [],
      });
    },
  );

  it.for([
    ['businessIdentifier.id', ['businessIdentifier', 'id']],
    ['Website.TermsUrl', ['website', 'termsUrl']],
    ['/website/url', ['website', 'url']],
    ['Idempotency-Key', ['idempotencyKey']],
    ['orderer', null],
  ] as const)('understands the name %s', async ([key, field], { stack }) => {
    const body = { title: 'Invalid', status: 400, extraDetails: [{ key, value: 'is odd' }] };
    await stack.sandbox.faults.add({
      path: POST,
      status: 400,
      body,
      contentType: 'application/problem+json',
    });
    const { payload } = await prefill(stack, least);
    const message = field === null ? `${key}: is odd` : 'is odd';
    expect(payload?.userErrors).toEqual([{ field, code: 'BAD_USER_INPUT', message }]);
  });

  const noInput = 'The Vipps MobilePay Management API refused the request as not valid.';
  it.for([
    [400, [{ field: null, code: 'BAD_USER_INPUT', message: noInput }]],
    [
      409,
      [
        {
          field: ['idempotencyKey'],
          code: 'CONFLICT',
          message: expect.stringContaining('with another input'),
        },
      ],
    ],
    [422, [{ field: null, code: 'BAD_USER_INPUT', message: noInput }]],
    [
      500,
      [{ field: null, code: 'OUTCOME_UNKNOWN', message: expect.stringContaining('Repeat the same input') }],
    ],
  ] as const)('turns a %i into a user error and tells the key', async ([status, userErrors], { stack }) => {
    await stack.sandbox.faults.add({ path: POST, status, times: null });
    const { payload, errors } = await prefill(stack, full);
    expect(errors).toEqual([]);
    expect(payload).toEqual({
      productOrder: null,
      prefillUrl: null,
      idempotencyKey: 'nordlys-2026-1',
      userErrors,
      warnings: [],
    });
  });

  it.for([
    ['15030000108', []],
    ['60110001236', []],
    ['97100045675', []],
    ['15030000107', ['ODD_NUMBER']],
  ] as const)('warns of the account %s: %j', async ([id, codes], { stack }) => {
    const settlementBankAccount = { scheme: 'BBAN:NO', id };
    const { payload } = await prefill(stack, { ...full, settlementBankAccount });
    expect(payload?.userErrors).toEqual([]);
    expect(payload?.warnings.map(({ code }) => code)).toEqual(codes);
  });

  it.for([
    [401, 'UNAUTHENTICATED', {}],
    [403, 'FORBIDDEN', {}],
    // No id is sent that could be unknown.
    [404, 'UPSTREAM_BAD_RESPONSE', {}],
    [405, 'UPSTREAM_BAD_RESPONSE', {}],
    [429, 'RATE_LIMITED', { retryAfter: 60 }],
  ] as const)(
    'turns a %i into the error %s with the key in its extensions',
    async ([status, code, more], { stack }) => {
      const limited = { path: POST, times: null, rateLimit: { retryAfterSeconds: 60 } };
      await stack.sandbox.faults.add(status === 429 ? limited : { path: POST, times: null, status });
      const answer = await stack.askText(PREFILL, { input: full });
      expect(answer.data).toEqual({ prefillProductOrder: null });
      expect(answer.errors?.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
        {
          path: ['prefillProductOrder'],
          extensions: {
            code,
            ...more,
            upstream: { api: 'management', status },
            idempotencyKey: 'nordlys-2026-1',
          },
        },
      ]);
    },
  );

  it('says that the outcome is unknown when a later attempt was only kept waiting', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: POST, reset: 'after' });
    await stack.sandbox.faults.add({ path: POST, times: null, rateLimit: { retryAfterSeconds: 60 } });
    const { payload, errors } = await prefill(stack, full);
    expect(errors).toEqual([]);
    expect(payload?.userErrors.map(({ code }) => code)).toEqual(['OUTCOME_UNKNOWN']);
  });

  it('keeps passwords, accounts and links out of the log', async ({ stack }) => {
    await prefill(stack, full);
    await stack.sandbox.faults.add({ path: POST, status: 500, times: null });
    await prefill(stack, { ...full, idempotencyKey: 'log-2' });
    const log = JSON.stringify(stack.logs);
    expect(log).toContain('orderProduct');
    for (const secret of ['not-a-real-password', '15039000129', 'register/prefilled']) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('productOrder', () => {
  it('gives every field of the details', async ({ stack }) => {
    const id = await made(stack, full);
    await stack.clearCalls();
    const answer = await stack.askText(READ, { id: id.toUpperCase() });
    expect(answer).toEqual({
      data: {
        productOrder: {
          productOrderId: id,
          status: 'RECEIVED',
          statusRaw: 'RECEIVED',
          productOrderType: 'PREFILL',
          productOrderTypeRaw: 'PREFILL',
          productType: 'PAYMENT_INTEGRATION',
          productTypeRaw: 'PAYMENT_INTEGRATION',
          businessIdentifier: { scheme: 'business:NO:ORG', id: '311100459' },
          productOrderUrl: `https://portal.vippsmobilepay.com/register/prefilled/${id}`,
          salesUnit: null,
        },
      },
    });
    expect(await stack.calls()).toEqual([`GET ${LIST}/${id}/details`]);
  });

  it('takes words of the future, and what the API tells beyond its texts', async ({ stack }) => {
    const id = 'B6F0A2C4-4f0e-4b7e-8f6b-2f6f3f0c9d11';
    await stack.sandbox.faults.add({
      path: `${LIST}/*/details`,
      status: 200,
      body: {
        status: 'ON_HOLD',
        productOrderType: 'IMPORT',
        productType: 'TICKETS',
        businessIdentifier: { scheme: 'business:SE:ORG', id: '5560160680' },
        pricePackageId: webPackage,
        salesUnit: { msn: 7_712_118 },
        news: true,
      },
    });
    const answer = await stack.askText(READ.replace('salesUnit {', 'pricePackage { name } salesUnit {'), {
      id,
    });
    expect(answer.data).toEqual({
      productOrder: {
        productOrderId: id.toLowerCase(),
        status: 'UNKNOWN',
        statusRaw: 'ON_HOLD',
        productOrderType: 'UNKNOWN',
        productOrderTypeRaw: 'IMPORT',
        productType: 'UNKNOWN',
        productTypeRaw: 'TICKETS',
        businessIdentifier: { scheme: 'business:SE:ORG', id: '5560160680' },
        productOrderUrl: null,
        pricePackage: { name: 'Nettbutikk basis' },
        salesUnit: { msn: '7712118', name: null },
      },
    });
  });

  it('costs no call when a list of the same request holds it', async ({ stack }) => {
    const id = await made(stack);
    await stack.clearCalls();
    const both = `query ($id: String!, $other: String!) {
      one: productOrder(productOrderId: $id) { productOrderId status productOrderUrl }
      other: productOrder(productOrderId: $other) { status }
      productOrders(first: 1000) { nodes { productOrderId status productOrderUrl } }
    }`;
    const other = '00000000-0000-4000-8000-000000000000';
    const answer = await stack.askText(both, { id, other });
    expect(answer.errors).toBeUndefined();
    const { one, productOrders } = answer.data as unknown as {
      one: { productOrderId: string };
      productOrders: { nodes: { productOrderId: string }[] };
    };
    expect(one.productOrderId).toBe(id);
    expect(productOrders.nodes.find(({ productOrderId }) => productOrderId === id)).toEqual(one);
    expect(answer.data).toMatchObject({ other: null });
    expect(await stack.calls()).toEqual([`GET ${LIST}?includeExpired=true`, `GET ${LIST}/${other}/details`]);
  });

  it('is asked for by itself when the list fails', async ({ stack }) => {
    const id = await made(stack);
    await stack.sandbox.faults.add({ path: LIST, status: 403, times: null });
    const query =
      'query ($id: String!) { productOrder(productOrderId: $id) { status } productOrders { totalCount } }';
    const answer = await stack.askText(query, { id });
    expect(answer.data).toEqual({ productOrder: { status: 'RECEIVED' }, productOrders: null });
    expect(answer.errors).toMatchObject([{ path: ['productOrders'], extensions: { code: 'FORBIDDEN' } }]);
  });

  it('is null for an unknown order, and refuses what is no UUID before it costs a call', async ({
    stack,
  }) => {
    const answer = await stack.askText(READ, { id: '00000000-0000-4000-8000-000000000000' });
    expect(answer).toEqual({ data: { productOrder: null } });
    await stack.clearCalls();
    const bad = await stack.askText(READ, { id: '../price-packages' });
    expect(bad.errors).toMatchObject([
      {
        message: 'productOrderId must be a UUID, such as "b6f0a2c4-4f0e-4b7e-8f6b-2f6f3f0c9d11".',
        extensions: { code: 'BAD_USER_INPUT', argument: ['productOrderId'] },
      },
    ]);
    expect(await stack.calls()).toEqual([]);
  });
});

describe('withdrawProductOrder', () => {
  const withdraw = async (stack: Stack, id: string) => {
    const { data, errors } = await stack.askText(WITHDRAW, { id });
    return { ...(data as { withdrawProductOrder: object | null } | undefined)?.withdrawProductOrder, errors };
  };

  it('deletes an order that the merchant has not submitted', async ({ stack }) => {
    const id = await made(stack);
    await stack.clearCalls();
    expect(await withdraw(stack, id)).toEqual({ withdrawnProductOrderId: id, userErrors: [], warnings: [] });
    expect(await stack.calls()).toEqual([`DELETE ${POST}/${id}`]);
    expect(await stack.askText(READ, { id })).toEqual({ data: { productOrder: null } });
    expect(await withdraw(stack, id)).toMatchObject({
      withdrawnProductOrderId: null,
      userErrors: [
        {
          field: ['productOrderId'],
          code: 'NOT_FOUND',
          message: expect.stringMatching(/no prefilled order/),
        },
      ],
    });
  });

  it('is refused once the merchant has submitted it', async ({ stack }) => {
    const id = await made(stack);
    await stack.sandbox.productOrders.move(id, 'MERCHANT_VIEWED');
    await stack.sandbox.productOrders.move(id, 'ORDER_SUBMITTED');
    expect(await withdraw(stack, id)).toMatchObject({
      withdrawnProductOrderId: null,
      userErrors: [
        {
          field: ['productOrderId'],
          code: 'BAD_USER_INPUT',
          message: 'The merchant has submitted this order.',
        },
      ],
    });
  });

  it('refuses what is no UUID before it costs a call', async ({ stack }) => {
    expect(await withdraw(stack, '7')).toMatchObject({
      userErrors: [{ field: ['productOrderId'], code: 'INVALID' }],
    });
    expect(await stack.calls()).toEqual([]);
  });

  it('looks when the answer is lost: an order that is gone was withdrawn', async ({ stack }) => {
    const id = await made(stack);
    await stack.sandbox.faults.add({ path: `${POST}/*`, method: 'DELETE', reset: 'after' });
    expect(await withdraw(stack, id)).toEqual({ withdrawnProductOrderId: id, userErrors: [], warnings: [] });
  });

  it('says that the outcome is unknown when the order is still there', async ({ stack }) => {
    const id = await made(stack);
    await stack.sandbox.faults.add({ path: `${POST}/*`, method: 'DELETE', times: null, reset: 'before' });
    expect(await withdraw(stack, id)).toMatchObject({
      withdrawnProductOrderId: null,
      userErrors: [{ field: null, code: 'OUTCOME_UNKNOWN' }],
    });
  });

  it.for([
    [400, 'BAD_USER_INPUT', 'user error'],
    [401, 'UNAUTHENTICATED', 'error'],
    [403, 'FORBIDDEN', 'error'],
    [404, 'NOT_FOUND', 'user error'],
    [405, 'UPSTREAM_BAD_RESPONSE', 'error'],
    [409, 'CONFLICT', 'user error'],
    [422, 'BAD_USER_INPUT', 'user error'],
    [429, 'RATE_LIMITED', 'error'],
    [500, 'OUTCOME_UNKNOWN', 'user error'],
  ] as const)('turns a %i into %s as a %s', async ([status, code, kind], { stack }) => {
    const id = await made(stack);
    await stack.sandbox.faults.add({ path: `${POST}/*`, method: 'DELETE', times: null, status });
    const answer = await withdraw(stack, id);
    if (kind === 'error')
      expect(answer.errors).toMatchObject([{ extensions: { code, upstream: { status } } }]);
    else
      expect(answer).toMatchObject({
        withdrawnProductOrderId: null,
        userErrors: [{ code }],
        errors: undefined,
      });
  });
});

describe('pricePackages', () => {
  it('gives all of the partner, with null for what the API leaves out', async ({ stack }) => {
    const fields =
      'name description visibleInSignupForm productType productTypeRaw market marketRaw commission';
    const answer = await stack.askText(`{ pricePackages { pricePackageId ${fields} } }`);
    const packages = (answer.data as { pricePackages: unknown[] } | undefined)?.pricePackages ?? [];
    expect(packages).toHaveLength(9);
    expect(packages[0]).toEqual({
      pricePackageId: webPackage,
      name: 'Nettbutikk basis',
      description: '2.25%',
      visibleInSignupForm: true,
      productType: 'PAYMENT_INTEGRATION',
      productTypeRaw: 'PAYMENT_INTEGRATION',
      market: 'NO',
      marketRaw: 'NO',
      commission: '20 %',
    });
    expect(packages.at(-1)).toMatchObject({
      name: 'Avtale 2023',
      productType: null,
      market: null,
      commission: null,
    });
    expect(await stack.calls()).toEqual([`GET ${PACKAGES}`]);
  });

  it('needs partner keys', async ({ start }) => {
    const merchant = await start({ keys: 'merchant' });
    const answer = await merchant.askText('{ pricePackages { name } }');
    expect(answer.data).toEqual({ pricePackages: null });
    expect(answer.errors).toMatchObject([{ path: ['pricePackages'], extensions: { code: 'FORBIDDEN' } }]);
  });
});

describe('the reads', () => {
  const reads = [
    ['productOrders { totalCount }', LIST],
    ['productOrder(productOrderId: "b6f0a2c4-4f0e-4b7e-8f6b-2f6f3f0c9d11") { status }', `${LIST}/*/details`],
    ['pricePackages { name }', PACKAGES],
  ] as const;
  const codes = [
    [400, 'BAD_USER_INPUT'],
    [401, 'UNAUTHENTICATED'],
    [403, 'FORBIDDEN'],
    [405, 'UPSTREAM_BAD_RESPONSE'],
    [409, 'CONFLICT'],
    [422, 'BAD_USER_INPUT'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
  ] as const;
  const cases = reads.flatMap(([field, path]) =>
    codes.map(([status, code]) => [status, code, field, path] as const),
  );

  it.for(cases)('turn a %i into %s at %s', async ([status, code, field, path], { stack }) => {
    await stack.sandbox.faults.add({ path, status, times: null });
    const answer = await stack.askText(`{ field: ${field} }`);
    expect(answer.data).toEqual({ field: null });
    expect(answer.errors).toMatchObject([
      { path: ['field'], extensions: { code, upstream: { api: 'management', status } } },
    ]);
  });

  it('take a list that is not there for another server, not for an empty list', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: LIST, status: 404 });
    const answer = await stack.askText('{ productOrders { totalCount } }');
    expect(answer.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_BAD_RESPONSE' } }]);
  });
});
