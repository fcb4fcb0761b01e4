import { describe, expect, it } from 'vitest';
import { contractBreaks, type Contract } from '../../src/tools/release/contract.js';

const released: Contract = {
  version: '1.0.0',
  subgraphs: ['vipps', 'entur'],
  settings: { PORT: { default: '4001', example: '8080' }, REDIS_URL: { example: 'redis://cache:6379' } },
  metrics: { calls_total: { type: 'counter', labels: ['api', 'status'] } },
  errorCodes: ['NOT_FOUND', 'CONFLICT'],
};
const port = { default: '4001', example: '8080' };
const redis = { example: 'redis://cache:6379' };

describe('what breaks a released contract', () => {
  it.each<readonly [string, Partial<Contract>, readonly string[]]>([
    ['a subgraph that goes', { subgraphs: ['entur'] }, ['Subgraph vipps is gone.']],
    ['a setting that goes', { settings: { PORT: port } }, ['Setting REDIS_URL is gone.']],
    [
      'another default of which nothing is said',
      { settings: { PORT: { default: '4000', example: '8080' }, REDIS_URL: redis } },
      ['Setting PORT has another default, which the CHANGELOG does not name.'],
    ],
    ['a metric that goes', { metrics: {} }, ['Metric calls_total is gone.']],
    [
      'a metric of another type',
      { metrics: { calls_total: { type: 'gauge', labels: ['api', 'status'] } } },
      ['Metric calls_total is a gauge now, no counter.'],
    ],
    [
      'a label that goes',
      { metrics: { calls_total: { type: 'counter', labels: ['status'] } } },
      ['Metric calls_total has lost the label api.'],
    ],
    ['a code that goes', { errorCodes: ['CONFLICT'] }, ['Error code NOT_FOUND is gone.']],
  ])('%s', (_what, change, told) => {
    expect(contractBreaks(released, { ...released, ...change }, () => null, '')).toStrictEqual(told);
  });

  it('a value that is no longer taken, default or not', () => {
    const refusal = (_name: string, value: string): string | null =>
      value === '8080' ? 'is too large' : null;
    expect(contractBreaks(released, released, refusal, '')).toStrictEqual([
      'Setting PORT no longer takes "8080": is too large.',
    ]);
  });

  it('is not what is new, nor another default that is told', () => {
    const now: Contract = {
      version: '1.1.0',
      subgraphs: ['vipps', 'entur', 'more'],
      settings: { PORT: { default: '4000', example: '80' }, REDIS_URL: redis, HOST: { example: '::' } },
      metrics: {
        calls_total: { type: 'counter', labels: ['api', 'status', 'attempt'] },
        polls_total: { type: 'counter', labels: [] },
      },
      errorCodes: ['CONFLICT', 'NOT_FOUND', 'GONE'],
    };
    expect(contractBreaks(released, now, () => null, 'The default of `PORT` is 4000.')).toStrictEqual([]);
  });

  it('is not the version where a default is one', () => {
    const of = (version: string): Contract => ({
      ...released,
      version,
      settings: { SYSTEM_VERSION: { default: version, example: '3.2.1' } },
    });
    expect(contractBreaks(of('1.0.0'), of('1.1.0'), () => null, '')).toStrictEqual([]);
    expect(contractBreaks(of('1.0.0'), { ...of('1.1.0'), version: '1.2.0' }, () => null, '')).toHaveLength(1);
  });
});
