import { z } from 'zod';
import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig, withSandbox } from '../../src/config.js';
import { createServer, type Server } from '../../src/server/create-server.js';
import { fakeClock, memoryLog, startStack, tenantWith, type Stack } from '../support/stack.js';

const COUNT = '{ productOrders(first: 1) { totalCount } }';
const PREFILL = `mutation { prefillProductOrder(input: {
  businessIdentifier: { scheme: "business:NO:ORG", id: "311204173" }, productType: CASHIER
}) { userErrors { message } } }`;
const LIST_CALL = 'GET /management/v2/product-orders';

describe('a kept answer after a change', () => {
  let stack: Stack;
  let other: Server | undefined;
  afterEach(async () => {
    await other?.stop();
    other = undefined;
    await stack.stop();
  });

  async function count(url = stack.url): Promise<number> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: COUNT }),
    });
    const answer = z.object({ data: z.object({ productOrders: z.object({ totalCount: z.number() }) }) });
    return answer.parse(await response.json()).data.productOrders.totalCount;
  }

  it('is the new one at once, in the process that made the change', async () => {
    stack = await startStack({ clock: fakeClock() });
    const before = await count();
    expect(await count()).toBe(before);
    expect((await stack.calls()).filter((call) => call.startsWith(LIST_CALL))).toHaveLength(1);
    expect(await stack.askText(PREFILL)).toEqual({ data: { prefillProductOrder: { userErrors: [] } } });
    expect(await count()).toBe(before + 1);
    expect(await count()).toBe(before + 1);
    expect((await stack.calls()).filter((call) => call.startsWith(LIST_CALL))).toHaveLength(2);
  });

  it('is the new one in another process when the shortest-lived data of the answer has ended', async () => {
    const clock = fakeClock();
    stack = await startStack({ clock });
    const config = parseConfig({ NODE_ENV: 'test', SANDBOX: 'true', PORT: '0', PROBES_PORT: '0' });
    other = await createServer(
      withSandbox(config, { url: stack.sandboxUrl, tenant: tenantWith('partner') }),
      { log: memoryLog([]), clock },
    );
    const before = await count(other.url);
    expect(await stack.askText(PREFILL)).toEqual({ data: { prefillProductOrder: { userErrors: [] } } });
    expect(await count()).toBe(before + 1);
    // Ten seconds, as the table of lifetimes has it for the list of product orders.
    clock.advance(9.999);
    expect(await count(other.url)).toBe(before);
    clock.advance(0.001);
    expect(await count(other.url)).toBe(before + 1);
  });
});
