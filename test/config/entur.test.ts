import { describe, expect, it } from 'vitest';
import { faultsOf } from '../support/faults-of.js';
import { freePorts, run } from '../support/process.js';

const env = {
  SUBGRAPHS: 'entur',
  CALLER_AUTH: 'network',
  ENTUR_CLIENT_ID: 'id',
  ENTUR_CLIENT_SECRET: 'secret',
  ENTUR_CLIENT_NAME: 'ferrylines-webshop',
  ENTUR_POS: 'Webshop',
  ENTUR_DISTRIBUTION_CHANNEL: 'ENT:DistributionChannel:App',
  ENTUR_ENVIRONMENT: 'staging',
};

describe('settings of Entur', () => {
  it.each([
    ['ENTUR_PAGE_SIZE_MAX', '101', '100', '"101" is above 100. Example: ENTUR_PAGE_SIZE_MAX=50'],
    ['ENTUR_CHANGE_TIMEOUT_MS', '999', '1000', '"999" is below 1000. Example: ENTUR_CHANGE_TIMEOUT_MS=65000'],
    [
      'ENTUR_AUDIENCE',
      'https://api.entur.io',
      'https://proxy.example',
      '"https://api.entur.io" is the production environment, and ENTUR_ENVIRONMENT says that your keys belong to staging.',
    ],
  ])('%s: %s is refused, %s is not', (name, wrong, right, fault) => {
    expect(faultsOf({ ...env, [name]: wrong })).toEqual([`${name}: ${fault}`]);
    expect(faultsOf({ ...env, [name]: right })).toEqual([]);
  });

  it('are warned of where changes are given up before Entur has to answer', async () => {
    const warning =
      "ENTUR_CHANGE_TIMEOUT_MS: changes are given up after 5000 ms, and Entur's services allow themselves up to 62000. What became of those that take longer stays unknown.";
    const short = { ...env, ENTUR_CHANGE_TIMEOUT_MS: '5000' };
    const checked = run(short, '--check');
    expect(await checked.exit).toMatchObject({ code: 0 });
    expect(checked.out()).toBe(`The configuration has no faults. Tenants: 1.\n${warning}\n`);
    const started = run({ ...short, ...freePorts });
    await started.printed(/Ready\./);
    expect(started.out()).toContain(warning);
    const right = run(env, '--check');
    expect(await right.exit).toMatchObject({ code: 0 });
    expect(right.out()).toBe('The configuration has no faults. Tenants: 1.\n');
  });
});
