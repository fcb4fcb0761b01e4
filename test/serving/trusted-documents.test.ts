import { readdirSync, readFileSync } from 'node:fs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, print } from 'graphql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { SalesUnitDocument } from '../generated/graphql.js';
import { allOperations } from '../support/all-operations.js';
import { faultsOf } from '../support/faults-of.js';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { sha256 } from '../support/trusted-documents.js';
import { jsonType, post, preflight } from '../support/wrong-requests.js';

const PATH = join(import.meta.dirname, '../generated/trusted-documents.json');
const OPERATIONS = join(import.meta.dirname, '../operations');
const listed = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(PATH, 'utf8')));
const [hash = '', text = ''] =
  Object.entries(listed).find(([, each]) => each.includes('query SalesUnit(')) ?? [];
const unit = { data: { salesUnit: { msn: '204117' } } };

function operationFiles(): readonly string[] {
  return readdirSync(OPERATIONS).filter((file) => file.endsWith('.graphql'));
}

async function send({ url }: Stack, body: object, accept = 'application/json') {
  const response = await fetch(`${url}/graphql`, post(JSON.stringify(body), { ...jsonType, accept }));
  return { status: response.status, body: await response.json() };
}

function hashed(sha256Hash: string, more: object = {}): object {
  return { ...more, extensions: { persistedQuery: { version: 1, sha256Hash } } };
}

const notListed = {
  errors: [
    {
      message: 'This server executes listed documents only, and this one is not among them.',
      extensions: { code: 'DOCUMENT_NOT_LISTED' },
    },
  ],
};
const unsupported = {
  errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
};
const unknown = {
  errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
};

for (const compile of ['true', 'false']) {
  const it = sharedStack({ env: { COMPILE_QUERIES: compile, TRUSTED_DOCUMENTS: PATH } });

  describe(`where only trusted documents are executed (compiled: ${compile})`, () => {
    it.for([
      ['as it stands', text],
      ['as typed clients send it', SalesUnitDocument.toString()],
      ['as it was written', readFileSync(join(OPERATIONS, 'sales-unit.graphql'), 'utf8')],
      ['with other blanks and comments', `# mine\n${text.replaceAll('\n', '\r\n\t ')}`],
    ] as const)('one that is listed is, by its text %s', async ([, query], { stack }) => {
      expect(await send(stack, { query })).toMatchObject({ status: 200, body: unit });
    });

    it('one that is listed is, by its hash, without having come before', async ({ stack }) => {
      for (const body of [
        hashed(hash),
        hashed(hash, { query: text }),
        { documentId: hash },
        { documentId: `sha256:${hash}`, variables: { msn: '204117' } },
      ])
        expect(await send(stack, body)).toMatchObject({ status: 200, body: unit });
      const search = `extensions=${encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } }))}`;
      const got = await fetch(`${stack.url}/graphql?${search}`, { headers: preflight });
      expect(await got.json()).toMatchObject(unit);
    });

    it.for([
      ['alone', `documentId=sha256%3A${hash}`],
      ['without the name of the hash', `documentId=${hash}`],
      ['in capitals', `documentId=${hash.toUpperCase()}`],
      ['with other extensions', `documentId=${hash}&extensions=%7B%22a%22%3A1%7D`],
      ['with its text', `documentId=${hash}&query=${encodeURIComponent(text)}`],
    ])('by its documentId, in a GET: %s', async ([, search], { stack }) => {
      const got = await fetch(`${stack.url}/graphql?${search}`, { headers: preflight });
      expect([got.status, await got.json()]).toMatchObject([200, unit]);
    });

    it('in capitals too', async ({ stack }) => {
      const capitals = hash.toUpperCase();
      for (const body of [
        hashed(capitals),
        hashed(capitals, { query: text }),
        { documentId: capitals },
        hashed(hash, { documentId: `sha256:${capitals}` }),
      ])
        expect(await send(stack, body)).toMatchObject({ status: 200, body: unit });
    });

    it('a request that names two is refused, whichever is listed', async ({ stack }) => {
      const other = sha256('{ __typename }');
      const two = {
        errors: [
          {
            message:
              'The request names two documents: by `documentId`, and by another one or by `extensions.persistedQuery`.',
            extensions: { code: 'BAD_REQUEST' },
          },
        ],
      };
      for (const [one, second] of [
        [hash, other],
        [other, hash],
      ] as const)
        expect(await send(stack, hashed(one, { documentId: second }))).toEqual({ status: 400, body: two });
      expect(await send(stack, { documentId: hash, extensions: { persistedQuery: 1 } })).toEqual({
        status: 400,
        body: two,
      });
      const extensions = encodeURIComponent(
        JSON.stringify({ persistedQuery: { version: 1, sha256Hash: other } }),
      );
      for (const search of [
        `documentId=${hash}&documentId=${hash}`,
        `documentId=${hash}&extensions=${extensions}`,
      ]) {
        const got = await fetch(`${stack.url}/graphql?${search}`, { headers: preflight });
        expect([got.status, await got.json()]).toEqual([400, two]);
      }
      // Of another text: as with persistedQuery.
      expect(await send(stack, { documentId: other, query: text })).toMatchObject({ status: 400 });
    });

    it('all operations are, as their clients send them', async ({ stack }) => {
      const names = new Set<string>();
      for (const { query, variables, name } of allOperations()) {
        if (names.has(name)) continue;
        names.add(name);
        const { body } = await send(stack, { query, variables });
        expect(body, name).not.toEqual(notListed);
      }
      expect(names.size).toBe(operationFiles().length);
    });

    it.for([
      ['another', '{ salesUnit(msn: "204117") { name } }'],
      ['a listed one with one field more', text.replace('msn\n', 'msn\n ledger { ledgerId }\n')],
      ['a listed one with another after it', `${text} query Other { __typename }`],
      ['introspection', '{ __schema { queryType { name } } }'],
      ['the SDL', '{ _service { sdl } }'],
      ['one that is not valid either', '{ nothing }'],
    ] as const)('%s is not, and nothing is called', async ([, query], { stack }) => {
      await stack.clearCalls();
      for (let turn = 0; turn < 2; turn += 1)
        expect(await send(stack, { query })).toEqual({ status: 200, body: notListed });
      expect(await send(stack, { query }, 'application/graphql-response+json')).toEqual({
        status: 400,
        body: notListed,
      });
      const got = await fetch(`${stack.url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: preflight,
      });
      expect(await got.json()).toEqual(notListed);
      expect(await stack.calls()).toEqual([]);
    });

    it('nothing can be registered', async ({ stack }) => {
      const other = '{ salesUnit(msn: "204117") { name } }';
      expect(await send(stack, hashed(sha256(other), { query: other }))).toEqual({
        status: 200,
        body: notListed,
      });
      for (const body of [
        hashed(sha256(other)),
        hashed(sha256(other).toUpperCase()),
        { documentId: sha256(other) },
        { documentId: `sha256:${sha256(other)}` },
      ])
        expect(await send(stack, body)).toEqual({ status: 200, body: unsupported });
      const got = await fetch(`${stack.url}/graphql?documentId=${sha256(other)}`, { headers: preflight });
      expect(await got.json()).toEqual(unsupported);
      // Of no text at all.
      expect(await send(stack, { documentId: 'x' })).toMatchObject({ status: 400 });
      expect(await send(stack, hashed(hash, { query: other }))).toMatchObject({ status: 400 });
    });
  });
}

const open = sharedStack();

describe('without a list', () => {
  open('a document that came with its hash is known by documentId too', async ({ stack }) => {
    expect(await send(stack, { documentId: `sha256:${hash}` })).toEqual({ status: 200, body: unknown });
    await send(stack, hashed(hash, { query: text }));
    expect(await send(stack, { documentId: `sha256:${hash}` })).toMatchObject({ status: 200, body: unit });
  });
});

describe('the manifest', () => {
  test('lists every operation, by the hash of what graphql-js prints of it', () => {
    const texts = operationFiles().map((file) => print(parse(readFileSync(join(OPERATIONS, file), 'utf8'))));
    expect(Object.values(listed).sort()).toEqual(texts.sort());
    for (const [key, each] of Object.entries(listed)) expect(key).toBe(sha256(each));
  });

  const faultsWith = (content: string | undefined): readonly string[] => {
    const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const path = join(folder, 'm.json');
    if (content !== undefined) writeFileSync(path, content);
    return faultsOf({ TRUSTED_DOCUMENTS: path }).map((fault) => fault.replace(JSON.stringify(path), 'M'));
  };
  const none = [
    'TRUSTED_DOCUMENTS: the file M is no manifest: a JSON object of texts by the SHA-256 of each, in hexadecimal digits',
  ];

  test.each([
    [
      'is not there',
      undefined,
      ["TRUSTED_DOCUMENTS: the file M can't be read. Example: TRUSTED_DOCUMENTS=trusted-documents.json"],
    ],
    ['is no JSON', '{', none],
    ['is empty', '{}', ['TRUSTED_DOCUMENTS: the file M lists no document: nothing could be asked']],
    [
      'has a text twice',
      `{"${sha256('{ a }')}":"{ b }","${sha256('{ a }')}":"{ a }"}`,
      [`TRUSTED_DOCUMENTS: the file M has a text under ${sha256('{ a }')} twice`],
    ],
    ['is a list', '["{ __typename }"]', none],
    ['has keys that are no hashes', '{"a":"{ __typename }"}', none],
    ['has values that are no texts', `{"${sha256('x')}":1}`, none],
    [
      'has a text under the hash of another',
      `{"${sha256('x')}":"{ __typename }"}`,
      [
        `TRUSTED_DOCUMENTS: the file M has a text under ${sha256('x')} that has another SHA-256: write it anew`,
      ],
    ],
    [
      'has a text that is no document',
      `{"${sha256('{')}":"{"}`,
      [`TRUSTED_DOCUMENTS: the file M has a text under ${sha256('{')} that is no GraphQL document`],
    ],
    [
      'is right, with the name of the hash or without',
      `{"sha256:${sha256('{ a }')}":"{ a }","${sha256('{ b }')}":"{ b }"}`,
      [],
    ],
  ])('that %s is told at the start', (_what, content, faults) => {
    expect(faultsWith(content)).toEqual(faults);
  });
});
