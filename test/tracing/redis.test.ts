import { describe, expect } from 'vitest';
import { it } from '../support/fixture.js';
import { hasRedis, NEEDS_REDIS, RedisServer } from '../support/redis.js';
import { Spans, treeOf } from '../support/spans.js';

const UNIT = '{ salesUnit(msn: "204117") { name } }';

describe.skipIf(!hasRedis)(`spans of the shared tier${NEEDS_REDIS}`, () => {
  it('say what was looked for there, whether it was found, and what Redis was asked', async ({
    start,
    onTestFinished,
  }) => {
    const redis = await RedisServer.start();
    onTestFinished(() => redis.kill());
    const spans = new Spans();
    const common = { env: { ...redis.env(), RESPONSE_CACHE_MAX_BYTES: '0' }, tracer: spans.tracer };
    const [one, other] = [await start(common), await start(common)];
    for (const { logs } of [one, other])
      await expect
        .poll(() => logs.map(({ msg }) => msg), { timeout: 10_000 })
        .toContain('the shared cache answers');
    const told = [
      'subgraph.cache.resource',
      'subgraph.cache.hit',
      'subgraph.cache.reads',
      'db.system.name',
      'db.operation.name',
      'server.port',
    ];
    const redisTold = `db.system.name=redis db.operation.name=EVALSHA server.port=${String(redis.port)}`;
    const apiPort = new URL(one.sandboxUrl).port;
    await one.askText(UNIT);
    expect(treeOf(await spans.take(), ...told)).toEqual([
      'SERVER POST /graphql',
      '  INTERNAL query subgraph.cache.reads=1',
      '    INTERNAL cache read subgraph.cache.resource=salesUnit subgraph.cache.hit=false',
      `      CLIENT EVALSHA find ${redisTold}`,
      `      CLIENT EVALSHA keep ${redisTold}`,
      `    CLIENT POST fetchAuthorizationToken server.port=${apiPort}`,
      `    CLIENT GET getMsn server.port=${apiPort}`,
    ]);
    await other.askText(UNIT);
    expect(treeOf(await spans.take(), ...told)).toEqual([
      'SERVER POST /graphql',
      '  INTERNAL query subgraph.cache.reads=1',
      '    INTERNAL cache read subgraph.cache.resource=salesUnit subgraph.cache.hit=true',
      `      CLIENT EVALSHA find ${redisTold}`,
    ]);
  });
});
