import { afterAll, describe, expect, onTestFinished, vi } from 'vitest';
import { settings } from '../../src/config/settings.js';
import { makeKey, signToken, startIssuer } from '../callers/issuer.js';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';
import { configuredHiveGateway, type HiveGateway } from '../support/hive-gateway.js';
import { json, scriptedServer } from '../support/scripted-server.js';
import { read, readEnv } from './examples.js';

// The configuration that docs/examples/gateways/hive-gateway shows, loaded as Hive Gateway loads it, and run.
const key = await makeKey('one');
const issuer = await startIssuer(key);
afterAll(() => issuer.close());

const env: Readonly<Record<string, string>> = {
  ...readEnv('docs/examples/gateways/hive-gateway/subgraph.env'),
  AUTH_JWKS_URL: issuer.jwksUrl,
};
for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
const { gatewayConfig } = await import('../../docs/examples/gateways/hive-gateway/gateway.config.js');

const SUPERGRAPH = read('docs/deploy/supergraph.graphql');
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** Headers that say nothing of a caller. */
const OF_HTTP = [
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'host',
  'user-agent',
];

/** With `vipps` at another address than the example has. */
async function gatewayTo(vippsUrl: string): Promise<HiveGateway> {
  const supergraph = SUPERGRAPH.replace('http://vipps:4001/graphql', vippsUrl);
  expect(supergraph).not.toBe(SUPERGRAPH);
  const gateway = await configuredHiveGateway(supergraph, gatewayConfig);
  onTestFinished(() => gateway.stop());
  return gateway;
}

async function bearer(scope: string, claims: object = {}): Promise<{ readonly authorization: string }> {
  const exp = Math.floor(Date.now() / 1_000) + 300;
  const { AUTH_ISSUER: iss = '', AUTH_AUDIENCE: aud = '' } = env;
  const token = await signToken(key, { iss, aud, exp, scope, ...claims });
  return { authorization: `Bearer ${token}` };
}

describe('Hive Gateway as the example sets it up', () => {
  it('sends subgraphs its secret and what it names of its caller’s headers, and no more', async () => {
    const vipps = await scriptedServer(json(200, { data: { salesUnit: { name: 'A' } } }));
    const gateway = await gatewayTo(`${vipps.url}/graphql`);
    const { authorization } = await bearer('management:read');
    const answer = await gateway.ask('{ salesUnit(msn: "204117") { name } }', undefined, {
      authorization,
      traceparent,
      tracestate: 'a=b',
      'x-request-id': 'of-the-caller-1',
      'x-router-secret': 'guessed',
      'x-caller-scopes': 'orders:write',
      'x-caller-tenant': 'somebody-else',
      cookie: 'a=b',
    });
    expect(answer).toEqual({ data: { salesUnit: { name: 'A' } } });
    expect(vipps.seen).toHaveLength(1);
    const { headers } = vipps.seen[0] ?? {};
    const own = Object.entries(headers ?? {}).filter(([name]) => !OF_HTTP.includes(name));
    expect(Object.fromEntries(own)).toEqual({
      authorization,
      traceparent,
      tracestate: 'a=b',
      'x-request-id': 'of-the-caller-1',
      'x-router-secret': env['AUTH_ROUTER_SECRET'],
    });
  });

  it.for([
    ['no token', () => Promise.resolve({})],
    ['one of another issuer', () => bearer('management:read', { iss: 'https://other.example' })],
    ['one for another graph', () => bearer('management:read', { aud: 'other' })],
    ['one that has ended', () => bearer('management:read', { exp: 1_000 })],
    ['no proof but a guessed secret', () => Promise.resolve({ 'x-router-secret': 'guessed' })],
  ] as const)('refuses who brings %s, and asks no subgraph', async ([, headers]) => {
    const vipps = await scriptedServer(json(200, { data: { salesUnit: { name: 'A' } } }));
    const gateway = await gatewayTo(`${vipps.url}/graphql`);
    const answer = await gateway.ask('{ salesUnit(msn: "204117") { name } }', undefined, await headers());
    expect(answer).toEqual({
      errors: [
        {
          message: 'This graph is for known callers: send a good token.',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    });
    expect(vipps.seen).toEqual([]);
  });

  it('is let in by subgraphs for what the token of its caller allows, and shows their errors', async ({
    start,
  }) => {
    const { url, logs } = await start({ env });
    const gateway = await gatewayTo(`${url}/graphql`);
    const answer = await gateway.ask('{ salesUnit(msn: "204117") { name ledger { ledgerId } } }', undefined, {
      ...(await bearer('management:read')),
      traceparent,
      'x-request-id': 'of-the-caller-2',
    });
    expect(answer.data).toEqual({ salesUnit: { name: 'Måkeskrik Nettbutikk', ledger: null } });
    expect(answer.errors).toMatchObject([
      {
        path: ['salesUnit', 'ledger'],
        extensions: { code: 'FORBIDDEN', requiredScope: 'report:read', serviceName: 'vipps' },
      },
    ]);
    expect(logs.find(({ msg }) => msg === 'graphql request')).toMatchObject({
      requestId: 'of-the-caller-2',
      traceId: '0af7651916cd43dd8448eb211c80319c',
    });
  });

  it('tells events, asking for them in the name of its caller', async ({ start }) => {
    const timers = new FakeTimers();
    const { url, sandbox } = await start({ env, timers });
    await sandbox.clock.freeze('2026-09-14T10:20:00Z');
    const gateway = await gatewayTo(`${url}/graphql`);
    const response = await gateway.subscribe(
      'subscription { salesEventAdded(ledgerId: "418806") { node { reference } } }',
      await bearer('sales:read'),
    );
    const first = EventStream.of(response).next();
    await timers.until(1);
    await sandbox.ledgers.addEvents('418806', [
      { reference: 'new', amounts: { gross: 12_500, net: 10_000, vat: 2_500 } },
    ]);
    timers.advance(3_000);
    expect(await first).toEqual({ data: { salesEventAdded: { node: { reference: 'new' } } } });
  });

  it('tells strangers no events, and nobody its schema', async () => {
    const vipps = await scriptedServer(json(200, {}));
    const gateway = await gatewayTo(`${vipps.url}/graphql`);
    const refused = await gateway.subscribe(
      'subscription { salesEventAdded(ledgerId: "418806") { cursor } }',
    );
    expect(await refused.text()).toContain('UNAUTHENTICATED');
    const { data, errors } = await gateway.ask(
      '{ __schema { types { name } } }',
      undefined,
      await bearer(''),
    );
    expect(data).toBeUndefined();
    expect(errors?.[0]?.message).toContain('introspection has been disabled');
    expect(vipps.seen).toEqual([]);
  });

  it('waits a little longer than subgraphs do, and for events without end', () => {
    const request = Number(settings.REQUEST_TIMEOUT_MS.default);
    const change = request + Number(settings.ENTUR_CHANGE_TIMEOUT_MS.default);
    const wait = (subgraphName: string, operationType: string): number | undefined =>
      gatewayConfig.upstreamTimeout({ subgraphName, executionRequest: { operationType } });
    expect(wait('vipps', 'query')).toBeGreaterThan(request);
    expect(wait('vipps', 'mutation')).toBeGreaterThan(request);
    expect(wait('entur', 'query')).toBeGreaterThan(request);
    expect(wait('entur', 'query')).toBeLessThan(request * 2);
    expect(wait('entur', 'mutation')).toBeGreaterThan(change);
    expect(wait('vipps', 'subscription')).toBeUndefined();
  });
});
