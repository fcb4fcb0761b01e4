import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { freshStack, it as plain } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { jsonType, post } from '../support/wrong-requests.js';

const QUERY = 'query ($msn: String!) { salesUnit(msn: $msn) { name } }';
const variables = { msn: '204117' };
const named = { data: { salesUnit: { name: 'Måkeskrik Nettbutikk' } } };
const unknown = {
  status: 200,
  body: {
    errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
  },
};

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function naming(sha256Hash: unknown, more: object = {}): object {
  return { ...more, variables, extensions: { persistedQuery: { version: 1, sha256Hash } } };
}

async function send({ url }: Stack, body: object, accept = 'application/json') {
  const response = await fetch(`${url}/graphql`, post(JSON.stringify(body), { ...jsonType, accept }));
  return { status: response.status, body: await response.json() };
}

async function get({ url }: Stack, sha256Hash: string) {
  const search = new URLSearchParams({
    variables: JSON.stringify(variables),
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash } }),
  });
  const headers = { 'apollo-require-preflight': 'yes' };
  const response = await fetch(`${url}/graphql?${search.toString()}`, { headers });
  return { status: response.status, body: await response.json() };
}

for (const compile of ['true', 'false']) {
  const it = freshStack({ env: { COMPILE_QUERIES: compile } });

  describe(`a persisted query (compiled: ${compile})`, () => {
    it('is known by its hash once it came with it', async ({ stack }) => {
      expect(await send(stack, naming(hashOf(QUERY)))).toStrictEqual(unknown);
      expect(await send(stack, naming(hashOf(QUERY), { query: QUERY }))).toStrictEqual({
        status: 200,
        body: named,
      });
      for (let turn = 0; turn < 2; turn += 1)
        expect(await send(stack, naming(hashOf(QUERY)))).toStrictEqual({ status: 200, body: named });
    });

    it.for([
      [
        'of another text',
        naming(hashOf('{ __typename }'), { query: QUERY }),
        'provided sha does not match query',
      ],
      ['of another length', naming('a', { query: QUERY }), 'provided sha does not match query'],
      ['that is empty, alone', naming(''), 'provided sha does not match query'],
      ['that is missing, alone', { extensions: { persistedQuery: { version: 1 } } }, undefined],
      ['that is missing', { query: QUERY, extensions: { persistedQuery: { version: 1 } } }, undefined],
      ['that is a number', naming(1, { query: QUERY }), undefined],
      ['that is null', naming(null, { query: QUERY }), undefined],
      [
        'of another version',
        {
          query: QUERY,
          variables,
          extensions: { persistedQuery: { version: 2, sha256Hash: hashOf(QUERY) } },
        },
        'Unsupported persisted query version',
      ],
    ] as const)('has a hash that is its own, and not one %s', async ([, body, message], { stack }) => {
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const seen = await send(stack, body, accept);
        expect(seen).toMatchObject({
          status: 400,
          body: {
            errors: [{ ...(message !== undefined && { message }), extensions: { code: 'BAD_REQUEST' } }],
          },
        });
      }
      expect(stack.logs.filter(({ level }) => Number(level) > 40)).toStrictEqual([]);
      expect(await stack.calls()).toStrictEqual([]);
    });

    it('is known by its hash in capitals too', async ({ stack }) => {
      const capitals = hashOf(QUERY).toUpperCase();
      expect(await send(stack, naming(capitals))).toStrictEqual(unknown);
      expect(await send(stack, naming(capitals, { query: QUERY }))).toStrictEqual({
        status: 200,
        body: named,
      });
      for (const hash of [capitals, hashOf(QUERY)])
        expect(await send(stack, naming(hash))).toStrictEqual({ status: 200, body: named });
    });

    it('is not remembered when it is refused', async ({ stack }) => {
      const wrong = '{ nothing }';
      expect(await send(stack, naming(hashOf(wrong), { query: wrong }))).toMatchObject({
        body: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
      });
      expect(await send(stack, naming(hashOf(wrong)))).toStrictEqual(unknown);
    });
  });
}

describe('a persisted query on the compiled path', () => {
  plain('leaves it only while it is unknown', async ({ start }) => {
    const stack = await start();
    await send(stack, naming(hashOf(QUERY)));
    expect([...stack.server.fallBacks]).toStrictEqual([['persisted query', 1]]);
    await send(stack, naming(hashOf(QUERY), { query: QUERY }));
    await send(stack, naming(hashOf(QUERY)));
    expect([...stack.server.fallBacks]).toStrictEqual([['persisted query', 1]]);
  });

  plain('is known on the other path too, and the other way round', async ({ start }) => {
    const first = await start();
    await send(first, naming(hashOf(QUERY), { query: QUERY }));
    expect(await get(first, hashOf(QUERY))).toStrictEqual({ status: 200, body: named });
    const second = await start();
    const search = new URLSearchParams({
      query: QUERY,
      variables: JSON.stringify(variables),
      extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hashOf(QUERY) } }),
    });
    const headers = { 'apollo-require-preflight': 'yes' };
    await fetch(`${second.url}/graphql?${search.toString()}`, { headers });
    expect(await send(second, naming(hashOf(QUERY)))).toStrictEqual({ status: 200, body: named });
    expect([...second.server.fallBacks]).toStrictEqual([['method', 1]]);
  });
});
