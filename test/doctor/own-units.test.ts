import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { setUp, visit } from './visit.js';

const { merchant, partner, accounting } = sandboxKeys;
const partnerKeys = {
  clientId: partner.clientId,
  clientSecret: partner.clientSecret,
  subscriptionKey: partner.subscriptionKey,
};
const merchantKeys = {
  clientId: merchant.clientId,
  clientSecret: merchant.clientSecret,
  subscriptionKey: merchant.subscriptionKey,
};
const routed = {
  CALLER_AUTH: 'router-secret',
  AUTH_ROUTER_SECRET: 'x'.repeat(40),
  AUTH_ROUTER_CLAIMS: 'on',
};

/** What is found out with the keys of a set-up, a line each, and the paths of all that was asked for. */
async function lookWith(more: Readonly<Record<string, string>>) {
  const { env, control } = await setUp();
  const none = { VIPPS_ACCOUNTING_CLIENT_ID: '', VIPPS_ACCOUNTING_CLIENT_SECRET: '' };
  const { code, findings } = await visit({ ...env, ...none, ...more });
  const lines = findings
    .filter(({ area }) => area === 'api')
    .map(({ subject, state, found, mend }) => [subject, state, found, mend ?? ''].join(' | '));
  const { requests } = await control.requests();
  return { code, lines, paths: requests.map(({ path }) => path) };
}

/** The same for one tenant of a file. */
function lookFor(tenant: object) {
  const path = join(mkdtempSync(join(tmpdir(), 'doctor-')), 'tenants.json');
  writeFileSync(path, JSON.stringify({ tenants: [{ id: 'fjord', ...tenant }] }));
  return lookWith({
    ...routed,
    TENANTS_FILE: path,
    VIPPS_CLIENT_ID: '',
    VIPPS_CLIENT_SECRET: '',
    VIPPS_SUBSCRIPTION_KEY: '',
  });
}

describe('a tenant with partner keys and msns', () => {
  it('that are seen: one of them is asked with', async () => {
    const { lines } = await lookFor({ partnerKeys, msns: ['204117', '251308'] });
    expect(lines).toMatchInlineSnapshot(`
      [
        "fjord: management | ok | sales units with fjord: partnerKeys: 134 seen, 2 of them for this tenant | ",
        "fjord: management | ok | product orders with fjord: partnerKeys: read | ",
        "fjord: order-management | ok | an order that is not there with fjord: partnerKeys: read for sales unit 251308 | ",
        "fjord: sales | warning | The Vipps MobilePay Sales API needs accounting keys, and this tenant has none. | Give the tenant such keys, if it is to see that.",
        "fjord: report | warning | The Vipps MobilePay Report API needs accounting keys, or for its own ledger a sales unit's keys, and this tenant has none that fit. | Give the tenant such keys, if it is to see that.",
      ]
    `);
  });

  it('of which none is seen', async () => {
    const { code, lines, paths } = await lookFor({ partnerKeys, msns: ['999998'] });
    expect(code).toBe(1);
    expect(lines).toMatchInlineSnapshot(`
      [
        "fjord: management | fault | sales units with fjord: partnerKeys: 134 seen, but not 999998 | Name sales units of these keys in the msns of the tenant, or take keys of those: it sees no others.",
        "fjord: management | ok | product orders with fjord: partnerKeys: read | ",
        "fjord: order-management | skipped | an order that is not there with fjord: partnerKeys: not tried, as these keys do not see 999998 | ",
        "fjord: sales | warning | The Vipps MobilePay Sales API needs accounting keys, and this tenant has none. | Give the tenant such keys, if it is to see that.",
        "fjord: report | warning | The Vipps MobilePay Report API needs accounting keys, or for its own ledger a sales unit's keys, and this tenant has none that fit. | Give the tenant such keys, if it is to see that.",
      ]
    `);
    expect(paths.filter((path) => path.startsWith('/order-management'))).toEqual([]);
  });

  it('of which the first is not seen', async () => {
    const { code, lines } = await lookFor({ partnerKeys, msns: ['999998', '204117'] });
    expect(code).toBe(1);
    expect(lines).toMatchInlineSnapshot(`
      [
        "fjord: management | fault | sales units with fjord: partnerKeys: 134 seen, but not 999998 | Name sales units of these keys in the msns of the tenant, or take keys of those: it sees no others.",
        "fjord: management | ok | product orders with fjord: partnerKeys: read | ",
        "fjord: order-management | ok | an order that is not there with fjord: partnerKeys: read for sales unit 204117 | ",
        "fjord: sales | warning | The Vipps MobilePay Sales API needs accounting keys, and this tenant has none. | Give the tenant such keys, if it is to see that.",
        "fjord: report | warning | The Vipps MobilePay Report API needs accounting keys, or for its own ledger a sales unit's keys, and this tenant has none that fit. | Give the tenant such keys, if it is to see that.",
      ]
    `);
  });

  it('that have keys of their own', async () => {
    const { lines } = await lookFor({
      partnerKeys,
      salesUnitKeys: [{ ...merchantKeys, msns: ['251308', '999998'] }],
      msns: ['251308'],
    });
    expect(lines).toMatchInlineSnapshot(`
      [
        "fjord: management | fault | sales units with fjord: salesUnitKeys[0]: 12 seen, but not 999998 | Name the sales units of these keys in msns, or take the keys of those.",
        "fjord: management | ok | product orders with fjord: salesUnitKeys[0]: read | ",
        "fjord: order-management | ok | an order that is not there with fjord: salesUnitKeys[0]: read for sales unit 251308 | ",
        "fjord: report | ok | ledgers with fjord: salesUnitKeys[0]: 1 seen | ",
        "fjord: management | ok | sales units with fjord: partnerKeys: 134 seen, 0 of them for this tenant | ",
        "fjord: management | ok | product orders with fjord: partnerKeys: read | ",
        "fjord: order-management | skipped | an order that is not there with fjord: partnerKeys: not tried, as no sales unit is known to ask for | ",
        "fjord: sales | warning | The Vipps MobilePay Sales API needs accounting keys, and this tenant has none. | Give the tenant such keys, if it is to see that.",
      ]
    `);
  });
});

it('a tenant with sales-unit keys and a ledger that they do not see', async () => {
  const { lines } = await lookFor({
    salesUnitKeys: [{ ...merchantKeys, msns: ['251308'] }],
    ledgers: ['999998'],
  });
  expect(lines).toMatchInlineSnapshot(`
    [
      "fjord: management | ok | sales units with fjord: salesUnitKeys[0]: 12 seen | ",
      "fjord: management | ok | product orders with fjord: salesUnitKeys[0]: 0 seen | ",
      "fjord: order-management | ok | an order that is not there with fjord: salesUnitKeys[0]: read for sales unit 251308 | ",
      "fjord: report | fault | ledgers with fjord: salesUnitKeys[0]: 1 seen, but not 999998 | Name the ledgers of these keys in the ledgers of the tenant: it sees no others.",
      "fjord: sales | warning | The Vipps MobilePay Sales API needs accounting keys, and this tenant has none. | Give the tenant such keys, if it is to see that.",
    ]
  `);
});

it('a tenant whose ledger is not known is asked for no other', async () => {
  const accountingKeys = { clientId: accounting.clientId, clientSecret: accounting.clientSecret };
  const { code, lines } = await lookFor({ accountingKeys, ledgers: ['999998'] });
  expect(code).toBe(1);
  expect(lines).toMatchInlineSnapshot(`
    [
      "fjord: report | ok | ledgers with fjord: accountingKeys: 10 or more seen | ",
      "fjord: sales | fault | a sales event with fjord: accountingKeys: ledger 999998 is not known to it | Let the merchant grant the ledger to these keys, in the business portal.",
      "fjord: management | warning | The Vipps MobilePay Management API needs partner keys, or keys of a sales unit, and this tenant has neither. | Give the tenant such keys, if it is to see that.",
    ]
  `);
});

it('a sales unit of variables that the keys do not see is asked for nothing', async () => {
  const { code, lines, paths } = await lookWith({
    VIPPS_CLIENT_ID: merchant.clientId,
    VIPPS_CLIENT_SECRET: merchant.clientSecret,
    VIPPS_SUBSCRIPTION_KEY: merchant.subscriptionKey,
    VIPPS_MSN: '999998',
  });
  expect(code).toBe(1);
  expect(lines).toMatchInlineSnapshot(`
    [
      "management | fault | sales units with VIPPS_CLIENT_ID: 12 seen, but not 999998 | Set VIPPS_MSN to a sales unit of these keys, or unset it.",
      "management | ok | product orders with VIPPS_CLIENT_ID: 0 seen | ",
      "order-management | skipped | an order that is not there with VIPPS_CLIENT_ID: not tried, as these keys do not see 999998 | ",
      "report | ok | ledgers with VIPPS_CLIENT_ID: 1 seen | ",
      "sales | warning | The Vipps MobilePay Sales API needs accounting keys. | Set VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET.",
    ]
  `);
  expect(paths.filter((path) => path.startsWith('/order-management'))).toEqual([]);
});
