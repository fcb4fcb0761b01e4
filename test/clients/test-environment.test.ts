import { expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';

const it = sharedStack({
  adjust: (config) => ({ ...config, absentApis: ['management', 'sales', 'report'] }),
});

function refused(api: string, path: readonly string[]): unknown {
  return expect.objectContaining({
    message: `The Vipps MobilePay ${api} API does not exist in the test environment, which this server's keys belong to. It needs VIPPS_ENVIRONMENT=production, with keys of production.`,
    path,
    extensions: { code: 'FORBIDDEN' },
  });
}

it.beforeEach(({ stack }) => stack.sandbox.clearRequests());

it('refuses the fields of APIs that the test environment lacks, each by itself and before any call', async ({
  stack,
}) => {
  const answer = await stack.askText(`{
    salesUnit(msn: "204117") { name }
    merchant(businessIdentifier: { scheme: "business:NO:ORG", id: "311204173" }) { name }
    productOrders { totalCount }
    ledgers { totalCount }
    salesEvent(ledgerId: "418914", pspReference: "9110010001") { reference }
  }`);
  expect(answer.data).toEqual({
    salesUnit: null,
    merchant: null,
    productOrders: null,
    ledgers: null,
    salesEvent: null,
  });
  const errors = [
    refused('Management', ['salesUnit']),
    refused('Management', ['merchant']),
    refused('Management', ['productOrders']),
    refused('Report', ['ledgers']),
    refused('Sales', ['salesEvent']),
  ];
  expect(answer.errors).toHaveLength(errors.length);
  expect(answer.errors).toEqual(expect.arrayContaining(errors));
  const { requests } = await stack.sandbox.requests();
  expect(requests).toEqual([]);
});

it('refuses changes over them too, before a token is asked for', async ({ stack }) => {
  const answer = await stack.askText(
    `mutation { prefillProductOrder(input: { businessIdentifier: { scheme: "business:NO:ORG", id: "311204173" }, productType: LOGIN, idempotencyKey: "k" }) { userErrors { code } } }`,
  );
  expect(answer.data).toEqual({ prefillProductOrder: null });
  expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', idempotencyKey: 'k' } }]);
  expect((await stack.sandbox.requests()).requests).toEqual([]);
});

it('serves orders', async ({ stack }) => {
  const answer = await stack.askText(
    '{ order(msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00417") { receipt { bottomLine { currency } } salesUnit { msn } } }',
  );
  expect(answer).toEqual({
    data: { order: { receipt: { bottomLine: { currency: 'NOK' } }, salesUnit: { msn: '204117' } } },
  });
});
