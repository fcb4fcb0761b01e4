import { describe, expect, it } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { runningSandbox } from './running-sandbox.js';

const { control, call, headersFor } = await runningSandbox();

const json = 'application/json;charset=UTF-8';
const merchant = '/partner-api/v0/merchants/311299441';
const unit = '/partner-api/v0/salesunits/455811';

describe('the reads of the older Partner API', () => {
  it.each([merchant, unit])(
    'answer %s with a body of their own to whoever has no right keys',
    async (path) => {
      const good = await headersFor('partner');
      const key = 'ocp-apim-subscription-key';
      for (const [headers, message] of [
        [{}, /missing subscription key/],
        [{ ...good, [key]: 'f'.repeat(32) }, /invalid subscription key/],
        [{ [key]: good[key] ?? '' }, /Something went wrong/],
        [{ ...good, authorization: 'Bearer x' }, /Something went wrong/],
        [{ ...good, [key]: sandboxKeys.merchant.subscriptionKey }, /Something went wrong/],
      ] as const) {
        const reply = await call(path, { headers });
        expect(reply).toMatchObject({ status: 401, type: json });
        expect(reply.body).toStrictEqual({ code: 401, message: expect.stringMatching(message) });
      }
    },
  );

  it.each(['merchant', 'accounting'] as const)(
    'refuse %s keys in the body of a refused read',
    async (kind) => {
      const reply = await call(unit, { headers: await headersFor(kind) });
      expect(reply).toMatchObject({ status: 403, type: json });
      expect(reply.body).toStrictEqual({
        title: 'Forbidden',
        status: 403,
        detail: 'The keys used do not give access to this API.',
        instance: unit,
      });
    },
  );

  it('give the organisation number of a unit as text, or as a number where that quirk is on', async () => {
    const headers = await headersFor('partner');
    expect((await call(unit, { headers })).body).toMatchObject({ msn: '455811', orgno: '311299441' });
    await control.quirks.set({ orgnoAsNumber: true });
    expect((await call(unit, { headers })).body).toMatchObject({ msn: '455811', orgno: 311_299_441 });
  });
});

describe('orders of the older Partner API', () => {
  const order = { orgno: '311100459', productType: 'VIPPS_CHECKOUT' };
  const texts = { turnoverShare: '1', timeBeforeOrder: '2', period: '3' };
  const prefill = async (body: object) =>
    call('/partner-api/v1/products/orders', {
      method: 'POST',
      headers: await headersFor('partner'),
      body: JSON.stringify({ ...order, ...body }),
    });

  it.each([
    ['annualTurnover', { annualTurnover: null }, 'Must not be null.'],
    [
      'complianceData.giftCard.isSalesPercentageLessThanTen',
      { complianceData: { giftCard: {} } },
      'Is required.',
    ],
    ['complianceData.donation.acceptsDonation', { complianceData: { donation: {} } }, 'Is required.'],
    [
      'complianceData.course.online',
      { complianceData: { course: { ...texts, isOnlineCourseOffered: true } } },
      'Is required.',
    ],
  ])('are refused for %s in %o', async (key, body, value) => {
    expect(await prefill(body)).toMatchObject({ status: 400, body: { extraDetails: [{ key, value }] } });
  });

  it('are taken with these booleans as null, and without a turnover', async () => {
    const complianceData = {
      giftCard: { isSalesPercentageLessThanTen: null },
      donation: { acceptsDonation: null },
      course: { ...texts, online: false, isOnlineCourseOffered: null },
    };
    expect(await prefill({ complianceData, salesUnitName: null })).toMatchObject({ status: 200 });
  });
});
