import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import type { FaultInput } from '../../src/sandbox/control/fault-input.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { sandboxControl } from '../support/sandbox-control.js';
import { classicHeaders, msnsOf, runningSandbox } from './running-sandbox.js';

const { url, control, call, askClassic, headersFor, manage } = await runningSandbox();

const unit = '/management/v1/sales-units/251308';
const answered = { status: 200, body: { msn: '251308' } };

/** What fetch rejects with, down to the system's code. */
async function causeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => expect.fail('expected the connection to break'),
    (reason: unknown) => reason,
  );
  return error instanceof Error && error.cause instanceof Error && 'code' in error.cause
    ? error.cause.code
    : error;
}

describe('a fault', () => {
  it('answers with a status, and the gateway body unless another is given', async () => {
    const headers = await headersFor('merchant');
    await control.faults.add({ path: unit, status: 503 });
    const reply = await call(unit, { headers });
    expect(reply).toMatchObject({ status: 503, type: 'application/json' });
    expect(reply.body).toStrictEqual({ statusCode: 503, message: 'Service Unavailable' });
    expect(await call(unit, { headers })).toMatchObject(answered);
  });

  it.each([
    [{ body: '<h1>Bad gateway</h1>', contentType: 'text/html' }, 'text/html', '<h1>Bad gateway</h1>'],
    [{ body: '' }, 'text/plain;charset=UTF-8', ''],
    [{ body: { code: 7, message: 'no' } }, 'application/json', { code: 7, message: 'no' }],
    [{ body: [], contentType: 'application/problem+json' }, 'application/problem+json', []],
    [{ body: 'x', headers: { 'Content-Type': 'text/x' } }, 'text/x', 'x'],
  ] satisfies [Partial<FaultInput>, string, unknown][])(
    'answers with the body and type asked for: %o',
    async (fault, type, body) => {
      await control.faults.add({ path: unit, status: 502, ...fault });
      expect(await call(unit)).toMatchObject({ status: 502, type, body });
    },
  );

  it('answers with headers asked for', async () => {
    await control.faults.add({ path: unit, status: 302, headers: { location: 'http://127.0.0.1:1/' } });
    const { status, headers } = await call(unit, { redirect: 'manual' });
    expect({ status, location: headers.get('location') }).toEqual({
      status: 302,
      location: 'http://127.0.0.1:1/',
    });
  });

  it.each([
    [7, '7', 'Rate limit is exceeded. Try again in 7 seconds.'],
    [null, null, 'Rate limit is exceeded.'],
  ])('limits the rate, with Retry-After %s', async (retryAfterSeconds, retryAfter, message) => {
    await control.faults.add({ path: unit, rateLimit: { retryAfterSeconds } });
    const reply = await call(unit);
    expect({ status: reply.status, retryAfter: reply.headers.get('retry-after') }).toEqual({
      status: 429,
      retryAfter,
    });
    expect(reply.body).toStrictEqual({ statusCode: 429, message });
  });

  it('delays the answer only', async () => {
    const headers = await headersFor('merchant');
    await control.faults.add({ path: unit, delayMs: 60 });
    const started = performance.now();
    expect(await call(unit, { headers })).toMatchObject(answered);
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });

  it('hangs until the client gives up, which is recorded', async () => {
    await control.faults.add({ path: unit, hang: true });
    const client = new AbortController();
    const hanging = call(unit, { signal: client.signal });
    await vi.waitFor(async () => {
      expect(await control.requests({ path: unit })).toMatchObject({ inFlight: 1 });
    });
    expect((await control.requests()).requests).toMatchObject([
      { status: null, finishedAt: null, closedByClient: false },
    ]);
    client.abort();
    await expect(hanging).rejects.toThrow('aborted');
    await vi.waitFor(async () => {
      expect(await control.requests({ path: unit })).toMatchObject({ inFlight: 0 });
    });
    const { requests } = await control.requests();
    expect(requests).toMatchObject([{ status: null, closedByClient: true, finishedAt: expect.any(String) }]);
  });

  it('hangs until a reset, which is not the client leaving', async () => {
    await control.faults.add({ path: unit, hang: true });
    const hanging = causeOf(call(unit));
    await vi.waitFor(async () => {
      expect(await control.requests()).toMatchObject({ inFlight: 1 });
    });
    await control.reset();
    expect(await hanging).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(await control.requests()).toStrictEqual({ requests: [], peakInFlight: 0, inFlight: 0 });
  });

  it.each(['before', 'after'] as const)('resets the connection %s the work', async (when) => {
    await control.faults.add({ path: '/accesstoken/get', reset: when });
    expect(await causeOf(askClassic(classicHeaders('merchant')))).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
    expect(await control.requests()).toMatchObject({
      requests: [{ status: null, closedByClient: false }],
      inFlight: 0,
    });
  });

  it('cuts JSON off', async () => {
    const headers = await headersFor('merchant');
    const whole = await (await fetch(`${url}${unit}`, { headers })).text();
    await control.faults.add({ path: unit, malformed: true });
    const response = await fetch(`${url}${unit}`, { headers });
    const text = await response.text();
    expect(response).toMatchObject({ status: 200, ok: true });
    expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8');
    expect(whole.startsWith(text) && text.length < whole.length).toBe(true);
    expect(() => z.json().parse(JSON.parse(text))).toThrow(SyntaxError);
  });

  it('answers more than a size, of the same value and undeclared', async () => {
    const headers = await headersFor('partner');
    await control.faults.add({ path: '/management/v1/sales-units', oversize: 2_000_000 });
    const response = await fetch(`${url}/management/v1/sales-units`, { headers });
    const text = await response.text();
    expect(response.headers.get('content-length')).toBeNull();
    expect(text.length).toBeGreaterThan(2_000_000);
    expect(JSON.parse(text)).toStrictEqual((await manage('partner', '/sales-units')).body);
  });

  it('stops an oversize answer when the client has had enough', async () => {
    await control.faults.add({ path: unit, oversize: 1024 ** 3 });
    const client = new AbortController();
    const response = await fetch(`${url}${unit}`, { signal: client.signal });
    client.abort();
    await expect(response.text()).rejects.toThrow();
    await vi.waitFor(async () => {
      expect((await control.requests()).requests).toMatchObject([
        { closedByClient: true, finishedAt: expect.any(String) },
      ]);
    });
  });
});

describe('which requests a fault hits', () => {
  const statuses = async (...paths: string[]) => {
    const found: number[] = [];
    for (const path of paths) found.push((await call(path)).status);
    return found;
  };

  it('is told by times and skip', async () => {
    await control.faults.add({ path: unit, status: 500, skip: 1, times: 2 });
    expect(await statuses(unit, unit, unit, unit)).toEqual([401, 500, 500, 401]);
    expect(await control.faults.list()).toEqual([]);
  });

  it('is all of them when times is null, until it is removed', async () => {
    const { id } = await control.faults.add({ path: unit, status: 500, times: null });
    expect(await statuses(unit, unit, unit)).toEqual([500, 500, 500]);
    expect(await control.faults.list()).toMatchObject([{ id, path: unit, times: null, skip: 0, hits: 3 }]);
    await control.faults.remove(id);
    expect(await statuses(unit)).toEqual([401]);
    await expect(control.faults.remove(id)).rejects.toThrow(/404/);
  });

  it('is told by a glob: * within a segment, ** across', async () => {
    await control.faults.add({ path: '/management/v1/sales-units/25*', status: 500, times: null });
    await control.faults.add({ path: '/management/**/sales-units', status: 501, times: null });
    const merchant = '/management/v1/merchants/business:NO:ORG/311258613';
    expect(await statuses(unit, '/management/v1/sales-units/35', '/management/v1/sales-units/25/x')).toEqual([
      500, 401, 404,
    ]);
    expect(
      await statuses(`${merchant}/sales-units`, merchant, '/management/v1/sales-units?x=/sales-units'),
    ).toEqual([501, 401, 501]);
  });

  it('takes no account of letter case, escapes and the query, and every other sign literally', async () => {
    await control.faults.add({
      path: '/management/v1/merchants/business:NO:ORG/1',
      status: 500,
      times: null,
    });
    await control.faults.add({ path: '/a.c', status: 500, times: null });
    await control.faults.add({ path: '/accesstoken/get', status: 500, times: null });
    expect(
      await statuses(
        '/management/v1/merchants/business%3ano%3Aorg/1?a=b',
        '/a.c',
        '/abc',
        '/accessToken/get',
      ),
    ).toEqual([500, 500, 404, 500]);
  });

  it('is told by the method', async () => {
    await control.faults.add({ path: '**', method: 'POST', status: 500 });
    expect(await statuses(unit)).toEqual([401]);
    expect(await askClassic(classicHeaders('merchant'))).toMatchObject({ status: 500 });
  });

  it('is told by age: the oldest that fits, and the others do not count that request', async () => {
    await control.faults.add({ path: unit, status: 500 });
    await control.faults.add({ path: unit, status: 502, skip: 1 });
    expect(await statuses(unit, unit, unit, unit)).toEqual([500, 401, 502, 401]);
  });

  it('is none after clearing', async () => {
    await control.faults.add({ path: '**', status: 500, times: null });
    await control.faults.clear();
    expect(await statuses(unit)).toEqual([401]);
  });

  it('is none of the control API', async () => {
    await control.faults.add({ path: '**', status: 500, times: null });
    expect(await control.clock.read()).toMatchObject({ frozen: false });
  });
});

it.each([
  [
    { path: '/x' },
    'Exactly one of status, delayMs, hang, reset, malformed, rateLimit, oversize must be given; none is given.',
  ],
  [
    { path: '/x', status: 500, hang: true },
    'Exactly one of status, delayMs, hang, reset, malformed, rateLimit, oversize must be given; status and hang are given.',
  ],
  [{ status: 500 }, /^path: /],
  [{ path: 'x', status: 500 }, 'path: must begin with / or **'],
  [{ path: '/x', status: 99 }, /^status: /],
  [{ path: '/x', status: 500, times: 0 }, /^times: /],
  [{ path: '/x', status: 500, skip: -1 }, /^skip: /],
  [{ path: '/x', status: 500, method: 'get' }, 'method: must be an HTTP method in capitals'],
  [{ path: '/x', hang: true, body: 'x' }, 'body goes with status only.'],
  [{ path: '/x', reset: 'during' }, /^reset: /],
  [{ path: '/x', rateLimit: {} }, /^rateLimit\.retryAfterSeconds: /],
  [{ path: '/x', delayMs: 1.5 }, /^delayMs: /],
  [{ path: '/x', status: 500, headers: { a: 'b\r\nc' } }, 'headers.a: must be printable ASCII'],
  [{ path: '/x', status: 500, colour: 'red' }, /colour/],
])('refuses a fault that makes no sense, saying why: %j', async (fault, problem) => {
  const { status, body } = await call('/__sandbox/faults', { method: 'POST', body: JSON.stringify(fault) });
  expect(status).toBe(400);
  const problems = typeof problem === 'string' ? [problem] : [expect.stringMatching(problem)];
  expect(body).toStrictEqual({ problems });
  expect(await control.faults.list()).toEqual([]);
});

it('hits a share of the requests, the same ones for the same seed, and lets the others pass to the next fault', async () => {
  const statuses = async (): Promise<number[]> => {
    await control.reset();
    await control.faults.seed(7);
    await control.faults.add({ path: '/x', share: 0.3, times: null, status: 500 });
    await control.faults.add({ path: '/x', times: null, status: 503 });
    const seen: number[] = [];
    for (let sent = 0; sent < 100; sent += 1) seen.push((await call('/x')).status);
    return seen;
  };
  const first = await statuses();
  const hit = first.filter((status) => status === 500).length;
  expect(new Set(first)).toEqual(new Set([500, 503]));
  expect(hit).toBeGreaterThan(15);
  expect(hit).toBeLessThan(45);
  expect(await statuses()).toEqual(first);
});

it('restarts on the same port with its data, cutting what is open', async () => {
  const sandbox = await startSandbox({ port: 0 });
  onTestFinished(() => sandbox.stop());
  const own = sandboxControl(sandbox.url);
  await own.salesUnits.put('251420', { name: 'Stays' });
  await own.faults.add({ path: '/hangs', hang: true });
  const open = causeOf(fetch(`${sandbox.url}/hangs`));
  await vi.waitFor(async () => {
    expect(await own.requests()).toMatchObject({ inFlight: 1 });
  });
  await own.restart(500);
  expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(await open);
  expect(await causeOf(fetch(sandbox.url))).toBe('ECONNREFUSED');
  const after = await vi.waitFor(() => own.requests(), { timeout: 5_000, interval: 10 });
  expect(after).toMatchObject({
    inFlight: 0,
    requests: [{ path: '/hangs', status: null, closedByClient: false }],
  });
});

it('does not come back when it is stopped while it is down', async () => {
  const sandbox = await startSandbox({ port: 0 });
  await sandboxControl(sandbox.url).restart(200);
  await vi.waitFor(async () => {
    expect(await causeOf(fetch(sandbox.url))).toBe('ECONNREFUSED');
  });
  await sandbox.stop();
  await vi.waitFor(async () => {
    expect(await causeOf(fetch(sandbox.url))).toBe('ECONNREFUSED');
  });
});

it('stops at once with requests hanging', async () => {
  const sandbox = await startSandbox({ port: 0 });
  const own = sandboxControl(sandbox.url);
  await own.faults.add({ path: '**', hang: true });
  await own.faults.add({ path: '**', delayMs: 60_000 });
  const open = [causeOf(fetch(`${sandbox.url}/a`)), causeOf(fetch(`${sandbox.url}/b`))];
  await vi.waitFor(async () => {
    expect(await own.requests()).toMatchObject({ inFlight: 2 });
  });
  const started = performance.now();
  await sandbox.stop();
  expect(performance.now() - started).toBeLessThan(1_000);
  await Promise.all(open);
  await expect(fetch(sandbox.url)).rejects.toThrow();
});

it('still has its data afterwards', async () => {
  expect(msnsOf(await manage('merchant', '/sales-units'))).toHaveLength(12);
});
