import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { operationFolders } from '../support/all-operations.js';
import { it } from '../support/fixture.js';
import { ways } from './changing.js';

const FOLDER = operationFolders.entur;
const nobody = { userErrors: [], warnings: [] };
const price = { amount: '524.50', currency: 'NOK' };

/** What each step of the purchase shows, in a fresh sandbox. */
const steps: Readonly<Record<string, unknown>> = {
  'purchase-01-reserve-offers': {
    enturReserveOffers: {
      orderId: '6H36RT3M',
      order: { version: 1, status: 'DRAFT', totalAmount: price },
      ...nobody,
    },
  },
  'purchase-02-order': { enturOrder: { orderId: '6H36RT3M', version: 1, status: 'DRAFT', balance: price } },
  'purchase-03-create-payment': { enturCreatePayment: { wasFound: false, ...nobody } },
  'purchase-04-app-claim': {
    enturStartAppClaim: { appClaimUrl: expect.stringMatching(/^https:/), ...nobody },
  },
  'purchase-05-captured': { enturPayment: { totalAmount: price, transactions: [{ status: 'CAPTURED' }] } },
  'purchase-06-confirm': {
    enturConfirmOrderLines: { order: { status: 'CONFIRMED', balance: { amount: '0.00' } }, ...nobody },
  },
  'purchase-07-tickets': {
    enturDistributeTickets: { ticketDistributionGroups: [{ orderId: '6H36RT3M' }], ...nobody },
  },
  'purchase-08-receipt': { enturSendReceipt: { reference: expect.stringMatching(/./), ...nobody } },
  'purchase-09-dry-run': { enturDryRunRefund: { totalRefundAmount: '524.50', fees: [], ...nobody } },
  'purchase-10-refund': {
    enturRefund: {
      dryRunTotal: '524.50',
      credit: { orderId: '6H36RT3M' },
      order: { status: 'CANCELLED' },
      ...nobody,
    },
  },
};

describe.for(ways)('the purchase of the example operations, by the %s way', ([, COMPILE_QUERIES]) => {
  it('can be walked through in a fresh sandbox, with the ids that they name', async ({ start }) => {
    const stack = await start({
      subgraphs: ['entur'],
      env: { COMPILE_QUERIES, ENTUR_EXPERIMENTAL: 'on' },
    });
    await stack.sandbox.clock.freeze('2026-09-14T10:00:00Z');
    for (const [file, shown] of Object.entries(steps)) {
      const answer = await stack.askText(readFileSync(`${FOLDER}/${file}.graphql`, 'utf8'));
      expect(answer.errors, file).toBeUndefined();
      expect(answer.data, file).toMatchObject(Object(shown));
      if (file === 'purchase-04-app-claim') await stack.sandbox.clock.advance(10);
    }
  });

  it('is all of them', () => {
    const files = readdirSync(FOLDER).filter((file) => file.startsWith('purchase-'));
    expect(files.sort()).toEqual(Object.keys(steps).map((file) => `${file}.graphql`));
  });
});
