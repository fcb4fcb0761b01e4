import { describe, expect, onTestFinished } from 'vitest';
import { ERROR_CODES, PROTOCOL_CODES } from '../../src/errors/codes.js';
import { LIMITS } from '../../src/errors/limits.js';
import { settings } from '../../src/config/settings.js';
import { metricDefinitions, type MetricDefinition } from '../../src/metrics/definitions.js';
import { END_REASONS } from '../../src/live/StreamEnd.js';
import { fallBackReasons } from '../../src/server/FallBacks.js';
import { it } from '../support/fixture.js';
import { NEEDS_REDIS, RedisServer } from '../support/redis.js';
import { scrape, type Scraped } from '../support/scrape.js';
import { canProvoke, provocations } from './provocations.js';

const definitions: readonly (readonly [string, MetricDefinition])[] = Object.entries(metricDefinitions);

/** The values of labels that are one of a list. */
const closed: Readonly<Record<string, readonly string[]>> = {
  subgraph: ['vipps'],
  kind: ['query', 'mutation', 'subscription', 'none'],
  path: ['compiled', 'apollo', 'joined', 'cached'],
  code: [...Object.keys(ERROR_CODES), ...PROTOCOL_CODES],
  limit: [...LIMITS, 'none'],
  reason: [...Object.keys(fallBackReasons), 'left', 'stalled', ...END_REASONS],
  attempt: ['1', '2', '3', 'more'],
};

/** What is wrong with the labels of what was scraped. */
function faultsOf({ samples }: Scraped): readonly string[] {
  return samples.flatMap(({ name, labels }) => {
    const definition = definitions.find(([each]) => each === name.replace(/_(bucket|sum|count)$/, ''));
    if (definition === undefined) return name.startsWith('subgraph_') ? [`${name} is not defined`] : [];
    const [, { labels: own }] = definition;
    const told = Object.keys(labels).filter((label) => label !== 'le');
    const names = ['subgraph', ...Object.keys(own)];
    const isSame = told.toSorted().join() === names.toSorted().join();
    const strange = Object.entries(labels).filter(
      ([label, value]) => closed[label]?.includes(value) === false,
    );
    return [
      ...(isSame ? [] : [`${name} has the labels ${told.join()}`]),
      ...strange.map(([label, value]) => `${name} has ${label}=${value}`),
    ];
  });
}

describe(`every metric${NEEDS_REDIS}`, () => {
  it('has what provokes it', () => {
    expect(Object.keys(provocations).toSorted()).toEqual(definitions.map(([name]) => name).toSorted());
  });

  it.for(definitions)('is seen to move: %s', async ([name, { type }], { start, skip }) => {
    const provocation = provocations[name] ?? expect.unreachable('nothing provokes it');
    if (!canProvoke(provocation)) skip('redis-server is not installed');
    const redis = provocation.redis && (await RedisServer.start());
    onTestFinished(() => redis?.kill());
    const stack = await start({ env: { ...redis?.env(), ...provocation.env } });
    const series = type === 'histogram' ? `${name}_count` : name;
    const labels = { subgraph: 'vipps', ...provocation.labels };
    const read = async (): Promise<number> => (await scrape(stack.server)).sum(series, labels);
    if (redis !== undefined)
      await expect
        .poll(async () => (await scrape(stack.server)).sum('subgraph_shared_cache_up'), { timeout: 10_000 })
        .toBe(1);
    const before = await read();
    await provocation.provoke(stack, redis);
    await expect.poll(read, { timeout: 15_000 }).not.toBe(before);
    expect(faultsOf(await scrape(stack.server))).toEqual([]);
  });

  it('of a limit names a setting that there is', () => {
    expect(LIMITS.filter((limit) => limit !== 'fixed' && !(limit in settings))).toEqual([]);
  });
});
