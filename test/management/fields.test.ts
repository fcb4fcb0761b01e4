import { describe, expect } from 'vitest';
import { MerchantDocument, SalesUnitDocument } from '../generated/graphql.js';
import { sharedStack } from '../support/fixture.js';
import {} from '../support/stack.js';

const it = sharedStack({ env: { CACHE_MAX_BYTES: '0', REQUEST_TIMEOUT_MS: '300' } });

describe.each([false, true])(
  'what is known of sales units and merchants, MSNs in lists as numbers: %s',
  (msnAsNumber) => {
    it.beforeEach(async ({ stack }) => {
      await stack.sandbox.reset();
      await stack.sandbox.quirks.set({ msnAsNumber });
      // The reset has revoked the token: this takes a new one, so that tests see their own calls only.
      await stack.askText('{ pricePackages { name } }');
      await stack.clearCalls();
    });

    it('is all there for a unit', async ({ stack }) => {
      const { data, errors } = await stack.ask(SalesUnitDocument, { msn: '204117' });
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        salesUnit: {
          id: Buffer.from('["SalesUnit","204117"]').toString('base64url'),
          msn: '204117',
          name: 'Måkeskrik Nettbutikk',
          businessIdentifier: { scheme: 'business:NO:ORG', id: '311204173' },
          configuration: {
            paymentAllowed: true,
            captureType: 'RESERVE_CAPTURE',
            captureTypeRaw: 'ReserveCapture',
            skipLandingPageAllowed: false,
            recurringAllowed: false,
            partialCaptureAllowed: true,
            lateCaptureAllowed: false,
            landingPagePhoneNumberLocked: false,
            longLivingPaymentAllowed: false,
            creditCardPaymentAllowed: true,
          },
          settlementBankAccount: { scheme: 'BBAN:NO', id: '97100426114' },
          merchant: { name: 'Måkeskrik Kaffebrenneri AS' },
        },
      });
      expect(await stack.calls()).toEqual([
        'GET /management/v1/sales-units/204117',
        'GET /management/v1/merchants/business:NO:ORG/311204173',
      ]);
    });

    it('is all there for a merchant', async ({ stack }) => {
      const { data, errors } = await stack.ask(MerchantDocument, { first: 2 });
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        merchant: {
          id: Buffer.from('["Merchant","business:NO:ORG","311204173"]').toString('base64url'),
          businessIdentifier: { scheme: 'business:NO:ORG', id: '311204173' },
          name: 'Måkeskrik Kaffebrenneri AS',
          status: 'ACTIVE',
          statusRaw: 'ACTIVE',
          createdAt: '2018-09-13T05:53:43.026572Z',
          updatedAt: '2019-09-09T04:08:17.846979Z',
          countryCode: 'NO',
          businessAddress: { lines: ['Sjøgata 14'], postCode: '8006', city: 'Bodø', countryCode: 'NO' },
          businessPostAddress: { lines: ['Postboks 118'], postCode: '8001', city: 'Bodø', countryCode: 'NO' },
          salesUnits: {
            totalCount: 7,
            nodes: [
              { msn: '204117', name: 'Måkeskrik Nettbutikk' },
              { msn: '204127', name: 'Måkeskrik Torget' },
            ],
          },
        },
      });
    });

    it('keeps words that the graph does not know yet', async ({ stack }) => {
      await stack.sandbox.merchants.put('business:NO:ORG', '311204173', { status: 'PAUSED' });
      await stack.sandbox.faults.add({
        path: '/management/v1/sales-units/204117',
        status: 200,
        contentType: 'application/json',
        body: {
          msn: 204117,
          name: 'N',
          businessIdentifier: null,
          configuration: { captureType: 'constructor' },
        },
      });
      const { data, errors } = await stack.askText(`{
      salesUnit(msn: "204117") {
        msn configuration { captureType captureTypeRaw paymentAllowed } businessIdentifier { id } merchant { name }
      }
      merchant(businessIdentifier: { scheme: "business:NO:ORG", id: "311204173" }) { status statusRaw }
    }`);
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        salesUnit: {
          msn: '204117',
          configuration: { captureType: 'UNKNOWN', captureTypeRaw: 'constructor', paymentAllowed: null },
          businessIdentifier: null,
          merchant: null,
        },
        merchant: { status: 'UNKNOWN', statusRaw: 'PAUSED' },
      });
    });

    it('is null where the API leaves it out', async ({ stack }) => {
      const { data } = await stack.askText(`{
      bathhouse: merchant(businessIdentifier: { scheme: "business:NO:ORG", id: "311313053" }) { name updatedAt }
      granbar: merchant(businessIdentifier: { scheme: "business:NO:ORG", id: "311285831" }) { businessAddress { lines } }
      unit: salesUnit(msn: "204127") { settlementBankAccount { id } }
    }`);
      expect(data).toEqual({
        bathhouse: { name: 'Saltskvett Badstue AS', updatedAt: null },
        granbar: { businessAddress: null },
        unit: { settlementBankAccount: null },
      });
    });

    it.for([
      ['is inactive', '251420'],
      ['is tied to another partner', '411465'],
      ['is tied to no partner', '820140'],
      ['does not exist', '999999'],
    ] as const)('is null without an error for a unit that %s', async ([, msn], { stack }) => {
      expect(await stack.askText(`{ salesUnit(msn: "${msn}") { name } }`)).toEqual({
        data: { salesUnit: null },
      });
    });

    it.for(['', '123', '12345678901', '12a45', '../x', '204117 '])(
      'is not asked for the MSN %j',
      async (msn, { stack }) => {
        const { errors } = await stack.ask(SalesUnitDocument, { msn });
        expect(errors).toMatchObject([
          {
            message: 'msn must be a text of 4 to 10 digits, such as "7712041".',
            path: ['salesUnit'],
            extensions: { code: 'BAD_USER_INPUT', argument: ['msn'] },
          },
        ]);
        expect(await stack.calls()).toEqual([]);
      },
    );

    it.for([
      ['short', '311204173', ['businessIdentifier', 'scheme']],
      ['business:NO:../..', '311204173', ['businessIdentifier', 'scheme']],
      ['business:NO:ORG', '31 12', ['businessIdentifier', 'id']],
      ['business:NO:ORG', '', ['businessIdentifier', 'id']],
    ] as const)('is not asked for the merchant %j %j', async ([scheme, id, argument], { stack }) => {
      const { errors } = await stack.ask(MerchantDocument, { scheme, id });
      expect(errors).toMatchObject([
        { path: ['merchant'], extensions: { code: 'BAD_USER_INPUT', argument } },
      ]);
      expect(await stack.calls()).toEqual([]);
    });

    it('ends at the deadline of the request when the API does not answer, with the connection closed', async ({
      stack,
    }) => {
      await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204117', hang: true });
      const { data, errors } = await stack.askText('{ salesUnit(msn: "204117") { name } }');
      expect(data).toEqual({ salesUnit: null });
      expect(errors).toMatchObject([
        {
          message: 'The Vipps MobilePay Management API did not answer in time.',
          extensions: { code: 'UPSTREAM_TIMEOUT', upstream: { api: 'management' } },
        },
      ]);
      await expect
        .poll(
          async () =>
            (await stack.sandbox.requests({ path: '/management/**' })).requests.at(-1)?.closedByClient,
        )
        .toBe(true);
    });
  },
);

describe('with the keys of one merchant', () => {
  it('its own units are seen, and no others', async ({ start }) => {
    const stack = await start({ keys: 'merchant' });
    const { data, errors } = await stack.askText(
      '{ salesUnits(first: 100) { totalCount nodes { merchant { name } } } foreign: salesUnit(msn: "204117") { name } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      salesUnits: {
        totalCount: 12,
        nodes: Array.from({ length: 12 }, () => ({ merchant: { name: 'Fjordskyss Ferger AS' } })),
      },
      foreign: null,
    });
  });
});
