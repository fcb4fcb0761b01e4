import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startKeyedUpstream } from '../tenants/keyed-upstream.js';
import { startTenants } from '../tenants/start.js';
import { threeTenants } from '../tenants/three-tenants.js';

/** Requests in flight that the server takes. */
const CAPACITY = 20;
const AT_ONCE = 5 * CAPACITY;
const ROUNDS = 16;
/** After these, what is made once is there. */
const WARM_UP = 6;
/** Of a thousand requests, this test's side of them included: a request that stayed would hold some 10 KB. */
const MOST_GROWTH_MB = 3;
const poll = { interval: 5, timeout: 10_000 };
const BODY = JSON.stringify({ query: '{ salesUnit(msn: "100001") { name } }' });

const answered = {
  status: 200,
  retryAfter: null,
  body: { data: { salesUnit: { name: 'mark-acme-a1-unit' } } },
};
const refused = {
  status: 503,
  retryAfter: '1',
  body: {
    errors: [
      {
        message: 'This server has too many requests in hand. Try again in a moment.',
        extensions: { code: 'OVERLOADED', retryAfter: 1 },
      },
    ],
  },
};

/** What is in use once all that is not is gone, in MB. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = z.custom<() => void>((value) => typeof value === 'function').parse(runInNewContext('gc'));
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

describe.each(['true', 'false'])('five times what the server takes (compiled: %s)', (compile) => {
  test('is refused at once but for what it takes; that is answered, memory stays, and it recovers', async () => {
    const upstream = await startKeyedUpstream();
    onTestFinished(() => upstream.close());
    const running = await startTenants(upstream.url, threeTenants(1), {
      COMPILE_QUERIES: compile,
      REQUESTS_MAX: String(CAPACITY),
      CACHE_MAX_BYTES: '0',
      RESPONSE_CACHE_MAX_BYTES: '0',
      COALESCE_REQUESTS: 'false',
    });
    onTestFinished(() => running.server.stop());
    /** Sends so many at once, and lists what comes as it comes. */
    const send = (count: number) => {
      const told: object[] = [];
      const all = Array.from({ length: count }, async () => {
        const response = await running.fetch('acme', BODY);
        const retryAfter = response.headers.get('retry-after');
        told.push({ status: response.status, retryAfter, body: await response.json() });
      });
      return { told, all: Promise.all(all) };
    };
    await send(1).all;

    let before = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      upstream.clear();
      const release = upstream.hold();
      const { told, all } = send(AT_ONCE);
      // None of those that it takes has an answer yet: the others have not waited for them.
      await expect.poll(() => told.length, poll).toBe(AT_ONCE - CAPACITY);
      expect(told).toEqual(told.map(() => refused));
      await expect.poll(() => upstream.calls.length, poll).toBe(CAPACITY);
      release();
      await all;
      expect(told.slice(AT_ONCE - CAPACITY)).toEqual(Array.from({ length: CAPACITY }, () => answered));
      expect(upstream.calls).toHaveLength(CAPACITY);
      running.logs.length = 0;
      if (round === WARM_UP) before = heapInUse();
    }
    expect(heapInUse() - before).toBeLessThan(MOST_GROWTH_MB);

    const after = send(CAPACITY);
    await after.all;
    expect(after.told).toEqual(Array.from({ length: CAPACITY }, () => answered));
  });
});
