import { test } from 'vitest';
import { Invalidations } from '../../src/cache/Invalidations.js';
import { systemClock, type Clock } from '../../src/clock.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { sandboxControl } from './sandbox-control.js';
import {
  fakeClock,
  servicesOver,
  startStack,
  type FakeClock,
  type Stack,
  type StackOptions,
} from './stack.js';

export interface FixtureOptions extends Omit<StackOptions, 'clock'> {
  /** When the clock of the subgraph stands still, until the test moves it; else it is that of the sandbox. */
  readonly now?: string;
}

/** Tests that start what they need themselves. It stops when the test has ended. */
export const it = test
  .extend('start', ({ onTestFinished }) => async (options?: StackOptions): Promise<Stack> => {
    const stack = await startStack(options);
    onTestFinished(() => end(stack));
    return stack;
  })
  .extend(
    'startServices',
    ({ onTestFinished }) =>
      async (env?: Readonly<Record<string, string>>, clock?: Clock) => {
        const sandbox = await startSandbox({ port: 0 });
        onTestFinished(() => sandbox.stop());
        const invalidations = new Invalidations();
        const services = servicesOver(sandbox, env, clock, invalidations);
        onTestFinished(() => services.close());
        return { services, invalidations, sandboxUrl: sandbox.url, sandbox: sandboxControl(sandbox.url) };
      },
  );

/**
 * Tests that share one stack and its clock. It starts for the first of them and stops behind the last. To be called at
 * the top of a file, not within `describe`.
 */
export function sharedStack({ now, ...options }: FixtureOptions = {}) {
  return it
    .extend('clock', { scope: 'file' }, () => clockAt(now))
    .extend('stack', { scope: 'file' }, async ({ clock }, { onCleanup }) => {
      const stack = await startStack({ ...options, ...(now !== undefined && { clock }) });
      onCleanup(() => end(stack));
      return stack;
    });
}

/** Tests of which each has a stack and a clock of its own. */
export function freshStack({ now, ...options }: FixtureOptions = {}) {
  return it
    .extend('clock', () => clockAt(now))
    .extend('stack', ({ clock, start }) => start({ ...options, ...(now !== undefined && { clock }) }));
}

/** Lets go of upstream calls that hang, so that the server has nothing to wait for. */
async function end(stack: Stack): Promise<void> {
  await stack.sandbox.reset();
  await stack.stop();
}

function clockAt(now: string | undefined): FakeClock {
  return now === undefined ? new RealClock() : fakeClock(Date.parse(now));
}

class RealClock implements Clock {
  now(): number {
    return systemClock.now();
  }

  advance(): never {
    throw new Error('only a clock that was given its time can be moved: see `now`');
  }
}
