import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { json, raw, scriptedServer } from '../support/scripted-server.js';
import { closedPort, takePort } from './port.js';
import { enturEnv, quiet, setUp, visit } from './visit.js';

const { merchant } = sandboxKeys;
const merchantKeys = {
  VIPPS_CLIENT_ID: merchant.clientId,
  VIPPS_CLIENT_SECRET: merchant.clientSecret,
  VIPPS_SUBSCRIPTION_KEY: merchant.subscriptionKey,
};
const fault = { state: 'fault' };

/** The same without what differs from run to run. */
function steady(value: unknown, part: string, word: string): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(part, word));
}

describe('a set-up without a fault', () => {
  it('is good, for both subgraphs, by reads alone', async () => {
    const { env, url, control } = await setUp();
    const { code, good, findings } = await visit({ ...env, ...enturEnv(url) });
    const lines = findings.map(({ area, subject, state, found }) =>
      [area, subject, state, found.replace(/in \d+ ms/, 'in N ms')].join(' | ').replaceAll(url, 'URL'),
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "configuration | settings | ok | no faults; vipps and entur, production",
        "ports | PORT | ok | any port that is free",
        "ports | ENTUR_PORT | ok | any port that is free",
        "ports | PROBES_PORT | ok | any port that is free",
        "address | URL | ok | answers in N ms: access-token, management, order-management, sales, report, entur-token, entur-orders, entur-reserve-offers, entur-payments, entur-tickets, entur-receipts, entur-refunds",
        "clock | URL | ok | within a second of this machine's",
        "keys | VIPPS_CLIENT_ID | ok | sales-unit or partner keys: a token is given",
        "api | management | ok | sales units with VIPPS_CLIENT_ID: 134 seen",
        "api | management | ok | product orders with VIPPS_CLIENT_ID: 65 seen",
        "api | order-management | ok | an order that is not there with VIPPS_CLIENT_ID: read for sales unit 411402",
        "keys | VIPPS_ACCOUNTING_CLIENT_ID | ok | accounting keys: a token is given",
        "api | report | ok | ledgers with VIPPS_ACCOUNTING_CLIENT_ID: 10 or more seen",
        "api | sales | ok | a sales event with VIPPS_ACCOUNTING_CLIENT_ID: read from ledger 418806",
        "keys | ENTUR_CLIENT_ID | ok | keys of Entur: a token is given",
        "api | entur-orders | ok | an order with ENTUR_CLIENT_ID: 286 in all",
        "api | entur-payments | ok | ways to pay with ENTUR_CLIENT_ID: 5 in the channel",
        "api | entur-tickets | ok | tickets of an order that is not there with ENTUR_CLIENT_ID: 0 seen",
      ]
    `);
    expect([code, good]).toEqual([0, true]);
    const { requests } = await control.requests();
    const others = requests.filter(({ method }) => !['GET', 'HEAD'].includes(method));
    // Each set of keys gets one token.
    expect(others.map(({ path }) => path)).toEqual([
      '/accesstoken/get',
      '/miami/v1/token',
      '/entur/oauth/token',
    ]);
  });
});

describe('keys', () => {
  it('with a wrong secret', async () => {
    const { env } = await setUp();
    const { code, told } = await visit(
      { ...env, VIPPS_CLIENT_SECRET: 'not-the-secret' },
      { secrets: ['not-the-secret'] },
    );
    expect(code).toBe(1);
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "area": "keys",
          "found": "Vipps MobilePay refused this server's keys. It said: invalid_client: AADSTS7000215: Invalid client secret provided. Trace ID: ID Correlation ID: ID Timestamp: TIME",
          "mend": "Check VIPPS_CLIENT_SECRET, and that they are for the environment that is called.",
          "state": "fault",
          "subject": "VIPPS_CLIENT_ID",
        },
      ]
    `);
  });

  it('with a wrong accounting secret', async () => {
    const { env } = await setUp();
    const { told } = await visit(
      { ...env, VIPPS_ACCOUNTING_CLIENT_SECRET: 'not-the-secret' },
      { secrets: ['not-the-secret'] },
    );
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "area": "keys",
          "found": "Vipps MobilePay refused this server's accounting keys. It said: invalid_client: Client authentication failed",
          "mend": "Check VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET, and that they are for the environment that is called.",
          "state": "fault",
          "subject": "VIPPS_ACCOUNTING_CLIENT_ID",
        },
      ]
    `);
  });

  it('with a wrong subscription key', async () => {
    const { env } = await setUp();
    const { code, told } = await visit(
      { ...env, VIPPS_SUBSCRIPTION_KEY: 'not-the-key' },
      { secrets: ['not-the-key'] },
    );
    expect(code).toBe(1);
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "area": "keys",
          "found": "Vipps MobilePay refused this server's keys. It said: Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.",
          "mend": "Check VIPPS_SUBSCRIPTION_KEY, and that they are for the environment that is called.",
          "state": "fault",
          "subject": "VIPPS_CLIENT_ID",
        },
      ]
    `);
  });

  it('without those for accounting, which may be meant so', async () => {
    const { env } = await setUp();
    const rest = { ...env, VIPPS_ACCOUNTING_CLIENT_ID: '', VIPPS_ACCOUNTING_CLIENT_SECRET: '' };
    const merchant = await visit({ ...rest, ...merchantKeys });
    expect(merchant.told).toMatchInlineSnapshot(`
      [
        {
          "area": "api",
          "found": "The Vipps MobilePay Sales API needs accounting keys.",
          "mend": "Set VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET.",
          "state": "warning",
          "subject": "sales",
        },
      ]
    `);
    expect(merchant.code).toBe(0);
    expect((await visit({ ...rest, ...merchantKeys }, { args: ['--strict'] })).code).toBe(1);
    // A partner's open no ledgers.
    expect((await visit(rest)).told).toMatchInlineSnapshot(`
      [
        {
          "area": "api",
          "found": "ledgers with VIPPS_CLIENT_ID: The Vipps MobilePay Report API needs accounting keys, or for its own ledger a sales unit's keys. It said: Forbidden: The keys used do not give access to this API.",
          "mend": "Set VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET; or the sales unit's VIPPS_CLIENT_ID, VIPPS_CLIENT_SECRET and VIPPS_SUBSCRIPTION_KEY. Partner keys do not open it.",
          "state": "warning",
          "subject": "report",
        },
        {
          "area": "api",
          "found": "The Vipps MobilePay Sales API needs accounting keys.",
          "mend": "Set VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET.",
          "state": "warning",
          "subject": "sales",
        },
      ]
    `);
  });

  it('that lack a right', async () => {
    const { env, control } = await setUp();
    await control.faults.add({
      path: '/settlement/v1/ledgers',
      status: 403,
      times: null,
      body: { title: 'Forbidden', detail: 'no' },
    });
    const { code, told } = await visit(env);
    expect(code).toBe(1);
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "area": "api",
          "found": "ledgers with VIPPS_ACCOUNTING_CLIENT_ID: The keys in use may not do this in the Vipps MobilePay Report API. It said: Forbidden: no",
          "mend": "The keys are right, but lack this right: have the API opened for them at its vendor, or set keys that have it.",
          "state": "fault",
          "subject": "report",
        },
      ]
    `);
  });

  it('of Entur that are refused', async () => {
    const { env, url } = await setUp();
    const { told } = await visit(
      { ...env, ...enturEnv(url), ENTUR_CLIENT_SECRET: 'not-the-secret' },
      { secrets: ['not-the-secret'] },
    );
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "area": "keys",
          "found": "Entur refused this server's keys. It said: access_denied: Unauthorized",
          "mend": "Check ENTUR_CLIENT_ID and ENTUR_CLIENT_SECRET, and that they are for ENTUR_ENVIRONMENT.",
          "state": "fault",
          "subject": "ENTUR_CLIENT_ID",
        },
      ]
    `);
  });
});

describe('addresses', () => {
  it('where nothing listens: one fault, and nothing is tried there', async () => {
    const { env } = await setUp();
    const gone = await closedPort();
    const { code, findings } = await visit({ ...env, VIPPS_REPORT_URL: `http://127.0.0.1:${gone}` });
    expect(code).toBe(1);
    const told = findings.filter(({ state }) => state === 'fault' || state === 'skipped');
    expect(steady(told, String(gone), 'PORT')).toMatchInlineSnapshot(`
      [
        {
          "area": "address",
          "found": "can't be reached: nothing listens there (ECONNREFUSED); report",
          "mend": "Start what is to listen there, or look whether the port is right. The address comes from VIPPS_REPORT_URL.",
          "state": "fault",
          "subject": "http://127.0.0.1:PORT",
        },
        {
          "area": "api",
          "found": "not tried, as nothing answers at its address",
          "state": "skipped",
          "subject": "report",
        },
        {
          "area": "api",
          "found": "a sales event with VIPPS_ACCOUNTING_CLIENT_ID: not tried, as there is no ledger to ask for",
          "state": "skipped",
          "subject": "sales",
        },
      ]
    `);
  });

  it('of another server', async () => {
    const { env } = await setUp();
    const other = await scriptedServer(raw(404, '<h1>Not found</h1>', { 'content-type': 'text/html' }));
    const { code, told } = await visit({ ...env, VIPPS_MANAGEMENT_URL: other.url });
    expect(code).toBe(1);
    expect(steady(told, other.url, 'URL')).toMatchInlineSnapshot(`
      [
        {
          "area": "api",
          "found": "sales units with VIPPS_CLIENT_ID: The Vipps MobilePay Management API sent an answer that can't be used: it is a 404 for a list.",
          "mend": "Something else than this API seems to answer at URL (VIPPS_MANAGEMENT_URL): correct the address.",
          "state": "fault",
          "subject": "management",
        },
        {
          "area": "api",
          "found": "product orders with VIPPS_CLIENT_ID: The Vipps MobilePay Management API sent an answer that can't be used: it is a 404 for a list.",
          "mend": "Something else than this API seems to answer at URL (VIPPS_MANAGEMENT_URL): correct the address.",
          "state": "fault",
          "subject": "management",
        },
      ]
    `);
  });
});

describe("this machine's clock", () => {
  it.each([
    ['behind', -600_000],
    ['ahead', 600_000],
  ])('that is minutes %s', async (word, ms) => {
    const { env } = await setUp();
    const { code, told } = await visit(env, { clock: { now: () => Date.now() + ms } });
    expect(code).toBe(1);
    expect(told).toEqual([
      {
        ...fault,
        area: 'clock',
        subject: env.VIPPS_API_URL,
        found: expect.stringMatching(
          new RegExp(`^this machine's clock is (9 min 59|10 min [012]) s ${word}$`),
        ),
        mend: expect.stringContaining("Set this machine's clock by NTP"),
      },
    ]);
  });
});

it('a server that does not date its answers says nothing of the clock, and that is told', async () => {
  const { env } = await setUp();
  const undated = await scriptedServer((response) => {
    response.sendDate = false;
    response.end();
  });
  const { findings } = await visit({ ...env, VIPPS_REPORT_URL: undated.url });
  expect(findings.filter(({ area }) => area === 'clock')).toContainEqual({
    area: 'clock',
    subject: undated.url,
    state: 'skipped',
    found: 'not compared, as its answer has no date',
  });
});

describe('the keys of the issuer', () => {
  const jwt = {
    ...quiet,
    SANDBOX_PORT: '0',
    CALLER_AUTH: 'jwt',
    AUTH_ISSUER: 'https://issuer.test',
    AUTH_AUDIENCE: 'graph',
  };

  it('that can not be reached', async () => {
    const gone = await closedPort();
    const { code, told } = await visit({ ...jwt, AUTH_JWKS_URL: `http://127.0.0.1:${gone}/jwks` });
    expect(code).toBe(1);
    expect(steady(told, String(gone), 'PORT')).toMatchInlineSnapshot(`
      [
        {
          "area": "jwks",
          "found": "http://127.0.0.1:PORT can't be reached: nothing listens there (ECONNREFUSED)",
          "mend": "Start what is to listen there, or look whether the port is right.",
          "state": "fault",
          "subject": "AUTH_JWKS_URL",
        },
      ]
    `);
  });

  it('that are a shared secret', async () => {
    const issuer = await scriptedServer(
      json(200, { keys: [{ kty: 'oct', alg: 'HS256', k: 'c2hhcmVkLXNlY3JldA' }] }),
    );
    const { code, told } = await visit(
      { ...jwt, AUTH_JWKS_URL: `${issuer.url}/jwks` },
      { secrets: ['c2hhcmVkLXNlY3JldA'] },
    );
    expect(code).toBe(1);
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "area": "jwks",
          "found": "none of the 1 keys is of use here: HS256 oct",
          "mend": "Let the issuer sign with a public key, by one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA: whoever can check a shared secret such as that of HS256 can forge tokens with it.",
          "state": "fault",
          "subject": "AUTH_JWKS_URL",
        },
      ]
    `);
  });

  it('that are somewhere else', async () => {
    const issuer = await scriptedServer(raw(404, 'no'));
    const { told } = await visit({ ...jwt, AUTH_JWKS_URL: `${issuer.url}/jwks` });
    expect(steady(told, issuer.url, 'URL')).toMatchInlineSnapshot(`
      [
        {
          "area": "jwks",
          "found": "URL/jwks is answered with 404 instead of 200",
          "mend": "Take the jwks_uri of your issuer, which its /.well-known/openid-configuration tells.",
          "state": "fault",
          "subject": "AUTH_JWKS_URL",
        },
      ]
    `);
  });
});

describe('settings', () => {
  it('with a key of the shared cache that is none', async () => {
    const { code, told } = await visit(
      { ...quiet, REDIS_URL: 'redis://127.0.0.1:1', SHARED_CACHE_KEYS: 'much-too-short' },
      { secrets: ['much-too-short'] },
    );
    expect(code).toBe(1);
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "area": "configuration",
          "found": "the value is no list of keys of 32 bytes in base64.",
          "mend": "Example: SHARED_CACHE_KEYS=c2VzYW1lLW9wZW4tYnV0LTMyLWJ5dGVzLWxvbmctaXM=",
          "state": "fault",
          "subject": "SHARED_CACHE_KEYS",
        },
      ]
    `);
  });

  it('with a tenants file that has a fault', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'doctor-')), 'tenants.json');
    writeFileSync(
      path,
      JSON.stringify({
        tenants: [{ id: 'fjord', partnerKeys: { clientId: 'an-id', clientSecret: 'a-secret' } }],
      }),
    );
    const { code, told, findings } = await visit(
      {
        ...quiet,
        CALLER_AUTH: 'router-secret',
        AUTH_ROUTER_SECRET: 'x'.repeat(40),
        AUTH_ROUTER_CLAIMS: 'on',
        VIPPS_ENVIRONMENT: 'test',
        TENANTS_FILE: path,
      },
      { secrets: ['a-secret', 'x'.repeat(40)] },
    );
    expect(code).toBe(1);
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "area": "tenants",
          "found": "tenants[0].partnerKeys.subscriptionKey: is not set",
          "mend": "Mend the file as docs/tenants.example.json shows; no value of it is repeated here.",
          "state": "fault",
          "subject": "TENANTS_FILE",
        },
      ]
    `);
    expect(findings.at(-1)).toMatchObject({ subject: 'all else', state: 'skipped' });
  });

  it.each([
    ['PROBES_PORT', 'PORT'],
    ['SANDBOX_PORT', 'PORT'],
    ['SANDBOX_PORT', 'PROBES_PORT'],
  ])('with %s that is %s as well', async (setting, first) => {
    const ports = { SANDBOX_PORT: '0', [setting]: '4901', [first]: '4901' };
    const { code, told } = await visit({ ...quiet, ...ports });
    expect(code).toBe(1);
    expect(told).toEqual([
      {
        ...fault,
        area: 'configuration',
        subject: setting,
        found: `is 4901, as ${first} is, and each listens on a port of its own.`,
        mend: `Example: ${setting}=4902`,
      },
    ]);
  });

  it('with a port that is taken', async () => {
    const { port, close } = await takePort();
    onTestFinished(close);
    const { code, told } = await visit({ ...quiet, SANDBOX_PORT: '0', PORT: String(port) });
    expect(code).toBe(1);
    expect(told).toEqual([
      {
        ...fault,
        area: 'ports',
        subject: 'PORT',
        found: `port ${port} is taken`,
        mend: 'Stop what listens there, or choose another with PORT.',
      },
    ]);
  });
});
