import { createHash } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { it } from '../support/fixture.js';
import { startKeyedUpstream } from './keyed-upstream.js';
import { ALL_SCOPES, startTenants } from './start.js';
import { threeTenants } from './three-tenants.js';

const PERSON = 'kari.nordmann@example.com';
const BODY = JSON.stringify({ query: '{ __typename }' });
/** As the page about security says that it is found. */
const hashOf = (tenant: string, subject: string): string =>
  createHash('sha256').update(`${tenant}\n${subject}`).digest('hex').slice(0, 12);

async function start(env: Readonly<Record<string, string>>) {
  const upstream = await startKeyedUpstream();
  onTestFinished(() => upstream.close());
  const server = await startTenants(upstream.url, threeTenants(1), { LOG_LEVEL: 'info', ...env });
  onTestFinished(() => server.server.stop());
  return {
    logs: server.logs,
    ask: async (tenant: string, subject?: string): Promise<number> => {
      const headers = subject === undefined ? {} : { 'x-caller-subject': subject };
      const response = await server.fetch(tenant, BODY, ALL_SCOPES, headers);
      await response.text();
      return response.status;
    },
  };
}

describe.each(['true', 'false'])('of several tenants (compiled: %s)', (compile) => {
  test('the line of a request names the one that asked, and its caller by a hash', async () => {
    const { logs, ask } = await start({ COMPILE_QUERIES: compile });
    await ask('acme', PERSON);
    await ask('birk', PERSON);
    await ask('birk');
    const lines = () => logs.filter(({ msg }) => msg === 'graphql request');
    await expect.poll(() => lines().length).toBe(3);
    expect(lines().map(({ tenant, caller }) => [tenant, caller])).toEqual([
      ['acme', hashOf('acme', PERSON)],
      ['birk', hashOf('birk', PERSON)],
      ['birk', undefined],
    ]);
    expect(JSON.stringify(logs)).not.toContain('kari');
  });

  test('so does the line of one that asks too often', async () => {
    const { logs, ask } = await start({ COMPILE_QUERIES: compile, RATE_LIMIT_PER_SECOND: '1' });
    const statuses = [await ask('acme', PERSON), await ask('acme', PERSON), await ask('acme', PERSON)];
    expect(statuses).toEqual([200, 200, 429]);
    const refused = logs.filter(({ msg }) => msg === 'request refused');
    expect(refused).toMatchObject([{ status: 429, tenant: 'acme', caller: hashOf('acme', PERSON) }]);
  });
});

it('of the one tenant there is, no line says a word', async ({ start: startStack }) => {
  const stack = await startStack();
  await stack.askText('{ __typename }');
  const [line] = stack.logs.filter(({ msg }) => msg === 'graphql request');
  expect(line).not.toHaveProperty('tenant');
  expect(line).not.toHaveProperty('caller');
});

it('a caller of it is told by a hash', async ({ start: startStack }) => {
  const secret = 'a-secret-that-the-router-shares-with-us';
  const env = { CALLER_AUTH: 'router-secret', AUTH_ROUTER_SECRET: secret, AUTH_ROUTER_CLAIMS: 'on' };
  const stack = await startStack({ env });
  const headers = {
    'x-router-secret': secret,
    'x-caller-subject': PERSON,
    'x-caller-scopes': 'management:read',
  };
  await stack.askText('{ __typename }', undefined, { headers });
  const [line] = stack.logs.filter(({ msg }) => msg === 'graphql request');
  expect(line).toMatchObject({ caller: hashOf('sandbox', PERSON) });
  expect(line).not.toHaveProperty('tenant');
  expect(JSON.stringify(stack.logs)).not.toContain('kari');
});
