import { stripVTControlCharacters, styleText } from 'node:util';
import { describe, expect, it as plainIt } from 'vitest';
import { textOf } from '../../src/log.js';
import type { AnsweredRequest } from '../../src/server/request-hooks.js';
import { requestLog } from '../../src/server/request-log.js';
import { freshStack } from '../support/fixture.js';
import { memoryLog, type Stack } from '../support/stack.js';
import { jsonType, post, preflight } from '../support/wrong-requests.js';

const it = freshStack({ env: { UPSTREAM_RETRIES: '1', BREAKER_THRESHOLD: '0' } });
const UNIT = 'query Unit { salesUnit(msn: "204117") { name } }';
const UNIT_PATH = '/management/v1/sales-units/*';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;

/** Asks by POST, which is compiled, or by GET, which is not, and waits for the answer. */
async function ask(
  stack: Stack,
  path: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
) {
  const response = await (path === 'apollo'
    ? fetch(`${stack.url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: { ...preflight, ...headers },
      })
    : fetch(`${stack.url}/graphql`, post(JSON.stringify({ query }), { ...jsonType, ...headers })));
  await response.text();
}

const OF_EVERY_LINE = ['level', 'time', 'pid', 'hostname', 'msg'];

/** The lines of requests so far, without what every line has. */
async function linesOf({ logs }: Stack, count: number): Promise<readonly object[]> {
  const lines = () => logs.filter(({ msg }) => msg === 'graphql request');
  await expect.poll(lines).toHaveLength(count);
  return lines().map((line) =>
    Object.fromEntries(Object.entries(line).filter(([name]) => !OF_EVERY_LINE.includes(name))),
  );
}

const told = { requestId: expect.any(String), operation: 'Unit', kind: 'query', ms: expect.any(Number) };
const cost = { items: 0, values: 2 };

describe('the line of a request tells', () => {
  it('its path, the calls that were made for it, what caches had, and its cost', async ({ stack }) => {
    await ask(stack, 'compiled', UNIT);
    await ask(stack, 'compiled', UNIT);
    await ask(stack, 'apollo', UNIT);
    expect(await linesOf(stack, 3)).toStrictEqual([
      // One of them for a token.
      { ...told, ...cost, path: 'compiled', calls: 2, cacheHits: 0, cacheReads: 1, errors: 0 },
      { ...told, ...cost, path: 'cached', errors: 0 },
      { ...told, ...cost, path: 'apollo', calls: 0, cacheHits: 1, cacheReads: 1, errors: 0 },
    ]);
  });

  it('that it joined another', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: UNIT_PATH, hang: true });
    const first = ask(stack, 'compiled', UNIT);
    await expect.poll(async () => (await stack.sandbox.requests()).inFlight).toBe(1);
    const second = ask(stack, 'compiled', UNIT);
    await expect.poll(async () => stack.server.probed.measure()).toSatisfy(hasTwoInFlight);
    await stack.sandbox.reset();
    await Promise.all([first, second]);
    expect(await linesOf(stack, 2)).toStrictEqual([
      expect.objectContaining({ path: 'compiled', cacheReads: 1 }),
      { ...told, ...cost, path: 'joined', errors: 0 },
    ]);
  });

  it.for(['compiled', 'apollo'])(
    'its errors by code, and the calls that failed (%s)',
    async (path, { stack }) => {
      await ask(stack, 'compiled', '{ salesUnit(msn: "204118") { name } }');
      await stack.sandbox.faults.add({ path: UNIT_PATH, times: null, status: 503, body: {} });
      const query = `query Unit {
        a: salesUnit(msn: "x") { name } b: salesUnit(msn: "y") { name } c: salesUnit(msn: "204117") { name } }`;
      await ask(stack, path, query);
      const [, line] = await linesOf(stack, 2);
      const codes = { BAD_USER_INPUT: 2, UPSTREAM_UNAVAILABLE: 1 };
      const done = { calls: 2, failedCalls: 2, cacheHits: 0, cacheReads: 1 };
      expect(line).toStrictEqual({ ...told, path, ...done, items: 0, values: 6, errors: 3, codes });
    },
  );

  it('of one that is refused what there is', async ({ stack }) => {
    await ask(stack, 'compiled', '{ nothing }');
    await fetch(`${stack.url}/graphql`, post('{'));
    const { requestId, ms } = told;
    expect(await linesOf(stack, 2)).toStrictEqual([
      { requestId, ms, path: 'apollo', errors: 1, codes: { GRAPHQL_VALIDATION_FAILED: 1 } },
      { requestId, ms, path: 'apollo', errors: 1, codes: { BAD_REQUEST: 1 } },
    ]);
  });
});

function hasTwoInFlight([own]: Awaited<ReturnType<Stack['server']['probed']['measure']>>): boolean {
  const metric = own?.metrics.find(({ name }) => name === 'subgraph_requests_in_flight');
  return metric?.values[0]?.value === 2;
}

describe('the trace that a caller names', () => {
  it('stands in each line about its request', async ({ stack }) => {
    await stack.sandbox.faults.add({
      path: UNIT_PATH,
      times: null,
      status: 503,
      body: { traceId: 'theirs' },
    });
    for (const path of ['compiled', 'apollo']) await ask(stack, path, UNIT, { traceparent });
    await fetch(`${stack.url}/graphql`, post(' '.repeat(2_000_000), { ...jsonType, traceparent }));
    const about = (message: string) => stack.logs.filter(({ msg }) => msg === message);
    await expect.poll(() => about('graphql request')).toHaveLength(2);
    const lines = [
      ...about('graphql request'),
      ...about('upstream call failed').filter(({ level }) => level === 40),
      ...about('request refused'),
      ...stack.logs.filter(({ path }) => Array.isArray(path)),
    ];
    expect(lines).toHaveLength(7);
    expect(lines.map(({ traceId }) => traceId)).toStrictEqual(lines.map(() => TRACE));
    expect(about('upstream call failed')[0]).toMatchObject({ upstreamTraceId: 'theirs' });
  });

  it.for([
    traceparent.slice(0, -3),
    `${traceparent}-00`,
    traceparent.replace(TRACE, '0'.repeat(32)),
    traceparent.replace('b7ad6b7169203331', '0'.repeat(16)),
    traceparent.replace('00-', 'ff-'),
    traceparent.toUpperCase(),
    `kari@example.com ${traceparent}`,
  ])('is none in another form: %s', async (wrong, { stack }) => {
    await ask(stack, 'compiled', UNIT, { traceparent: wrong });
    const [line] = await linesOf(stack, 1);
    expect(line).not.toHaveProperty('traceId');
  });
});

describe('with LOG_SAMPLE_RATE', () => {
  const sampled = freshStack({ env: { LOG_SAMPLE_RATE: '0' } });

  sampled('requests that went well have no line, and those with errors theirs', async ({ stack }) => {
    await ask(stack, 'compiled', UNIT);
    await ask(stack, 'apollo', UNIT);
    await ask(stack, 'compiled', 'query Wrong { salesUnit(msn: "x") { name } }');
    await ask(stack, 'apollo', 'query Wrong { salesUnit(msn: "x") { name } }');
    expect(await linesOf(stack, 2)).toMatchObject([{ operation: 'Wrong' }, { operation: 'Wrong' }]);
  });

  plainIt('a share of those that went well has one, and all that failed, left or were slow', () => {
    const lines: Readonly<Record<string, unknown>>[] = [];
    let next = 0;
    const log = requestLog(memoryLog(lines), { rate: 0.25, slowMs: 500 }, () => (next++ % 4) / 4);
    const answered = (parts: Partial<AnsweredRequest>): void => {
      log.answered?.({
        ...{ requestId: 'r', path: 'compiled', source: 'execution', name: 'N', kind: 'query' },
        ...{ ms: 499.9, errors: 0, left: false },
        ...{ asker: undefined, traceId: undefined, cost: undefined, codes: undefined, work: undefined },
        ...parts,
      });
    };
    for (let count = 0; count < 8; count += 1) answered({});
    expect(lines).toHaveLength(2);
    answered({ errors: 1 });
    answered({ left: true });
    answered({ ms: 500 });
    expect(lines.slice(2)).toMatchObject([{ errors: 1 }, { left: true }, { ms: 500 }]);
  });
});

describe('a line for people', () => {
  const line = { level: 50, time: 0, msg: 'failed', code: 'A', path: ['a', 1], err: { stack: 'E\n at x' } };
  const shown = textOf(line);

  plainIt('is the same with colours, but for these', () => {
    const coloured = textOf(line, (style, text) => styleText(style, text, { validateStream: false }));
    expect(shown).toMatch(/^\d\d:\d\d:\d\d error failed code=A path=\["a",1\]\n {4}E\n {4} at x$/);
    expect(coloured).toContain(styleText('red', 'error', { validateStream: false }));
    expect(stripVTControlCharacters(coloured)).toBe(shown);
  });

  plainIt('lets nothing that it tells move the cursor or choose colours', () => {
    const text = textOf({ ...line, code: '\u001b[31m', path: ['\u009b2J'], '\u001b[0m': 1 });
    expect(text).toContain('code=\\u001b[31m path=["\\u009b2J"] \\u001b[0m=1');
  });
});
