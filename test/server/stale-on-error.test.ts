import { describe, expect } from 'vitest';
import { cachePolicies } from '../../src/loaders/cache-policies.js';
import { freshStack } from '../support/fixture.js';
import type { FakeClock, GraphAnswer, Stack } from '../support/stack.js';

const now = '2026-09-14T10:00:00Z';
const UNIT = '{ salesUnit(msn: "204117") { msn configuration { captureType } } }';
const UNIT_PATH = '/management/v1/sales-units/204117';
const LEDGERS = '{ ledgers { nodes { ledgerId } } }';
const CATEGORY = '{ order(msn: "204117", paymentType: ECOM, orderId: "o-1") { category { type } } }';
const SET = `mutation {
  setOrderCategory(input: { msn: "204117", paymentType: ECOM, orderId: "o-1", type: TICKET, url: "https://shop.example/1" }) {
    userErrors { code }
  }
}`;
const down = { path: '**', times: null, status: 503 };

/** The time after which an answer is shown only while its API fails. */
const endOf = ({ fresh, staleWhileRevalidate }: { fresh: number; staleWhileRevalidate: number }): number =>
  fresh + staleWhileRevalidate;
const unitEnd = endOf(cachePolicies.salesUnit);

/** Time passes for both clocks, and tokens are there: an outage begins without a call for one. */
async function pass({ stack, clock }: { stack: Stack; clock: FakeClock }, seconds: number): Promise<void> {
  clock.advance(seconds);
  await stack.sandbox.clock.advance(seconds);
  await stack.askText(
    '{ merchant(businessIdentifier: { scheme: "business:NO:ORG", id: "999999999" }) { name } }',
  );
  await stack.clearCalls();
}

const codes = ({ errors = [] }: GraphAnswer<unknown>) => errors.map(({ extensions: { code } }) => code);

for (const compile of ['true', 'false']) {
  const env = {
    COMPILE_QUERIES: compile,
    UPSTREAM_RETRIES: '0',
    BREAKER_HALF_OPEN_AFTER_MS: '300000',
    BREAKER_WAIT_MS: '0',
    VIPPS_PARTNER_URL: '',
  };
  const it = freshStack({ now, env });

  describe(`an answer that is old while its API fails (compiled: ${compile})`, () => {
    it('is shown with its API and age, is asked for again each time, and is gone when the API is back', async ({
      stack,
      clock,
    }) => {
      const plain = await stack.askText(UNIT);
      expect(plain).toEqual({ data: { salesUnit: { msn: '204117', configuration: expect.anything() } } });
      await pass({ stack, clock }, unitEnd);
      const { id } = await stack.sandbox.faults.add(down);
      const marked = { ...plain, extensions: { stale: [{ api: 'management', age: unitEnd }] } };
      expect(await stack.askText(UNIT)).toEqual(marked);
      clock.advance(7);
      const older = { ...plain, extensions: { stale: [{ api: 'management', age: unitEnd + 7 }] } };
      expect(await stack.askText(UNIT)).toEqual(older);
      // Not kept, neither as a value nor as a response; but those who ask at the same time share the call.
      expect(await stack.calls()).toEqual([`GET ${UNIT_PATH}`, `GET ${UNIT_PATH}`]);
      expect(await Promise.all([stack.askText(UNIT), stack.askText(UNIT)])).toEqual([older, older]);
      await stack.sandbox.faults.remove(id);
      expect(await stack.askText(UNIT)).toEqual(plain);
    });

    it('is told behind the rest, as a text', async ({ stack, clock }) => {
      await stack.askText(UNIT);
      await pass({ stack, clock }, unitEnd);
      await stack.sandbox.faults.add(down);
      const response = await fetch(`${stack.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-include-cost': '1' },
        body: JSON.stringify({ query: UNIT }),
      });
      const text = await response.text();
      expect(text).toMatch(
        /^\{"data":\{.*\},"extensions":\{"cost":\{.*\},"stale":\[\{"api":"management","age":900\}\]\}\}\n$/,
      );
    });

    it('costs no call while the breaker is open', async ({ start, clock }) => {
      const stack = await start({ env: { ...env, BREAKER_MIN_CALLS: '1' }, clock });
      await stack.askText(UNIT);
      await pass({ stack, clock }, unitEnd);
      await stack.sandbox.faults.add(down);
      for (let index = 0; index < 5; index += 1)
        expect(await stack.askText(UNIT)).toHaveProperty('extensions.stale');
      expect(await stack.calls()).toEqual([`GET ${UNIT_PATH}`]);
      expect(
        await stack.askText('{ salesUnit(msn: "204118") { configuration { captureType } } }'),
      ).toMatchObject({
        data: { salesUnit: null },
        errors: [
          { extensions: { code: 'UPSTREAM_UNAVAILABLE', retryAfter: 300, upstream: { api: 'management' } } },
        ],
      });
      expect(await stack.calls()).toEqual([`GET ${UNIT_PATH}`]);
    });

    it('is shown for as long as its policy says and no longer', async ({ stack, clock }) => {
      await stack.askText(UNIT);
      await pass({ stack, clock }, unitEnd + cachePolicies.salesUnit.staleOnError - 1);
      await stack.sandbox.faults.add(down);
      expect(codes(await stack.askText(UNIT))).toEqual([]);
      clock.advance(1);
      const late = await stack.askText(UNIT);
      expect(codes(late)).toEqual(['UPSTREAM_UNAVAILABLE']);
      expect(late).not.toHaveProperty('extensions');
    });

    it.for([400, 401, 403, 408, 423, 429])('is not shown for a %i', async (status, { stack, clock }) => {
      await stack.askText(UNIT);
      await pass({ stack, clock }, unitEnd);
      await stack.sandbox.faults.add({ path: UNIT_PATH, times: null, status });
      const answer = await stack.askText(UNIT);
      expect(codes(answer)).toHaveLength(1);
      expect(answer).not.toHaveProperty('extensions');
    });

    it('is not shown in an outage either, once the API has refused it', async ({ stack, clock }) => {
      await stack.askText(UNIT);
      await pass({ stack, clock }, unitEnd);
      await stack.sandbox.faults.add({ path: UNIT_PATH, status: 403 });
      expect(codes(await stack.askText(UNIT))).toEqual(['FORBIDDEN']);
      await stack.sandbox.faults.add(down);
      expect(codes(await stack.askText(UNIT))).toEqual(['UPSTREAM_UNAVAILABLE']);
    });

    it('is not shown when it does not exist any more', async ({ stack, clock }) => {
      await stack.askText(UNIT);
      await pass({ stack, clock }, unitEnd);
      await stack.sandbox.salesUnits.remove('204117');
      const gone = { data: { salesUnit: null } };
      expect(await stack.askText(UNIT)).toEqual(gone);
      await stack.sandbox.faults.add(down);
      expect(await stack.askText(UNIT)).toEqual(gone);
    });

    it('is not shown where that is switched off', async ({ start, clock }) => {
      const stack = await start({ env: { ...env, STALE_ON_ERROR: 'false' }, clock });
      await stack.askText(UNIT);
      await pass({ stack, clock }, unitEnd);
      await stack.sandbox.faults.add(down);
      expect(codes(await stack.askText(UNIT))).toEqual(['UPSTREAM_UNAVAILABLE']);
    });

    it('is told of each API, with the oldest of its answers, beside errors of what is not there', async ({
      stack,
      clock,
    }) => {
      await stack.askText(UNIT);
      await stack.askText(LEDGERS);
      clock.advance(10);
      await stack.sandbox.clock.advance(10);
      await stack.askText(UNIT.replace('204117', '204127'));
      await pass({ stack, clock }, unitEnd);
      await stack.sandbox.faults.add(down);
      const answer = await stack.askText(`{
        one: ${UNIT.slice(1, -1)} two: ${UNIT.slice(1, -1).replace('204117', '204127')}
        three: ${UNIT.slice(1, -1).replace('204117', '204119')} ${LEDGERS.slice(1, -1)}
      }`);
      expect(answer).toMatchObject({
        data: {
          one: { configuration: expect.anything() },
          two: { configuration: expect.anything() },
          three: null,
          ledgers: { nodes: expect.arrayContaining([{ ledgerId: '418806' }]) },
        },
        errors: [{ path: ['three'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
        extensions: {
          stale: [
            { api: 'management', age: unitEnd + 10 },
            { api: 'report', age: unitEnd + 10 },
          ],
        },
      });
    });
  });

  describe(`what must not be old (compiled: ${compile})`, () => {
    it('is a feed: it would not be complete', async ({ stack, clock }) => {
      const query =
        '{ ledger(ledgerId: "418806") { ledgerId salesEvents(first: 2) { nodes { pspReference } } } }';
      expect(codes(await stack.askText(query))).toEqual([]);
      await pass({ stack, clock }, cachePolicies.salesPage.fresh);
      await stack.sandbox.faults.add({ ...down, path: '/sales/**' });
      const answer = await stack.askText(query);
      expect(answer).toMatchObject({ data: { ledger: { salesEvents: null } } });
      expect(codes(answer)).toEqual(['UPSTREAM_UNAVAILABLE']);
      expect(answer).not.toHaveProperty('extensions');
    });

    it.for(['done', 'unknown'])('is what a change has touched: %s', async (outcome, { stack, clock }) => {
      expect((await stack.askText(SET)).errors).toBeUndefined();
      expect((await stack.askText(CATEGORY)).data).toEqual({ order: { category: { type: 'TICKET' } } });
      if (outcome === 'unknown')
        await stack.sandbox.faults.add({
          path: '/order-management/**',
          method: 'PUT',
          times: null,
          reset: 'after',
        });
      expect(codes(await stack.askText(SET))).toEqual(outcome === 'unknown' ? ['OUTCOME_UNKNOWN'] : []);
      await pass({ stack, clock }, endOf(cachePolicies.order));
      await stack.sandbox.faults.add(down);
      const answer = await stack.askText(CATEGORY);
      expect(codes(answer)).toEqual(['UPSTREAM_UNAVAILABLE']);
      expect(answer).not.toHaveProperty('extensions');
    });

    it('is what a change rests on: it is not sent', async ({ stack, clock }) => {
      const create = `mutation {
        createCategory(input: { msn: "204117", paymentType: ECOM, orderId: "o-2", type: TICKET, url: "https://shop.example/2" }) {
          category { categoryId type }
        }
      }`;
      const made = await stack.askText(create);
      const categoryId = /"categoryId":"([\w-]+)"/.exec(JSON.stringify(made))?.[1] ?? '';
      const input = `{ msn: "204117", categoryId: "${categoryId}" }`;
      const read = `{ category(msn: "204117", categoryId: "${categoryId}") { type } }`;
      expect((await stack.askText(read)).data).toEqual({ category: { type: 'TICKET' } });
      await pass({ stack, clock }, endOf(cachePolicies.category));
      await stack.sandbox.faults.add({ ...down, method: 'GET' });
      expect(await stack.askText(read)).toHaveProperty('extensions.stale');
      await stack.clearCalls();
      const answer = await stack.askText(
        `mutation { deleteCategory(input: ${input}) { userErrors { code } } }`,
      );
      expect(codes(answer)).toEqual(['UPSTREAM_UNAVAILABLE']);
      expect(answer).not.toHaveProperty('extensions');
      expect(await stack.calls()).toEqual([`GET /order-management/v3/categories/${categoryId}`]);
    });
  });
}
