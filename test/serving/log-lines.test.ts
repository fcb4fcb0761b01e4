import { GraphQLError } from 'graphql';
import { describe, expect } from 'vitest';
import { GraphError } from '../../src/errors/GraphError.js';
import { boundedLog } from '../../src/server/bounded-log.js';
import { requestLog } from '../../src/server/request-log.js';
import { it } from '../support/fixture.js';
import { memoryLog, type Stack } from '../support/stack.js';
import { jsonType, post } from '../support/wrong-requests.js';

const UNIT_PATH = '/management/v1/sales-units/*';
const long = 'x'.repeat(100_000);
const cut = `${'x'.repeat(200)} … 100000 characters`;
/** The longest name that is taken. */
const name = 'x'.repeat(1_000);
const cutName = `${'x'.repeat(200)} … 1000 characters`;

/** The lines about errors. */
function errorLines(stack: Stack) {
  return stack.logs.filter(({ path }) => Array.isArray(path));
}

function longest(lines: readonly object[]): number {
  return Math.max(...lines.map((line) => JSON.stringify(line).length));
}

describe('the log of a request with many failing fields', () => {
  const units = '{ salesUnits(first: 60) { nodes { msn configuration { captureType } } } }';

  it.for(['true', 'false'])(
    'has one line for each kind of error, with how many and the first place (compiled: %s)',
    async (compile, { start }) => {
      const stack = await start({ env: { UPSTREAM_RETRIES: '0', COMPILE_QUERIES: compile } });
      await stack.sandbox.faults.add({ path: UNIT_PATH, times: null, status: 403, body: {} });
      const { errors } = await stack.askText(`${units.slice(0, -1)} bad: salesUnit(msn: "x") { msn } }`);
      const count = (errors?.length ?? 0) - 1;
      expect(count).toBeGreaterThan(10);
      const lines = errorLines(stack).sort((a, b) => (String(a['code']) < String(b['code']) ? -1 : 1));
      expect(
        lines.map(({ level, code, count: counted, path }) => ({ level, code, counted, path })),
      ).toStrictEqual([
        { level: 30, code: 'BAD_USER_INPUT', counted: 1, path: ['bad'] },
        { level: 30, code: 'FORBIDDEN', counted: count, path: ['salesUnits', 'nodes', 0, 'configuration'] },
      ]);
    },
  );

  it('has no more lines than twenty kinds, and one for how many errors are of others', () => {
    const lines: Readonly<Record<string, unknown>>[] = [];
    const errors = Array.from({ length: 27_000 }, (_, index) => {
      const originalError = new GraphError('NOT_FOUND', `kind ${String(index % 30)}`);
      return new GraphQLError(originalError.message, { originalError, path: ['a', index] });
    });
    requestLog(memoryLog(lines)).failed?.({ requestId: 'many', errors });
    expect(lines.map(({ msg, count, path }) => [msg, count, path])).toStrictEqual([
      ...Array.from({ length: 20 }, (_, index) => [`kind ${String(index)}`, 900, ['a', index]]),
      ['further errors, of further kinds', 9_000, undefined],
    ]);
  });

  it('has one line for many faults of ours, and the caller gets its id at each', () => {
    const lines: Readonly<Record<string, unknown>>[] = [];
    const errors = Array.from(
      { length: 1_000 },
      (_, index) => new GraphQLError('boom', { originalError: new Error('boom'), path: ['a', index] }),
    );
    requestLog(memoryLog(lines)).failed?.({ requestId: 'ours', errors });
    expect(lines).toMatchObject([{ level: 50, msg: 'unexpected fault', count: 1_000, path: ['a', 0] }]);
    expect(new Set(errors.map(({ extensions }) => extensions['requestId']))).toStrictEqual(new Set(['ours']));
  });
});

describe('a request', () => {
  it.for([
    ['answered', post('{"query":"{ __typename }"}'), 'graphql request'],
    ['no JSON', post('{'), 'graphql request'],
    [
      'that takes no answer',
      post('{"query":"{ __typename }"}', { ...jsonType, accept: 'text/html' }),
      'request refused',
    ],
    [
      'of a type that is not taken',
      post('{}', { 'content-type': 'application/json; charset=x' }),
      'request refused',
    ],
    ['too large', post(' '.repeat(1_048_577)), 'request refused'],
  ] as const)('has one line at info: %s', async ([, init, msg], { start }) => {
    const stack = await start();
    const headers = { ...init.headers, 'x-request-id': 'one' };
    await (await fetch(`${stack.url}/graphql`, { ...init, headers })).text();
    const lines = (): readonly unknown[] =>
      stack.logs.filter(
        ({ requestId, level, reason }) => requestId === 'one' && level === 30 && reason !== 'body',
      );
    await expect.poll(lines).toHaveLength(1);
    expect(lines()).toMatchObject([{ msg }]);
  });
});

describe('what an API says', () => {
  it.for(['true', 'false'])(
    'is in the log under the request id that the caller gets (compiled: %s)',
    async (compile, { start }) => {
      const stack = await start({ env: { COMPILE_QUERIES: compile } });
      const body = { title: 'Not for you', detail: 'This key may not see it' };
      await stack.sandbox.faults.add({ path: UNIT_PATH, status: 403, body });
      const response = await fetch(
        `${stack.url}/graphql`,
        post(JSON.stringify({ query: '{ salesUnit(msn: "204117") { name } }' })),
      );
      expect(await response.text()).not.toContain('Not for you');
      expect(errorLines(stack)).toMatchObject([
        { requestId: response.headers.get('x-request-id'), code: 'FORBIDDEN', ...body },
      ]);
    },
  );
});

describe('a log line', () => {
  it('cuts the name of an operation', async ({ start }) => {
    const stack = await start();
    await stack.askText(`query ${name} { __typename }`);
    const line = stack.logs.find(({ msg }) => msg === 'graphql request');
    expect(line).toMatchObject({ level: 30, operation: cutName });
    expect(longest(stack.logs)).toBeLessThan(4_096);
  });

  it.for(['true', 'false'])('cuts aliases in paths (compiled: %s)', async (compile, { start }) => {
    const stack = await start({ env: { COMPILE_QUERIES: compile } });
    await stack.askText(`{ ${name}: salesUnit(msn: "x") { msn } }`);
    expect(errorLines(stack)).toMatchObject([{ path: [cutName] }]);
    expect(longest(stack.logs)).toBeLessThan(4_096);
  });

  it('cuts what an API says in its refusal', async ({ start }) => {
    const stack = await start();
    await stack.sandbox.faults.add({ path: UNIT_PATH, status: 403, body: { title: long, detail: long } });
    await stack.askText('{ salesUnit(msn: "204117") { name } }');
    expect(errorLines(stack)).toHaveLength(1);
    expect(longest(stack.logs)).toBeLessThan(4_096);
  });

  it('cuts the headers and the address of an odd request', async ({ start }) => {
    const stack = await start();
    await fetch(`${stack.url}/graphql?query=${'%7b'.repeat(1_000)}`, {
      headers: { accept: 'x'.repeat(8_000) },
    });
    await fetch(`${stack.url}/graphql`, post('{', { ...jsonType, 'x-request-id': 'y'.repeat(8_000) }));
    expect(longest(stack.logs)).toBeLessThan(4_096);
  });

  it('stays short whatever it is told: texts, names, lists, depth, errors and their causes', () => {
    const lines: Readonly<Record<string, unknown>>[] = [];
    const log = boundedLog(memoryLog(lines));
    const deep = Array.from({ length: 50 }).reduce<object>((inner) => ({ inner }), { long });
    const error = Object.assign(new Error(long, { cause: new Error(long) }), { long, deep });
    log.info({ long, [long]: 1, list: Array.from({ length: 10_000 }, () => long), deep }, long);
    log.error({ err: error, other: error }, 'failed');
    log.error(error);
    log.child({ name: 'child' }).warn({ long }, long);
    expect(lines).toMatchObject([
      { msg: cut, long: cut },
      { msg: 'failed', err: { type: 'Error', stack: expect.stringContaining('x'.repeat(200)) } },
      { msg: cut, err: { type: 'Error' } },
      { msg: cut, long: cut, name: 'child' },
    ]);
    expect(longest(lines)).toBeLessThan(10_000);
  });

  it('tells of a time that is up, or of who left, what it was, without the constants of all such errors', () => {
    const lines: Readonly<Record<string, unknown>>[] = [];
    const log = boundedLog(memoryLog(lines));
    const timeout = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    log.warn({ err: timeout }, 'not taken');
    log.warn({ other: new DOMException('This operation was aborted', 'AbortError') }, 'left');
    expect(lines.map(({ err, other }) => err ?? other)).toEqual([
      {
        type: 'TimeoutError',
        message: timeout.message,
        stack: expect.stringMatching(/^TimeoutError: The operation was aborted due to timeout\n/),
      },
      { type: 'AbortError', message: 'This operation was aborted', stack: expect.any(String) },
    ]);
  });
});
