import { describe, expect } from 'vitest';
import { freshStack, it, sharedStack } from './support/fixture.js';

const shared = sharedStack();
const fresh = freshStack({ now: '2026-10-20T10:00:00Z' });
const seen: string[] = [];

const isUp = (url: string): Promise<boolean> =>
  fetch(`${url}/graphql?query={__typename}`).then(
    () => true,
    () => false,
  );

describe('the stacks of tests', () => {
  it('start when they are asked for', async ({ start }) => {
    const { url, sandboxUrl } = await start();
    expect(await isUp(url)).toBe(true);
    seen.push(url, sandboxUrl);
  });

  it('have stopped when their test has ended', async () => {
    expect(await Promise.all(seen.splice(0).map(isUp))).toEqual([false, false]);
  });

  shared('may be shared', ({ stack }) => {
    seen.push(stack.url);
  });

  shared('are the same then, and still there', async ({ stack }) => {
    expect(seen.splice(0)).toEqual([stack.url]);
    expect(await isUp(stack.url)).toBe(true);
  });

  fresh('may be of one test alone, with a clock of its own', ({ stack, clock }) => {
    clock.advance(1);
    seen.push(stack.url);
  });

  fresh('are others then', async ({ stack, clock }) => {
    expect(clock.now()).toBe(Date.parse('2026-10-20T10:00:00Z'));
    const [before = ''] = seen;
    expect(await isUp(before)).toBe(false);
    expect(await isUp(stack.url)).toBe(true);
  });
});
