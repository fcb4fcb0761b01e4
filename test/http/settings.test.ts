import { describe, expect } from 'vitest';
import { it } from '../support/fixture.js';

const UNIT = '/management/v1/sales-units/204117';
const CREATE = `mutation ($orderId: String!) {
  createCategory(
    input: { msn: "204117", paymentType: ECOM, orderId: $orderId, type: TICKET, url: "https://shop.example/1" }
  ) { userErrors { code } }
}`;
const created = { data: { createCategory: { userErrors: [] } } };

describe('a running server', () => {
  it('repeats a read that hangs after UPSTREAM_ATTEMPT_TIMEOUT_MS', async ({ start }) => {
    const stack = await start({ env: { UPSTREAM_ATTEMPT_TIMEOUT_MS: '1500' } });
    await stack.sandbox.faults.add({ path: UNIT, hang: true });
    const { data, errors } = await stack.askText('{ salesUnit(msn: "204117") { msn name } }');
    expect([errors, data]).toMatchObject([undefined, { salesUnit: { msn: '204117' } }]);
    expect(await stack.calls()).toEqual([`GET ${UNIT}`, `GET ${UNIT}`]);
  });

  it('does the same with a token call, for all who wait', async ({ start }) => {
    const stack = await start({ env: { UPSTREAM_ATTEMPT_TIMEOUT_MS: '1500' } });
    await stack.sandbox.faults.add({ path: '/accesstoken/get', hang: true });
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        stack.askText(`{ salesUnit(msn: "${String(204_100 + index)}") { name } }`),
      ),
    );
    expect(answers.map(({ errors }) => errors)).toEqual(Array.from({ length: 24 }, () => undefined));
    const { requests } = await stack.sandbox.requests({ path: '/accesstoken/get' });
    expect(requests).toHaveLength(2);
  });

  it('carries a change out while reads hang that hold all their permits', async ({ start }) => {
    const stack = await start({ env: { UPSTREAM_CONCURRENCY: '1', UPSTREAM_ATTEMPT_TIMEOUT_MS: '300000' } });
    await stack.sandbox.faults.add({ method: 'GET', path: '/order-management/**', times: null, hang: true });
    const leaving = new AbortController();
    const read = stack
      .askText(
        '{ order(msn: "204117", paymentType: ECOM, orderId: "o-1") { category { type } } }',
        undefined,
        {
          signal: leaving.signal,
        },
      )
      .catch((error: unknown) => (error instanceof Error ? error.name : ''));
    await expect.poll(() => stack.calls()).toHaveLength(1);
    expect(await stack.askText(CREATE, { orderId: 'o-1' })).toEqual(created);
    leaving.abort();
    expect(await read).toBe('AbortError');
  });

  it('has no more changes under way than UPSTREAM_WRITE_CONCURRENCY', async ({ start }) => {
    const stack = await start({ env: { UPSTREAM_WRITE_CONCURRENCY: '2' } });
    await stack.sandbox.faults.add({ path: '/order-management/**', times: null, delayMs: 5 });
    const ids = Array.from({ length: 8 }, (_, index) => `o-${String(index)}`);
    const answers = await Promise.all(ids.map((orderId) => stack.askText(CREATE, { orderId })));
    expect(answers).toEqual(ids.map(() => created));
    const { requests, peakInFlight } = await stack.sandbox.requests({ path: '/order-management/**' });
    expect([requests.length, peakInFlight]).toEqual([8, 2]);
  });
});
