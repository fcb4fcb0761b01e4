import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SECRET_HEADER } from '../../src/callers/RouterSecrets.js';
import { subgraphNames } from '../../src/config/subgraph-names.js';
import { composers } from '../support/composers.js';
import {
  callerClaims,
  defaultOf,
  enturChangeTime,
  GATEWAYS,
  live,
  located,
  passedOn,
  readEnv,
  readYaml,
  requestTime,
  seconds,
  sourcesOf,
} from './examples.js';

// Its program is not to be had here: what is read are its files, and against what subgraphs do.
describe('Cosmo', () => {
  const env = readEnv(`${GATEWAYS}/cosmo/subgraph.env`);
  const propagate = z.object({ op: z.literal('propagate'), named: z.string() });
  const set = z.object({ op: z.literal('set'), name: z.string(), value: z.string() });
  const router = readYaml(
    `${GATEWAYS}/cosmo/config.yaml`,
    z.object({
      authorization: z.object({ require_authentication: z.boolean() }),
      headers: z.object({
        all: z.object({ request: z.array(propagate) }),
        subgraphs: z.record(z.string(), z.object({ request: z.array(set) })),
      }),
      traffic_shaping: z.object({
        router: z.object({ max_request_body_size: z.templateLiteral([z.number(), 'MB']) }),
        all: z.object({ request_timeout: seconds, retry: z.object({ enabled: z.boolean() }) }),
        subgraphs: z.record(z.string(), z.object({ request_timeout: seconds })),
      }),
      security: z.undefined().optional(),
      subgraph_error_propagation: z.record(z.string(), z.unknown()),
    }),
  );

  it('lets strangers nowhere, and adds its secret to what it passes on', () => {
    expect(router.authorization).toEqual({ require_authentication: true });
    expect(router.headers.all.request.map(({ named }) => named.toLowerCase())).toEqual(passedOn);
    expect(Object.keys(router.headers.subgraphs)).toEqual(subgraphNames);
    for (const { request: rules } of Object.values(router.headers.subgraphs))
      expect(rules.map(({ name, value }) => [name.toLowerCase(), value])).toEqual([
        [SECRET_HEADER, '${AUTH_ROUTER_SECRET}'],
      ]);
  });

  it('waits a little longer than subgraphs do, takes bodies as long, and shows errors as they are', () => {
    const { all, subgraphs, router: own } = router.traffic_shaping;
    expect(all.request_timeout).toBeGreaterThan(requestTime);
    expect(subgraphs['entur']?.request_timeout).toBeGreaterThan(enturChangeTime);
    expect(all.retry).toEqual({ enabled: false });
    expect(parseFloat(own.max_request_body_size) * 1_000_000).toBeGreaterThan(
      defaultOf('IMAGE_BODY_LIMIT_BYTES'),
    );
    expect(router.subgraph_error_propagation).toMatchObject({
      mode: 'pass-through',
      omit_extensions: false,
      allow_all_extension_fields: true,
    });
  });

  it('is where subgraphs send word of changes, and keeps answers for who has asked', () => {
    const { response_cache: cache } = readYaml(
      `${GATEWAYS}/cosmo/cache.yaml`,
      z.object({
        response_cache: z.object({
          private_id: z.string(),
          invalidation: z.object({ endpoint: z.record(z.string(), z.unknown()) }),
        }),
      }),
    );
    const url = new URL(env['ROUTER_INVALIDATION_URL'] ?? '');
    expect(cache.invalidation.endpoint).toEqual({
      enabled: true,
      listen_addr: `0.0.0.0:${url.port}`,
      path: url.pathname,
      shared_key: '${ROUTER_INVALIDATION_KEY}',
    });
    for (const claim of callerClaims) expect(cache.private_id).toContain(`request.auth.claims.${claim} `);
  });

  it('composes, and gets events as server-sent ones', () => {
    const { subgraphs } = readYaml(
      `${GATEWAYS}/cosmo/graph.yaml`,
      z.object({ subgraphs: z.array(located.extend({ name: z.string() })) }),
    );
    const named = subgraphs.map((each) => [each.name, each] as const);
    expect(composers['WunderGraph']?.(sourcesOf('cosmo', named)).faults).toEqual([]);
    for (const { name, routing_url: url, subscription } of subgraphs)
      expect(subscription).toEqual(live.includes(name) ? { url, protocol: 'sse_post' } : undefined);
  });
});
