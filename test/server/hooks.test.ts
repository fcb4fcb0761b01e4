import { describe, expect } from 'vitest';
import type { AnsweredRequest, RequestHooks } from '../../src/server/request-hooks.js';
import { it as base } from '../support/fixture.js';
import { post, preflight } from '../support/wrong-requests.js';

/** A hook with what it was told. */
type Told = readonly [hook: keyof RequestHooks, what: object];

/** A stack, and what its hooks were told. */
const it = base.extend('watched', async ({ start }) => {
  const events: Told[] = [];
  const hooks: RequestHooks = {
    started: (request) => events.push(['started', request]),
    failed: ({ requestId, errors }) =>
      events.push(['failed', { requestId, errors: errors.map(({ message, path }) => ({ message, path })) }]),
    executed: (operation) => events.push(['executed', operation]),
    // What else there is to tell stands in the log: test/serving/request-line.test.ts.
    answered: ({ requestId, path, name, kind, errors, ms: duration, source, left }) =>
      events.push(['answered', { requestId, path, name, kind, errors, ms: duration, source, left }]),
  };
  const stack = await start({ hooks });
  const send = (id: string, init: RequestInit, search = ''): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('x-request-id', id);
    return fetch(`${stack.url}/graphql${search}`, { ...init, headers });
  };
  return { ...stack, events, send };
});

const ms = expect.any(Number);
const UNIT = 'query Unit { salesUnit(msn: "204117") { name } }';
const UNIT_PATH = '/management/v1/sales-units/204117';
const MALFORMED = 'msn must be a text of 4 to 10 digits, such as "7712041".';

function asking(query: string): RequestInit {
  return post(JSON.stringify({ query }));
}

function started(requestId: string): Told {
  return ['started', { requestId }];
}

/** What is told of an operation, by who executed it and how. */
function told(path: 'compiled' | 'apollo', name: string | undefined, kind: string | undefined, errors = 0) {
  const operation = { path, name, kind, errors, ms };
  return {
    executed: (requestId: string): Told => ['executed', { requestId, ...operation }],
    answered: (requestId: string, source: AnsweredRequest['source'], left = false): Told => [
      'answered',
      { requestId, ...operation, source, left },
    ],
  };
}

describe('the hooks are told of', () => {
  it('a compiled query, and of its response that is sent again', async ({ watched: { send, events } }) => {
    const first = await (await send('first', asking(UNIT))).text();
    expect(await (await send('again', asking(UNIT))).text()).toBe(first);
    const { executed, answered } = told('compiled', 'Unit', 'query');
    expect(events).toStrictEqual([
      started('first'),
      executed('first'),
      answered('first', 'execution'),
      started('again'),
      answered('again', 'response cache'),
    ]);
  });

  it('equal queries in flight: executed once, answered twice', async ({
    watched: { send, events, sandbox },
  }) => {
    await sandbox.faults.add({ path: UNIT_PATH, hang: true });
    const first = send('first', asking(UNIT));
    await expect.poll(() => events).toHaveLength(1);
    const second = send('second', asking(UNIT));
    await expect.poll(() => events).toHaveLength(2);
    await sandbox.reset();
    const bodies = await Promise.all([first, second].map(async (response) => (await response).text()));
    expect(new Set(bodies)).toStrictEqual(
      new Set(['{"data":{"salesUnit":{"name":"Måkeskrik Nettbutikk"}}}\n']),
    );
    const { executed, answered } = told('compiled', 'Unit', 'query');
    expect(events).toStrictEqual([
      started('first'),
      started('second'),
      executed('first'),
      answered('first', 'execution'),
      answered('second', 'shared execution'),
    ]);
  });

  it('a mutation, each time that it is sent', async ({ watched: { send, events } }) => {
    const mutation = asking(`mutation Delete {
      deleteCategory(input: { msn: "204117", categoryId: "1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de199" }) {
        userErrors { code }
      }
    }`);
    await send('first', mutation);
    await send('second', mutation);
    const { executed, answered } = told('compiled', 'Delete', 'mutation');
    expect(events).toStrictEqual(
      ['first', 'second'].flatMap((id) => [started(id), executed(id), answered(id, 'execution')]),
    );
  });

  it('a request that Apollo Server answers', async ({ watched: { send, events } }) => {
    await send('get', { headers: preflight }, `?query=${encodeURIComponent(UNIT)}`);
    const { executed, answered } = told('apollo', 'Unit', 'query');
    expect(events).toStrictEqual([started('get'), executed('get'), answered('get', 'execution')]);
  });

  it('a document that is refused, with its errors as they are before they are worded', async ({
    watched: { send, events },
  }) => {
    expect((await send('bad', asking('{ nothing }'))).status).toBe(200);
    const { executed, answered } = told('apollo', undefined, undefined, 1);
    expect(events).toStrictEqual([
      started('bad'),
      failed('bad', 'Cannot query field "nothing" on type "Query".'),
      executed('bad'),
      answered('bad', 'execution'),
    ]);
  });

  const PARTLY = 'query Partly { __typename salesUnit(msn: "x") { name } }';
  it.for([
    ['compiled', asking(PARTLY), ''],
    ['apollo', { headers: preflight }, `?query=${encodeURIComponent(PARTLY)}`],
  ] as const)(
    'a response that lacks something: %s',
    async ([path, init, search], { watched: { send, events } }) => {
      expect(await (await send('partly', init, search)).json()).toMatchObject({ data: { salesUnit: null } });
      const { executed, answered } = told(path, 'Partly', 'query', 1);
      expect(events).toStrictEqual([
        started('partly'),
        failed('partly', MALFORMED, ['salesUnit']),
        executed('partly'),
        answered('partly', 'execution'),
      ]);
    },
  );

  it.for([
    ['a body that is no JSON', post('{'), ''],
    ['a batch', post('[]'), ''],
    ['a query by GET that a foreign page could send', {}, `?query=${encodeURIComponent(UNIT)}`],
  ] as const)('a request that is none: %s', async ([, init, search], { watched: { send, events } }) => {
    expect((await send('none', init, search)).status).toBe(400);
    const { answered } = told('apollo', undefined, undefined, 1);
    await expect.poll(() => events).toStrictEqual([started('none'), answered('none', 'execution')]);
  });

  it('a caller of Apollo Server who leaves', async ({ watched }) => {
    const { send, events, sandbox } = watched;
    await sandbox.faults.add({ path: UNIT_PATH, hang: true });
    const caller = new AbortController();
    const init = { headers: preflight, signal: caller.signal };
    const response = send('gone', init, `?query=${encodeURIComponent(UNIT)}`).catch(() => 'left');
    await expect.poll(() => watched.calls()).toHaveLength(1);
    caller.abort();
    expect(await response).toBe('left');
    await expect
      .poll(() => events.find(([hook]) => hook === 'answered'))
      .toMatchObject(['answered', { requestId: 'gone', path: 'apollo', left: true }]);
    // And nobody works for the caller any more.
    await expect.poll(async () => (await sandbox.requests()).inFlight).toBe(0);
  });

  it('a caller who leaves, whose query is then executed for nobody', async ({ watched }) => {
    const { send, events, sandbox } = watched;
    await sandbox.faults.add({ path: UNIT_PATH, hang: true });
    const caller = new AbortController();
    const response = send('gone', { ...asking(UNIT), signal: caller.signal }).catch(() => 'left');
    await expect.poll(() => watched.calls()).toHaveLength(1);
    caller.abort();
    expect(await response).toBe('left');
    await expect.poll(() => events).toHaveLength(2);
    // Long enough for what was stopped to have told of itself.
    await send('next', asking('{ __typename }'));
    const gone = told('compiled', 'Unit', 'query');
    const next = told('compiled', undefined, 'query');
    expect(events).toStrictEqual([
      started('gone'),
      gone.answered('gone', 'execution', true),
      started('next'),
      next.executed('next'),
      next.answered('next', 'execution'),
    ]);
  });
});

function failed(requestId: string, message: string, path?: readonly string[]): Told {
  return ['failed', { requestId, errors: [{ message, path }] }];
}
