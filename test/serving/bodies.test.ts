import type { Socket } from 'node:net';
import { getNamedType, isInputObjectType, type GraphQLInputType } from 'graphql';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { allSubgraphs } from '../../src/subgraphs/all.js';
import { it } from '../support/fixture.js';
import { connectTo, untilClosed } from '../support/raw-http.js';
import type { Stack } from '../support/stack.js';
import { jsonType, post } from '../support/wrong-requests.js';

const query = JSON.stringify({ query: '{ __typename }' });

/** The two ways in: around Fastify, and through its route. */
const ways = {
  plain: 'application/json',
  routed: 'application/json;charset=UTF-8',
} as const;

function head(type: string, framing: string): string {
  return `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\n${framing}\r\n\r\n`;
}

function refusal(message: string, code = 'BAD_REQUEST', details: object = {}) {
  return JSON.stringify({ errors: [{ message, extensions: { code, ...details } }] });
}

const late = refusal('The request did not come in within its time.');

describe('a body that does not come', () => {
  const cases = Object.entries(ways).flatMap(([way, type]) => [
    [`${way}, of a known length`, head(type, 'content-length: 500') + query] as const,
    [`${way}, in chunks`, `${head(type, 'transfer-encoding: chunked')}1\r\n{\r\n`] as const,
  ]);

  it.for([
    ...cases,
    ['with headers that do not come', 'POST /graphql HTTP/1.1\r\nhost: localhost\r\n'] as const,
  ])('is cut after its time: %s', async ([, bytes], { start }) => {
    const { url } = await start({ env: { BODY_TIMEOUT_MS: '200' } });
    const socket = connectTo(url);
    const response = untilClosed(socket);
    const since = performance.now();
    socket.write(bytes);
    const { status, headers, body } = await response;
    expect({
      status,
      body,
      type: headers['content-type'],
      connection: headers['connection'],
    }).toStrictEqual({
      status: 408,
      body: late,
      type: 'application/json; charset=utf-8',
      connection: 'close',
    });
    expect(performance.now() - since).toBeGreaterThan(190);
    expect(performance.now() - since).toBeLessThan(2_000);
  });

  it.for(Object.entries(ways))('is cut also when it trickles: %s', async ([, type], { start }) => {
    const { url } = await start({ env: { BODY_TIMEOUT_MS: '300' } });
    const socket = connectTo(url);
    const response = untilClosed(socket);
    socket.write(head(type, 'content-length: 500'));
    const trickle = setInterval(() => socket.write(' '), 20);
    const { status, body } = await response;
    clearInterval(trickle);
    expect({ status, body }).toStrictEqual({ status: 408, body: late });
  });

  it('does not cut a request whose answer takes longer than its body may', async ({ start }) => {
    const stack = await start({ env: { BODY_TIMEOUT_MS: '100' } });
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204117', delayMs: 500 });
    expect(await stack.askText('{ salesUnit(msn: "204117") { msn name } }')).toStrictEqual({
      data: { salesUnit: { msn: '204117', name: 'Måkeskrik Nettbutikk' } },
    });
  });
});

describe('bodies in hand', () => {
  const overloaded = {
    status: 503,
    retryAfter: '1',
    body: refusal('This server has too many request bodies in hand. Try again in a moment.', 'OVERLOADED', {
      retryAfter: 1,
    }),
  };

  /** Sends a part of a body, and no more. */
  function stall(url: string, type: string, bytes: number): Socket {
    const socket = connectTo(url);
    // The server would wait for the rest when it stops.
    onTestFinished(() => {
      socket.destroy();
    });
    socket.write(head(type, `content-length: ${String(bytes + 1)}`) + ' '.repeat(bytes));
    return socket;
  }

  async function send(stack: Stack, type: string, length: number) {
    const response = await fetch(
      `${stack.url}/graphql`,
      post(query.padEnd(length), { 'content-type': type }),
    );
    const { status, headers } = response;
    return { status, retryAfter: headers.get('retry-after'), body: await response.text() };
  }

  it.for(Object.entries(ways))(
    'are bounded over all connections, and there is room again when callers leave: %s',
    async ([, type], { start }) => {
      const stack = await start({ env: { BODIES_MAX_BYTES: '65536' } });
      const stalled = [stall(stack.url, type, 30_000), stall(stack.url, type, 30_000)];
      await expect.poll(() => send(stack, type, 10_000)).toStrictEqual(overloaded);
      // What fits is taken.
      expect(await send(stack, type, 100)).toMatchObject({ status: 200 });
      for (const socket of stalled) socket.destroy();
      await expect.poll(async () => (await send(stack, type, 10_000)).status).toBe(200);
      expect(stack.logs.filter(({ level }) => Number(level) > 40)).toStrictEqual([]);
    },
  );

  it.for(Object.entries(ways))(
    'that would not fit are refused before they are read: %s',
    async ([, type], { start }) => {
      const stack = await start({ env: { BODIES_MAX_BYTES: '65536' } });
      stall(stack.url, type, 40_000);
      await expect.poll(() => send(stack, type, 30_000)).toStrictEqual(overloaded);
      const socket = connectTo(stack.url);
      const response = untilClosed(socket);
      socket.write(head(type, 'content-length: 30000'));
      const { status, headers, body } = await response;
      expect({ status, retryAfter: headers['retry-after'], body }).toStrictEqual(overloaded);
    },
  );

  it('of unknown length are bounded while they come', async ({ start }) => {
    const stack = await start({ env: { BODIES_MAX_BYTES: '65536' } });
    const socket = connectTo(stack.url);
    const response = untilClosed(socket);
    socket.write(head(ways.plain, 'transfer-encoding: chunked'));
    const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`;
    for (let index = 0; index < 5; index += 1) socket.write(chunk);
    const { status, headers, body } = await response;
    expect({ status, retryAfter: headers['retry-after'], body }).toStrictEqual(overloaded);
  });

  it('that are large leave a quarter of the room to small ones', async ({ start }) => {
    const stack = await start({ env: { BODIES_MAX_BYTES: '400000' } });
    stall(stack.url, ways.plain, 250_000);
    await expect.poll(() => send(stack, ways.plain, 70_000)).toStrictEqual(overloaded);
    expect(await send(stack, ways.plain, 60_000)).toMatchObject({ status: 200 });
  });

  it('stay in hand until their request is answered', async ({ start }) => {
    const stack = await start({ env: { BODIES_MAX_BYTES: '65536' } });
    const path = '/management/v1/sales-units/204117';
    await stack.sandbox.faults.add({ path, hang: true });
    const asked = JSON.stringify({ query: '{ salesUnit(msn: "204117") { msn name } }' }).padEnd(60_000);
    const waiting = fetch(`${stack.url}/graphql`, post(asked));
    await expect.poll(() => send(stack, ways.plain, 10_000)).toStrictEqual(overloaded);
    await stack.sandbox.reset();
    expect((await waiting).status).toBe(200);
    await expect.poll(async () => (await send(stack, ways.plain, 10_000)).status).toBe(200);
  });
});

describe('a large body', () => {
  const limits = { BODY_LIMIT_BYTES: '2048', IMAGE_BODY_LIMIT_BYTES: '100000' };
  const image = 'A'.repeat(50_000);
  const upload =
    'mutation ($i: UploadImageInput!) { uploadImage(input: $i) { imageId userErrors { code } } }';
  const variables = { i: { msn: '204117', image } };

  async function send(stack: Stack, body: object, init: RequestInit = {}) {
    const response = await fetch(`${stack.url}/graphql`, { ...post(JSON.stringify(body)), ...init });
    return { status: response.status, body: await response.text() };
  }
  const refused = { status: 413, body: refusal('Request body is too large') };
  const taken = {
    status: 200,
    body: '{"data":{"uploadImage":{"imageId":null,"userErrors":[{"code":"NOT_AN_IMAGE"}]}}}\n',
  };

  it.for([
    ['by a variable', { query: upload, variables }],
    [
      'in the text',
      { query: upload.replace('$i)', `{ msn: "204117", image: "${image}" })`).replace(/\(\$i.*?\)/, '') },
    ],
    [
      'as one of several operations',
      {
        query: `query Other { __typename } ${upload.replace('mutation', 'mutation Up')}`,
        variables,
        operationName: 'Up',
      },
    ],
  ] as const)('is taken for a mutation that brings an image, %s', async ([, body], { start }) => {
    expect(await send(await start({ env: limits }), body)).toStrictEqual(taken);
  });

  it.for([
    ['a query', { query: '{ __typename }', variables }],
    ['another mutation', { query: 'mutation { __typename }', variables }],
    [
      'another mutation with a name in a comment',
      { query: 'mutation { __typename } # uploadImage', variables },
    ],
    ['a name in a comment', { query: '{ __typename } # uploadImage', variables }],
    ['a name in a text', { query: '{ salesUnit(msn: "uploadImage") { msn } }', variables }],
    [
      'an operation that is not asked for',
      {
        query: `query Other { __typename } ${upload.replace('mutation', 'mutation Up')}`,
        variables,
        operationName: 'Other',
      },
    ],
    ['a text that is no GraphQL', { query: 'mutation { uploadImage', variables }],
    ['a batch', [{ query: upload, variables }]],
    [
      'an image above its own limit',
      { query: upload, variables: { i: { msn: '204117', image: image.repeat(3) } } },
    ],
  ] as const)('is refused for %s', async ([, body], { start }) => {
    expect(await send(await start({ env: limits }), body)).toStrictEqual(refused);
  });

  it('is refused without being parsed where it names no such mutation', async ({ start }) => {
    const stack = await start({ env: limits });
    const parses = vi.spyOn(JSON, 'parse');
    onTestFinished(() => {
      parses.mockRestore();
    });
    const longest = () => Math.max(0, ...parses.mock.calls.map(([text]) => text.length));
    expect(await send(stack, { query: '{ __typename }', variables })).toStrictEqual(refused);
    expect(longest()).toBeLessThan(1_000);
    expect(await send(stack, { query: '{ __typename } # uploadImage', variables })).toStrictEqual(refused);
    expect(longest()).toBeGreaterThan(image.length);
  });

  it('is refused as text, whatever it asks', async ({ start }) => {
    const headers = { 'content-type': 'text/plain', 'apollo-require-preflight': 'yes' };
    expect(await send(await start({ env: limits }), { query: upload, variables }, { headers })).toStrictEqual(
      refused,
    );
  });

  it('is refused before it is read when it says its length', async ({ start }) => {
    const stack = await start({ env: limits });
    const socket = connectTo(stack.url);
    const response = untilClosed(socket);
    socket.write(head(jsonType['content-type'], 'content-length: 100001'));
    expect(await response).toMatchObject(refused);
  });

  it.for(Object.values(allSubgraphs))(
    'is for every mutation of $name whose input has an image in base64, and for no other',
    (subgraph) => {
      const { schema } = subgraph.build();
      const hasImage = (type: GraphQLInputType, seen: ReadonlySet<string> = new Set()): boolean => {
        const named = getNamedType(type);
        if (!isInputObjectType(named) || seen.has(named.name)) return false;
        return Object.values(named.getFields()).some(
          (field) =>
            /base64/i.test(field.description ?? '') || hasImage(field.type, new Set([...seen, named.name])),
        );
      };
      const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
      expect(
        mutations
          .filter(({ args }) => args.some(({ type }) => hasImage(type)))
          .map(({ name }) => name)
          .sort(),
      ).toStrictEqual(subgraph.imageMutations);
    },
  );
});
