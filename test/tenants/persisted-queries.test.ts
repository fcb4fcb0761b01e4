import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { PersistedQueries } from '../../src/server/PersistedQueries.js';
import { sha256 } from '../support/trusted-documents.js';
import { startKeyedUpstream } from './keyed-upstream.js';
import { startTenants } from './start.js';
import { threeTenants } from './three-tenants.js';

const QUERY = '{ salesUnit(msn: "100001") { name } }';
const naming = (query?: string) =>
  JSON.stringify({ query, extensions: { persistedQuery: { version: 1, sha256Hash: sha256(QUERY) } } });

describe.each(['true', 'false'])('a persisted query of a tenant (compiled: %s)', (compile) => {
  const start = async () => {
    const upstream = await startKeyedUpstream();
    onTestFinished(() => upstream.close());
    const server = await startTenants(upstream.url, threeTenants(1), { COMPILE_QUERIES: compile });
    onTestFinished(() => server.server.stop());
    const send = async (tenant: string, query?: string): Promise<unknown> =>
      (await server.fetch(tenant, naming(query))).json();
    return { server, send };
  };
  const answer = (keys: string) => ({ data: { salesUnit: { name: `mark-${keys}-unit` } } });
  const unknown = {
    errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
  };

  test('is not known of another, who learns nothing of it', async () => {
    const { send } = await start();
    expect(await send('acme')).toEqual(unknown);
    expect(await send('acme', QUERY)).toEqual(answer('acme-a1'));
    expect(await send('acme')).toEqual(answer('acme-a1'));
    expect(await send('birk')).toEqual(unknown);
    expect(await send('birk', QUERY)).toEqual(answer('birk-p1'));
    expect(await send('birk')).toEqual(answer('birk-p1'));
    expect(await send('acme')).toEqual(answer('acme-a1'));
  });

  test('stays when the tenant gets other keys, and goes with the tenant', async () => {
    const { server, send } = await start();
    await send('acme', QUERY);
    await send('cato', QUERY);
    const { tenants } = z.object({ tenants: z.array(z.unknown()) }).parse(threeTenants(2));
    await server.write({ tenants: tenants.slice(0, 1) });
    server.server.reloadTenants();
    expect(await send('acme')).toEqual(answer('acme-a2'));
    await server.write(threeTenants(2));
    server.server.reloadTenants();
    expect(await send('cato')).toEqual(unknown);
  });
});

describe('the memory for persisted queries', () => {
  /** Remembers so many texts of a hundred thousand characters. */
  const fill = (queries: PersistedQueries, tenant: string, count: number): void => {
    for (let index = 0; index < count; index += 1)
      queries.of(tenant).remember(sha256(`${tenant} ${index}`), 'x'.repeat(100_000));
  };
  const knows = (queries: PersistedQueries, tenant: string, index: number): boolean =>
    queries.of(tenant).read({ version: 1, sha256Hash: sha256(`${tenant} ${index}`) }, undefined)?.query !==
    undefined;

  test('is bounded for all together, and nobody can push out the texts of who has less', () => {
    const queries = new PersistedQueries();
    fill(queries, 'small', 10);
    fill(queries, 'other', 20);
    fill(queries, 'large', 500);
    for (let index = 0; index < 10; index += 1) expect(knows(queries, 'small', index)).toBe(true);
    for (let index = 0; index < 20; index += 1) expect(knows(queries, 'other', index)).toBe(true);
    const sizes = ['small', 'other', 'large'].map((tenant) => queries.of(tenant).size);
    const total = sizes.reduce((sum, size) => sum + size);
    expect(total).toBeLessThanOrEqual(8 * 1_048_576);
    expect(total).toBeGreaterThan(8_000_000);
    expect([knows(queries, 'large', 499), knows(queries, 'large', 0)]).toEqual([true, false]);
  });
});
