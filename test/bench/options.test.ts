import { expect, test } from 'vitest';
import { readOptions } from './options.ts';
import { serverEnv } from './upstream.ts';

const url = 'http://127.0.0.1:1';
const asShipped = { STUB_URL: url, VIPPS_API_URL: url, SHED_CALLS_WAITING: '0', SHED_LOOP_DELAY_MS: '0' };
const envOf = (...args: string[]) => serverEnv({ url }, { concurrency: readOptions(args)?.concurrency });

test('the server runs with the limit of calls that ships, unless another one is tried out', () => {
  expect(envOf()).toEqual(asShipped);
  expect(envOf('--concurrency', '50')).toEqual({ ...asShipped, UPSTREAM_CONCURRENCY: '50' });
});

test('a limit that is no whole number is refused', () => {
  expect(() => readOptions(['--concurrency', '2.5'])).toThrow('--concurrency: 2.5 is not a whole number.');
});
