import { describe, expect, it } from 'vitest';
import { CrashPolicy } from '../../src/workers/CrashPolicy.js';

describe('the pause before a crashed worker is started again', () => {
  it('is none at first, then grows, until there is no sense in it', () => {
    const policy = new CrashPolicy(2);
    const pauses = Array.from({ length: 8 }, () => policy.crashed(0));
    expect(pauses).toStrictEqual([0, 250, 500, 1_000, 2_000, 4_000, 4_000, undefined]);
  });

  it('is the longest, without end, while another serves well', () => {
    const policy = new CrashPolicy(2);
    const pauses = Array.from({ length: 9 }, () => policy.crashed(0, 10_000));
    expect(pauses).toStrictEqual([0, 250, 500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000]);
    expect(policy.crashed(0, 9_999)).toBeUndefined();
  });

  it('is none again after one that had run for a while', () => {
    const policy = new CrashPolicy(2);
    for (let count = 0; count < 7; count += 1) policy.crashed(9_999);
    expect(policy.crashed(10_000)).toBe(0);
    expect(policy.crashed(0)).toBe(250);
  });
});
