import { describe, expect, it, onTestFinished } from 'vitest';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import { startDeadline } from '../../src/http/deadline.js';
import { Redactor } from '../../src/http/redact.js';
import { Upstream } from '../../src/http/Upstream.js';
import { json, scriptedServer, type Step } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';

const busyReasons = new Set(['RESOURCE_BUSY']);

async function post(deadlineMs: number, ...steps: readonly Step[]) {
  const server = await scriptedServer(...steps);
  const rules = { attemptMs: 5_000, hedgeMs: 0, retries: 0, baseMs: 1 };
  const upstream = new Upstream(rules, memoryLog([], 'silent'), new Redactor([]), () => 0);
  onTestFinished(() => upstream.close());
  const deadline = startDeadline(deadlineMs);
  onTestFinished(() => {
    deadline.end();
  });
  const call = {
    operation: 'pay',
    method: 'POST',
    path: '/payments',
    headers: {},
    body: '{}',
    effect: 'write',
    repeatable: false,
    deadline,
  } as const;
  const outcome: unknown = await upstream
    .send({ ...call, api: { ...testApi(server.url), busyReasons } })
    .then(({ json: body }) => body)
    .catch((error: unknown) => (error instanceof UpstreamError ? error.code : error));
  return { outcome, sent: server.seen.length };
}

const busy = json(409, { errorReason: 'RESOURCE_BUSY' });
const done = json(200, { done: true });

describe('a write that must not be repeated', () => {
  it.each([
    ['423', json(423, {})],
    ['a reason that says so', busy],
  ])('is sent again while what it is about is locked, by %s: nothing was done', async (_what, locked) => {
    expect(await post(10_000, locked, locked, locked, done)).toEqual({ outcome: { done: true }, sent: 4 });
  });

  it('is not sent again for any other answer', async () => {
    expect(await post(10_000, json(503, {}), done)).toEqual({ outcome: 'OUTCOME_UNKNOWN', sent: 1 });
    expect(await post(10_000, json(409, { errorReason: 'SOFT_DECLINE' }), done)).toEqual({
      outcome: 'CONFLICT',
      sent: 1,
    });
  });

  it('is not sent again when it failed within and says that it was busy: it may have begun', async () => {
    expect(await post(10_000, json(500, { errorReason: 'RESOURCE_BUSY' }), done)).toEqual({
      outcome: 'OUTCOME_UNKNOWN',
      sent: 1,
    });
  });

  it('has an unknown outcome when the attempt behind a lock loses its answer', async () => {
    const lost: Step = (response) => {
      response.destroy();
    };
    expect(await post(10_000, busy, lost, done)).toEqual({ outcome: 'OUTCOME_UNKNOWN', sent: 2 });
  });

  it('was certainly not carried out when the lock outlasts the deadline', async () => {
    const forLong = json(409, { errorReason: 'RESOURCE_BUSY' }, { 'retry-after': '60' });
    expect(await post(10_000, busy, busy, forLong)).toEqual({ outcome: 'UPSTREAM_UNAVAILABLE', sent: 3 });
  });
});

it('an API that has no locks gets no call twice for a 423 on a write', async () => {
  const server = await scriptedServer(json(423, {}), done);
  const rules = { attemptMs: 5_000, hedgeMs: 0, retries: 4, baseMs: 1 };
  const upstream = new Upstream(rules, memoryLog([], 'silent'), new Redactor([]), () => 0);
  onTestFinished(() => upstream.close());
  const deadline = startDeadline(5_000);
  const call = { operation: 'pay', method: 'POST', path: '/x', headers: {}, effect: 'write' } as const;
  const sent = upstream.send({ ...call, api: testApi(server.url), repeatable: false, deadline });
  await expect(sent).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  deadline.end();
  expect(server.seen).toHaveLength(1);
});
