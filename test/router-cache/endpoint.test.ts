import { describe, expect, it } from 'vitest';
import { InvalidationEndpoint } from '../../src/router-cache/InvalidationEndpoint.js';
import { FakeTimers } from '../support/fake-timers.js';
import { hang, json, scriptedServer, type ScriptedServer, type Step } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';

const taken = json(202, { count: 1 });
const AGAIN_MS = 2_000;

async function endpointAt(...steps: readonly Step[]) {
  const server = await scriptedServer(...steps);
  const timers = new FakeTimers();
  const logs: Readonly<Record<string, unknown>>[] = [];
  const endpoint = new InvalidationEndpoint({
    url: `${server.url}/invalidation`,
    key: 'the-shared-key',
    subgraph: 'vipps',
    timers,
    log: memoryLog(logs),
  });
  return { server, timers, logs, endpoint };
}

const tagsIn = ({ seen }: ScriptedServer): readonly (readonly string[])[] =>
  seen.map(({ body }) => {
    const said = JSON.parse(body) as readonly { readonly cache_tag?: string; readonly kind: string }[];
    return said.map(({ cache_tag: tag, kind }) => tag ?? kind);
  });

describe('the invalidation endpoint of a router', () => {
  it('is told as Apollo Router has it, what comes at once in one request, and once more a little later', async () => {
    const { server, timers, endpoint } = await endpointAt(taken);
    for (const tag of ['one', 'two', 'one']) endpoint.tell(tag);
    await timers.until(1);
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        url: '/invalidation',
        headers: { authorization: 'the-shared-key', 'content-type': 'application/json' },
        body: JSON.stringify([
          { kind: 'cache_tag', subgraphs: ['vipps'], cache_tag: 'one' },
          { kind: 'cache_tag', subgraphs: ['vipps'], cache_tag: 'two' },
        ]),
      },
    ]);
    timers.advance(AGAIN_MS);
    await expect.poll(() => endpoint.counts).toEqual({ sent: 4, failed: 0, overflowed: 0 });
    expect(tagsIn(server)).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ]);
    expect(timers.size).toBe(0);
  });

  it('is told again what it has not taken, with growing pauses, in order, and before what came meanwhile', async () => {
    const { server, timers, logs, endpoint } = await endpointAt(
      json(503, {}),
      json(401, {}),
      (response) => {
        response.socket?.resetAndDestroy();
      },
      taken,
    );
    endpoint.tell('one');
    for (const [attempt, ms] of [100, 200, 400].entries()) {
      await timers.until(1);
      expect(server.seen).toHaveLength(attempt + 1);
      // While it is being told, it changes once more: that is told too.
      endpoint.tell(attempt === 0 ? 'two' : 'one');
      timers.advance(ms - 1);
      expect(timers.size).toBe(1);
      timers.advance(1);
    }
    await expect.poll(() => endpoint.waiting).toBe(0);
    expect(tagsIn(server)).toEqual([['one'], ['one'], ['one'], ['one'], ['two', 'one']]);
    expect(endpoint.counts).toEqual({ sent: 3, failed: 3, overflowed: 0 });
    expect(logs.map(({ msg, attempt }) => [msg, attempt])).toEqual([
      ...[1, 2, 3].map((attempt) => ['a router did not take word of changes', attempt]),
      ['a router takes word of changes again', undefined],
    ]);
    expect(JSON.stringify(logs)).not.toContain('the-shared-key');
  });

  it('is told to forget everything when too much waits: no change is lost', async () => {
    const { server, timers, logs, endpoint } = await endpointAt(json(503, {}), taken);
    endpoint.tell('first');
    await timers.until(1);
    for (let index = 0; index <= 10_000; index += 1) endpoint.tell(String(index));
    endpoint.tell('last');
    expect(endpoint.waiting).toBe(2);
    timers.advance(100);
    await expect.poll(() => endpoint.waiting).toBe(0);
    expect(tagsIn(server)).toEqual([['first'], ['subgraph']]);
    expect(endpoint.counts).toEqual({ sent: 1, failed: 1, overflowed: 1 });
    expect(logs.map(({ level, msg }) => [level, msg])).toContainEqual([
      50,
      'too many changes wait for a router: it is told to forget everything',
    ]);
  });

  it('is told all that waits when the process stops, at once', async () => {
    const { server, timers, endpoint } = await endpointAt(taken, json(503, {}), taken);
    endpoint.tell('one');
    await timers.until(1);
    endpoint.tell('two');
    // The first is told once more by a timer, the second waits for a pause to end.
    await timers.until(2);
    await endpoint.stop(10_000);
    expect(tagsIn(server)).toEqual([['one'], ['two'], ['two'], ['one']]);
    expect(endpoint.waiting).toBe(0);
  });

  it('keeps no stop waiting for longer than it may', async () => {
    const { server, logs, endpoint } = await endpointAt(hang);
    endpoint.tell('one');
    await expect.poll(() => server.seen).toHaveLength(1);
    await endpoint.stop(20);
    expect(logs.at(-1)).toMatchObject({
      level: 50,
      tags: 1,
      msg: 'a router was not told of all changes at the stop',
    });
  });
});
