import type { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDeadline } from '../../src/http/deadline.js';
import { FairQueue } from '../../src/http/FairQueue.js';
import { Redactor } from '../../src/http/redact.js';
import { Semaphore } from '../../src/http/Semaphore.js';
import { Upstream } from '../../src/http/Upstream.js';
import { json, scriptedServer } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';

describe('a fair queue', () => {
  const drain = (queue: FairQueue<string>, isWanted: (item: string) => boolean = () => true): string[] => {
    const order: string[] = [];
    for (let item = queue.shift(isWanted); item !== undefined; item = queue.shift(isWanted)) order.push(item);
    return order;
  };
  const filled = (...items: readonly string[]): FairQueue<string> => {
    const queue = new FairQueue<string>();
    for (const item of items) queue.push(item.slice(0, 1), item);
    return queue;
  };

  it('serves owners by turns, and each in order', () => {
    expect(drain(filled('a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2'))).toEqual([
      ...['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4'],
    ]);
  });

  it('passes over those who have left', () => {
    const left = new Set(['a1', 'a2', 'b1', 'c2']);
    expect(drain(filled('a1', 'a2', 'b1', 'c1', 'a3', 'c2', 'c3'), (item) => !left.has(item))).toEqual([
      ...['a3', 'c1', 'c3'],
    ]);
  });

  it('takes an owner in again who had nothing left', () => {
    const queue = filled('a1', 'b1');
    expect(drain(queue)).toEqual(['a1', 'b1']);
    queue.push('b', 'b2');
    queue.push('a', 'a2');
    expect(drain(queue)).toEqual(['b2', 'a2']);
  });

  it('keeps its order over thousands', () => {
    const items = Array.from({ length: 5_000 }, (_, index) => `a${index}`);
    expect(drain(filled(...items))).toEqual(items);
  });
});

describe('permits that are given back at once', () => {
  it('go through a queue of thousands one after the other', () => {
    const permits = new Semaphore(1);
    const deadline = startDeadline(60_000);
    const served: number[] = [];
    permits.tryAcquire();
    for (let index = 0; index < 20_000; index += 1)
      permits.acquire(deadline, '', () => {
        served.push(index);
        permits.release();
      });
    permits.release();
    expect(served).toEqual(Array.from({ length: 20_000 }, (_, index) => index));
    expect([permits.tryAcquire(), permits.tryAcquire()]).toEqual([true, false]);
    deadline.end();
  });
});

/** Calls of some milliseconds each over permits, on a clock of its own. */
class Simulation {
  now = 0;
  inFlight = 0;
  mostInFlight = 0;
  readonly #events: { readonly at: number; readonly does: () => void }[] = [];
  readonly #permits: Semaphore;

  constructor(size: number, mostOfOwner = size) {
    this.#permits = new Semaphore(size, mostOfOwner);
  }

  at(time: number, does: () => void): void {
    this.#events.push({ at: time, does });
  }

  /** A call of an owner; `waits` is told for how long it had no permit. */
  call(owner: string, ms: number, waits: number[]): void {
    const askedAt = this.now;
    const enter = (): void => {
      waits.push(this.now - askedAt);
      this.inFlight += 1;
      this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
      this.at(this.now + ms, () => {
        this.inFlight -= 1;
        this.#permits.release(owner);
      });
    };
    if (this.#permits.tryAcquire(owner)) enter();
    else this.#permits.acquire(startDeadline(60_000), owner, enter);
  }

  async run(): Promise<void> {
    for (;;) {
      await setImmediate();
      const next = this.#events.sort((one, other) => one.at - other.at).shift();
      if (next === undefined) return;
      this.now = next.at;
      next.does();
    }
  }
}

const PERMITS = 50;
const SLOW_MS = 1_000;

describe('a tenant with 500 slow requests in flight', () => {
  it('has all permits as long as it is alone', async () => {
    const world = new Simulation(PERMITS);
    const waits: number[] = [];
    for (let index = 0; index < 500; index += 1) world.call('large', SLOW_MS, waits);
    await world.run();
    expect(world.mostInFlight).toBe(PERMITS);
    expect(waits).toEqual(Array.from({ length: 500 }, (_, index) => Math.floor(index / PERMITS) * SLOW_MS));
  });

  it('leaves a fifth to others, who never wait, where each has a limit; and it has the rest all the time', async () => {
    const world = new Simulation(PERMITS, 40);
    const [large, small]: [number[], number[]] = [[], []];
    for (let index = 0; index < 500; index += 1) world.call('large', SLOW_MS, large);
    for (let index = 0; index < 100; index += 1)
      world.at(1 + Math.floor(index / 10) * 1_100, () => {
        world.call('small', SLOW_MS, small);
      });
    await world.run();
    expect(world.mostInFlight).toBe(PERMITS);
    expect(small).toEqual(Array<number>(100).fill(0));
    expect(large).toEqual(Array.from({ length: 500 }, (_, index) => Math.floor(index / 40) * SLOW_MS));
  });

  it.each([
    ['all at once', 0],
    ['one after another', 7],
  ])("leaves another's p99 below twice its quiet value: %s", async (_how, apart) => {
    const world = new Simulation(PERMITS);
    const [large, small]: [number[], number[]] = [[], []];
    for (let index = 0; index < 500; index += 1)
      world.at(index * apart, () => {
        world.call('large', SLOW_MS, large);
      });
    // A hundred requests of the other tenant, ten at a time, while the queue is long.
    for (let index = 0; index < 100; index += 1)
      world.at(1 + Math.floor(index / 10) * 600, () => {
        world.call('small', SLOW_MS, small);
      });
    await world.run();
    expect(large).toHaveLength(500);
    expect(Math.max(...large)).toBeGreaterThan(3 * SLOW_MS);
    const sorted = small.map((wait) => wait + SLOW_MS).sort((one, other) => one - other);
    expect(sorted).toHaveLength(100);
    expect(sorted[98]).toBeLessThan(2 * SLOW_MS);
    expect(world.mostInFlight).toBe(PERMITS);
  });
});

describe('calls of several tenants to one API', () => {
  it('are sent by turns, however many one of them has waiting', async () => {
    const open: (() => void)[] = [];
    const server = await scriptedServer((response: ServerResponse, request) => {
      open.push(() => {
        json(200, {})(response, request);
      });
    });
    const upstream = new Upstream(
      { attemptMs: 60_000, hedgeMs: 0, retries: 0, baseMs: 1 },
      memoryLog([]),
      new Redactor([]),
    );
    onTestFinished(() => upstream.close());
    const api = testApi(server.url, {
      concurrency: 4,
      pageConcurrency: 4,
      writeConcurrency: 4,
      maxBytes: 2_000,
    });
    const deadline = startDeadline(60_000);
    const send = (owner: string, index: number) =>
      upstream.send({
        api,
        operation: 'get',
        method: 'GET',
        path: `/${owner}/${index}`,
        headers: {},
        effect: 'read',
        repeatable: false,
        deadline,
        origin: { id: `${owner}${index}`, owner, isFirstFailure: () => true },
      });
    const answers = [
      ...Array.from({ length: 20 }, (_, index) => send('large', index)),
      ...Array.from({ length: 3 }, (_, index) => send('small', index)),
    ];
    await expect.poll(() => server.seen.length, { interval: 1 }).toBe(4);
    for (let answered = 0; answered < 23; answered += 1) {
      await expect.poll(() => open.length, { interval: 1 }).toBeGreaterThan(0);
      open.shift()?.();
      await expect.poll(() => server.seen.length, { interval: 1 }).toBe(Math.min(23, answered + 5));
    }
    await Promise.all(answers);
    const order = server.seen.map(({ url }) => url).slice(4);
    expect(order.slice(0, 6)).toEqual([
      ...['/large/4', '/small/0', '/large/5', '/small/1', '/large/6', '/small/2'],
    ]);
    deadline.end();
  });
});
