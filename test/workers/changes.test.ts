import { describe, expect, it } from 'vitest';
import { Invalidations } from '../../src/cache/Invalidations.js';
import type { Load } from '../../src/cache/MemoryCache.js';
import { defineCache, DOUBT_SECONDS } from '../../src/cache/ScopedCaches.js';
import type { Change } from '../../src/cache/SharedCache.js';
import { vippsApis } from '../../src/clients/apis.js';
import { sharedScope } from '../../src/http/call-scope.js';
import { startDeadline } from '../../src/http/deadline.js';
import { readFromWorker, readToWorker, type Told } from '../../src/workers/messages.js';
import { OpenDoubts } from '../../src/workers/OpenDoubts.js';
import { WorkerChanges } from '../../src/workers/WorkerChanges.js';
import { fakeClock } from '../support/stack.js';

const policy = { fresh: 60, staleWhileRevalidate: 0, staleOnError: 0, negative: 0, share: 1, why: 'a test' };
const owner = { tenantId: 'one', credentialsId: 'keys' };
const change: Change = { tenantId: 'one', kind: 'units', key: ['7'], under: false, doubtSeconds: 0 };
const doubt: Change = { ...change, doubtSeconds: DOUBT_SECONDS };

/** The caches of one worker, whose words come to `told`. */
function worker(doubts: readonly Told[] = []) {
  const told: Told[] = [];
  const changes = new WorkerChanges(doubts, (each) => void told.push(each));
  const invalidations = new Invalidations();
  const options = {
    policy,
    api: vippsApis.management,
    maxBytes: 100_000,
    loadTimeoutMs: 1_000,
    clock: fakeClock(),
    coalesce: true,
    changes: changes.of('vipps'),
  };
  const units = defineCache<string>('units', options, invalidations)(owner);
  const scope = () => sharedScope(startDeadline(1_000));
  const read = (load: Load<string>) => units.read(['7'], scope(), load);
  const brings =
    (value: string): Load<string> =>
    () =>
      Promise.resolve({ value, bytes: 1 });
  return { told, changes, invalidations, units, read, brings };
}

describe('word of changes between workers', () => {
  it('says what was changed, and that its outcome is not known', () => {
    const { units, told } = worker();
    units.forget(['7']);
    units.forgetUnder(['7', '8'], 'unknown');
    units.forgetWhere(['9'], () => false);
    expect(told).toStrictEqual([
      { subgraph: 'vipps', change },
      { subgraph: 'vipps', change: { ...doubt, key: ['7', '8'], under: true } },
      { subgraph: 'vipps', change: { ...change, key: ['9'], under: true } },
    ]);
    for (const each of told) {
      const sent: unknown = JSON.parse(JSON.stringify({ type: 'told', told: each }));
      expect(readFromWorker(sent)).toStrictEqual({ type: 'told', told: each });
      expect(readToWorker(sent)).toStrictEqual({ type: 'told', told: each });
    }
  });

  it('drops what another has changed, and only that', async () => {
    const { changes, read, brings, told } = worker();
    await read(brings('old'));
    changes.heard({ subgraph: 'entur', change });
    changes.heard({ subgraph: 'vipps', change: { ...change, tenantId: 'two' } });
    changes.heard({ subgraph: 'vipps', change: { ...change, kind: 'merchants' } });
    expect(await read(brings('new'))).toBe('old');
    changes.heard({ subgraph: 'vipps', change });
    expect(await read(brings('new'))).toBe('new');
    changes.missed();
    expect(await read(brings('newer'))).toBe('newer');
    // What was heard is not said again: it would go round and round.
    expect(told).toStrictEqual([]);
  });

  it('keeps no fill that began before it, nor a response that was made from one', async () => {
    const { changes, invalidations, read, brings } = worker();
    const moment = invalidations.now;
    const { promise, resolve } = Promise.withResolvers<{ value: string; bytes: number }>();
    const late = read(() => promise);
    changes.heard({ subgraph: 'vipps', change });
    resolve({ value: 'old', bytes: 1 });
    expect(await late).toBe('old');
    expect(invalidations.anyOfTenantSince(moment, 'one')).toBe(true);
    expect(await read(brings('new'))).toBe('new');
  });

  it('reaches a worker that is starting: what may yet be changed, it does not keep', async () => {
    for (const early of [true, false]) {
      const told = { subgraph: 'vipps', change: doubt };
      const { changes, read, brings } = worker(early ? [told] : []);
      if (!early) changes.heard(told);
      expect(await read(brings('old'))).toBe('old');
      expect(await read(brings('new'))).toBe('new');
    }
  });
});

describe('what the primary remembers for workers that start', () => {
  it('is each change with an unknown outcome, for as long as it may come', () => {
    let now = 0;
    const doubts = new OpenDoubts(() => now);
    doubts.add({ subgraph: 'vipps', change });
    doubts.add({ subgraph: 'vipps', change: doubt });
    expect(doubts.all()).toStrictEqual([{ subgraph: 'vipps', change: doubt }]);
    now = DOUBT_SECONDS * 1_000 - 1;
    expect(doubts.all()).toHaveLength(1);
    now += 1;
    expect(doubts.all()).toStrictEqual([]);
  });

  it('is all of a tenant where there are too many', () => {
    const doubts = new OpenDoubts(() => 0);
    for (let count = 0; count <= 1_000; count += 1)
      doubts.add({ subgraph: 'vipps', change: { ...doubt, tenantId: count < 5 ? 'one' : 'two' } });
    const all = { ...doubt, kind: undefined, key: [], under: true };
    expect(doubts.all()).toStrictEqual([
      { subgraph: 'vipps', change: { ...all, tenantId: 'one' } },
      { subgraph: 'vipps', change: { ...all, tenantId: 'two' } },
    ]);
  });
});
