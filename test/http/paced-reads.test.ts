import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asError } from '../../src/errors/as-error.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import type { CallWatch } from '../../src/http/CallWatch.js';
import { startDeadline } from '../../src/http/deadline.js';
import { readAll } from '../../src/http/paced-reads.js';
import { Redactor } from '../../src/http/redact.js';
import { Upstream } from '../../src/http/Upstream.js';
import { json as answerJson, scriptedServer } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';

function nothing(): void {
  // Not looked at.
}

const poll = { interval: 1, timeout: 10_000 };

interface More {
  /** Longest wait for a permit. */
  readonly queueMs?: number;
  /** Paths that are answered with a fault, after which the call is repeated once. */
  readonly failing?: readonly string[];
}

/** An API that answers when it is told to, and requests that read of it. */
async function startWorld(permits: number, { queueMs, failing = [] }: More = {}) {
  const open: (() => void)[] = [];
  const server = await scriptedServer((response: ServerResponse, request) => {
    open.push(() => {
      answerJson(failing.includes(request.url) ? 503 : 200, { path: request.url })(response, request);
    });
  });
  const rules = { attemptMs: 60_000, hedgeMs: 0, retries: failing.length > 0 ? 1 : 0, baseMs: 1, queueMs };
  const waits: number[] = [];
  const watch: CallWatch = {
    waited: (_call, _class, ms) => waits.push(ms),
    attempted: nothing,
    breakerChanged: nothing,
    refused: nothing,
  };
  const upstream = new Upstream(rules, memoryLog([]), new Redactor([]), Math.random, {}, watch);
  onTestFinished(() => upstream.close());
  const limits = { concurrency: permits, pageConcurrency: permits, writeConcurrency: 1, maxBytes: 2_000 };
  const api = testApi(server.url, limits);
  const other = { ...testApi(server.url, limits), name: 'other' };
  return {
    upstream,
    waits,
    paths: () => server.seen.map(({ url }) => url),
    /** Answers the oldest call that is open. */
    answer: async () => {
      await expect.poll(() => open.length, poll).toBeGreaterThan(0);
      open.shift()?.();
    },
    /** One request: reads what it is asked for, and notes which reads have begun. */
    request: (id: string, ms = 60_000) => {
      const deadline = startDeadline(ms);
      onTestFinished(() => {
        deadline.end();
      });
      const origin = { id, owner: 'one', isFirstFailure: () => true };
      const begun: string[] = [];
      let begunAtFirstEnd: number | undefined;
      const read = (of: typeof api) => (path: string) => {
        begun.push(path);
        const call = { operation: 'get', method: 'GET', headers: {}, effect: 'read' } as const;
        return upstream
          .send({ api: of, ...call, path, repeatable: true, deadline, origin })
          .then(({ json }) => json, asError)
          .finally(() => {
            begunAtFirstEnd ??= begun.length;
          });
      };
      return {
        begun,
        get begunAtFirstEnd() {
          return begunAtFirstEnd;
        },
        deadline,
        read: (...keys: string[]) => readAll(keys, read(api)),
        readOther: (...keys: string[]) => readAll(keys, read(other)),
      };
    },
  };
}

const paths = (of: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `/${of}/${String(index)}`);

describe('reads of one batch', () => {
  it('begin at once as long as there are permits', async () => {
    const { request, upstream, answer } = await startWorld(20);
    const page = request('page');
    const asked = paths('page', 20);
    const all = page.read(...asked);
    expect(page.begun).toEqual(asked);
    expect(upstream.waiting.all).toBe(0);
    for (const path of asked) {
      expect(path).toBeTypeOf('string');
      await answer();
    }
    expect(await all).toEqual(asked.map((path) => ({ path })));
  });

  it('begin as calls of theirs get permits where four wait, and all of them count as waiting', async () => {
    const { request, upstream, waits, answer, paths: sent } = await startWorld(2);
    const page = request('page');
    const asked = paths('page', 20);
    const all = page.read(...asked);
    for (let answered = 0; answered < 20; answered += 1) {
      await expect.poll(() => sent().length, poll).toBe(Math.min(20, answered + 2));
      expect(page.begun).toEqual(asked.slice(0, answered + 6));
      expect(upstream.waiting.of('one')).toBe(Math.max(0, 18 - answered));
      await answer();
    }
    expect(await all).toEqual(asked.map((path) => ({ path })));
    expect(sent()).toEqual(asked);
    // From when they were held back: the last of them longest.
    expect(waits).toHaveLength(18);
    expect(waits.every((ms, index) => ms >= (waits[index - 1] ?? 0))).toBe(true);
    expect([upstream.waiting.all, upstream.waiting.of('one')]).toEqual([0, 0]);
  });

  it('leave a request with one call behind four of them, not behind all', async () => {
    const { request, answer, paths: sent } = await startWorld(1);
    const page = request('page');
    const all = page.read(...paths('page', 50));
    const one = request('small').read('/small');
    for (let answered = 0; answered < 51; answered += 1) await answer();
    expect(sent().indexOf('/small')).toBe(5);
    expect(await one).toEqual([{ path: '/small' }]);
    expect(await all).toHaveLength(50);
  });

  it('are all asked for once before any of them is asked for again', async () => {
    const asked = paths('page', 20);
    const failing = asked.slice(0, 4);
    const { request, answer, paths: sent } = await startWorld(1, { failing });
    const all = request('page').read(...asked);
    for (let answered = 0; answered < 24; answered += 1) await answer();
    const ends = await all;
    expect(ends.slice(0, 4).every((end) => end instanceof UpstreamError)).toBe(true);
    expect(ends.slice(4)).toEqual(asked.slice(4).map((path) => ({ path })));
    expect(sent().slice(0, 20)).toEqual(asked);
    expect(sent().slice(20).sort()).toEqual(failing);
  });

  it('do not wait for permits of another API', async () => {
    const { request, answer } = await startWorld(3);
    const page = request('page');
    const slow = page.read(...paths('slow', 50));
    page.begun.length = 0;
    const quick = page.readOther('/quick/0', '/quick/1', '/quick/2');
    expect(page.begun).toEqual(['/quick/0', '/quick/1', '/quick/2']);
    for (let answered = 0; answered < 53; answered += 1) await answer();
    expect(await quick).toHaveLength(3);
    expect(await slow).toHaveLength(50);
  });

  it('all end with their deadline, none of them sent, and nothing is left waiting', async () => {
    const { request, upstream, answer, paths: sent } = await startWorld(1);
    const [first, page] = [request('first'), request('page')];
    const before = first.read('/first');
    const all = page.read(...paths('page', 1_000));
    expect(page.begun).toHaveLength(4);
    expect(upstream.waiting.all).toBe(1_000);
    page.deadline.cancel();
    const ends = await all;
    expect(ends).toHaveLength(1_000);
    expect(ends.every((end) => end instanceof UpstreamError)).toBe(true);
    expect([upstream.waiting.all, upstream.waiting.of('one')]).toEqual([0, 0]);
    await answer();
    expect(await before).toEqual([{ path: '/first' }]);
    expect(sent()).toEqual(['/first']);
  });

  it('are crowded out together, as they have waited together', async () => {
    const { request, upstream, answer } = await startWorld(1, { queueMs: 50 });
    const before = request('first').read('/first');
    const page = request('page');
    const ends = await page.read(...paths('page', 100));
    // The others would wait anew, four at a time.
    expect(page.begunAtFirstEnd).toBe(100);
    expect(ends.map((end) => end instanceof UpstreamError && end.code)).toEqual(
      Array<string>(100).fill('OVERLOADED'),
    );
    expect([upstream.waiting.all, upstream.waiting.of('one')]).toEqual([0, 0]);
    await answer();
    await before;
  });
});
