import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { json } from '../../src/sandbox/http/answer.js';
import { serve } from '../../src/sandbox/serving/serve.js';
import type { FaultAction } from '../../src/sandbox/state/FaultList.js';
import { SandboxState } from '../../src/sandbox/state/SandboxState.js';

// A write whose work can be counted, served as the sandbox serves its APIs.
let written = 0;
let state = new SandboxState();
let padding = '';
let status = 201;
const server = createServer((message, response) => {
  void serve(
    state,
    () => json(status, { written: ++written, ...(padding && { padding }) }),
    message,
    response,
  );
});

beforeEach(async () => {
  written = 0;
  padding = '';
  status = 201;
  state = new SandboxState();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function post(action: FaultAction, signal?: AbortSignal): Promise<Response> {
  state.faults.add({ path: '**', times: 1, skip: 0, action });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}', ...(signal && { signal }) });
}

it('does not do the work when the connection is reset before it', async () => {
  await expect(post({ kind: 'reset', when: 'before' })).rejects.toThrow();
  expect(written).toBe(0);
});

it('has done the work when the connection is reset after it', async () => {
  await expect(post({ kind: 'reset', when: 'after' })).rejects.toThrow();
  expect(written).toBe(1);
});

it('has done the work when the connection is reset within the answer', async () => {
  const cut = post({ kind: 'reset', when: 'within' }).then((response) => response.text());
  await expect(cut).rejects.toThrow();
  expect(written).toBe(1);
});

it('has done the work when it fails behind it, and says so in the record alone', async () => {
  const failed = await post({ kind: 'status', status: 500, headers: {}, afterWork: true });
  await post({ kind: 'status', status: 500, headers: {} });
  expect([failed.status, written]).toEqual([500, 1]);
  expect(state.journal.view({}).requests).toMatchObject([
    { status: 500, outcome: 201 },
    { status: 500, outcome: null },
  ]);
});

it('has done the work while the answer is late, also for a client that gave up', async () => {
  const client = new AbortController();
  const late = post({ kind: 'delay', delayMs: 60_000 }, client.signal);
  await vi.waitFor(() => {
    expect(written).toBe(1);
  });
  client.abort();
  await expect(late).rejects.toThrow('aborted');
  await vi.waitFor(() => {
    expect(state.journal.view({})).toMatchObject({ inFlight: 0, requests: [{ closedByClient: true }] });
  });
});

it('does no work when it hangs, answers a status or limits the rate', async () => {
  const client = new AbortController();
  const hanging = post({ kind: 'hang' }, client.signal);
  await vi.waitFor(() => {
    expect(state.faults.list()).toEqual([]);
  });
  client.abort();
  await expect(hanging).rejects.toThrow('aborted');
  expect(await post({ kind: 'status', status: 500, headers: {} })).toMatchObject({ status: 500 });
  expect(await post({ kind: 'rateLimit', retryAfterSeconds: 1 })).toMatchObject({ status: 429 });
  expect(written).toBe(0);
});

it('does the work when the answer is malformed or oversize, and answers 200', async () => {
  expect(await (await post({ kind: 'malformed' })).text()).toBe('{"writt');
  const large = await post({ kind: 'oversize', bytes: 100_000 });
  expect([large.status, await large.json()]).toEqual([200, { written: 2 }]);
});

it('does not tell as done what was refused when the answer is malformed', async () => {
  status = 401;
  const refused = await post({ kind: 'malformed' });
  expect([refused.status, await refused.text()]).toEqual([401, '{"writt']);
});

it('tells that a client left in the middle of an answer', async () => {
  padding = 'x'.repeat(64 * 1024 * 1024);
  const client = new AbortController();
  const response = await post({ kind: 'delay', delayMs: 0 }, client.signal);
  client.abort();
  await expect(response.text()).rejects.toThrow('aborted');
  await vi.waitFor(() => {
    expect(state.journal.view({}).requests).toMatchObject([{ status: 201, closedByClient: true }]);
  });
});
