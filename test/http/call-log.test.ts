import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack({ env: { LOG_LEVEL: 'warn', BREAKER_THRESHOLD: '0' } });

/** Asks with a request id, and gives the warnings about upstream calls. */
async function warnings(stack: Stack, query: string, requestId: string) {
  const before = stack.logs.length;
  await stack.askText(query, undefined, { headers: { 'x-request-id': requestId } });
  return stack.logs
    .slice(before)
    .filter(({ level, msg }) => level === 40 && msg === 'upstream call failed')
    .map(({ requestId: id, operation, status, code, detail }) => ({ id, operation, status, code, detail }));
}

const units = (first: number) =>
  `{ salesUnits(first: ${String(first)}) { nodes { configuration { captureType } } } }`;

describe('calls that fail', () => {
  it('are one warning for each kind, under the id of their request', async ({ stack }) => {
    await stack.sandbox.faults.add({
      path: '/management/v1/sales-units/*',
      status: 503,
      body: { title: 'Down', detail: 'Back at noon' },
      times: null,
    });
    const line = { operation: 'getMsn', status: 503, code: 'UPSTREAM_UNAVAILABLE', detail: 'Back at noon' };
    expect(await warnings(stack, units(30), 'first-1')).toEqual([{ id: 'first-1', ...line }]);
    expect(await warnings(stack, units(30), 'second-2')).toEqual([{ id: 'second-2', ...line }]);
  });

  it('are one warning also when they were not sent, as a circuit breaker is open', async ({ start }) => {
    const stack = await start({ env: { BREAKER_HALF_OPEN_AFTER_MS: '300000', BREAKER_WAIT_MS: '0' } });
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/*', status: 503, times: null });
    await warnings(stack, units(30), 'first-1');
    const before = stack.logs.length;
    await stack.askText(units(30), undefined, { headers: { 'x-request-id': 'second-2' } });
    expect(stack.logs.slice(before).filter(({ level }) => level === 40)).toMatchObject([
      { level: 40, requestId: 'second-2', operation: 'getMsn', msg: 'upstream call refused: breaker open' },
    ]);
  });

  it('are so also when they are for a token', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: '/accesstoken/get', status: 500, times: 2 });
    expect(await warnings(stack, '{ salesUnit(msn: "204117") { name } }', 'token-1')).toMatchObject([
      { id: 'token-1', operation: 'fetchAuthorizationToken', status: 500 },
    ]);
  });

  it('are so on the Apollo path', async ({ start }) => {
    const stack = await start({ env: { COMPILE_QUERIES: 'false', LOG_LEVEL: 'warn' } });
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/*', status: 503, times: null });
    expect(await warnings(stack, units(30), 'apollo-1')).toMatchObject([{ id: 'apollo-1', status: 503 }]);
  });

  it('have the text of the API under the id of each request that gets the error, also of one that joined', async ({
    start,
  }) => {
    const stack = await start({ env: { UPSTREAM_RETRIES: '0' } });
    await stack.askText('{ salesUnit(msn: "204118") { name } }');
    const unit = '/management/v1/sales-units/204117';
    const ask = (fields: string, requestId: string) =>
      stack.askText(`{ salesUnit(msn: "204117") { ${fields} } }`, undefined, {
        headers: { 'x-request-id': requestId },
      });
    await stack.sandbox.faults.add({
      path: unit,
      status: 503,
      body: { detail: 'Back at noon' },
      times: null,
    });
    await Promise.all([
      ask('configuration { captureType }', 'one'),
      ask('configuration { skipLandingPageAllowed }', 'other'),
    ]);
    const told = stack.logs.filter(({ level, detail }) => level === 30 && detail === 'Back at noon');
    expect(told.map(({ requestId }) => requestId).sort()).toEqual(['one', 'other']);
  });
});
