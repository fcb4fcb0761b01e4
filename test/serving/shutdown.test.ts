import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, onTestFinished, vi } from 'vitest';
import { freshStack } from '../support/fixture.js';
import { requestBytes } from '../support/callers-faults.js';
import { connectTo, untilAnswered, untilClosed } from '../support/raw-http.js';
import type { Stack } from '../support/stack.js';

const it = freshStack();

const UNIT_PATH = '/management/v1/sales-units/204117';
const ORDER_PATH = '/order-management/v2/ecom/categories';
const query = '{ salesUnit(msn: "204117") { name } }';
const answer = { data: { salesUnit: { name: 'Måkeskrik Nettbutikk' } } };
const waitLimit = { timeout: 10_000, interval: 5 };
afterEach(() => {
  vi.useRealTimers();
});

/** Asks for a unit whose upstream call gets no answer, and comes back once that call is under way. */
async function askAndHang(stack: Stack, init?: RequestInit): Promise<{ readonly pending: Promise<unknown> }> {
  await stack.sandbox.faults.add({ path: UNIT_PATH, hang: true });
  const pending = stack.askText(query, undefined, init);
  pending.catch(() => undefined);
  await openCalls(stack, UNIT_PATH, 1);
  return { pending };
}

async function openCalls(stack: Stack, path: string, count: number): Promise<void> {
  await vi.waitFor(async () => {
    expect(await stack.sandbox.requests({ path })).toMatchObject({ inFlight: count });
  }, waitLimit);
}

/** Lets go of what hangs: the sandbox tears those connections down, and the reads are repeated. */
const release = (stack: Stack): Promise<void> => stack.sandbox.reset();

async function readiness(stack: Stack): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${stack.server.probesUrl}/readyz`);
  return { status: response.status, body: await response.json() };
}

/** How a new connection fares: the system's word for a failure, or `open`. */
function newConnection(url: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy();
      resolve('open');
    });
    socket.once('error', (error) => {
      resolve('code' in error ? String(error.code) : error.message);
    });
  });
}

async function refusesConnections(stack: Stack): Promise<void> {
  await vi.waitFor(async () => {
    expect(await newConnection(stack.url)).toBe('ECONNREFUSED');
  }, waitLimit);
}

describe('a server that is told to stop', () => {
  it('says so to the load balancer first, and answers as before until that had time to notice', async ({
    start,
  }) => {
    const stack = await start({ env: { SHUTDOWN_DRAIN_MS: '700' } });
    expect(await readiness(stack)).toStrictEqual({ status: 200, body: { status: 'ok' } });
    const startedAt = performance.now();
    const stopped = stack.server.stop();
    expect(await readiness(stack)).toStrictEqual({ status: 503, body: { status: 'stopping' } });
    expect(await newConnection(stack.url)).toBe('open');
    expect(await stack.askText(query)).toStrictEqual(answer);
    expect((await fetch(`${stack.server.probesUrl}/livez`)).status).toBe(200);
    await stopped;
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(695);
    expect(await newConnection(stack.url)).toBe('ECONNREFUSED');
    expect(await newConnection(stack.server.probesUrl)).toBe('ECONNREFUSED');
  });

  it('completes the request in flight while it takes no new connections', async ({ stack }) => {
    const { pending } = await askAndHang(stack);
    const stopped = stack.server.stop();
    await refusesConnections(stack);
    expect(await readiness(stack)).toStrictEqual({ status: 503, body: { status: 'stopping' } });
    await release(stack);
    expect(await pending).toStrictEqual(answer);
    const answeredAt = performance.now();
    await stopped;
    // The caller keeps its connection open for a next request, but nothing is in flight any more.
    expect(performance.now() - answeredAt).toBeLessThan(3_000);
    expect(await newConnection(stack.server.probesUrl)).toBe('ECONNREFUSED');
  });

  it('says with an answer that leaves afterwards that its connection closes', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: UNIT_PATH, hang: true });
    const pending = overKeptConnection(stack, query);
    await openCalls(stack, UNIT_PATH, 1);
    const stopped = stack.server.stop();
    await refusesConnections(stack);
    await release(stack);
    expect(await pending).toMatchObject({ connection: 'close', body: answer });
    await stopped;
  });

  it('answers what has come in on an idle connection just before, also without a drain', async ({
    stack,
  }) => {
    const socket = connectTo(stack.url);
    const asked = requestBytes(
      'POST',
      '/graphql',
      { 'content-type': 'application/json', connection: 'keep-alive' },
      JSON.stringify({ query }),
    );
    for (const isLast of [false, true]) {
      const response = untilAnswered(socket);
      socket.write(asked);
      const stopped = isLast ? stack.server.stop({ drain: false }) : undefined;
      const { status, headers, body } = await response;
      const connection = isLast ? 'close' : 'keep-alive';
      expect({ status, connection: headers['connection'] }).toStrictEqual({ status: 200, connection });
      expect(JSON.parse(Buffer.from(body, 'latin1').toString())).toStrictEqual(answer);
      await stopped;
    }
  });

  it('answers all requests that a connection has sent in a row, and says with the last that it closes', async ({
    stack,
  }) => {
    const orderIds = ['one', 'two', 'three', 'four', 'five'];
    // The first is answered while the others are still under way.
    for (const orderId of orderIds)
      await stack.sandbox.faults.add({
        path: `${ORDER_PATH}/${orderId}`,
        delayMs: orderId === 'one' ? 500 : 800,
      });
    const socket = connectTo(stack.url);
    const answered = untilAllClosed(socket);
    socket.write(Buffer.concat(orderIds.map((orderId) => categoryBytes(orderId))));
    await openCalls(stack, `${ORDER_PATH}/**`, orderIds.length);
    const stopped = stack.server.stop();
    expect(await answered).toStrictEqual(
      orderIds.map((orderId) => ({
        status: '200',
        connection: orderId === 'five' ? 'close' : 'keep-alive',
        body: { data: { setOrderCategory: { order: { orderId }, userErrors: [] } } },
      })),
    );
    await stopped;
  });

  it('carries out nothing that comes behind the answer that closes its connection', async ({ start }) => {
    const stack = await start({ env: { SHUTDOWN_DRAIN_MS: '3000' } });
    await stack.sandbox.faults.add({ path: `${ORDER_PATH}/one`, delayMs: 700 });
    const socket = connectTo(stack.url);
    const answered = untilAllClosed(socket);
    socket.write(categoryBytes('one'));
    await openCalls(stack, `${ORDER_PATH}/one`, 1);
    const stopped = stack.server.stop();
    // Its answer waits behind that of the first, and says already that no other comes.
    socket.write(typenameBytes('second'));
    await logged(stack, 'second');
    socket.write(categoryBytes('three'));
    expect(await answered).toMatchObject([
      { status: '200', connection: 'keep-alive' },
      { status: '200', connection: 'close', body: { data: { __typename: 'Query' } } },
    ]);
    expect((await stack.sandbox.requests({ path: `${ORDER_PATH}/three` })).requests).toStrictEqual([]);
    await stack.server.stop({ drain: false });
    await stopped;
  });

  it.for(['/graphql', '/nothing'])(
    'refuses what comes too late over an open connection as it refuses all else: %s',
    async (path, { stack }) => {
      // Something must be in flight, or all connections are closed.
      const { pending } = await askAndHang(stack);
      const socket = connectTo(stack.url);
      const response = untilClosed(socket);
      await new Promise((resolve) => socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\n`, resolve));
      await stack.askText('{ __typename }');
      const stopped = stack.server.stop();
      await refusesConnections(stack);
      socket.write('content-type: application/json\r\nx-request-id: late\r\ncontent-length: 2\r\n\r\n{}');
      const { status, headers, body } = await response;
      expect({
        status,
        id: headers['x-request-id'],
        connection: headers['connection'],
        retryAfter: headers['retry-after'],
        body: JSON.parse(body),
      }).toStrictEqual({
        status: 503,
        id: 'late',
        connection: 'close',
        retryAfter: '1',
        body: {
          errors: [
            {
              message: 'This server is stopping. Send the request again: another one may take it.',
              extensions: { code: 'SERVER_STOPPING', retryAfter: 1 },
            },
          ],
        },
      });
      await release(stack);
      expect(await pending).toStrictEqual(answer);
      await stopped;
    },
  );

  it('cuts a request that hangs at the hard limit, and its upstream call with it', async ({ start }) => {
    const stack = await start({ env: { SHUTDOWN_TIMEOUT_MS: '300' } });
    const { pending } = await askAndHang(stack);
    const startedAt = performance.now();
    await stack.server.stop();
    const ms = performance.now() - startedAt;
    expect(ms).toBeGreaterThanOrEqual(295);
    expect(ms).toBeLessThan(3_000);
    await expect(pending).rejects.toThrow();
    await openCalls(stack, UNIT_PATH, 0);
    expect((await stack.sandbox.requests({ path: UNIT_PATH })).requests).toMatchObject([
      { status: null, closedByClient: true },
    ]);
  });

  it('cuts also a call for a token at the hard limit', async ({ start }) => {
    const stack = await start({ env: { SHUTDOWN_TIMEOUT_MS: '300' } });
    await stack.sandbox.faults.add({ path: '/accesstoken/get', hang: true, times: null });
    const pending = stack.askText(query);
    pending.catch(() => undefined);
    await openCalls(stack, '/accesstoken/get', 1);
    const startedAt = performance.now();
    await stack.server.stop();
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    await expect(pending).rejects.toThrow();
  }, 20_000);

  it('lets a request in flight take as long as the hard limit says, not less', async ({ start }) => {
    const stack = await start({ env: { SHUTDOWN_TIMEOUT_MS: '60000', REQUEST_TIMEOUT_MS: '60000' } });
    const { pending } = await askAndHang(stack);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stopped = stack.server.stop();
    while ((await newConnection(stack.url)) === 'open');
    // Half a minute passes for every timer that was set since the stop.
    vi.advanceTimersByTime(30_000);
    vi.useRealTimers();
    await release(stack);
    expect(await pending).toStrictEqual(answer);
    await stopped;
  }, 20_000);

  it('stops once, however often it is told to', async ({ stack }) => {
    const stops = [stack.server.stop(), stack.server.stop()];
    expect(stops[1]).toBe(stops[0]);
    await Promise.all(stops);
    expect(await newConnection(stack.url)).toBe('ECONNREFUSED');
  });
});

const graphBytes = (headers: Record<string, string>, asked: string): Buffer =>
  requestBytes(
    'POST',
    '/graphql',
    { 'content-type': 'application/json', connection: 'keep-alive', ...headers },
    JSON.stringify({ query: asked }),
  );
const typenameBytes = (id: string): Buffer => graphBytes({ 'x-request-id': id }, '{ __typename }');
const categoryBytes = (orderId: string): Buffer =>
  graphBytes(
    {},
    `mutation {
      setOrderCategory(
        input: { msn: "204117", paymentType: ECOM, orderId: "${orderId}", type: TICKET, url: "https://shop.example/" }
      ) { order { orderId } userErrors { message } }
    }`,
  );

async function logged(stack: Stack, requestId: string): Promise<void> {
  await vi.waitFor(() => {
    expect(stack.logs).toContainEqual(expect.objectContaining({ msg: 'graphql request', requestId }));
  }, waitLimit);
}

/** All answers that a connection brings until the server closes it. */
async function untilAllClosed(socket: Socket) {
  const all = await text(socket);
  return all
    .split('HTTP/1.1 ')
    .slice(1)
    .map((answered) => {
      const [head = '', body = ''] = answered.split('\r\n\r\n');
      return {
        status: head.slice(0, 3),
        connection: /^connection: (\S+)/im.exec(head)?.[1],
        body: JSON.parse(body) as unknown,
      };
    });
}

/** Asks over a connection that is to be kept: what the answer says of that, and the answer. */
async function overKeptConnection(stack: Stack, asked: string) {
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => {
    agent.destroy();
  });
  const headers = { 'content-type': 'application/json' };
  const outgoing = request(`${stack.url}/graphql`, { method: 'POST', agent, headers });
  outgoing.end(JSON.stringify({ query: asked }));
  return new Promise<object>((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      const { connection, 'keep-alive': keepAlive } = response.headers;
      text(response).then((body) => {
        resolve({ connection, keepAlive, body: JSON.parse(body) as unknown });
      }, reject);
    });
  });
}

describe('an idle connection', () => {
  it.for([
    [{}, 'timeout=75'],
    [{ KEEP_ALIVE_TIMEOUT_MS: '7000' }, 'timeout=7'],
  ] as const)('is kept longer than routers keep theirs: %o', async ([env, keepAlive], { start }) => {
    expect(await overKeptConnection(await start({ env }), '{ __typename }')).toStrictEqual({
      connection: 'keep-alive',
      keepAlive,
      body: { data: { __typename: 'Query' } },
    });
  });
});

describe('a caller that goes away', () => {
  it('takes its upstream call with it', async ({ stack }) => {
    const caller = new AbortController();
    const { pending } = await askAndHang(stack, { signal: caller.signal });
    caller.abort();
    await expect(pending).rejects.toThrow('aborted');
    await openCalls(stack, UNIT_PATH, 0);
    expect((await stack.sandbox.requests({ path: UNIT_PATH })).requests).toMatchObject([
      { status: null, closedByClient: true },
    ]);
  });

  it('leaves the upstream call to another caller who waits for the same', async ({ stack }) => {
    const caller = new AbortController();
    const first = await askAndHang(stack, { signal: caller.signal, headers: { 'x-request-id': 'first' } });
    const second = stack.askText(
      '{ shared: salesUnit(msn: "204117") { name } own: salesUnit(msn: "204127") { name } }',
    );
    // Both fields are loaded at once: when the call of its own is there, the second caller waits for the shared one.
    await vi.waitFor(async () => {
      expect(await stack.calls()).toHaveLength(2);
    }, waitLimit);
    caller.abort();
    await expect(first.pending).rejects.toThrow('aborted');
    await vi.waitFor(() => {
      expect(stack.logs).toContainEqual(
        expect.objectContaining({ msg: 'graphql request', requestId: 'first' }),
      );
    }, waitLimit);
    expect(await stack.sandbox.requests({ path: UNIT_PATH })).toMatchObject({
      inFlight: 1,
      requests: [{ status: null, closedByClient: false }],
    });
    await release(stack);
    expect(await second).toStrictEqual({
      data: { shared: { name: 'Måkeskrik Nettbutikk' }, own: { name: 'Måkeskrik Torget' } },
    });
  });
});
