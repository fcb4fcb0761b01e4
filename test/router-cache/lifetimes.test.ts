import { describe, expect } from 'vitest';
import { z } from 'zod';
import { BothPaths } from '../support/both-paths.js';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const now = '2026-09-14T10:00:00Z';
const UNITS = '{ salesUnits(first: 2) { nodes { msn } } }';
const UNIT = '{ salesUnit(msn: "204117") { configuration { captureType } } }';
const order = (id: string): string =>
  `order(msn: "204117", paymentType: ECOM, orderId: "${id}") { category { url } categories { url } }`;
const set = (id: string): string => `mutation {
  setOrderCategory(input: { msn: "204117", paymentType: ECOM, orderId: "${id}", type: TICKET, url: "https://shop.example/1" }) {
    userErrors { code }
  }
}`;
const ENTITIES = `query($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Order { category { url } categories { url } }
    ... on SalesUnit { configuration { captureType } }
  }
}`;
const orderOf = (orderId: string) => ({ __typename: 'Order', msn: '204117', paymentType: 'ECOM', orderId });
const unit = { __typename: 'SalesUnit', msn: '204117' };

const extensionsSchema = z.object({
  extensions: z
    .object({
      apolloCacheTags: z.array(z.string()).optional(),
      apolloEntityCacheTags: z.array(z.array(z.string())).optional(),
    })
    .optional(),
});

async function ask(
  { url }: Pick<Stack, 'url'>,
  query: string,
  variables?: object,
  more: Readonly<Record<string, string>> = {},
) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...more },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { extensions } = extensionsSchema.parse(JSON.parse(text));
  return {
    control: response.headers.get('cache-control'),
    vary: response.headers.get('vary'),
    tags: extensions?.apolloCacheTags,
    ofEntities: extensions?.apolloEntityCacheTags,
    text,
  };
}

const none = { control: 'no-store', tags: undefined, ofEntities: undefined };

for (const COMPILE_QUERIES of ['true', 'false']) {
  const env = { COMPILE_QUERIES, ROUTER_CACHE: 'private', UPSTREAM_RETRIES: '0', VIPPS_PARTNER_URL: '' };
  const it = freshStack({ now, env });

  describe(`how long a router may keep an answer (compiled: ${COMPILE_QUERIES})`, () => {
    it('is what is left of the least lifetime of all that it was made from', async ({ stack, clock }) => {
      expect(await ask(stack, UNITS)).toMatchObject({ control: 'private, max-age=60' });
      clock.advance(20);
      // The same answer, and another one with the same data.
      expect(await ask(stack, UNITS)).toMatchObject({ control: 'private, max-age=40' });
      expect(await ask(stack, UNITS.replace('2', '1'))).toMatchObject({ control: 'private, max-age=40' });
      expect(await ask(stack, UNIT)).toMatchObject({ control: 'private, max-age=300' });
      expect(await ask(stack, `{ ${UNIT.slice(1, -1)} ${UNITS.slice(1, -1)} }`)).toMatchObject({
        control: 'private, max-age=40',
      });
      clock.advance(39.5);
      expect(await ask(stack, UNITS)).toMatchObject({ control: 'no-store' });
      // From then on it is old, and only shown while it is renewed.
      clock.advance(0.5);
      expect(await ask(stack, UNITS)).toMatchObject(none);
    });

    it('is the same for all who have waited for one execution', async ({ stack }) => {
      await stack.sandbox.faults.add({ path: '/management/**', times: 1, delayMs: 100 });
      const all = await Promise.all([1, 2, 3].map(() => ask(stack, UNITS)));
      expect(all.map(({ control }) => control)).toEqual(new Array(3).fill('private, max-age=60'));
      expect(new Set(all.map(({ text }) => text)).size).toBe(1);
    });

    it('is the least of all entities that are asked for together', async ({ stack, clock }) => {
      await stack.askText(set('e-1'));
      const representations = [unit, orderOf('e-1')];
      expect(await ask(stack, ENTITIES, { representations })).toMatchObject({
        control: 'private, max-age=30',
      });
      clock.advance(10);
      expect(await ask(stack, ENTITIES, { representations })).toMatchObject({
        control: 'private, max-age=20',
      });
      expect(await ask(stack, ENTITIES, { representations: [unit] })).toMatchObject({
        control: 'private, max-age=290',
      });
    });

    it('is not at all for changes, errors, what is old, what is not kept here and what is made from nothing', async ({
      stack,
      clock,
    }) => {
      expect(await ask(stack, set('e-1'))).toMatchObject(none);
      expect(await ask(stack, '{ __typename }')).toMatchObject(none);
      expect(await ask(stack, '{ __schema { queryType { name } } }')).toMatchObject(none);
      expect(await ask(stack, '{ salesUnit(msn: "x") { name } }')).toMatchObject(none);
      expect(
        await ask(stack, '{ transactionCategory(msn: "204117", transactionId: "t-1") { url } }'),
      ).toMatchObject(none);
      expect(await ask(stack, UNIT, undefined, { 'x-include-cost': '1' })).toMatchObject(none);
      // The end of a feed, and one bad representation among good ones.
      const feed = '{ ledger(ledgerId: "700031") { salesEvents(first: 5) { nodes { pspReference } } } }';
      expect(await ask(stack, feed)).toMatchObject(none);
      const representations = [unit, { __typename: 'SalesUnit', msn: 'x' }];
      expect(await ask(stack, ENTITIES, { representations })).toMatchObject(none);
      await ask(stack, UNIT);
      clock.advance(900);
      await stack.sandbox.clock.advance(900);
      await stack.askText('{ salesUnit(msn: "204118") { configuration { captureType } } }');
      await stack.sandbox.faults.add({ path: '/management/**', times: null, status: 503 });
      const old = await ask(stack, UNIT);
      expect(old).toMatchObject(none);
      expect(old.text).toContain('"stale":');
    });

    it('is not at all while the outcome of a change is not known', async ({ stack }) => {
      await stack.askText(set('e-1'));
      await stack.sandbox.faults.add({
        path: '/order-management/**',
        method: 'PUT',
        times: null,
        reset: 'after',
      });
      expect(JSON.stringify(await stack.askText(set('e-1')))).toContain('OUTCOME_UNKNOWN');
      expect(await ask(stack, `{ ${order('e-1')} }`)).toMatchObject(none);
      expect(await ask(stack, `{ ${order('e-2')} }`)).not.toMatchObject(none);
    });
  });

  describe(`the tags of an answer (compiled: ${COMPILE_QUERIES})`, () => {
    it('are those of the tenant and of what changes may alter, and tell nothing', async ({ stack }) => {
      await stack.askText(set('e-1'));
      const units = await ask(stack, UNITS);
      expect(units).toMatchObject({ tags: [expect.stringMatching(/^[\w-]{22}$/)], ofEntities: undefined });
      const one = await ask(stack, `{ ${order('e-1')} }`);
      // The tenant's; and of either list those of the sales unit and of the order.
      expect(one.tags).toHaveLength(5);
      expect(one.tags?.[0]).toBe(units.tags?.[0]);
      const other = await ask(stack, `{ ${order('e-2')} }`);
      expect(one.tags?.filter((tag) => other.tags?.includes(tag))).toHaveLength(3);
      // Kept, it has the same.
      expect((await ask(stack, `{ ${order('e-1')} }`)).tags).toEqual(one.tags);
    });

    it('are told entity by entity, in their order', async ({ stack }) => {
      for (const id of ['e-1', 'e-2']) await stack.askText(set(id));
      const alone = await Promise.all(
        [unit, orderOf('e-1'), orderOf('e-2')].map((one) => ask(stack, ENTITIES, { representations: [one] })),
      );
      const [ofUnit = [], ofOne = [], ofTwo = []] = alone.map(({ ofEntities }) => ofEntities?.[0]);
      expect([ofUnit.length, ofOne.length, ofTwo.length]).toEqual([1, 5, 5]);
      const representations = [orderOf('e-2'), unit, orderOf('e-1'), orderOf('e-2')];
      const all = await ask(stack, ENTITIES, { representations });
      expect(all.tags).toBeUndefined();
      expect(all.ofEntities).toHaveLength(4);
      const shown = (all.ofEntities ?? []).map((tags) => tags.toSorted());
      expect(shown).toEqual([ofTwo, ofUnit, ofOne, ofTwo].map((tags) => tags.toSorted()));
    });

    it('are those of all entities where one leads on to what another one is', async ({ stack }) => {
      await stack.askText(set('e-1'));
      const query = `query($representations: [_Any!]!) {
        _entities(representations: $representations) {
          ... on Order { category { url } salesUnit { ${order('e-1').replace('msn: "204117", ', '')} } }
        }
      }`;
      const representations = [orderOf('e-1'), orderOf('e-2')];
      const { ofEntities = [] } = await ask(stack, query, { representations });
      const own = await ask(stack, ENTITIES, { representations: [orderOf('e-1')] });
      expect(ofEntities).toHaveLength(2);
      for (const tags of ofEntities) expect(tags).toEqual(expect.arrayContaining(own.ofEntities?.[0] ?? []));
    });

    it('are not told where entities are asked for in two fields: nobody could tell them apart', async ({
      stack,
    }) => {
      const query = `query($representations: [_Any!]!) {
        one: _entities(representations: $representations) { ... on SalesUnit { configuration { captureType } } }
        two: _entities(representations: $representations) { ... on SalesUnit { configuration { captureType } } }
      }`;
      expect(await ask(stack, query, { representations: [unit] })).toMatchObject(none);
    });
  });
}

const both = freshStack();

both('both ways of execution say the same', async ({ start }) => {
  const paths = await BothPaths.start(start, {
    ROUTER_CACHE: 'private',
    ROUTER_INVALIDATION_URL: 'http://127.0.0.1:9/invalidation',
    ROUTER_INVALIDATION_KEY: 'a-key-of-the-router-that-nobody-can-guess',
  });
  const representations = [orderOf('e-1'), unit, orderOf('e-2')];
  const bodies = [
    { query: UNITS },
    { query: `{ ${order('e-1')} ${UNIT.slice(1, -1)} }` },
    { query: ENTITIES, variables: { representations } },
    { query: '{ __typename }' },
    { query: '{ salesUnit(msn: "x") { name } }' },
    {
      query:
        '{ salesEvents: ledger(ledgerId: "418806") { salesEvents(first: 3) { nodes { pspReference } } } }',
    },
  ];
  for (const body of bodies) {
    const { compiled, apollo } = await paths.ask(body);
    expect(compiled).toEqual(apollo);
  }
});

both('nothing is told unless it is asked for', async ({ start }) => {
  const stack = await start({});
  expect(await ask(stack, UNITS)).toMatchObject({ ...none, vary: 'accept, accept-encoding' });
});
