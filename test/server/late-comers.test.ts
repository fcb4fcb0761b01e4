import { afterEach, beforeEach, describe, expect, vi } from 'vitest';
import { it } from '../support/fixture.js';
import type { GraphAnswer, Stack } from '../support/stack.js';

const UNIT = '/management/v1/sales-units/204117';
const CALL = `GET ${UNIT}`;
const QUERY = '{ salesUnit(msn: "204117") { name configuration { captureType } } }';
const OTHER = '{ salesUnit(msn: "204117") { configuration { skipLandingPageAllowed } } }';
/** Only the deadline of a request ends a call that hangs. */
const env = { REQUEST_TIMEOUT_MS: '3000', UPSTREAM_ATTEMPT_TIMEOUT_MS: '300000', UPSTREAM_RETRIES: '0' };

// Sockets go on as ever; what runs out of time does so when the test says.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const codes = ({ errors }: GraphAnswer<never>) => errors?.map(({ extensions }) => extensions['code']);

describe('a request that needs what hangs for another one', () => {
  /** A server whose first call of the unit hangs, and who tells when a request has come in. */
  async function setUp(start: (options: object) => Promise<Stack>, more: object = {}) {
    let started = 0;
    const hooks = {
      started: () => {
        started += 1;
      },
    };
    const stack = await start({ env: { ...env, ...more }, hooks });
    await stack.askText('{ salesUnit(msn: "204118") { configuration { captureType } } }');
    await stack.clearCalls();
    await stack.sandbox.faults.add({ path: UNIT, hang: true });
    const before = started;
    const first = stack.askText(QUERY);
    await expect.poll(() => stack.calls()).toEqual([CALL]);
    const ask = async (query: string, nth = 2): Promise<Promise<GraphAnswer<never>>[]> => {
      const answer = stack.askText(query);
      await expect.poll(() => started).toBe(before + nth);
      return [answer];
    };
    return { stack, first, ask };
  }

  it.for([
    ['the same query', QUERY, {}],
    ['the same query, without caches', QUERY, { CACHE_MAX_BYTES: '0', RESPONSE_CACHE_MAX_BYTES: '0' }],
    ['another query', OTHER, {}],
  ] as const)('has all of its own time: %s', async ([, query, more], { start }) => {
    const { stack, first, ask } = await setUp(start, more);
    await pass(1_000);
    const [joined] = await ask(query);
    await pass(2_000);
    // The first has had its three seconds; the second has one left, and a call of its own.
    expect(codes(await first)).toEqual(['UPSTREAM_TIMEOUT']);
    const answer = await joined;
    expect([answer?.errors, await stack.calls()]).toEqual([undefined, [CALL, CALL]]);
  });

  it.for([
    ['the same query', QUERY],
    ['another query', OTHER],
  ] as const)('begins anew at once when that has little time left: %s', async ([, query], { start }) => {
    const { stack, first, ask } = await setUp(start);
    await pass(2_500);
    const [late] = await ask(query);
    expect((await late)?.errors).toBeUndefined();
    expect(await stack.calls()).toEqual([CALL, CALL]);
    await pass(500);
    expect(codes(await first)).toEqual(['UPSTREAM_TIMEOUT']);
  });

  it('does not get more than its own time, nor a third call', async ({ start }) => {
    const { stack, first, ask } = await setUp(start);
    await stack.sandbox.faults.add({ path: UNIT, hang: true, times: null });
    await pass(1_000);
    const [joined] = await ask(QUERY);
    await pass(2_000);
    expect(codes(await first)).toEqual(['UPSTREAM_TIMEOUT']);
    await expect.poll(() => stack.calls()).toEqual([CALL, CALL]);
    await pass(1_000);
    expect(codes((await joined) ?? {})).toEqual(['UPSTREAM_TIMEOUT']);
    expect(await stack.calls()).toEqual([CALL, CALL]);
  });
});
