import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack();

const SET = `mutation ($orderId: String!) {
  setOrderCategory(input: { msn: "204117", paymentType: ECOM, orderId: $orderId, type: TICKET, url: "https://shop.example/1" }) {
    userErrors { code }
  }
}`;
const path = '/order-management/v2/ecom/categories/o-1';
const PUT = `PUT ${path}`;

/** Sets the category while the API does one thing after the other. */
async function setCategory(stack: Stack, ...faults: readonly (number | 'lost')[]) {
  for (const fault of faults) {
    await stack.sandbox.faults.add({
      path,
      method: 'PUT',
      ...(fault === 'lost' ? { reset: 'after' as const } : { status: fault }),
    });
  }
  const { data, errors } = await stack.askText(SET, { orderId: 'o-1' });
  return { data, codes: errors?.map(({ extensions }) => extensions['code']), calls: await stack.calls() };
}

describe('a change whose answer was lost and whose token is refused then', () => {
  it('goes on with a fresh token, and its outcome is known', async ({ stack }) => {
    expect(await setCategory(stack, 'lost', 401)).toEqual({
      data: { setOrderCategory: { userErrors: [] } },
      codes: undefined,
      calls: [PUT, PUT, PUT],
    });
  });

  it.for([400, 409, 403, 401])(
    'has an unknown outcome when the fresh one is answered with %i',
    async (status, { stack }) => {
      expect(await setCategory(stack, 'lost', 401, status)).toEqual({
        data: { setOrderCategory: null },
        codes: ['OUTCOME_UNKNOWN'],
        calls: [PUT, PUT, PUT],
      });
    },
  );

  it('has an unknown outcome when there is no fresh one', async ({ stack }) => {
    await stack.askText('{ salesUnit(msn: "204117") { name } }');
    await stack.clearCalls();
    await stack.sandbox.faults.add({ path: '/accesstoken/get', status: 400, times: null });
    expect(await setCategory(stack, 'lost', 401)).toEqual({
      data: { setOrderCategory: null },
      codes: ['OUTCOME_UNKNOWN'],
      calls: [PUT, PUT],
    });
  });
});
