import { Agent, request } from 'node:http';
import { describe, expect, onTestFinished } from 'vitest';
import { allOperations } from '../support/all-operations.js';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { BODY_LIMIT, jsonType, wrongRequests } from '../support/wrong-requests.js';

const it = freshStack({ env: { BODY_LIMIT_BYTES: String(BODY_LIMIT) } });

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Seen {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A request over a socket of its own, or of `agent`: chunked, or with the length of its body. */
function send(stack: Stack, sent: Sent, chunked: boolean, agent?: Agent): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const { headers, body, method = 'POST', path = '/graphql' } = sent;
    const length = chunked ? {} : { 'content-length': Buffer.byteLength(body) };
    const options = {
      method,
      agent: agent ?? false,
      headers: { ...headers, ...length, 'x-request-id': 'same' },
    };
    const outgoing = request(`${stack.url}${path}`, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const kept = { ...response.headers };
        for (const name of ['date', 'connection', 'keep-alive']) Reflect.deleteProperty(kept, name);
        resolve({ status: response.statusCode, headers: kept, body: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.on('error', reject);
    if (chunked) outgoing.write(body.slice(0, 1));
    outgoing.end(chunked ? body.slice(1) : body);
  });
}

const queries = allOperations().filter(({ query }) => !/^mutation\b/m.test(query));
const wrong = wrongRequests.flatMap(({ what, path, init: { method, headers, body } }) =>
  method === 'POST' && typeof body === 'string' && body !== '' ? [{ what, path, headers, body }] : [],
);

describe('a request gets the same answer whichever way it comes in', () => {
  it('when it is an example operation', async ({ stack }) => {
    for (const { name, query, variables } of queries) {
      const sent = { headers: jsonType, body: JSON.stringify({ query, variables, operationName: name }) };
      if (sent.body.length > BODY_LIMIT) continue;
      expect(await send(stack, sent, true)).toStrictEqual(await send(stack, sent, false));
      expect(await send(stack, { ...sent, path: '/graphql?' }, false)).toStrictEqual(
        await send(stack, sent, false),
      );
    }
    expect(stack.server.fallBacks).toStrictEqual(new Map());
  });

  it.for(wrong)('when it is $what', async ({ path, headers, body }, { stack }) => {
    const sent = { path, headers: Object.fromEntries(new Headers(headers)), body };
    const plain = await send(stack, sent, false);
    expect(await send(stack, sent, true)).toStrictEqual(plain);
    expect(plain.headers).toMatchObject({ 'cache-control': 'no-store', 'x-request-id': 'same' });
  });
});

it('goes through the route once the process stops, which says that the connection closes', async ({
  start,
}) => {
  const stack = await start({ env: { SHUTDOWN_DRAIN_MS: '400' } });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => {
    agent.destroy();
  });
  const sent = { headers: jsonType, body: '{"query":"{ __typename }"}' };
  expect((await send(stack, sent, false, agent)).status).toBe(200);
  const stopped = stack.server.stop();
  // Draining: still answered, for those who have not heard of it yet.
  expect(await send(stack, sent, false, agent)).toMatchObject({ status: 200 });
  await stopped;
  await expect(send(stack, sent, false)).rejects.toThrow(/ECONNREFUSED/);
});
