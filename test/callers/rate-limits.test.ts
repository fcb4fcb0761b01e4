import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/callers/Caller.js';
import { RateLimits } from '../../src/callers/RateLimits.js';
import { TokenBuckets } from '../../src/callers/TokenBuckets.js';
import type { TenantLimits } from '../../src/config.js';
import { anybody } from '../support/anybody.js';
import { fakeClock, tenantWith } from '../support/stack.js';

const rate = { perSecond: 10, burst: 5 };

describe('a token bucket', () => {
  const start = () => {
    const clock = fakeClock();
    const buckets = new TokenBuckets();
    /** Takes as many as there are. */
    const drain = (key: string): number => {
      let taken = 0;
      while (buckets.of(key).waitFor(rate, clock.now()) === 0) {
        buckets.of(key).take(rate, clock.now());
        taken += 1;
      }
      return taken;
    };
    return { clock, buckets, drain };
  };

  it('gives a burst, and then one for each tenth of a second', () => {
    const { clock, buckets, drain } = start();
    expect(drain('a')).toBe(5);
    expect(buckets.of('a').waitFor(rate, clock.now())).toBeCloseTo(100, 0);
    clock.advance(0.05);
    expect(buckets.of('a').waitFor(rate, clock.now())).toBeCloseTo(50, 0);
    clock.advance(0.05);
    expect(drain('a')).toBe(1);
    clock.advance(0.3);
    expect(buckets.of('a').left(rate, clock.now())).toBe(3);
    expect(drain('a')).toBe(3);
    clock.advance(3_600);
    expect(drain('a')).toBe(5);
  });

  it('gives neither more nor less than its rate over a long time, whatever the steps', () => {
    const { clock, drain } = start();
    drain('a');
    let taken = 0;
    for (let step = 0; step < 3_000; step += 1) {
      clock.advance(0.033);
      taken += drain('a');
    }
    expect(taken).toBe(990);
  });

  it('is one for each key', () => {
    const { drain } = start();
    expect([drain('a'), drain('b'), drain('a')]).toEqual([5, 5, 0]);
  });

  it('is set right by what others have told, which what was taken since is not in', () => {
    const { clock, buckets, drain } = start();
    const bucket = buckets.of('a');
    bucket.unsettled = 2;
    bucket.settle(rate, 200, clock.now());
    expect(drain('a')).toBe(1);
    // Others have taken three that were not there.
    bucket.unsettled = 0;
    bucket.settle(rate, 800, clock.now());
    expect(bucket.left(rate, clock.now())).toBe(0);
    clock.advance(0.39);
    expect(bucket.waitFor(rate, clock.now())).toBeCloseTo(10, 0);
    clock.advance(0.01);
    expect(drain('a')).toBe(1);
  });

  it('locks nobody out when the clock is set back', () => {
    const { clock, drain } = start();
    drain('a');
    clock.advance(-86_400);
    clock.advance(0.1);
    expect(drain('a')).toBe(0);
    clock.advance(0.5);
    expect(drain('a')).toBeGreaterThan(0);
  });

  it('holds for the latest twenty thousand keys, and no more memory', () => {
    const { drain } = start();
    for (let key = 0; key < 25_000; key += 1) drain(String(key));
    expect([drain('24999'), drain('6000'), drain('0')]).toEqual([0, 0, 5]);
  });
});

describe('the rates of callers', () => {
  const of = (subject: string): Caller => ({ ...anybody, subject });
  const tenant = (id: string, limits?: TenantLimits) => ({
    ...tenantWith('partner'),
    id,
    ...(limits !== undefined && { limits }),
  });
  const [a, b] = [tenant('a'), tenant('b')];

  it('are of each subject of a tenant', () => {
    const limits = new RateLimits({ perSecond: 1, burst: 1 }, fakeClock());
    const outcomes = [
      limits.of(of('x'), a).take(),
      limits.of(of('y'), a).take(),
      limits.of(of('x'), b).take(),
      limits.of(of('x'), a).take(),
    ];
    const tooFast = { whose: 'caller', perSecond: 1, retryAfter: 1 };
    expect(outcomes).toEqual([undefined, undefined, undefined, tooFast]);
    expect([limits.of(of('x'), a).left(), limits.of(of('z'), a).left()]).toEqual([0, 1]);
  });

  it('say in whole seconds when to come again', () => {
    const clock = fakeClock();
    const limits = new RateLimits({ perSecond: 1, burst: 1 }, clock);
    limits.of(of('x'), a).take();
    clock.advance(0.999);
    expect(limits.of(of('x'), a).take()).toMatchObject({ retryAfter: 1 });
    clock.advance(0.001);
    expect(limits.of(of('x'), a).take()).toBeUndefined();
  });

  it('are off where none is set', () => {
    const limits = new RateLimits(undefined, fakeClock());
    for (let index = 0; index < 1_000; index += 1) expect(limits.of(of('x'), a).take()).toBeUndefined();
    expect(limits.of(of('x'), a).left()).toBeUndefined();
  });

  it('are of a tenant as a whole where its own limits say so, and one that is refused takes nothing', () => {
    const clock = fakeClock();
    const limits = new RateLimits({ perSecond: 1, burst: 2 }, clock);
    const small = tenant('small', { requestsPerSecond: 2, burst: 3 });
    const taken = ['x', 'x', 'x', 'y', 'z'].map((subject) => limits.of(of(subject), small).take());
    expect(taken.map((outcome) => outcome?.whose)).toEqual([
      ...[undefined, undefined, 'caller', undefined, 'tenant'],
    ]);
    expect(limits.of(of('z'), small).left()).toBe(0);
    clock.advance(0.5);
    expect(limits.of(of('z'), small).take()).toBeUndefined();
    // Two seconds' worth, where no burst is said.
    expect(limits.of(of('x'), tenant('other', { requestsPerSecond: 3 })).left()).toBe(2);
    expect(
      new RateLimits(undefined, clock).of(of('x'), tenant('other', { requestsPerSecond: 3 })).left(),
    ).toBe(6);
  });
});
