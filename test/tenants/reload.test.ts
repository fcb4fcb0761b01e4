import { once } from 'node:events';
import { IncomingMessage, request } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { Environment } from '../../src/config.js';
import { startKeyedUpstream, TELLTALE, type KeyedUpstream } from './keyed-upstream.js';
import { startTenants, type TenantsServer } from './start.js';
import { threeTenants } from './three-tenants.js';

const QUERY = '{ salesUnit(msn: "100001") { name merchant { name } } }';

const ORDER = '/order-management/v2/ecom/o-1';

async function start(env?: Environment): Promise<{ upstream: KeyedUpstream; server: TenantsServer }> {
  const upstream = await startKeyedUpstream();
  onTestFinished(() => upstream.close());
  const server = await startTenants(upstream.url, threeTenants(1), env);
  onTestFinished(() => server.server.stop());
  return { upstream, server };
}

function answer(unit: string, merchant: string): object {
  return {
    data: { salesUnit: { name: `mark-${unit}-unit`, merchant: { name: `mark-${merchant}-merchant` } } },
  };
}

function without(id: string, content: object): object {
  const { tenants } = z.object({ tenants: z.array(z.looseObject({ id: z.string() })) }).parse(content);
  return { tenants: tenants.filter((tenant) => tenant.id !== id) };
}

function lineOf({ logs }: TenantsServer, message: string): Readonly<Record<string, unknown>> | undefined {
  return logs.findLast(({ msg }) => msg === message);
}

const STAY = 'the tenants file has faults: the tenants stay as they are';
const CHANGED = 'the tenants have changed';

describe('the tenants file, when it changes', () => {
  test('whoever is in flight ends with the old, whoever comes next begins with the new', async () => {
    const { upstream, server } = await start();
    expect(await server.ask('birk', QUERY)).toEqual(answer('birk-p1', 'birk-p1'));
    const release = upstream.hold();
    const inFlight = ['acme', 'cato', 'acme', 'cato'].map((tenant) => server.ask(tenant, QUERY));
    await expect.poll(() => upstream.calls.length).toBe(4);
    await server.write(without('cato', threeTenants(2)));
    server.server.reloadTenants();
    const later = ['acme', 'birk'].map((tenant) => server.ask(tenant, QUERY));
    const refused = await server.fetch('cato', JSON.stringify({ query: QUERY }));
    expect(refused.status).toBe(403);
    release();
    const [acme, cato] = [answer('acme-a1', 'acme-p1'), answer('cato-s1', 'cato-s1')];
    expect(await Promise.all(inFlight)).toEqual([acme, cato, acme, cato]);
    // What was kept for the old keys is not told with the new ones.
    expect(await Promise.all(later)).toEqual([answer('acme-a2', 'acme-p2'), answer('birk-p2', 'birk-p2')]);
    expect(lineOf(server, CHANGED)).toMatchObject({
      added: [],
      removed: ['cato'],
      changed: ['acme', 'birk'],
    });
  });

  test('what a lost change has left in doubt stays so for new keys: nothing of it is kept', async () => {
    const { upstream, server } = await start({ REQUEST_TIMEOUT_MS: '300', UPSTREAM_RETRIES: '0' });
    const order = 'msn: "100001", paymentType: ECOM, orderId: "o-1"';
    const read = `{ order(${order}) { category { url } } salesUnit(msn: "100001") { name } }`;
    await server.ask('acme', read);
    const release = upstream.hold();
    const change = `mutation { setOrderCategory(input: { ${order}, type: GENERAL, url: "https://example.com/" }) { userErrors { code } } }`;
    const { errors } = await server.ask('acme', change);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['OUTCOME_UNKNOWN']);
    release();
    await server.write(threeTenants(2));
    server.server.reloadTenants();
    upstream.clear();
    for (let turn = 0; turn < 3; turn += 1)
      expect(await server.ask('acme', read)).toMatchObject({
        data: { salesUnit: { name: 'mark-acme-a2-unit' } },
      });
    expect(upstream.calls.map(({ url }) => url).sort()).toEqual([
      '/management/v1/sales-units/100001',
      ...[ORDER, ORDER, ORDER],
    ]);
    // Another tenant's are none of its business.
    upstream.clear();
    for (let turn = 0; turn < 3; turn += 1) await server.ask('cato', read);
    expect(upstream.calls.map(({ url }) => url).filter((url) => url === ORDER)).toHaveLength(1);
  });

  test.each([
    ['no JSON', '{ "tenants": [ secret-that-nobody-may-see', /^TENANTS_FILE: is not JSON/],
    ['a fault', { tenants: [{ id: 'acme' }] }, /^TENANTS_FILE: tenants\[0\]: has no keys/],
  ])('with %s leaves the old tenants in force, and says so', async (_what, content, fault) => {
    const { server } = await start();
    await server.write(content);
    server.server.reloadTenants();
    expect(lineOf(server, STAY)).toMatchObject({ level: 50, faults: [expect.stringMatching(fault)] });
    expect(lineOf(server, CHANGED)).toBeUndefined();
    expect(await server.ask('cato', QUERY)).toEqual(answer('cato-s1', 'cato-s1'));
    expect(JSON.stringify(server.logs)).not.toMatch(/nobody-may-see|subscription-|cato-s1/);
  });

  test('is noticed without a word', async () => {
    const { server } = await start();
    await server.write(threeTenants(2));
    await expect
      .poll(() => lineOf(server, CHANGED), { timeout: 15_000 })
      .toMatchObject({
        changed: ['acme', 'birk', 'cato'],
      });
    expect(await server.ask('cato', QUERY)).toEqual(answer('cato-s2', 'cato-s2'));
  });

  test('says when it says the same as before', async () => {
    const { server } = await start();
    server.server.reloadTenants();
    expect(lineOf(server, 'the tenants file was read again: nothing has changed')).toMatchObject({
      tenants: 3,
    });
  });

  test('is no way for a new secret to get into answers or the log', async () => {
    const { server } = await start();
    await server.write(threeTenants(2));
    server.server.reloadTenants();
    const told = await server.ask('acme', `{ salesUnit(msn: "${TELLTALE}") { name } }`);
    expect(told.errors).toHaveLength(1);
    const lines = JSON.stringify([told, server.logs]);
    expect(lines).toContain('The key [redacted] is not for this unit');
    expect(lines).not.toContain('subscription-');
  });
});

describe('a caller', () => {
  test.each([undefined, 'nobody', 'Acme', 'acme ', 'constructor', '__proto__'])(
    'that names %j as its tenant is refused with the same words, and costs no call',
    async (tenant) => {
      const { upstream, server } = await start();
      const response = await server.fetch(tenant, JSON.stringify({ query: QUERY }));
      // HTTP takes blanks off the ends of a header.
      if (tenant === 'acme ') {
        expect(response.status).toBe(200);
        return;
      }
      expect(response.status).toBe(403);
      expect(await response.json()).toEqual({
        errors: [
          { message: 'The caller belongs to no tenant of this graph.', extensions: { code: 'FORBIDDEN' } },
        ],
      });
      expect([...upstream.calls, ...upstream.tokenCalls]).toEqual([]);
    },
  );

  test('without a tenant is refused before its body is read', async () => {
    const { server } = await start();
    const asked = request(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': '1000',
        'x-router-secret': 'a-secret-that-the-router-shares-with-us',
      },
    });
    asked.write('{');
    const [response] = z.tuple([z.instanceof(IncomingMessage)]).parse(await once(asked, 'response'));
    expect(response.statusCode).toBe(403);
    asked.destroy();
  });
});

test('the probes ask with the keys of all tenants', async () => {
  const { server, upstream } = await start();
  const response = await fetch(`${server.server.probesUrl}/readyz`);
  expect(await response.json()).toEqual({ status: 'ok' });
  expect(upstream.tokenCalls).toHaveLength(8);
});
