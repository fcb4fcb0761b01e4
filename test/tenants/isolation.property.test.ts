import { describe, expect, onTestFinished, test } from 'vitest';
import { randomFrom } from '../support/random.js';
import { startKeyedUpstream, type KeyedCall, type KeyedUpstream } from './keyed-upstream.js';
import { startTenants, type TenantsServer } from './start.js';
import {
  classicKeysOf,
  sees,
  subscriptionOf,
  tenantIds,
  threeTenants,
  type TenantId,
} from './three-tenants.js';

const REQUESTS = 2_000;
const AT_ONCE = 25;
const seed = process.env['SEED'] ?? String(Date.now());

interface Asked {
  readonly tenant: TenantId;
  readonly query: string;
  /** Of a cursor, whose it was. */
  readonly cursorOf?: TenantId;
  /** The sales unit or ledger that all of it is about. */
  readonly about?: string;
}

/** Cursors of the same lists, by whose they are. */
type Cursors = Readonly<Record<TenantId, Set<string>>>;

const LISTS: readonly ((after: string) => string)[] = [
  (after) => `{ salesUnits(first: 1${after}) { nodes { name } pageInfo { endCursor } } }`,
  (after) =>
    `{ ledger(ledgerId: "300001") { salesEvents(first: 1${after}) { nodes { reference lines { name } } pageInfo { endCursor } } } }`,
  (after) =>
    `{ ledgers(first: 1${after}) { nodes { ledgerId pointsOfSale { name } } pageInfo { endCursor } } }`,
];

function makeRequest(random: () => number, cursors: readonly Cursors[]): Asked {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? expect.unreachable();
  const tenant = pick(tenantIds);
  const msn = pick(['100001', '100002', '100003', '100009']);
  const ledger = pick(['300001', '300002']);
  const order = `msn: "${msn}", paymentType: ECOM, orderId: "o-${pick([1, 2])}"`;
  const entity = (representation: string, selection: string): string =>
    `{ _entities(representations: [{ ${representation} }]) { ... on ${selection} } }`;
  const about = (id: string, query: string): Asked => ({ tenant, query, about: id });
  const list = Math.floor(random() * LISTS.length);
  const page = LISTS[list] ?? expect.unreachable();
  const cursorOf = pick(tenantIds);
  const cursor = pick([...(cursors[list]?.[cursorOf] ?? []), '']);
  return pick<() => Asked>([
    () => about(msn, `{ salesUnit(msn: "${msn}") { name merchant { name } } }`),
    () => about(msn, `{ order(${order}) { category { url } receipt { orderLines { name } } } }`),
    () =>
      about(msn, `{ category(msn: "${msn}", categoryId: "11111111-2222-4333-8444-000000000001") { url } }`),
    () => about(msn, entity(`__typename: "SalesUnit", msn: "${msn}"`, 'SalesUnit { name }')),
    () =>
      about(
        msn,
        entity(`__typename: "Order", ${order.replace('ECOM', '"ECOM"')}`, 'Order { category { url } }'),
      ),
    () =>
      about(
        msn,
        `mutation { setOrderCategory(input: { ${order}, type: GENERAL, url: "https://example.com/" }) { categoryId order { category { url } } userErrors { code } } }`,
      ),
    () =>
      about(
        msn,
        `mutation { createCategory(input: { ${order}, type: GENERAL, url: "https://example.com/" }) { category { categoryId } userErrors { code } } }`,
      ),
    () =>
      about(
        msn,
        `mutation { deleteCategory(input: { msn: "${msn}", categoryId: "11111111-2222-4333-8444-000000000002" }) { category { url } userErrors { code } } }`,
      ),
    () => about(ledger, `{ salesEvent(ledgerId: "${ledger}", pspReference: "psp-0") { lines { name } } }`),
    () =>
      about(
        ledger,
        `{ ledger(ledgerId: "${ledger}") { pointsOfSale { name } funds(date: "2026-05-20") { nodes { reference } } } }`,
      ),
    () =>
      about(
        ledger,
        entity(
          `__typename: "SalesEvent", ledgerId: "${ledger}", pspReference: "psp-1"`,
          'SalesEvent { lines { name } }',
        ),
      ),
    () => ({
      tenant,
      query: '{ productOrders { nodes { productOrderUrl merchant { name } } } merchants { nodes { name } } }',
    }),
    () => ({
      tenant,
      query: `{ salesUnit(msn: "100001") { name order(paymentType: ECOM, orderId: "o-1") { category { url } } ledger { pointsOfSale { name } } } ledgers { nodes { ledgerId } } }`,
    }),
    () => ({ tenant, query: page('') }),
    () =>
      cursor === '' ? { tenant, query: page('') } : { tenant, query: page(`, after: "${cursor}"`), cursorOf },
    () => ({ tenant, query: page('') }),
  ])();
}

/** Every text in an answer, and what may be hidden in opaque ids and cursors. */
function textsOf(body: string): string {
  const hidden = (body.match(/[\w-]{12,}/g) ?? []).map((word) => Buffer.from(word, 'base64url').toString());
  return `${body}\n${hidden.join('\n')}`;
}

function judge({ tenant, query, about, cursorOf }: Asked, body: string): void {
  const marks = [...textsOf(body).matchAll(/mark-(\w+)-([a-z]?)(\d*)-/g)];
  const told = `${tenant}: ${query}\n${body}`;
  expect(
    marks.map(([, whose]) => whose).filter((whose) => whose !== tenant),
    told,
  ).toEqual([]);
  // Nothing of it is from before a reload of the tenants, and something else from after it.
  expect(new Set(marks.map(([, , , generation]) => generation)).size, told).toBeLessThanOrEqual(1);
  expect(body, told).not.toContain('INTERNAL_SERVER_ERROR');
  if (cursorOf !== undefined && cursorOf !== tenant) {
    expect(body, told).toContain('"message":"after is not a cursor.');
    expect(marks, told).toEqual([]);
  } else if (cursorOf !== undefined) expect(body, told).not.toContain('errors');
  if (about !== undefined && !sees(tenant, about)) {
    expect(marks, told).toEqual([]);
    if (query.startsWith('mutation')) expect(body, told).toContain('"NOT_FOUND"');
    else expect(body, told).not.toContain('errors');
  }
  if (
    about?.startsWith('10000') === true &&
    /salesUnit\(|SalesUnit/.test(query) &&
    sees(tenant, about) &&
    about !== '100009'
  )
    expect(body, told).toContain(`mark-${classicKeysOf(tenant, about)}`);
}

function judgeCall({ keys = '', url, msn, subscription, method }: KeyedCall): void {
  const told = `${method} ${url} with ${keys}, unit ${msn}`;
  const [, name = '', tenant] = /^((\w+)-\w)\d$/.exec(keys) ?? [];
  const owner = tenantIds.find((id) => id === tenant);
  if (owner === undefined) expect.unreachable(told);
  const unit = /\/sales-units\/(\d+)$/.exec(url)?.[1] ?? msn;
  const ledger = /\/ledgers\/(\d+)/.exec(url)?.[1];
  const isOfLedgers = /^\/(sales|settlement|report)\//.test(url);
  expect(name, told).toBe(isOfLedgers ? `${owner}-c` : classicKeysOf(owner, unit));
  expect(subscription, told).toBe(isOfLedgers ? undefined : subscriptionOf(keys));
  expect(
    [unit, ledger].filter((id) => id !== undefined && !sees(owner, id)),
    told,
  ).toEqual([]);
}

/** Asks all of it, so many at once. */
async function askAll(server: TenantsServer, upstream: KeyedUpstream): Promise<number> {
  const random = randomFrom(seed);
  const cursors = LISTS.map(() => ({
    acme: new Set<string>(),
    birk: new Set<string>(),
    cato: new Set<string>(),
  }));
  let begun = 0;
  let generation = 1;
  let foreignCursors = 0;
  const worker = async (): Promise<void> => {
    while (begun < REQUESTS) {
      begun += 1;
      if (begun % 250 === 0) {
        await server.write(threeTenants((generation += 1)));
        server.server.reloadTenants();
      }
      const asked = makeRequest(random, cursors);
      const response = await server.fetch(asked.tenant, JSON.stringify({ query: asked.query }));
      const body = await response.text();
      expect(response.status, body).toBe(200);
      judge(asked, body);
      if (asked.cursorOf !== undefined && asked.cursorOf !== asked.tenant) foreignCursors += 1;
      const list = LISTS.findIndex((page) => asked.query === page(''));
      const cursor = /"endCursor":"([\w-]+)"/.exec(body)?.[1];
      if (cursor !== undefined) cursors[list]?.[asked.tenant].add(cursor);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  upstream.calls.forEach(judgeCall);
  return foreignCursors;
}

describe('three tenants with equal ids upstream', () => {
  test.each([
    ['compiled', {}],
    ['by Apollo Server', { COMPILE_QUERIES: 'false' }],
    ['without caches', { CACHE_MAX_BYTES: '0', RESPONSE_CACHE_MAX_BYTES: '0' }],
  ])(
    `${REQUESTS} requests at random see nothing of each other, %s (SEED=${seed})`,
    async (_way, env) => {
      const upstream = await startKeyedUpstream();
      onTestFinished(() => upstream.close());
      const server = await startTenants(upstream.url, threeTenants(1), env);
      onTestFinished(() => server.server.stop());
      const foreignCursors = await askAll(server, upstream);
      expect(foreignCursors).toBeGreaterThan(20);
      expect(upstream.calls.length).toBeGreaterThan(100);
      const used = new Set(upstream.calls.map(({ keys }) => keys?.replace(/\d$/, '')));
      expect([...used].sort()).toEqual([
        'acme-a',
        'acme-b',
        'acme-c',
        'acme-p',
        'birk-c',
        'birk-p',
        'cato-c',
        'cato-s',
      ]);
      // No redirection was followed.
      expect(upstream.calls.filter(({ url }) => url.startsWith('/elsewhere'))).toEqual([]);
      expect(JSON.stringify(server.logs)).not.toMatch(/subscription-|one-client/);
    },
    120_000,
  );
});
