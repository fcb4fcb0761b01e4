import { describe, expect, onTestFinished, test } from 'vitest';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { sandboxControl } from '../support/sandbox-control.js';
import { startTenants } from './start.js';

const { clientId, clientSecret, subscriptionKey } = sandboxKeys.partner;
const partnerKeys = { clientId, clientSecret, subscriptionKey };

const asked =
  '{ order(msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00500") { receipt { bottomLine { currency } } } }';
const add = `mutation { addReceipt(input: {
  msn: "204117" paymentType: ECOM orderId: "kaffe-2026-00500"
  orderLines: [{ name: "Kaffe" id: "1" totalAmount: 1150 taxRate: 1500 }] bottomLine: { currency: "NOK" }
}) { userErrors { message } } }`;
const without = { data: { order: { receipt: null } } };
const withReceipt = { data: { order: { receipt: { bottomLine: { currency: 'NOK' } } } } };

describe.each(['true', 'false'])('tenants with the same keys (compiled: %s)', (COMPILE_QUERIES) => {
  test('are told at once what another has changed', async () => {
    const sandbox = await startSandbox({ port: 0 });
    const server = await startTenants(
      sandbox.url,
      { tenants: ['one', 'other'].map((id) => ({ id, partnerKeys })) },
      { COMPILE_QUERIES },
    );
    onTestFinished(async () => {
      await server.server.stop();
      await sandbox.stop();
    });
    for (const tenant of ['one', 'other', 'other']) expect(await server.ask(tenant, asked)).toEqual(without);
    const { requests } = await sandboxControl(sandbox.url).requests();
    // Each has read it once: what one has read is not shown to the other.
    expect(requests.filter(({ path }) => /\/kaffe-2026-00500$/.test(path))).toHaveLength(2);
    expect(await server.ask('one', add)).toEqual({ data: { addReceipt: { userErrors: [] } } });
    for (const tenant of ['one', 'other']) expect(await server.ask(tenant, asked)).toEqual(withReceipt);
  });
});
