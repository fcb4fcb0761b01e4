import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.js';
import { faultsOf } from '../support/faults-of.js';

const keys = {
  VIPPS_CLIENT_ID: 'id',
  VIPPS_CLIENT_SECRET: 'top-secret',
  VIPPS_SUBSCRIPTION_KEY: 'sub',
  CALLER_AUTH: 'network',
};

describe('the environment of Vipps MobilePay', () => {
  it.each([
    ['production', 'https://api.vipps.no', []],
    ['test', 'https://apitest.vipps.no', ['management', 'sales', 'report']],
  ] as const)('%s is called at %s, without %j', (environment, host, absent) => {
    expect(parseConfig({ ...keys, VIPPS_ENVIRONMENT: environment })).toMatchObject({
      urls: {
        accessToken: host,
        management: host,
        orderManagement: `${host}/order-management`,
        sales: host,
        report: host,
        partner: undefined,
      },
      absentApis: absent,
    });
  });

  const notSaid =
    'VIPPS_ENVIRONMENT: is not set, and keys of the test environment must not go to production. Say to which your keys belong: VIPPS_ENVIRONMENT=production or VIPPS_ENVIRONMENT=test';

  it('has no default: keys go nowhere until somebody says where they belong', () => {
    expect(faultsOf(keys)).toEqual([notSaid]);
    expect(faultsOf({ ...keys, NODE_ENV: 'development' })).toEqual([notSaid]);
    // One address leaves the others open.
    const one = { ...keys, VIPPS_ORDER_MANAGEMENT_URL: 'https://apitest.vipps.no/order-management' };
    expect(faultsOf(one)).toEqual([notSaid]);
    expect(faultsOf({ ...keys, VIPPS_ENVIRONMENT: 'staging' })).toEqual([
      'VIPPS_ENVIRONMENT: "staging" is none of production, test. Example: VIPPS_ENVIRONMENT=production',
    ]);
  });

  it.each(['https://api.vipps.no.', 'https://API.vipps.no:443', 'https://api.vipps.no.:8443/x'])(
    'is known by its name, however that is written: %s',
    (url) => {
      expect(faultsOf({ ...keys, VIPPS_ENVIRONMENT: 'test', VIPPS_SALES_URL: url })).toEqual([
        `VIPPS_SALES_URL: ${JSON.stringify(url)} is the production environment, and VIPPS_ENVIRONMENT says that your keys belong to test.`,
      ]);
    },
  );

  it('is one for all addresses', () => {
    const mixed = { VIPPS_API_URL: 'https://apitest.vipps.no', VIPPS_SALES_URL: 'https://api.vipps.no' };
    expect(faultsOf({ ...keys, ...mixed })).toEqual([
      'VIPPS_SALES_URL: lies in another environment than VIPPS_API_URL, and keys belong to one of them. Set VIPPS_ENVIRONMENT',
    ]);
  });

  it('need not be said where addresses say where to go', () => {
    const proxy = 'https://proxy.example';
    expect(parseConfig({ ...keys, VIPPS_API_URL: proxy })).toMatchObject({
      urls: { accessToken: proxy, management: proxy },
      absentApis: [],
    });
    const each = {
      VIPPS_ACCESS_TOKEN_URL: proxy,
      VIPPS_MANAGEMENT_URL: proxy,
      VIPPS_ORDER_MANAGEMENT_URL: proxy,
      VIPPS_SALES_URL: proxy,
      VIPPS_REPORT_URL: proxy,
    };
    expect(faultsOf({ ...keys, ...each })).toEqual([]);
  });

  it.each(['VIPPS_API_URL', 'VIPPS_ACCESS_TOKEN_URL', 'VIPPS_MANAGEMENT_URL', 'VIPPS_PARTNER_URL'])(
    'sends no keys to the other one by %s',
    (name) => {
      expect(faultsOf({ ...keys, VIPPS_ENVIRONMENT: 'test', [name]: 'https://API.vipps.no/' })).toEqual([
        `${name}: "https://API.vipps.no" is the production environment, and VIPPS_ENVIRONMENT says that your keys belong to test.`,
      ]);
      const test = 'https://apitest.vipps.no';
      expect(faultsOf({ ...keys, VIPPS_ENVIRONMENT: 'production', [name]: test })).toEqual([
        `${name}: "${test}" is the test environment, and VIPPS_ENVIRONMENT says that your keys belong to production.`,
      ]);
      expect(faultsOf({ ...keys, VIPPS_ENVIRONMENT: 'test', [name]: test })).toEqual([]);
    },
  );

  it('lacks only what has no address of its own', () => {
    const env = { ...keys, VIPPS_ENVIRONMENT: 'test', VIPPS_SALES_URL: 'http://127.0.0.1:4010' };
    expect(parseConfig(env).absentApis).toEqual(['management', 'report']);
    expect(parseConfig({ ...keys, VIPPS_API_URL: 'https://apitest.vipps.no' }).absentApis).toEqual([
      'management',
      'sales',
      'report',
    ]);
    expect(parseConfig({ ...env, VIPPS_API_URL: 'http://127.0.0.1:4010' }).absentApis).toEqual([]);
  });

  it('is of no use without keys', () => {
    expect(faultsOf({ VIPPS_ENVIRONMENT: 'test', CALLER_AUTH: 'network' })).toEqual([
      'VIPPS_CLIENT_ID: is not set, but VIPPS_ENVIRONMENT is. Set your keys too, or unset VIPPS_ENVIRONMENT to run against the sandbox',
    ]);
    expect(parseConfig({})).toMatchObject({ sandboxPort: 4010, absentApis: [] });
  });
});
