import fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { FaultInput } from '../../src/sandbox/control/fault-input.js';
import { freshStack } from '../support/fixture.js';
import { startStack, type Stack } from '../support/stack.js';
import { least, prefill } from './prefill.js';

const it = freshStack();

const POST = '/management/v1/product-orders';

/** What can happen to one attempt. */
const mishaps: readonly Partial<FaultInput>[] = [
  { reset: 'before' },
  { reset: 'after' },
  { status: 500 },
  { status: 503 },
  { status: 408 },
  { status: 401 },
  { status: 400 },
  { status: 403 },
  { status: 422 },
  { malformed: true },
  { hang: true },
  { delayMs: 60_000 },
  { rateLimit: { retryAfterSeconds: null } },
  { rateLimit: { retryAfterSeconds: 0 } },
];

function startShort(): Promise<Stack> {
  // Short, for calls that never end have to end; and nothing from the cache, for orders are counted.
  return startStack({ env: { REQUEST_TIMEOUT_MS: '250', CACHE_MAX_BYTES: '0' } });
}

/** How many orders a business has, told by the API itself. */
async function ordersOf(stack: Stack, id: string): Promise<readonly string[]> {
  const filter = { merchant: { scheme: 'business:NO:ORG', id } };
  const query = `query ($filter: ProductOrderFilter) { productOrders(first: 1000, filter: $filter) { nodes { productOrderId } } }`;
  const answer = await stack.askText(query, { filter });
  const { productOrders } = answer.data as unknown as {
    productOrders: { nodes: { productOrderId: string }[] };
  };
  return productOrders.nodes.map(({ productOrderId }) => productOrderId);
}

describe('a prefill under faults', { timeout: 120_000 }, () => {
  it('never makes two orders for one key, and tells the truth or that it does not know it', async () => {
    const seen = { made: 0, unknown: 0, refused: 0, failed: 0 };
    let serial = 0;
    let stack = await startShort();
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...mishaps), { maxLength: 4 }),
          fc.boolean(),
          async (faults, ownKey) => {
            serial += 1;
            // A new process now and then: its retry budget is full again, so runs with and without repeats occur.
            if (serial % 8 === 0) {
              await stack.stop();
              stack = await startShort();
            }
            const id = String(100_000_000 + serial);
            const input = {
              businessIdentifier: { scheme: 'business:NO:ORG', id },
              productType: 'LOGIN' as const,
              ...(ownKey && { idempotencyKey: `order-${String(serial)}` }),
            };
            for (const fault of faults)
              await stack.sandbox.faults.add({ path: POST, method: 'POST', ...fault });
            const { payload, errors } = await prefill(stack, input);
            await stack.sandbox.faults.clear();
            const orders = await ordersOf(stack, id);
            if (payload === null) {
              // A plain failure: nothing was ordered, and the key is told all the same.
              seen.failed += 1;
              expect(orders).toEqual([]);
              expect(errors).toMatchObject([
                { extensions: { idempotencyKey: input.idempotencyKey ?? expect.any(String) } },
              ]);
              return;
            }
            expect(payload.idempotencyKey).toEqual(
              input.idempotencyKey ?? expect.stringMatching(/^[0-9a-f-]{36}$/),
            );
            if (payload.productOrder !== null) {
              seen.made += 1;
              expect(orders).toEqual([payload.productOrder.productOrderId]);
              return;
            }
            if (payload.userErrors[0]?.code === 'BAD_USER_INPUT') {
              // Refused as not valid, and no attempt before it that may have been carried out.
              seen.refused += 1;
              expect(orders).toEqual([]);
              return;
            }
            seen.unknown += 1;
            expect(payload.userErrors).toMatchObject([{ field: null, code: 'OUTCOME_UNKNOWN' }]);
            expect(orders.length).toBeLessThanOrEqual(1);
            const again = await prefill(stack, { ...input, idempotencyKey: payload.idempotencyKey });
            expect(again.payload).toMatchObject({ userErrors: [], idempotencyKey: payload.idempotencyKey });
            expect(await ordersOf(stack, id)).toEqual([again.payload?.productOrder?.productOrderId]);
            if (orders.length === 1) expect([again.payload?.productOrder?.productOrderId]).toEqual(orders);
          },
        ),
        {
          numRuns: 60,
          examples: [
            [[{ reset: 'after' }, { rateLimit: { retryAfterSeconds: null } }], false],
            [[{ reset: 'after' }, { status: 422 }], false],
            [[{ reset: 'after' }, { status: 403 }], true],
            [[{ status: 422 }], false],
            [[{ status: 403 }], false],
          ],
        },
      );
    } finally {
      await stack.stop();
    }
    // Each way to end has to occur, or the property says little.
    expect(seen.made).toBeGreaterThan(5);
    expect(seen.unknown).toBeGreaterThan(2);
    expect(seen.refused).toBeGreaterThan(0);
    expect(seen.failed).toBeGreaterThan(0);
  });

  it('is carried out once by two callers with one key at one time', async ({ stack }) => {
    const input = { ...least, idempotencyKey: 'twice' };
    const [one, other] = await Promise.all([prefill(stack, input), prefill(stack, input)]);
    expect(one.payload?.productOrder).not.toBeNull();
    expect(other).toEqual(one);
  });

  it('refuses a key that was used with another input, and one whose first use was refused', async ({
    stack,
  }) => {
    await prefill(stack, { ...least, idempotencyKey: 'used' });
    const other = await prefill(stack, {
      ...least,
      idempotencyKey: 'used',
      intendedPurpose: 'Something else',
    });
    expect(other.payload).toMatchObject({
      productOrder: null,
      idempotencyKey: 'used',
      userErrors: [{ field: ['idempotencyKey'], code: 'CONFLICT' }],
    });
    const foreign = { ...least, productType: 'CASHIER' as const, intendedPurpose: 'Till' };
    const bad = {
      ...foreign,
      pricePackageId: '11111111-2222-4333-8444-555555555555',
      idempotencyKey: 'refused',
    };
    expect((await prefill(stack, bad)).payload?.userErrors).toMatchObject([{ field: ['pricePackageId'] }]);
    const mended = await prefill(stack, { ...foreign, idempotencyKey: 'refused' });
    expect(mended.payload?.userErrors).toMatchObject([{ field: ['idempotencyKey'], code: 'CONFLICT' }]);
  });

  it('sends every repeat with the same key and body', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: POST, reset: 'after' });
    await stack.sandbox.faults.add({ path: POST, status: 503 });
    const { payload } = await prefill(stack, least);
    const { requests } = await stack.sandbox.requests({ path: POST });
    expect(requests.map(({ status, body, headers }) => [status, body, headers['idempotency-key']])).toEqual([
      [null, least, payload?.idempotencyKey],
      [503, least, payload?.idempotencyKey],
      [201, least, payload?.idempotencyKey],
    ]);
    expect(payload?.productOrder).not.toBeNull();
  });
});
