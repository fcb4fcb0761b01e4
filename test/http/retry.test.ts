import { describe, expect, it } from 'vitest';
import { path, query } from '../../src/http/path.js';
import { pauseBeforeRetry, retryAfterSeconds, RetryBudget } from '../../src/http/retry.js';

const rules = { retries: 2, baseMs: 100 };
const failed = { attempt: 1, status: 503, retryAfter: undefined, remainingMs: 10_000 };

const refused = { ...failed, status: undefined, isRefused: true };

describe('the pause before a retry', () => {
  it.each([
    ['half the back-off without luck', failed, 0, 50],
    ['all of it with luck', failed, 1, 100],
    ['twice as long the second time', { ...failed, attempt: 2 }, 1, 200],
    ['no answer at all', { ...failed, status: undefined }, 1, 100],
    ['what the API asks for', { ...failed, status: 429, retryAfter: 2 }, 0, 2_000],
    ['the usual when the API asks for less', { ...failed, attempt: 6, retryAfter: 1 }, 1, 2_000],
    ['the usual when the API asks for no time', { ...failed, retryAfter: 0 }, 1, 100],
    ['longer the last time where nothing listens: it may be starting', { ...refused, attempt: 2 }, 1, 1_700],
    ['longest then', { ...refused, attempt: 2, retryAfter: 2 }, 1, 2_000],
    ['the usual before', refused, 1, 100],
    ['the usual where there is no time for that', { ...refused, attempt: 2, remainingMs: 1_700 }, 1, 200],
    ['give up: no retries left', { ...failed, attempt: 3 }, 0, undefined],
    ['give up: the fault will not pass', { ...failed, status: 400 }, 0, undefined],
    ['give up: the API asks for too long', { ...failed, status: 429, retryAfter: 3 }, 0, undefined],
    ['give up: the deadline is nearer', { ...failed, remainingMs: 50 }, 0, undefined],
  ])('%s', (_what, attempt, random, expected) => {
    const few = attempt.attempt > 3 ? { ...rules, retries: 9 } : rules;
    expect(pauseBeforeRetry(attempt, few, random)).toBe(expected);
  });

  it('never passes two seconds', () => {
    expect(pauseBeforeRetry({ ...failed, attempt: 9 }, { retries: 9, baseMs: 100 }, 1)).toBe(2_000);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-09-14T10:00:00Z');
  it.each([
    [undefined, undefined],
    ['7', 7],
    [' 7 ', 7],
    ['Mon, 14 Sep 2026 10:00:30 GMT', 30],
    ['Monday, 14-Sep-26 10:00:30 GMT', 30],
    ['Mon Sep 14 10:00:30 2026', 30],
    ['Mon, 14 Sep 2026 09:00:00 GMT', undefined],
    ['Mon, 14 Sep 2026 10:00:00 GMT', undefined],
    ['Fri, 14 Sep 2096 10:00:00 GMT', 3_600],
    ['0', undefined],
    ['-5', undefined],
    ['-0.5', undefined],
    ['0.2', 1],
    ['0.5', 1],
    ['1.5', 2],
    ['1,5', undefined],
    ['-1', undefined],
    ['+5', undefined],
    ['5.', undefined],
    ['.5', undefined],
    ['5 s', undefined],
    ['0x10', undefined],
    ['3600', 3_600],
    ['3601', 3_600],
    ['99999999999999999999', 3_600],
    ['1e3', undefined],
    ['Infinity', undefined],
    ['NaN', undefined],
    ['2027', 2_027],
    ['2027-09-14', undefined],
    ['2027-09-14T10:00:00Z', undefined],
    ['Monday, soon', undefined],
    ['soon', undefined],
    ['', undefined],
  ])('%j means %j seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});

describe('the retry budget', () => {
  const spent = (budget: RetryBudget): number => {
    for (let repeats = 0; ; repeats += 1) if (!budget.spend()) return repeats;
  };

  it('gives what is there from the start, then nothing while no call is answered', () => {
    expect(spent(new RetryBudget())).toBe(10);
  });

  it('gives three repeats for four answers', () => {
    const budget = new RetryBudget();
    spent(budget);
    for (let answer = 0; answer < 4; answer += 1) budget.earn();
    expect(spent(budget)).toBe(3);
  });

  it('saves up fifty at most', () => {
    const budget = new RetryBudget();
    for (let answer = 0; answer < 1_000; answer += 1) budget.earn();
    expect(spent(budget)).toBe(50);
  });
});

describe('paths', () => {
  it('makes one segment of each id and leaves colons as they are', () => {
    expect(path`/m/${'business:NO:ORG'}/${'a/b?c#d e%å'}/x`).toBe(
      '/m/business:NO:ORG/a%2Fb%3Fc%23d%20e%25%C3%A5/x',
    );
  });

  it.each(['', '.', '..', '\ud800'])('refuses the id %j', (id) => {
    expect(() => path`/m/${id}`).toThrow('An API gave an id that nothing can be asked by: ');
  });

  it('writes queries and leaves out what is undefined', () => {
    expect(query({ cursor: 'a+/=', pageSize: 10, none: undefined })).toBe('?cursor=a%2B%2F%3D&pageSize=10');
    expect(query({ none: undefined })).toBe('');
  });
});
