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
  read,
  readEnv,
  readYaml,
  requestTime,
  seconds,
  sourcesOf,
} from './examples.js';

// Its program is not to be had here: what is read are its files, and against what subgraphs do.
describe('Apollo Router', () => {
  const env = readEnv(`${GATEWAYS}/apollo-router/subgraph.env`);
  const rule = z.object({ insert: z.object({ name: z.string(), value: z.string() }) });
  const cached = z.object({
    enabled: z.literal(true),
    private_id: z.string(),
    invalidation: z.object({ enabled: z.literal(true), shared_key: z.string() }),
  });
  const router = readYaml(
    `${GATEWAYS}/apollo-router/router.yaml`,
    z.object({
      authorization: z.object({ require_authentication: z.boolean() }),
      headers: z.object({
        all: z.object({ request: z.array(z.object({ propagate: z.object({ named: z.string() }) })) }),
        subgraphs: z.record(z.string(), z.object({ request: z.array(rule) })),
      }),
      traffic_shaping: z.object({
        router: z.object({ timeout: seconds }),
        subgraphs: z.record(z.string(), z.object({ timeout: seconds })),
      }),
      limits: z.record(z.string(), z.number()),
      include_subgraph_errors: z.object({ all: z.boolean() }),
      subscription: z.object({
        mode: z.object({
          callback: z.object({
            public_url: z.url(),
            listen: z.string(),
            path: z.string(),
            subgraphs: z.array(z.string()),
          }),
        }),
      }),
      response_cache: z.object({
        invalidation: z.object({ listen: z.string(), path: z.string() }),
        subgraph: z.object({ subgraphs: z.record(z.string(), cached) }),
      }),
    }),
  );

  it('lets strangers nowhere, and adds its secret to what it passes on', () => {
    expect(router.authorization).toEqual({ require_authentication: true });
    expect(router.headers.all.request.map(({ propagate }) => propagate.named)).toEqual(passedOn);
    const insert = { name: SECRET_HEADER, value: '${env.AUTH_ROUTER_SECRET}' };
    expect(router.headers.subgraphs).toEqual(
      Object.fromEntries(subgraphNames.map((name) => [name, { request: [{ insert }] }])),
    );
  });

  it('waits a little longer than subgraphs do, limits bodies as they do, and no queries', () => {
    const { subgraphs, router: own } = router.traffic_shaping;
    expect(Object.keys(subgraphs)).toEqual(subgraphNames);
    expect(subgraphs['vipps']?.timeout).toBeGreaterThan(requestTime);
    expect(subgraphs['entur']?.timeout).toBeGreaterThan(enturChangeTime);
    expect(own.timeout).toBeGreaterThan(Math.max(...Object.values(subgraphs).map(({ timeout }) => timeout)));
    expect(router.limits).toEqual({ http_max_request_bytes: defaultOf('IMAGE_BODY_LIMIT_BYTES') });
    expect(router.include_subgraph_errors).toEqual({ all: true });
  });

  it('is where subgraphs send events and word of changes', () => {
    const { public_url, listen, path, subgraphs } = router.subscription.mode.callback;
    const url = new URL(public_url);
    expect(subgraphs).toEqual(live);
    expect(env['SUBSCRIPTION_CALLBACK_ORIGINS']).toBe(url.origin);
    expect([listen, path]).toEqual([`0.0.0.0:${url.port}`, url.pathname]);
    const invalidation = new URL(env['ROUTER_INVALIDATION_URL'] ?? '');
    expect(router.response_cache.invalidation).toEqual({
      listen: `0.0.0.0:${invalidation.port}`,
      path: invalidation.pathname,
    });
  });

  it('keeps answers for who its script says', () => {
    const { subgraphs } = router.response_cache.subgraph;
    expect(Object.keys(subgraphs)).toEqual(subgraphNames);
    const script = read(`${GATEWAYS}/apollo-router/rhai/main.rhai`);
    for (const { private_id, invalidation } of Object.values(subgraphs)) {
      expect(script).toContain(`request.context["${private_id}"] =`);
      expect(invalidation.shared_key).toBe('${env.ROUTER_INVALIDATION_KEY}');
    }
    for (const claim of callerClaims) expect(script).toContain(`claims["${claim}"]`);
  });

  it('gets a supergraph of which its composer has nothing to say', () => {
    const { subgraphs } = readYaml(
      `${GATEWAYS}/apollo-router/supergraph.yaml`,
      z.object({ subgraphs: z.record(z.string(), located) }),
    );
    expect(composers['Apollo']?.(sourcesOf('apollo-router', Object.entries(subgraphs))).faults).toEqual([]);
  });
});
