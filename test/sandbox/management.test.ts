import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { msnsOf, runningSandbox, type Reply } from './running-sandbox.js';

const { control, call, headersFor, manage } = await runningSandbox();

const json = 'application/json;charset=UTF-8';
const problemJson = 'application/problem+json';

const ferries = '/merchants/business:NO:ORG/311258613';
const bakery = '/merchants/business:FI:Y-tunnus/9913489-2';
const deactivated = '/merchants/business:NO:ORG/311394711';
const othersOnly = '/merchants/business:NO:ORG/311408321';

function notFound(what: 'merchant' | 'sales unit') {
  return {
    type: 'https://developer.vippsmobilepay.com/problem/not-found',
    title: 'Not found',
    status: 404,
    detail: `No such ${what} is available to the caller.`,
    instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
  };
}

const ferryUnits = [
  { msn: '251308', name: 'Fjordskyss Billetter på nett' },
  { msn: '251318', name: 'Fjordskyss Bedriftskonto' },
  { msn: '251330', name: 'Fjordskyss Gavekort' },
  { msn: '251337', name: 'Fjordskyss Kaia Nord' },
  { msn: '251346', name: 'Fjordskyss Kaia Sør' },
  { msn: '251357', name: 'Fjordskyss Kafeen om bord' },
  { msn: '251363', name: 'Fjordskyss Kiosken om bord' },
  { msn: '251371', name: 'Fjordskyss Bilbilletter' },
  { msn: '251381', name: 'Fjordskyss Sykkelutleie' },
  { msn: '251393', name: 'Fjordskyss Pendlerkort' },
  { msn: '251400', name: 'Fjordskyss Skyssabonnement' },
  { msn: '251409', name: 'Fjordskyss Min side' },
];

/** A list answer by MSN; the API promises no order. */
function byMsn({ body }: Reply): unknown[] {
  const infos = z.array(z.looseObject({ msn: z.union([z.string(), z.number()]) })).parse(body);
  return infos.sort((one, other) => Number(one.msn) - Number(other.msn));
}

describe('GET /management/v1/sales-units', () => {
  it('gives a merchant its own units, by MSN and name', async () => {
    const reply = await manage('merchant', '/sales-units');
    expect(reply).toMatchObject({ status: 200, type: json });
    expect(byMsn(reply)).toStrictEqual(ferryUnits);
  });

  it('gives a partner all units tied to it', async () => {
    const reply = await manage('partner', '/sales-units');
    expect(reply).toMatchObject({ status: 200, type: json });
    const msns = msnsOf(reply);
    expect(new Set(msns).size).toBe(134);
    for (const { msn } of ferryUnits) expect(msns).toContain(msn);
  });

  it('keeps its order', async () => {
    const first = msnsOf(await manage('partner', '/sales-units'));
    await control.reset();
    expect(msnsOf(await manage('partner', '/sales-units'))).toEqual(first);
  });

  it('gives MSNs as numbers when that quirk is on, in both lists and nowhere else', async () => {
    await control.quirks.set({ msnAsNumber: true });
    const numbers = ferryUnits.map((unit) => ({ ...unit, msn: Number(unit.msn) }));
    expect(byMsn(await manage('merchant', '/sales-units'))).toStrictEqual(numbers);
    expect(byMsn(await manage('merchant', `${ferries}/sales-units`))).toStrictEqual(numbers);
    expect((await manage('merchant', '/sales-units/251308')).body).toMatchObject({ msn: '251308' });
  });

  it('is closed to accounting keys', async () => {
    const reply = await manage('accounting', '/sales-units');
    expect(reply).toMatchObject({ status: 403, type: problemJson });
    expect(reply.body).toStrictEqual({
      type: 'https://developer.vippsmobilepay.com/problem/forbidden',
      title: 'Forbidden',
      status: 403,
      detail: 'The keys used do not give access to this API.',
      instance: expect.stringMatching(/^urn:uuid:/),
    });
  });

  it('takes system headers of up to 30 characters', async () => {
    const headers = await headersFor('partner');
    const list = (name: string) =>
      call('/management/v1/sales-units', { headers: { ...headers, 'vipps-system-name': name } });
    expect(await list('x'.repeat(30))).toMatchObject({ status: 200 });
    expect(await list('x'.repeat(31))).toMatchObject({
      status: 400,
      body: { extraDetails: [{ key: 'vipps-system-name', value: 'Must be at most 30 characters.' }] },
    });
  });
});

describe('GET /management/v1/sales-units/{msn}', () => {
  it('gives a web shop with every flag', async () => {
    const reply = await manage('merchant', '/sales-units/251308');
    expect(reply).toMatchObject({ status: 200, type: json });
    expect(reply.body).toStrictEqual({
      msn: '251308',
      name: 'Fjordskyss Billetter på nett',
      businessIdentifier: { scheme: 'business:NO:ORG', id: '311258613' },
      configuration: {
        paymentAllowed: true,
        captureType: 'ReserveCapture',
        skipLandingPageAllowed: false,
        recurringAllowed: false,
        partialCaptureAllowed: true,
        lateCaptureAllowed: false,
        landingPagePhoneNumberLocked: false,
        longLivingPaymentAllowed: false,
        creditCardPaymentAllowed: true,
      },
    });
  });

  it('gives a unit that only logs people in', async () => {
    const { body } = await manage('merchant', '/sales-units/251409');
    expect(body).toStrictEqual({
      msn: '251409',
      name: 'Fjordskyss Min side',
      businessIdentifier: { scheme: 'business:NO:ORG', id: '311258613' },
      configuration: { paymentAllowed: false, captureType: 'NotApplicable' },
    });
  });

  it('gives a settlement account where there is one', async () => {
    const { body } = await manage('merchant', '/sales-units/251330');
    expect(body).toMatchObject({ settlementBankAccount: { scheme: 'BBAN:NO', id: '99991173044' } });
  });

  it.each([
    ['partner', 'unknown', '999999'],
    ['partner', 'inactive', '251420'],
    ['partner', 'of another partner, at a merchant it knows', '411465'],
    ['partner', 'of another partner', '467310'],
    ['partner', 'of no partner', '820140'],
    ['partner', 'of a deactivated merchant', '388101'],
    ['merchant', 'inactive', '251420'],
    ['merchant', 'of another merchant', '204117'],
  ] as const)('tells a %s of a unit %s only that there is none', async (kind, _case, msn) => {
    const reply = await manage(kind, `/sales-units/${msn}`);
    expect(reply).toMatchObject({ status: 404, type: problemJson });
    expect(reply.body).toStrictEqual(notFound('sales unit'));
  });

  it.each(['abc', '123', '12345678901', '25130%38x', '%20', '..%2Fsales-units'])(
    'refuses %s',
    async (msn) => {
      const reply = await manage('partner', `/sales-units/${msn}`);
      expect(reply).toMatchObject({ status: 400, type: problemJson });
      expect(reply.body).toStrictEqual({
        type: 'https://developer.vippsmobilepay.com/problem/validation-error',
        title: 'Invalid request',
        status: 400,
        detail: 'One or more parameters could not be accepted.',
        instance: expect.stringMatching(/^urn:uuid:/),
        extraDetails: [{ key: 'msn', value: 'Must match ^\\d{4,10}$.' }],
      });
    },
  );

  it('words its refusals in the other documented way when those quirks are on', async () => {
    await control.quirks.set({ extraDetailsAsNameReason: true, problemStatusAsString: true });
    const { body } = await manage('partner', '/sales-units/abc');
    expect(body).toMatchObject({
      status: '400',
      extraDetails: [{ name: 'msn', reason: 'Must match ^\\d{4,10}$.' }],
    });
  });

  it('checks the keys before the path', async () => {
    expect(await call('/management/v1/sales-units/abc')).toMatchObject({ status: 401 });
    expect(await manage('accounting', '/sales-units/abc')).toMatchObject({ status: 403 });
  });
});

describe('GET /management/v1/merchants/{scheme}/{id}', () => {
  it.each([ferries, ferries.replaceAll(':', '%3A')])('gives the merchant at %s', async (path) => {
    const reply = await manage('merchant', path);
    expect(reply).toMatchObject({ status: 200, type: json });
    expect(reply.body).toStrictEqual({
      businessIdentifier: { scheme: 'business:NO:ORG', id: '311258613' },
      name: 'Fjordskyss Ferger AS',
      status: 'ACTIVE',
      createdAt: expect.stringMatching(/^20\d\d-.+\.\d{6}Z$/),
      updatedAt: expect.stringMatching(/^20\d\d-.+\.\d{6}Z$/),
      countryCode: 'NO',
      businessAddress: {
        lines: ['Fergekaia 1', 'Inngang B'],
        postCode: '6300',
        city: 'Åndalsnes',
        countryCode: 'NO',
      },
      businessPostAddress: { lines: ['Postboks 27'], postCode: '6301', city: 'Åndalsnes', countryCode: 'NO' },
    });
  });

  it('leaves out updatedAt for a merchant that never changed', async () => {
    const { body } = await manage('partner', '/merchants/business:NO:ORG/311313053');
    expect(body).toMatchObject({ name: 'Saltskvett Badstue AS', businessPostAddress: null });
    expect(body).not.toHaveProperty('updatedAt');
  });

  it.each([
    ['partner', 'unknown', '/merchants/business:NO:ORG/123456785'],
    ['partner', 'under another scheme', ferries.replace('NO:ORG', 'DK:CVR')],
    ['partner', 'deactivated', deactivated],
    ['partner', 'with units tied to others only', othersOnly],
    ['merchant', 'other than itself', bakery],
  ] as const)('tells a %s of a merchant %s only that there is none', async (kind, _case, path) => {
    for (const each of [path, `${path}/sales-units`]) {
      const reply = await manage(kind, each);
      expect(reply).toMatchObject({ status: 404, type: problemJson });
      expect(reply.body).toStrictEqual(notFound('merchant'));
    }
  });
});

describe('GET /management/v1/merchants/{scheme}/{id}/sales-units', () => {
  it('gives all units to the merchant itself', async () => {
    const reply = await manage('merchant', `${ferries}/sales-units`);
    expect(reply).toMatchObject({ status: 200, type: json });
    expect(byMsn(reply)).toStrictEqual(ferryUnits);
  });

  it('gives a partner only those tied to it, of a merchant with others too', async () => {
    const msns = msnsOf(await manage('partner', `${bakery}/sales-units`));
    expect(msns.toSorted()).toEqual([
      '411380',
      '411390',
      '411402',
      '411409',
      '411418',
      '411429',
      '411435',
      '411443',
      '411453',
    ]);
  });

  it('gives an empty list for a hidden merchant when that quirk is on, and 404 for an unknown one still', async () => {
    await control.quirks.set({ emptyListForHiddenMerchant: true });
    expect(await manage('partner', `${othersOnly}/sales-units`)).toMatchObject({ status: 200, body: [] });
    const unknown = await manage('partner', '/merchants/business:NO:ORG/123456785/sales-units');
    expect(unknown).toMatchObject({ status: 404 });
  });
});

describe('changing the data', () => {
  const scheme = 'business:NO:ORG';
  const id = '311258613';

  it('makes a unit disappear, and a reset brings it back', async () => {
    await control.salesUnits.remove('251308');
    expect(await manage('merchant', '/sales-units/251308')).toMatchObject({ status: 404 });
    expect(msnsOf(await manage('merchant', '/sales-units'))).toHaveLength(11);
    await control.reset();
    expect(await manage('merchant', '/sales-units/251308')).toMatchObject({ status: 200 });
  });

  it('adds a unit, tied to the partner of the keys unless told otherwise', async () => {
    await control.salesUnits.put('7700001', {
      name: 'Fjordskyss Charter',
      businessIdentifier: { scheme, id },
    });
    const reply = await manage('partner', '/sales-units/7700001');
    expect(reply.body).toStrictEqual({
      msn: '7700001',
      name: 'Fjordskyss Charter',
      businessIdentifier: { scheme, id },
      configuration: {},
    });
    await control.salesUnits.put('7700001', { partner: null });
    expect(await manage('partner', '/sales-units/7700001')).toMatchObject({ status: 404 });
    expect(await manage('merchant', '/sales-units/7700001')).toMatchObject({ status: 200 });
  });

  it('keeps a unit with the partner it is tied to', async () => {
    await control.salesUnits.put('411465', { name: 'Revontulen Leipomo Uusi' });
    expect(await manage('partner', '/sales-units/411465')).toMatchObject({ status: 404 });
  });

  it('changes what is given and keeps the rest', async () => {
    await control.salesUnits.put('251330', {
      name: 'Fjordskyss Gave',
      configuration: { captureType: 'SomethingNew', recurringAllowed: null },
      settlementBankAccount: null,
    });
    const { body } = await manage('merchant', '/sales-units/251330');
    expect(body).toMatchObject({
      name: 'Fjordskyss Gave',
      configuration: { captureType: 'SomethingNew', paymentAllowed: true },
    });
    expect(body).not.toHaveProperty('settlementBankAccount');
    expect(body).not.toHaveProperty('configuration.recurringAllowed');
  });

  it('closes and opens a unit', async () => {
    await control.salesUnits.put('251420', { active: true });
    expect(await manage('merchant', '/sales-units/251420')).toMatchObject({ status: 200 });
    await control.salesUnits.put('251420', { active: false });
    expect(await manage('merchant', '/sales-units/251420')).toMatchObject({ status: 404 });
  });

  it('hides a deactivated merchant with its units, and shows one in a state nobody knows yet', async () => {
    await control.merchants.put(scheme, id, { status: 'DEACTIVATED' });
    expect(await manage('merchant', ferries)).toMatchObject({ status: 404 });
    expect(await manage('merchant', '/sales-units')).toMatchObject({ status: 200, body: [] });
    await control.merchants.put(scheme, id, { status: 'UNDER_REVIEW' });
    expect(await manage('merchant', ferries)).toMatchObject({
      status: 200,
      body: { status: 'UNDER_REVIEW' },
    });
  });

  it('changes a merchant, keeping the rest', async () => {
    const { body: before } = await manage('merchant', ferries);
    await control.merchants.put(scheme, id, {
      name: 'Fjordskyss AS',
      updatedAt: null,
      businessAddress: null,
    });
    const { body } = await manage('merchant', ferries);
    const kept = z.record(z.string(), z.unknown()).parse(before);
    delete kept['updatedAt'];
    expect(body).toStrictEqual({ ...kept, name: 'Fjordskyss AS', businessAddress: null });
  });

  it('adds a merchant with its first unit', async () => {
    await control.clock.freeze('2026-05-01T10:00:00.000Z');
    const added = { scheme: 'business:DK:CVR', id: '13748136' };
    await control.merchants.put(added.scheme, added.id, { name: 'Havfruens Is ApS' });
    expect(await manage('partner', '/merchants/business:DK:CVR/13748136')).toMatchObject({ status: 404 });
    await control.salesUnits.put('7700002', { name: 'Havfruens Is', businessIdentifier: added });
    const { body } = await manage('partner', '/merchants/business:DK:CVR/13748136');
    expect(body).toStrictEqual({
      businessIdentifier: added,
      name: 'Havfruens Is ApS',
      status: 'ACTIVE',
      createdAt: '2026-05-01T10:00:00.000Z',
      updatedAt: '2026-05-01T10:00:00.000Z',
      countryCode: 'DK',
    });
  });

  it('refuses what makes no sense, naming it', async () => {
    await expect(control.salesUnits.put('7700003', { name: 'Nobody' })).rejects.toThrow(
      /400 .*businessIdentifier/,
    );
    const nobody = { scheme, id: '123456785' };
    await expect(
      control.salesUnits.put('7700003', { name: 'x', businessIdentifier: nobody }),
    ).rejects.toThrow(/no such merchant/);
    await expect(control.merchants.put(scheme, '123456785', {})).rejects.toThrow(/needs a name/);
    await expect(control.salesUnits.remove('7700003')).rejects.toThrow(/404 .*No such sales unit/);
  });
});

it('serves the documented MSNs of both keys', async () => {
  expect(await manage('partner', `/sales-units/${sandboxKeys.partner.msn}`)).toMatchObject({ status: 200 });
  expect(await manage('merchant', `/sales-units/${sandboxKeys.merchant.msn}`)).toMatchObject({ status: 200 });
});
