import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.js';
import { sandboxEnturClient, sandboxKeys } from '../../src/sandbox/keys.js';
import { faultsOf } from '../support/faults-of.js';
import { tenantsFile } from '../tenants/start.js';

const network = { CALLER_AUTH: 'network' };
const vippsKeys = {
  VIPPS_CLIENT_ID: 'id',
  VIPPS_CLIENT_SECRET: 'secret',
  VIPPS_SUBSCRIPTION_KEY: 'sub',
  VIPPS_ENVIRONMENT: 'production',
};
const enturKeys = {
  ENTUR_CLIENT_ID: 'id',
  ENTUR_CLIENT_SECRET: 'secret',
  ENTUR_CLIENT_NAME: 'ferrylines-webshop',
  ENTUR_POS: 'Webshop',
  ENTUR_DISTRIBUTION_CHANNEL: 'ENT:DistributionChannel:App',
  ENTUR_ENVIRONMENT: 'staging',
};
const both = { SUBGRAPHS: 'vipps,entur' };

describe('SUBGRAPHS', () => {
  it('is vipps alone unless it says otherwise', () => {
    for (const env of [{}, { SUBGRAPHS: '' }])
      expect(parseConfig(env).subgraphs).toEqual([{ name: 'vipps', port: 4001 }]);
  });

  it('names what is served, each on its port, in its order', () => {
    expect(parseConfig({ SUBGRAPHS: 'entur' }).subgraphs).toEqual([{ name: 'entur', port: 4002 }]);
    expect(parseConfig({ SUBGRAPHS: 'entur, vipps', PORT: '5001', ENTUR_PORT: '5002' }).subgraphs).toEqual([
      { name: 'entur', port: 5002 },
      { name: 'vipps', port: 5001 },
    ]);
  });

  const unknown =
    'is none of vipps, entur, nor some of them parted by commas. Example: SUBGRAPHS=vipps,entur';

  it.each([
    ['ruter', `SUBGRAPHS: "ruter" ${unknown}`],
    ['vipps,ruter', `SUBGRAPHS: "vipps,ruter" ${unknown}`],
    ['Vipps', `SUBGRAPHS: "Vipps" ${unknown}`],
    [' ', `SUBGRAPHS: " " ${unknown}`],
    [',', `SUBGRAPHS: "," ${unknown}`],
    ['vipps,', `SUBGRAPHS: "vipps," ${unknown}`],
    ['vipps,vipps', 'SUBGRAPHS: "vipps,vipps" names a subgraph twice. Example: SUBGRAPHS=vipps,entur'],
  ])('%j is refused with a sentence', (SUBGRAPHS, fault) => {
    expect(faultsOf({ SUBGRAPHS })).toEqual([fault]);
  });

  it('has a port for each; any free ones are different', () => {
    expect(faultsOf({ ...both, PORT: '4002' })).toEqual([
      'ENTUR_PORT: is 4002, as PORT is, and each listens on a port of its own. Example: ENTUR_PORT=4003',
    ]);
    expect(faultsOf({ ...both, PROBES_PORT: '4001', SANDBOX_PORT: '4002' })).toEqual([
      'PROBES_PORT: is 4001, as PORT is, and each listens on a port of its own. Example: PROBES_PORT=4003',
      'SANDBOX_PORT: is 4002, as ENTUR_PORT is, and each listens on a port of its own. Example: SANDBOX_PORT=4003',
    ]);
    // Each on an address of its own.
    expect(faultsOf({ SANDBOX_PORT: '4001', HOST: '127.0.0.2' })).toEqual([]);
    expect(faultsOf({ SANDBOX_PORT: '4001', HOST: '0.0.0.0' })).toHaveLength(1);
    expect(parseConfig({ ...both, PORT: '0', ENTUR_PORT: '0' }).subgraphs).toHaveLength(2);
    expect(parseConfig({ PORT: '4002' }).subgraphs).toEqual([{ name: 'vipps', port: 4002 }]);
  });
});

describe('the keys of the subgraphs that are served', () => {
  it.each([
    ['vipps', vippsKeys],
    ['entur', enturKeys],
    ['vipps,entur', { ...vippsKeys, ...enturKeys }],
  ])('let %s show real data', (SUBGRAPHS, keys) => {
    const config = parseConfig({ SUBGRAPHS, ...keys, ...network });
    expect(config.sandboxPort).toBeUndefined();
    expect(config.production).toBe(true);
    expect(config.tenant.classic === undefined).toBe(!SUBGRAPHS.includes('vipps'));
    expect(config.tenant.entur === undefined).toBe(!SUBGRAPHS.includes('entur'));
  });

  it.each([
    ['vipps', enturKeys],
    ['entur', vippsKeys],
    ['vipps,entur', {}],
  ])('%s is in sandbox mode where only others have keys', (SUBGRAPHS, keys) => {
    const config = parseConfig({ SUBGRAPHS, ...keys });
    expect(config.sandboxPort).toBe(4010);
    expect(config.tenant).toEqual({ id: 'default', classic: undefined, accounting: undefined });
  });

  it.each([
    ['vipps', { ...vippsKeys, ENTUR_CLIENT_ID: 'lonely', ENTUR_API_URL: 'http://entur.example' }],
    ['entur', { ...enturKeys, VIPPS_CLIENT_ID: 'lonely', VIPPS_API_URL: 'http://vipps.example' }],
  ])('are all that %s looks at', (SUBGRAPHS, keys) => {
    expect(faultsOf({ SUBGRAPHS, ...keys, ...network })).toEqual([]);
  });

  it('must be there for all or for none: nothing invented stands beside real data', () => {
    expect(faultsOf({ ...both, ...vippsKeys, ...network })).toEqual([
      'ENTUR_CLIENT_ID: is not set, but VIPPS_CLIENT_ID is, and invented data must not stand beside real data. Set your keys for entur too, or leave entur out of SUBGRAPHS',
    ]);
    expect(faultsOf({ ...both, ...enturKeys, ...network })).toEqual([
      'VIPPS_CLIENT_ID: is not set, but ENTUR_CLIENT_ID is, and invented data must not stand beside real data. Set your keys for vipps too, or leave vipps out of SUBGRAPHS',
    ]);
  });

  it('are asked for by the name of what is served, where an address is given without them', () => {
    const [fault] = faultsOf({ SUBGRAPHS: 'entur', ENTUR_API_URL: 'https://api.entur.io/sales', ...network });
    expect(fault).toBe(
      'ENTUR_CLIENT_ID: is not set, but ENTUR_API_URL is. Set your keys too, or unset ENTUR_API_URL to run against the sandbox',
    );
    expect(faultsOf({ SUBGRAPHS: 'entur', NODE_ENV: 'production' })).toEqual([
      'ENTUR_CLIENT_ID: no keys are set, and production must not answer with invented data. Set your keys, or say SANDBOX=true',
    ]);
  });

  it('may be of tenants, of which one at least must have some for each', async () => {
    const { clientId, clientSecret, subscriptionKey } = sandboxKeys.partner;
    const vippsTenant = { id: 'shop', partnerKeys: { clientId, clientSecret, subscriptionKey } };
    const enturTenant = { id: 'ferries', enturKeys: { ...sandboxKeys.entur, ...sandboxEnturClient } };
    const faultsWith = async (SUBGRAPHS: string, ...tenants: readonly object[]) =>
      faultsOf({
        SUBGRAPHS,
        CALLER_AUTH: 'router-secret',
        AUTH_ROUTER_SECRET: 'a-secret-that-the-router-shares-with-us',
        AUTH_ROUTER_CLAIMS: 'on',
        VIPPS_ENVIRONMENT: 'production',
        ENTUR_ENVIRONMENT: 'staging',
        TENANTS_FILE: await tenantsFile({ tenants }),
      });
    expect(await faultsWith('vipps,entur', vippsTenant, enturTenant)).toEqual([]);
    expect(await faultsWith('vipps', vippsTenant, enturTenant)).toEqual([]);
    for (const [name, tenant] of [
      ['vipps', enturTenant],
      ['entur', vippsTenant],
    ] as const)
      expect(await faultsWith('vipps,entur', tenant)).toEqual([
        `TENANTS_FILE: no tenant has keys for ${name}, which SUBGRAPHS has. Give one of them some, or leave ${name} out of SUBGRAPHS`,
      ]);
  });
});
