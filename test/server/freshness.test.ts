import { z } from 'zod';
import { describe, expect } from 'vitest';
import { parseConfig, withSandbox } from '../../src/config.js';
import { createServer } from '../../src/server/create-server.js';
import { freshStack } from '../support/fixture.js';
import { memoryLog, tenantWith, type Stack } from '../support/stack.js';

const it = freshStack({ now: '2026-09-14T10:00:00Z' });

const COUNT = '{ productOrders(first: 1) { totalCount } }';
const PREFILL = `mutation { prefillProductOrder(input: {
  businessIdentifier: { scheme: "business:NO:ORG", id: "311204173" }, productType: CASHIER
}) { userErrors { message } } }`;
const LIST_CALL = 'GET /management/v2/product-orders';

describe('a kept response after a change', () => {
  async function count(stack: Stack, url = stack.url): Promise<number> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: COUNT }),
    });
    const answer = z.object({ data: z.object({ productOrders: z.object({ totalCount: z.number() }) }) });
    return answer.parse(await response.json()).data.productOrders.totalCount;
  }

  it('is the new one at once, in the process that made the change', async ({ stack }) => {
    const before = await count(stack);
    expect(await count(stack)).toBe(before);
    expect((await stack.calls()).filter((call) => call.startsWith(LIST_CALL))).toHaveLength(1);
    expect(await stack.askText(PREFILL)).toEqual({ data: { prefillProductOrder: { userErrors: [] } } });
    expect(await count(stack)).toBe(before + 1);
    expect(await count(stack)).toBe(before + 1);
    expect((await stack.calls()).filter((call) => call.startsWith(LIST_CALL))).toHaveLength(2);
  });

  it('is the new one in another process when the shortest-lived data of the response has ended', async ({
    stack,
    clock,
    onTestFinished,
  }) => {
    const config = parseConfig({ NODE_ENV: 'test', SANDBOX: 'true', PORT: '0', PROBES_PORT: '0' });
    const other = await createServer(
      withSandbox(config, { url: stack.sandboxUrl, tenant: tenantWith('partner') }),
      { log: memoryLog([]), clock },
    );
    onTestFinished(() => other.stop());
    const before = await count(stack, other.url);
    expect(await stack.askText(PREFILL)).toEqual({ data: { prefillProductOrder: { userErrors: [] } } });
    expect(await count(stack)).toBe(before + 1);
    // Ten seconds, as the table of lifetimes has it for the list of product orders.
    clock.advance(9.999);
    expect(await count(stack, other.url)).toBe(before);
    clock.advance(0.001);
    expect(await count(stack, other.url)).toBe(before + 1);
  });
});

describe('a query in flight', () => {
  const READ = '{ transactionCategory(msn: "204117", transactionId: "fresh-1") { url } }';
  const change = (url: string): string => `mutation {
    setTransactionCategory(input: { msn: "204117", transactionId: "fresh-1", type: TICKET, url: "${url}" }) {
      userErrors { message }
    }
  }`;

  it('is joined by nobody who asks after a change, also of what no cache holds', async ({ stack }) => {
    const set = async (url: string): Promise<void> => {
      expect(await stack.askText(change(url))).toEqual({
        data: { setTransactionCategory: { userErrors: [] } },
      });
    };
    const shows = (url: string) => ({ data: { transactionCategory: { url } } });
    await set('https://shop.example/old');
    await stack.clearCalls();
    await stack.sandbox.faults.add({ method: 'GET', path: '/order-management/**', times: 1, delayMs: 1_000 });
    const early = stack
      .askText(READ, undefined, { signal: AbortSignal.timeout(60_000) })
      .catch(() => 'ended');
    await expect.poll(() => stack.calls()).toHaveLength(1);
    await set('https://shop.example/new');
    expect(await stack.askText(READ)).toEqual(shows('https://shop.example/new'));
    expect((await stack.calls()).filter((call) => call.startsWith('GET'))).toHaveLength(2);
    expect(await early).toEqual(shows('https://shop.example/old'));
  });
});
