import { describe, expect, it } from 'vitest';
import { summaryOf, tryOf } from '../../src/explorer/upstream/words.js';
import type { ToldAttempt, UpstreamReport } from '../../src/http/told-work.js';

const answered: ToldAttempt = {
  api: 'management',
  operation: 'getSalesUnit',
  method: 'GET',
  route: '/sales-units/{msn}',
  call: 1,
  attempt: 1,
  isHedge: false,
  askedAt: 0,
  startedAt: 1,
  endedAt: 3,
  status: 200,
  outcome: 'answered',
  bytes: 12,
};
const notSent: ToldAttempt = {
  ...answered,
  call: 2,
  endedAt: 1,
  status: null,
  outcome: 'not sent',
  bytes: null,
};
const report: UpstreamReport = { ms: 3, calls: [answered], caches: [], retries: 0, leftOut: 0 };

describe('the words of the panel "Upstream"', () => {
  it('count as REST calls what was sent', () => {
    expect(summaryOf(report)).toBe('1 REST call, 0 retries, 0 cache hits, 3.0 ms');
    expect(summaryOf({ ...report, calls: [answered, notSent, notSent] })).toBe(
      '1 REST call, 2 not sent, 0 retries, 0 cache hits, 3.0 ms',
    );
    expect(summaryOf({ ...report, retries: 1, leftOut: 7 })).toBe(
      '1 REST call, 7 not listed, 1 retry, 0 cache hits, 3.0 ms',
    );
  });

  it('tell an attempt beside a slow one from one after a failure', () => {
    const second = { ...answered, attempt: 2 };
    expect(tryOf(second)).toBe('2');
    expect(tryOf({ ...second, ...{ isHedge: true } })).toBe('2, beside');
  });
});
