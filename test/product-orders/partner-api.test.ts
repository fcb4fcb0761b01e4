import { describe, expect } from 'vitest';
import { ConfigError, parseConfig } from '../../src/config.js';
import { sharedStack } from '../support/fixture.js';

import { png } from './prefill.js';

const POST = '/partner-api/v1/products/orders';
const PREFILL = `mutation ($input: PartnerPrefillProductOrderInput!) {
  partnerPrefillProductOrder(input: $input) {
    prefilledOrderId returnUrl idempotencyKey userErrors { field code message } warnings { field code }
  }
}`;
const UNIT =
  'msn name orgno additionalDetails { skipLandingPage isPureLogin captureType captureTypeRaw recurring }';

/** Every field there is. */
const full = {
  idempotencyKey: '81b83246-5c19-7b94-875b-ea6d1114f099',
  orgno: '987654321',
  salesUnitName: 'ACME Fantastic Fitness',
  salesUnitLogo: png(100, 100),
  settlementAccountNumber: '86011117947',
  pricePackageKey: 'standard',
  pricePackageId: '8a11afb7-c223-48ed-8ca6-4722b97261aa',
  productType: 'VIPPS_PA_NETT',
  productUseCase: 'WEBSITE_WITH_TEST',
  annualTurnover: 100_000,
  intendedPurpose: 'Gym membership, bought on the website of the gym.',
  website: {
    url: 'https://example.com',
    termsUrl: 'https://example.com/terms',
    testWebsiteUrl: 'https://example.com/test',
    testWebsiteUsername: 'test-user',
    testWebsitePassword: 'test-password',
  },
  complianceData: {
    giftCard: {
      isSalesPercentageLessThanTen: false,
      validityDuration: '3 years',
      giftCardTurnoverShare: '5%',
    },
    membership: {
      turnoverShare: 'about 25%',
      membershipValidity: 'ONE_YEAR_FROM_PAYMENT',
      periodDistribution: '50% yearly 20% monthly',
    },
    subscription: { turnoverShare: 'about 25%', periodDistribution: '50% yearly 20% monthly' },
    course: {
      turnoverShare: 'about 25%',
      timeBeforeOrder: '10 days',
      period: 'once every 6 weeks',
      isOnlineCourseOffered: true,
      onlineAccessibleTime: 'for 3 months',
    },
    ticket: { turnoverShare: 'about 25%', prepurchaseTime: '10 weeks' },
    rent: { turnoverShare: 'about 25%', prepurchaseTime: '15 days', averageRentalDuration: '3 weeks' },
    prepaidServices: { turnoverShare: 'about 25%', prepurchaseTime: '10 weeks' },
    donation: { acceptsDonation: true },
  },
};

const without = sharedStack();

describe('the older Partner API without an address', () => {
  without(
    'answers each of its fields with an error that names the setting, and calls nobody',
    async ({ stack }) => {
      for (const query of [
        '{ field: partnerMerchant(orgno: "311204173") { msn } }',
        '{ field: partnerSalesUnit(msn: "204117") { name } }',
        `mutation { field: partnerPrefillProductOrder(input: { orgno: "311204173", productType: VIPPS_LOGG_INN }) { returnUrl } }`,
      ]) {
        const answer = await stack.askText(query);
        expect(answer.data).toEqual({ field: null });
        expect(answer.errors).toMatchObject([
          {
            message: expect.stringContaining('Set VIPPS_PARTNER_URL to use it'),
            path: ['field'],
            extensions: { code: 'FORBIDDEN' },
          },
        ]);
      }
      expect(await stack.calls()).toEqual([]);
    },
  );

  without('costs a sales unit its additionalDetails only', async ({ stack }) => {
    const answer = await stack.askText(
      '{ salesUnit(msn: "204117") { name additionalDetails { recurring } } }',
    );
    expect(answer.data).toEqual({ salesUnit: { name: 'Måkeskrik Nettbutikk', additionalDetails: null } });
    expect(answer.errors).toMatchObject([
      { path: ['salesUnit', 'additionalDetails'], extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  without('is deprecated in the graph', async ({ stack }) => {
    const query = `{ query: __type(name: "Query") { ...deprecated } mutation: __type(name: "Mutation") { ...deprecated }
      unit: __type(name: "SalesUnit") { ...deprecated } }
      fragment deprecated on __Type { fields(includeDeprecated: true) { name deprecationReason } }`;
    const { data } = await stack.askText(query);
    const types = Object.values(
      data as unknown as Record<string, { fields: { name: string; deprecationReason: string | null }[] }>,
    );
    const old = types.flatMap(({ fields }) =>
      fields.filter(
        ({ name, deprecationReason }) => deprecationReason !== null && !/transaction/i.test(name),
      ),
    );
    expect(old.map(({ name }) => name).toSorted()).toEqual([
      'additionalDetails',
      'partnerMerchant',
      'partnerPrefillProductOrder',
      'partnerSalesUnit',
    ]);
    for (const { deprecationReason } of old) expect(deprecationReason).toContain('VIPPS_PARTNER_URL');
  });
});

const it = sharedStack({ env: { VIPPS_PARTNER_URL: 'http://127.0.0.1:4010', CACHE_MAX_BYTES: '0' } });

describe('the older Partner API with an address', () => {
  it.beforeEach(async ({ stack }) => {
    await stack.sandbox.reset();
    await stack.askText('{ pricePackages { name } }');
    await stack.clearCalls();
  });

  it('prefills an order with every field', async ({ stack }) => {
    const answer = await stack.askText(PREFILL, { input: full });
    const id = 'a052987e-bf50-482f-8b41-bb2629689bc3';
    expect(answer).toEqual({
      data: {
        partnerPrefillProductOrder: {
          prefilledOrderId: id,
          returnUrl: `https://portal.vipps.no/register/vippspanett/${id}`,
          idempotencyKey: full.idempotencyKey,
          userErrors: [],
          warnings: [{ field: ['orgno'], code: 'ODD_NUMBER' }],
        },
      },
    });
    const { requests } = await stack.sandbox.requests({ path: POST });
    const body: Record<string, unknown> = { ...full };
    delete body['idempotencyKey'];
    expect(requests.map(({ method, url, status }) => [method, url, status])).toEqual([['POST', POST, 200]]);
    expect(requests[0]?.headers['idempotency-key']).toBe(full.idempotencyKey);
    expect(requests[0]?.body).toEqual({
      ...body,
      productUseCase: 'WebsiteWithTest',
      complianceData: {
        ...full.complianceData,
        membership: { ...full.complianceData.membership, membershipValidity: 'OneYearFromPayment' },
        course: { ...full.complianceData.course, online: true },
      },
    });
    // The same order is there in the Management API.
    const followed = await stack.askText(`{ productOrder(productOrderId: "${id}") { productType status } }`);
    expect(followed.data).toEqual({
      productOrder: { productType: 'PAYMENT_INTEGRATION', status: 'RECEIVED' },
    });
  });

  it.for([{}, { isSalesPercentageLessThanTen: null, isOnlineCourseOffered: null, acceptsDonation: null }])(
    'sends the booleans that the API requires as false when they are left out: %o',
    async ({ isSalesPercentageLessThanTen, isOnlineCourseOffered, acceptsDonation }, { stack }) => {
      const course = { turnoverShare: '25%', timeBeforeOrder: '10 days', period: 'yearly' };
      const complianceData = {
        giftCard: { isSalesPercentageLessThanTen },
        course: { ...course, isOnlineCourseOffered },
        donation: { acceptsDonation },
      };
      const answer = await stack.askText(PREFILL, { input: { ...full, complianceData } });
      expect(answer.data).toMatchObject({ partnerPrefillProductOrder: { userErrors: [] } });
      const { requests } = await stack.sandbox.requests({ path: POST });
      expect(requests.map(({ status, body }) => [status, body])).toEqual([
        [
          200,
          expect.objectContaining({
            complianceData: {
              giftCard: { isSalesPercentageLessThanTen: false },
              course: { ...course, online: false },
              donation: { acceptsDonation: false },
            },
          }),
        ],
      ]);
    },
  );

  it.for([false, true])(
    'reads orgno as text, also where it is a number: %s',
    async (orgnoAsNumber, { stack }) => {
      await stack.sandbox.quirks.set({ orgnoAsNumber });
      expect(await stack.askText('{ partnerSalesUnit(msn: "455811") { orgno } }')).toEqual({
        data: { partnerSalesUnit: { orgno: '311299441' } },
      });
    },
  );

  it('tells all faults at once, before a call', async ({ stack }) => {
    const input = {
      orgno: '12345678',
      productType: 'VIPPS_LOGG_INN',
      salesUnitName: 'a'.repeat(31),
      salesUnitLogo: 'x',
      settlementAccountNumber: '1503.90.00129',
      pricePackageKey: 'no spaces',
      pricePackageId: '8a11afb7-c223-48ed-8ca6-4722b97261aa',
      annualTurnover: -1,
      website: { url: 'https://Example.com', termsUrl: 'http://example.com' },
      idempotencyKey: '_',
    };
    const { data } = await stack.askText(PREFILL, { input });
    const { partnerPrefillProductOrder: payload } = data as unknown as {
      partnerPrefillProductOrder: { userErrors: { field: string[] }[] };
    };
    expect(payload.userErrors.map(({ field }) => field.join('.'))).toEqual([
      'orgno',
      'salesUnitName',
      'salesUnitLogo',
      'settlementAccountNumber',
      'pricePackageId',
      'pricePackageKey',
      'annualTurnover',
      'website.url',
      'website.termsUrl',
      'idempotencyKey',
    ]);
    expect(await stack.calls()).toEqual([]);
  });

  it('hands on what the API refuses, and makes one order for one key', async ({ stack }) => {
    const detail = { key: 'settlementAccountNumber', value: 'is owned by somebody else' };
    await stack.sandbox.faults.add({
      path: POST,
      status: 422,
      body: { extraDetails: [detail], traceId: 't' },
    });
    const refused = await stack.askText(PREFILL, { input: full });
    expect(refused.data).toMatchObject({
      partnerPrefillProductOrder: {
        prefilledOrderId: null,
        idempotencyKey: full.idempotencyKey,
        userErrors: [
          {
            field: ['settlementAccountNumber'],
            code: 'BAD_USER_INPUT',
            message: 'is owned by somebody else',
          },
        ],
      },
    });
    await stack.sandbox.faults.add({ path: POST, reset: 'after' });
    const made = await stack.askText(PREFILL, { input: full });
    expect(made.data).toMatchObject({ partnerPrefillProductOrder: { userErrors: [] } });
    const { data } = await stack.askText('{ productOrders { totalCount } }');
    expect(data).toEqual({ productOrders: { totalCount: 71 } });
  });

  it('reads a merchant, and each of its sales units once', async ({ stack }) => {
    const answer = await stack.askText(
      `{ partnerMerchant(orgno: "311299441") { orgno msn salesUnits { ${UNIT} } } }`,
    );
    expect(answer).toEqual({
      data: {
        partnerMerchant: {
          orgno: '311299441',
          msn: expect.arrayContaining(['455801', '455811']),
          salesUnits: expect.arrayContaining([
            {
              msn: '455811',
              name: 'Vesle Bokhuset Butikken',
              orgno: '311299441',
              additionalDetails: {
                skipLandingPage: true,
                isPureLogin: false,
                captureType: 'DIRECT_CAPTURE',
                captureTypeRaw: 'DirectCapture',
                recurring: false,
              },
            },
          ]),
        },
      },
    });
    expect((await stack.calls()).toSorted()).toEqual([
      'GET /partner-api/v0/merchants/311299441',
      'GET /partner-api/v0/salesunits/455801',
      'GET /partner-api/v0/salesunits/455811',
    ]);
  });

  it('gives null for what it does not know, and does not ask for MSNs of seven digits', async ({ stack }) => {
    const query = `{ partnerMerchant(orgno: "999999999") { msn } partnerSalesUnit(msn: "999999") { name }
      salesUnit(msn: "1130077") { additionalDetails { recurring } } }`;
    expect(await stack.askText(query)).toEqual({
      data: { partnerMerchant: null, partnerSalesUnit: null, salesUnit: { additionalDetails: null } },
    });
    expect((await stack.calls()).toSorted()).toEqual([
      'GET /management/v1/sales-units/1130077',
      'GET /partner-api/v0/merchants/999999999',
      'GET /partner-api/v0/salesunits/999999',
    ]);
  });

  it('leaves open what it does not say, and gives the additionalDetails of a sales unit', async ({
    stack,
  }) => {
    const { data } = await stack.askText(
      `{ partnerSalesUnit(msn: "204172") { ${UNIT} } salesUnit(msn: "204172") { additionalDetails { isPureLogin } } }`,
    );
    expect(data).toEqual({
      partnerSalesUnit: {
        msn: '204172',
        name: 'Måkeskrik Kundeklubb',
        orgno: '311204173',
        additionalDetails: {
          skipLandingPage: null,
          isPureLogin: true,
          captureType: 'NOT_APPLICABLE',
          captureTypeRaw: 'NotApplicable',
          recurring: null,
        },
      },
      salesUnit: { additionalDetails: { isPureLogin: true } },
    });
  });

  it.for([
    ['partnerMerchant(orgno: "12345678") { msn }', 'orgno must be a text of 9 digits, such as "311100459".'],
    ['partnerSalesUnit(msn: "1234567") { msn }', 'msn must be a text of 5 to 6 digits, such as "771204".'],
  ] as const)('refuses before it costs a call: %s', async ([field, message], { stack }) => {
    const answer = await stack.askText(`{ ${field} }`);
    expect(answer.errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await stack.calls()).toEqual([]);
  });

  it.for([
    [400, 'BAD_USER_INPUT', 'user error'],
    [401, 'UNAUTHENTICATED', 'error'],
    [405, 'UPSTREAM_BAD_RESPONSE', 'error'],
    [422, 'BAD_USER_INPUT', 'user error'],
    [429, 'RATE_LIMITED', 'error'],
    [500, 'OUTCOME_UNKNOWN', 'user error'],
  ] as const)(
    'turns a %i of its write into %s as a %s, and tells the key',
    async ([status, code, kind], { stack }) => {
      await stack.sandbox.faults.add({ path: POST, status, times: null });
      const { idempotencyKey } = full;
      const answer = await stack.askText(PREFILL, { input: full });
      if (kind === 'error') {
        const extensions = { code, upstream: { api: 'partner', status }, idempotencyKey };
        expect(answer.errors?.map((error) => error.extensions)).toEqual([extensions]);
      } else {
        expect(answer.errors).toBeUndefined();
        expect(answer.data).toMatchObject({
          partnerPrefillProductOrder: { prefilledOrderId: null, idempotencyKey, userErrors: [{ code }] },
        });
      }
    },
  );

  it.for([
    [400, 'BAD_USER_INPUT'],
    [401, 'UNAUTHENTICATED'],
    [403, 'FORBIDDEN'],
    [405, 'UPSTREAM_BAD_RESPONSE'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_UNAVAILABLE'],
  ] as const)('turns a %i of its reads into %s', async ([status, code], { stack }) => {
    const body = { code: status, message: 'made in front of the API' };
    for (const path of ['/partner-api/v0/merchants/*', '/partner-api/v0/salesunits/*']) {
      await stack.sandbox.faults.add({ path, status, body, times: null });
    }
    const answer = await stack.askText(
      '{ partnerMerchant(orgno: "311204173") { msn } partnerSalesUnit(msn: "204117") { msn } }',
    );
    expect(answer.data).toEqual({ partnerMerchant: null, partnerSalesUnit: null });
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual(
      Array.from({ length: 2 }, () => ({ code, upstream: { api: 'partner', status } })),
    );
  });
});

describe('VIPPS_PARTNER_URL', () => {
  const keys = {
    VIPPS_CLIENT_ID: 'a',
    VIPPS_CLIENT_SECRET: 'b',
    VIPPS_SUBSCRIPTION_KEY: 'c',
    CALLER_AUTH: 'network',
    VIPPS_ENVIRONMENT: 'production',
  };

  it('is unset unless told otherwise, also below VIPPS_API_URL', () => {
    expect(parseConfig({ ...keys, VIPPS_API_URL: 'https://api.vipps.no' }).urls.partner).toBeUndefined();
    const url = 'https://api.vipps.no';
    expect(parseConfig({ ...keys, VIPPS_PARTNER_URL: `${url}/` }).urls.partner).toBe(url);
  });

  it('may not send keys in clear', () => {
    expect(() => parseConfig({ ...keys, VIPPS_PARTNER_URL: 'http://example.com' })).toThrow(ConfigError);
  });
});
