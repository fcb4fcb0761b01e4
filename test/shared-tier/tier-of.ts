import { expect, onTestFinished } from 'vitest';
import { SharedTier, type SharedTierOptions } from '../../src/shared-tier/SharedTier.js';
import { memoryLog } from '../support/stack.js';

const key = Buffer.alloc(32, 5);

/** A process of its own, in touch with a server, until the test ends. What it shares is that of its test. */
export async function tierOf(url: string, options: Partial<SharedTierOptions> = {}): Promise<SharedTier> {
  const tier = new SharedTier({
    ...{ url, keys: [key], timeoutMs: 500, version: '1', log: memoryLog([], 'silent') },
    prefix: expect.getState().currentTestName ?? '',
    ...options,
  });
  onTestFinished(() => {
    tier.close();
  });
  await expect.poll(() => tier.isOpen, { timeout: 10_000 }).toBe(true);
  return tier;
}
