import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';

const LIST = 'GET /management/v1/sales-units';
const detailCall = /^GET \/management\/v1\/sales-units\/\d+$/;
const merchantCall = /^GET \/management\/v1\/merchants\/[^/]+\/[^/]+$/;

const NAMES = '{ salesUnits(first: 100) { nodes { name } } }';
const FULL = `{
  salesUnits(first: 100) {
    nodes { msn name configuration { captureType } businessIdentifier { id } merchant { name } }
  }
}`;

const it = freshStack();

describe.each([false, true])(
  'upstream calls of a cold server, MSNs in lists as numbers: %s',
  (msnAsNumber) => {
    it.beforeEach(async ({ stack }) => {
      await stack.sandbox.quirks.set({ msnAsNumber });
    });

    it('reads the names of 100 units with one call', async ({ stack }) => {
      const answer = await stack.askText(NAMES);
      expect(answer.errors).toBeUndefined();
      expect(answer.data).toMatchObject({ salesUnits: { nodes: { length: 100 } } });
      expect(await stack.calls()).toEqual([LIST]);
    });

    it('reads 100 units with details and their 20 merchants with 1 + 100 + 20 calls, and again with none', async ({
      stack,
    }) => {
      const first = await stack.askText(FULL);
      expect(first.errors).toBeUndefined();
      const calls = await stack.calls();
      expect(calls.filter((call) => call === LIST)).toHaveLength(1);
      expect(calls.filter((call) => detailCall.test(call))).toHaveLength(100);
      expect(calls.filter((call) => merchantCall.test(call))).toHaveLength(20);
      expect(calls).toHaveLength(121);
      expect(new Set(calls).size).toBe(121);

      await stack.clearCalls();
      expect(await stack.askText(FULL)).toEqual(first);
      expect(await stack.calls()).toEqual([]);
    });

    it('makes no further call for two aliases and an entity fetch of the same things', async ({ stack }) => {
      const fields = '{ nodes { configuration { captureType } merchant { name } } }';
      const answer = await stack.askText(
        `query ($of: [_Any!]!) {
        one: salesUnits(first: 100) ${fields}
        other: salesUnits(first: 100) ${fields}
        _entities(representations: $of) { ... on SalesUnit { name configuration { captureType } merchant { name } } }
      }`,
        { of: [{ __typename: 'SalesUnit', msn: '204117' }] },
      );
      expect(answer.errors).toBeUndefined();
      expect(await stack.calls()).toHaveLength(121);
    });

    it('asks for no details and no merchant when the query wants only what the list and the key hold', async ({
      stack,
    }) => {
      const answer = await stack.askText(
        `{
        merchant(businessIdentifier: { scheme: "business:NO:ORG", id: "311204173" }) {
          salesUnits { nodes { msn name businessIdentifier { id } merchant { ...Key } } }
        }
      }
      fragment Key on Merchant { __typename id ... on Merchant { businessIdentifier { id } } }`,
      );
      expect(answer.errors).toBeUndefined();
      expect(await stack.calls()).toEqual([
        'GET /management/v1/merchants/business:NO:ORG/311204173',
        'GET /management/v1/merchants/business:NO:ORG/311204173/sales-units',
      ]);
    });

    it('answers all other units when the details of one fail', async ({ stack }) => {
      await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204127', times: null, status: 500 });
      const { data, errors } = await stack.askText(
        '{ salesUnits(first: 3) { nodes { msn name configuration { captureType } } } }',
      );
      expect(data).toEqual({
        salesUnits: {
          nodes: [
            {
              msn: '204117',
              name: 'Måkeskrik Nettbutikk',
              configuration: { captureType: 'RESERVE_CAPTURE' },
            },
            { msn: '204127', name: 'Måkeskrik Torget', configuration: null },
            { msn: '204139', name: 'Måkeskrik Moloen', configuration: { captureType: 'DIRECT_CAPTURE' } },
          ],
        },
      });
      expect(errors).toEqual([
        {
          message: 'The Vipps MobilePay Management API is not able to answer right now.',
          path: ['salesUnits', 'nodes', 1, 'configuration'],
          locations: [{ line: 1, column: 43 }],
          extensions: { code: 'UPSTREAM_UNAVAILABLE', upstream: { api: 'management', status: 500 } },
        },
      ]);
    });
  },
);

describe('the concurrency limit', () => {
  it('is reached and never passed, also by several requests at once', async ({ start }) => {
    const stack = await start({ env: { UPSTREAM_CONCURRENCY: '5' } });
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/*', times: null, delayMs: 5 });
    await stack.askText(NAMES);
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        stack.askText('{ salesUnits(first: 60) { nodes { configuration { captureType } } } }'),
      ),
    );
    expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined, undefined]);
    const { requests, peakInFlight } = await stack.sandbox.requests({ path: '/management/v1/sales-units/*' });
    expect(requests).toHaveLength(60);
    expect(peakInFlight).toBe(5);
  });
});
