import { describe, expect } from 'vitest';
import type { FaultInput } from '../../src/sandbox/control/fault-input.js';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = sharedStack({ env: { REQUEST_TIMEOUT_MS: '1500' } });
it.beforeEach(async ({ stack }) => {
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

const add = (stack: Stack, orderId: string, receiptNumber?: string) =>
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

function fault(stack: Stack, of: 'POST' | 'GET', action: Partial<FaultInput>) {
  return stack.sandbox.faults.add({ path: '/order-management/v2/**', method: of, ...action });
}

/** The receipt number that is stored, asked from the API itself. */
async function numberStored(stack: Stack, orderId: string): Promise<unknown> {
  const answer = await stack.askText(
    'query ($id: String!) { order(msn: "204117", paymentType: ECOM, orderId: $id) { receipt { bottomLine { receiptNumber } } } }',
    { id: orderId },
  );
  expect(answer.errors).toBeUndefined();
  return (answer.data as unknown as { order: { receipt: { bottomLine: { receiptNumber: string } } | null } })
    .order.receipt?.bottomLine.receiptNumber;
}

describe('a receipt', () => {
  it('is stored with one call', async ({ stack }) => {
    expect(await add(stack, 'plain')).toEqual(stored('plain', false));
    expect(await stack.calls()).toEqual([post('plain')]);
  });

  it.for([
    ['the connection breaks after the write', 'after', { reset: 'after' as const }],
    ['the answer comes too late', 'late', { delayMs: 60_000 }],
  ] as const)('is found stored when %s', async ([, orderId, action], { stack }) => {
    await fault(stack, 'POST', action);
    expect(await add(stack, orderId)).toEqual(stored(orderId, true));
    expect(await stack.calls()).toEqual([post(orderId), read(orderId)]);
    expect(await numberStored(stack, orderId)).toBe('R-1');
  });

  it('is stored when half an answer says so', async ({ stack }) => {
    await fault(stack, 'POST', { malformed: true });
    expect((await add(stack, 'half')).data).toMatchObject({
      addReceipt: { order: { orderId: 'half' }, userErrors: [] },
    });
    expect((await stack.calls()).filter((call) => call.startsWith('POST'))).toEqual([post('half')]);
    expect(await numberStored(stack, 'half')).toBe('R-1');
  });

  const notWritten = [
    ['the connection breaks before the write', 'before', { reset: 'before' as const }],
    ['the API fails', 'failed', { status: 500 }],
    ['a proxy gives up', 'proxy', { status: 502, body: '<html>', contentType: 'text/html' }],
    ['no answer ever comes', 'never', { hang: true as const }],
  ] as const;

  it.for(notWritten)(
    'is sent again behind a look when %s and none is there',
    async ([, orderId, action], { stack }) => {
      await fault(stack, 'POST', action);
      expect(await add(stack, orderId)).toEqual(stored(orderId, false));
      expect(await stack.calls()).toEqual([post(orderId), read(orderId), post(orderId)]);
      expect(await numberStored(stack, orderId)).toBe('R-1');
    },
  );

  it('is sent again until its outcome is known, as often as other calls are repeated', async ({ stack }) => {
    await fault(stack, 'POST', { status: 500, times: 5 });
    const answer = await add(stack, 'often');
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
    expect(await stack.calls()).toEqual(
      Array.from({ length: 5 }, () => [post('often'), read('often')]).flat(),
    );
    // What the message promises: the caller sends it again, and there is one.
    expect(await add(stack, 'often')).toEqual(stored('often', false));
    expect(await numberStored(stack, 'often')).toBe('R-1');
  });

  it('is not sent again where nothing may be repeated', async ({ start }) => {
    const stack = await start({ env: { UPSTREAM_RETRIES: '0' } });
    await fault(stack, 'POST', { status: 500 });
    expect((await add(stack, 'once')).errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(await stack.calls()).toEqual([post('once'), read('once')]);
  });

  it('is found stored when a try that was thought lost arrives before the next', async ({ stack }) => {
    // The API is slow to show what it has: the look misses it, the second try is refused.
    await fault(stack, 'POST', { reset: 'after' });
    await fault(stack, 'GET', { status: 404 });
    expect(await add(stack, 'overtaken')).toEqual(stored('overtaken', true));
    expect(await stack.calls()).toEqual([
      post('overtaken'),
      read('overtaken'),
      post('overtaken'),
      read('overtaken'),
    ]);
  });

  it('has an unknown outcome when a repeat is refused for lack of permission: that says nothing of the first', async ({
    stack,
  }) => {
    await fault(stack, 'POST', { status: 500 });
    await fault(stack, 'POST', { status: 403 });
    expect((await add(stack, 'forbidden-then')).errors).toMatchObject([
      { extensions: { code: 'OUTCOME_UNKNOWN' } },
    ]);
  });

  it('is found stored when a repeat is refused as not valid: a look tells, and not that', async ({
    stack,
  }) => {
    await fault(stack, 'POST', { reset: 'after' });
    await fault(stack, 'POST', { status: 400 });
    // The first look misses it.
    await fault(stack, 'GET', { status: 404 });
    expect(await add(stack, 'invalid-then')).toEqual(stored('invalid-then', true));
    await fault(stack, 'POST', { reset: 'before' });
    await fault(stack, 'POST', { status: 400 });
    expect((await add(stack, 'invalid-twice')).errors).toMatchObject([
      { extensions: { code: 'OUTCOME_UNKNOWN' } },
    ]);
  });

  it('has an unknown outcome when it can not be read back either', async ({ stack }) => {
    await fault(stack, 'POST', { reset: 'after' });
    await fault(stack, 'GET', { status: 503, times: null });
    const answer = await add(stack, 'unread');
    expect(answer.errors).toMatchObject([
      {
        message: expect.stringContaining('could not be asked what is stored'),
        extensions: { code: 'OUTCOME_UNKNOWN' },
      },
    ]);
    await stack.sandbox.faults.clear();
    expect(await add(stack, 'unread')).toEqual(stored('unread', true));
  });

  it('sent twice is the same receipt: no conflict', async ({ stack }) => {
    await add(stack, 'twice');
    expect(await add(stack, 'twice')).toEqual(stored('twice', true));
    expect(await stack.calls()).toEqual([post('twice'), post('twice'), read('twice')]);
  });

  it('is a conflict when another one is there, and that one stays', async ({ stack }) => {
    await add(stack, 'other', 'R-1');
    expect(await add(stack, 'other', 'R-2')).toEqual(conflict);
    expect(await numberStored(stack, 'other')).toBe('R-1');
  });

  it('is a conflict when another one is found after its answer was lost', async ({ stack }) => {
    await add(stack, 'raced', 'R-1');
    await fault(stack, 'POST', { reset: 'before' });
    expect(await add(stack, 'raced', 'R-2')).toEqual(conflict);
  });

  it('has an unknown outcome when one is there that can not be read: it may be this one', async ({
    stack,
  }) => {
    await add(stack, 'hidden', 'R-1');
    await fault(stack, 'GET', { status: 500, times: null });
    const answer = await add(stack, 'hidden', 'R-1');
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
    expect(await add(stack, 'hidden', 'R-1')).toEqual(stored('hidden', true));
  });

  it("is a conflict in the API's name when it says that one is there and shows none", async ({ stack }) => {
    await fault(stack, 'POST', { status: 409 });
    expect((await add(stack, 'shown-none')).data).toEqual({
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
    expect(await numberStored(stack, 'shown-none')).toBeUndefined();
  });

  it('gives the id that the API answered with, and none for one that was there', async ({ stack }) => {
    const document =
      'mutation ($input: AddReceiptInput!) { addReceipt(input: $input) { receiptId wasAlreadyStored } }';
    const ask = () => stack.askText(document, { input: input('with-id') });
    const uuid = expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect((await ask()).data).toEqual({ addReceipt: { receiptId: uuid, wasAlreadyStored: false } });
    expect((await ask()).data).toEqual({ addReceipt: { receiptId: null, wasAlreadyStored: true } });
  });

  it('is the same one however the API writes it', async ({ stack }) => {
    await add(stack, 'written');
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
    expect(await add(stack, 'written')).toEqual(stored('written', true));
  });

  it.for([429, 403])('is refused in plain words with %i, without reading back', async (status, { stack }) => {
    await fault(stack, 'POST', { status });
    const answer = await add(stack, `refused-${String(status)}`);
    expect(answer.errors).toMatchObject([
      { extensions: { code: status === 429 ? 'RATE_LIMITED' : 'FORBIDDEN' } },
    ]);
    expect(await stack.calls()).toEqual([post(`refused-${String(status)}`)]);
  });

  it('is sent once more with a fresh token after a 401: a refused call has stored nothing', async ({
    stack,
  }) => {
    await stack.sandbox.revokeTokens();
    expect(await add(stack, 'expired')).toEqual(stored('expired', false));
    expect(await stack.calls()).toEqual([post('expired'), post('expired')]);
  });

  it('makes what was cached old, also when its outcome is unknown', async ({ stack }) => {
    expect(await numberStored(stack, 'cached')).toBeUndefined();
    await fault(stack, 'POST', { reset: 'after' });
    // Looks that tell what became of a change are repeated twice as often as others.
    await fault(stack, 'GET', { status: 500, times: 9 });
    expect((await add(stack, 'cached')).errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    expect(await numberStored(stack, 'cached')).toBe('R-1');
  });
});
