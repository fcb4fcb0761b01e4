import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../src/sandbox/control/fault-input.js';
import { startStack, type Stack } from '../support/stack.js';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ env: { REQUEST_TIMEOUT_MS: '1500' } });
});
afterAll(() => stack.stop());
beforeEach(async () => {
  await stack.sandbox.faults.clear();
  await stack.clearCalls();
});

const ADD = `mutation ($input: AddReceiptInput!) {
  addReceipt(input: $input) { wasAlreadyStored order { orderId } userErrors { field code message } warnings { code } }
}`;

function input(orderId: string, receiptNumber = 'R-1') {
  return {
    msn: '204117',
    paymentType: 'ECOM',
    orderId,
    orderLines: [
      {
        name: 'Ticket',
        id: 't',
        totalAmount: 4480,
        taxPercentage: 12,
        unitInfo: { unitPrice: 4480, quantity: '1.0' },
      },
    ],
    bottomLine: { currency: 'NOK', receiptNumber },
  };
}

const add = (orderId: string, receiptNumber?: string) =>
  stack.askText(ADD, { input: input(orderId, receiptNumber) });

const stored = (orderId: string, wasAlreadyStored: boolean) => ({
  data: { addReceipt: { wasAlreadyStored, order: { orderId }, userErrors: [], warnings: [] } },
});

const conflict = {
  data: {
    addReceipt: {
      wasAlreadyStored: false,
      order: null,
      userErrors: [
        {
          field: null,
          code: 'CONFLICT',
          message:
            'Another receipt is stored for this order, and it stays: a receipt can be neither changed nor removed.',
        },
      ],
      warnings: [],
    },
  },
};

const post = (orderId: string) => `POST /order-management/v2/ecom/receipts/${orderId}`;
const read = (orderId: string) => `GET /order-management/v2/ecom/${orderId}`;

function fault(of: 'POST' | 'GET', action: Partial<FaultInput>) {
  return stack.sandbox.faults.add({ path: '/order-management/v2/**', method: of, ...action });
}

/** The receipt number that is stored, asked from the API itself. */
async function numberStored(orderId: string): Promise<unknown> {
  const answer = await stack.askText(
    'query ($id: String!) { order(msn: "204117", paymentType: ECOM, orderId: $id) { receipt { bottomLine { receiptNumber } } } }',
    { id: orderId },
  );
  expect(answer.errors).toBeUndefined();
  return (answer.data as unknown as { order: { receipt: { bottomLine: { receiptNumber: string } } | null } })
    .order.receipt?.bottomLine.receiptNumber;
}

describe('a receipt', () => {
  it('is stored with one call', async () => {
    expect(await add('plain')).toEqual(stored('plain', false));
    expect(await stack.calls()).toEqual([post('plain')]);
  });

  it.each([
    ['the connection breaks after the write', 'after', { reset: 'after' as const }],
    ['the answer comes too late', 'late', { delayMs: 60_000 }],
  ])('is found stored when %s', async (_what, orderId, action) => {
    await fault('POST', action);
    expect(await add(orderId)).toEqual(stored(orderId, true));
    expect(await stack.calls()).toEqual([post(orderId), read(orderId)]);
    expect(await numberStored(orderId)).toBe('R-1');
  });

  it('is stored when half an answer says so', async () => {
    await fault('POST', { malformed: true });
    expect((await add('half')).data).toMatchObject({
      addReceipt: { order: { orderId: 'half' }, userErrors: [] },
    });
    expect((await stack.calls()).filter((call) => call.startsWith('POST'))).toEqual([post('half')]);
    expect(await numberStored('half')).toBe('R-1');
  });

  it.each([
    ['the connection breaks before the write', 'before', { reset: 'before' as const }],
    ['the API fails', 'failed', { status: 500 }],
    ['a proxy gives up', 'proxy', { status: 502, body: '<html>', contentType: 'text/html' }],
    ['no answer ever comes', 'never', { hang: true as const }],
  ])('has an unknown outcome, and is not sent again, when %s', async (_what, orderId, action) => {
    await fault('POST', action);
    const answer = await add(orderId);
    expect(answer.data).toEqual({ addReceipt: null });
    expect(answer.errors).toMatchObject([
      {
        path: ['addReceipt'],
        message:
          'The Vipps MobilePay Order Management API did not say whether it stored the receipt, and had none when asked right after. ' +
          'Sending the same receipt again is safe: an order never gets two.',
        extensions: { code: 'OUTCOME_UNKNOWN' },
      },
    ]);
    expect(await stack.calls()).toEqual([post(orderId), read(orderId)]);
    // What the message promises: the caller sends it again, and there is one.
    expect(await add(orderId)).toEqual(stored(orderId, false));
    expect(await numberStored(orderId)).toBe('R-1');
  });

  it('has an unknown outcome when it can not be read back either', async () => {
    await fault('POST', { reset: 'after' });
    await fault('GET', { status: 503, times: null });
    const answer = await add('unread');
    expect(answer.errors).toMatchObject([
      {
        message: expect.stringContaining('could not be asked what is stored'),
        extensions: { code: 'OUTCOME_UNKNOWN' },
      },
    ]);
    await stack.sandbox.faults.clear();
    expect(await add('unread')).toEqual(stored('unread', true));
  });

  it('sent twice is the same receipt: no conflict', async () => {
    await add('twice');
    expect(await add('twice')).toEqual(stored('twice', true));
    expect(await stack.calls()).toEqual([post('twice'), post('twice'), read('twice')]);
  });

  it('is a conflict when another one is there, and that one stays', async () => {
    await add('other', 'R-1');
    expect(await add('other', 'R-2')).toEqual(conflict);
    expect(await numberStored('other')).toBe('R-1');
  });

  it('is a conflict when another one is found after its answer was lost', async () => {
    await add('raced', 'R-1');
    await fault('POST', { reset: 'before' });
    expect(await add('raced', 'R-2')).toEqual(conflict);
  });

  it('has an unknown outcome when one is there that can not be read: it may be this one', async () => {
    await add('hidden', 'R-1');
    await fault('GET', { status: 500, times: null });
    const answer = await add('hidden', 'R-1');
    expect(answer.data).toEqual({ addReceipt: null });
    expect(answer.errors).toMatchObject([
      {
        path: ['addReceipt'],
        message:
          'A receipt is stored, but it could not be compared with this one. ' +
          'Sending the same receipt again is safe: an order never gets two.',
        extensions: { code: 'OUTCOME_UNKNOWN' },
      },
    ]);
    await stack.sandbox.faults.clear();
    expect(await add('hidden', 'R-1')).toEqual(stored('hidden', true));
  });

  it("is a conflict in the API's name when it says that one is there and shows none", async () => {
    await fault('POST', { status: 409 });
    expect((await add('shown-none')).data).toEqual({
      addReceipt: {
        wasAlreadyStored: false,
        order: null,
        userErrors: [
          {
            field: null,
            code: 'CONFLICT',
            message:
              'The Vipps MobilePay Order Management API refused the change: it conflicts with what is there.',
          },
        ],
        warnings: [],
      },
    });
    expect(await stack.calls()).toEqual([post('shown-none'), read('shown-none')]);
    expect(await numberStored('shown-none')).toBeUndefined();
  });

  it('gives the id that the API answered with, and none for one that was there', async () => {
    const document =
      'mutation ($input: AddReceiptInput!) { addReceipt(input: $input) { receiptId wasAlreadyStored } }';
    const ask = () => stack.askText(document, { input: input('with-id') });
    const uuid = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect((await ask()).data).toEqual({ addReceipt: { receiptId: uuid, wasAlreadyStored: false } });
    expect((await ask()).data).toEqual({ addReceipt: { receiptId: null, wasAlreadyStored: true } });
  });

  it('is the same one however the API writes it', async () => {
    await add('written');
    await stack.sandbox.orders.show('204117', 'ECOM', 'written', {
      category: null,
      receipt: {
        orderLines: [
          {
            id: 't',
            name: 'Ticket',
            totalTaxAmount: 480,
            totalAmountExcludingTax: 4000,
            totalAmount: 4480,
            taxPercentage: 12,
            taxRate: null,
            unitInfo: { unitPrice: 4480, quantity: 1, quantityUnit: 'PCS' },
            discount: 0,
            productUrl: null,
          },
        ],
        bottomLine: {
          currency: 'NOK',
          receiptNumber: 'R-1',
          tipAmount: 0,
          totalAmount: 4480,
          paymentSources: null,
        },
      },
    });
    expect(await add('written')).toEqual(stored('written', true));
  });

  it.each([429, 403])('is refused in plain words with %i, without reading back', async (status) => {
    await fault('POST', { status });
    const answer = await add(`refused-${String(status)}`);
    expect(answer.errors).toMatchObject([
      { extensions: { code: status === 429 ? 'RATE_LIMITED' : 'FORBIDDEN' } },
    ]);
    expect(await stack.calls()).toEqual([post(`refused-${String(status)}`)]);
  });

  it('is sent once more with a fresh token after a 401: a refused call has stored nothing', async () => {
    await stack.sandbox.revokeTokens();
    expect(await add('expired')).toEqual(stored('expired', false));
    expect(await stack.calls()).toEqual([post('expired'), post('expired')]);
  });

  it('makes what was cached old, also when its outcome is unknown', async () => {
    expect(await numberStored('cached')).toBeUndefined();
    await fault('POST', { reset: 'after' });
    await fault('GET', { status: 500, times: 3 });
    expect((await add('cached')).errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(await numberStored('cached')).toBe('R-1');
  });
});
