import { request, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliCompressSync, brotliDecompressSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { freshStack, it as base } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const json = { 'content-type': 'application/json' };
const UNITS = JSON.stringify({ query: '{ salesUnits(first: 100) { nodes { msn name } } }' });
const EVENTS = JSON.stringify({
  query: `{ ledger(ledgerId: "418806") { salesEvents(first: 10000) { nodes {
    id time reference pspReference amounts { gross { value decimal currency } vat { value decimal currency } } } } } }`,
});

interface Seen {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A POST whose answer is given as its bytes came. */
async function post(
  { url }: Stack,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): Promise<Seen> {
  const outgoing = request(`${url}/graphql`, { method: 'POST', agent: false, headers });
  outgoing.end(body);
  return new Promise((resolve, reject) => {
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      const { statusCode: status, headers: answered } = response;
      buffer(response).then((bytes) => {
        resolve({ status, headers: answered, body: bytes });
      }, reject);
    });
  });
}

function decoded({ headers, body }: Seen): string {
  const coding = headers['content-encoding'];
  if (coding === 'br') return brotliDecompressSync(body).toString();
  return (coding === 'gzip' ? gunzipSync(body) : body).toString();
}

for (const compile of ['true', 'false']) {
  const it = freshStack({ env: { COMPRESS_MIN_BYTES: '100', COMPILE_QUERIES: compile } });

  describe(`an answer (compiled: ${compile})`, () => {
    it('is compressed as its caller asks, and says that it depends on that', async ({ stack }) => {
      const plain = await post(stack, json, UNITS);
      expect(plain.headers).toMatchObject({ vary: 'accept, accept-encoding' });
      for (const [accepted, coding] of [
        ['gzip, br', 'br'],
        ['br;q=0.5, gzip', 'gzip'],
        ['gzip,deflate', 'gzip'],
        ['gzip, deflate, br, zstd', 'br'],
        ['*', 'br'],
        ['gzip;q=0, *', 'br'],
        ['identity, gzip;q=0.5', undefined],
        ['br;q=0, gzip;q=0', undefined],
        ['deflate', undefined],
        ['', undefined],
        ['zstd;q=1.0, nonsense', undefined],
      ] as const) {
        // From the response cache and from an execution.
        for (let turn = 0; turn < 2; turn += 1) {
          const seen = await post(stack, { ...json, 'accept-encoding': accepted }, UNITS);
          expect(seen.headers['content-encoding'], accepted).toBe(coding);
          expect(Number(seen.headers['content-length'])).toBe(seen.body.length);
          expect(decoded(seen)).toBe(plain.body.toString());
          if (coding !== undefined) expect(seen.body.length).toBeLessThan(plain.body.length / 2);
        }
      }
    });

    it('goes out as it is when it is short', async ({ stack }) => {
      const seen = await post(stack, { ...json, 'accept-encoding': 'br' }, '{"query":"{ __typename }"}');
      expect(seen.headers['content-encoding']).toBeUndefined();
      expect(decoded(seen)).toBe('{"data":{"__typename":"Query"}}\n');
    });
  });
}

describe('a long answer', () => {
  base('is compressed chunk by chunk where it is not kept', { timeout: 30_000 }, async ({ start }) => {
    const stack = await start({ env: { RESPONSE_CACHE_MAX_BYTES: '0', COALESCE_REQUESTS: 'false' } });
    const plain = await post(stack, json, EVENTS);
    expect(plain.body.length).toBeGreaterThan(2 * 1_048_576);
    for (const coding of ['br', 'gzip']) {
      const seen = await post(stack, { ...json, 'accept-encoding': coding }, EVENTS);
      expect(seen.headers).toMatchObject({ 'content-encoding': coding, 'transfer-encoding': 'chunked' });
      expect(decoded(seen) === plain.body.toString()).toBe(true);
    }
  });

  base('is never compressed where the setting says so', async ({ start }) => {
    const stack = await start({ env: { COMPRESS_MIN_BYTES: '0' } });
    const seen = await post(stack, { ...json, 'accept-encoding': 'br' }, UNITS);
    expect(seen.headers['content-encoding']).toBeUndefined();
  });
});

describe('a compressed body', () => {
  const asked = '{"query":"{ __typename }"}';
  const compress = { gzip: gzipSync, 'x-gzip': gzipSync, br: brotliCompressSync, deflate: deflateSync };

  base.for(Object.keys(compress))('is taken: %s', async (coding, { start }) => {
    const stack = await start();
    const bytes = Object.entries(compress).find(([name]) => name === coding)?.[1](asked) ?? '';
    for (const name of [coding, coding.toUpperCase()]) {
      const seen = await post(stack, { ...json, 'content-encoding': name }, bytes);
      expect({ status: seen.status, body: seen.body.toString() }).toStrictEqual({
        status: 200,
        body: '{"data":{"__typename":"Query"}}\n',
      });
    }
    expect(stack.server.fallBacks).toStrictEqual(new Map());
  });

  base('may say that it is none', async ({ start }) => {
    const stack = await start();
    expect((await post(stack, { ...json, 'content-encoding': 'identity' }, asked)).status).toBe(200);
    expect(stack.server.fallBacks).toStrictEqual(new Map());
  });

  base.for(['foo', 'zstd', 'gzip, br', 'compress'])(
    'of another coding is refused: %s',
    async (coding, { start }) => {
      const seen = await post(await start(), { ...json, 'content-encoding': coding }, asked);
      expect({
        status: seen.status,
        accepted: seen.headers['accept-encoding'],
        body: JSON.parse(seen.body.toString()),
      }).toStrictEqual({
        status: 415,
        accepted: 'gzip, br, deflate',
        body: {
          errors: [
            {
              message: 'The content-encoding of the body must be one of gzip, br, deflate, or none.',
              extensions: { code: 'BAD_REQUEST' },
            },
          ],
        },
      });
    },
  );

  base.for([
    ['no gzip', 'gzip', Buffer.from(asked)],
    ['gzip that is cut off', 'gzip', gzipSync(asked).subarray(0, -10)],
    ['no brotli', 'br', Buffer.from(asked)],
    ['brotli that is cut off', 'br', brotliCompressSync(asked).subarray(0, -3)],
    ['no deflate', 'deflate', Buffer.from(asked)],
    ['nothing', 'gzip', Buffer.from('')],
  ] as const)('that is none is the fault of its sender: %s', async ([, coding, bytes], { start }) => {
    const stack = await start();
    const seen = await post(stack, { ...json, 'content-encoding': coding }, bytes);
    expect(seen.status).toBe(400);
    expect(JSON.parse(seen.body.toString())).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST' } }],
    });
    expect(stack.logs.filter(({ level }) => Number(level) > 40)).toStrictEqual([]);
  });

  base.for([
    ['gzip', gzipSync(Buffer.alloc(50_000_000, ' '), { level: 9 })],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000, ' '))],
    ['gzip of nothing, again and again', Buffer.concat(Array.from({ length: 5_000 }, () => gzipSync('')))],
  ] as const)('is bounded by what comes out of it: %s', async ([what, bomb], { start }) => {
    const stack = await start({ env: { BODY_LIMIT_BYTES: '65536', IMAGE_BODY_LIMIT_BYTES: '65536' } });
    const coding = what === 'br' ? 'br' : 'gzip';
    // Of unknown length: what was declared would tell.
    const headers = { ...json, 'content-encoding': coding, 'transfer-encoding': 'chunked' };
    const before = process.memoryUsage().arrayBuffers;
    const seen = await post(stack, headers, bomb);
    expect({ status: seen.status, body: seen.body.toString() }).toStrictEqual({
      status: 413,
      body: '{"errors":[{"message":"Request body is too large","extensions":{"code":"BAD_REQUEST"}}]}',
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
    expect((await post(stack, { ...json, 'content-encoding': 'gzip' }, gzipSync(asked))).status).toBe(200);
  });
});
