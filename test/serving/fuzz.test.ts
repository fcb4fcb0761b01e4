import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { vipps } from '../../src/subgraphs/vipps.js';
import { callersFaults, requestBytes } from '../support/callers-faults.js';
import { sharedStack } from '../support/fixture.js';
import { randomRequests } from '../support/random-requests.js';
import { connectTo, untilAnswered } from '../support/raw-http.js';
import type { Stack } from '../support/stack.js';

/** Another one each day, so that every case that is there comes up in time; FUZZ_SEED repeats a run. */
const SEED = Number(process.env['FUZZ_SEED'] ?? new Date().toISOString().slice(0, 10).replaceAll('-', ''));
/** Some wait for what never comes. */
const AT_A_TIME = 128;
const CASES = Number(process.env['FUZZ_CASES'] ?? 10_000);
const SHARE_OF_APOLLO = 0.3;
/** What may be kept more after the second half of the cases than after the first: caches are bounded far below. */
const MAX_GROWTH_MB = 40;
const ROUTER_SECRET = 'a-secret-that-the-router-shares-with-us';
const env = {
  NODE_ENV: 'production',
  SHUTDOWN_DRAIN_MS: '0',
  CALLER_AUTH: 'router-secret,network',
  AUTH_ROUTER_SECRET: ROUTER_SECRET,
  BODY_TIMEOUT_MS: '300',
  // What has no body to count, such as the answer to HEAD, is over when its idle connection closes.
  KEEP_ALIVE_TIMEOUT_MS: '1000',
  QUERY_MAX_CALLS: '5',
  CACHE_MAX_BYTES: '1000000',
  RESPONSE_CACHE_MAX_BYTES: '1000000',
  UPSTREAM_RETRIES: '0',
  // Who sends them is the same process.
  SHED_LOOP_DELAY_MS: '0',
};

/** Operations with variables of every kind that the schema has. */
const operations = [
  'query ($m: String!) { salesUnit(msn: $m) { msn name merchant { name } } }',
  'query ($f: Int = 5, $a: String, $n: SalesUnitFilter) { salesUnits(first: $f, after: $a, filter: $n) { nodes { msn } } }',
  'query ($k: [OrderKey!]!) { orders(keys: $k) { id category { type } } }',
  'query ($b: BusinessIdentifierInput!) { merchant(businessIdentifier: $b) { name } }',
  'query ($l: String!, $p: String!) { salesEvent(ledgerId: $l, pspReference: $p) { id } }',
  'query ($l: String!, $d: LocalDate, $a: String, $f: Int) { ledger(ledgerId: $l) { salesEvents(first: $f, after: $a) { nodes { id } } fundsEntries(first: $f, date: $d) { nodes { id } } } }',
  'query ($i: Boolean = true, $s: Boolean = false) { a: __typename @include(if: $i) b: __typename @skip(if: $s) }',
  'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on SalesUnit { name } } }',
  'query ($id: ID!) { node(id: $id) { id } }',
  'mutation ($i: UploadImageInput!) { uploadImage(input: $i) { userErrors { code } } }',
  'mutation ($i: SetOrderCategoryInput!) { setOrderCategory(input: $i) { userErrors { code } } }',
  'mutation ($i: AddReceiptInput!) { addReceipt(input: $i) { userErrors { code } } }',
  'mutation ($i: PrefillProductOrderInput!) { prefillProductOrder(input: $i) { userErrors { code } } }',
];

const words = [
  ...['204117', '418806', 'kaffe-2026-00417', 'ECOM', 'business:NO:ORG', '311204173', 'SalesUnit', 'Query'],
  ...[
    '__typename',
    '__proto__',
    'constructor',
    'toString',
    '\ud800',
    '\udfff',
    '\0',
    '',
    ' ',
    '\r\n',
    '../',
    '%00',
  ],
  ...['x'.repeat(5_000), '٣', '🙂', 'NaN', '-0', '2026-02-30', 'WyJTYWxlc1VuaXQiLCIyMDQxMTciXQ'],
];
const names = [
  ...[
    'msn',
    'orderId',
    'paymentType',
    'id',
    'scheme',
    '__typename',
    'type',
    'url',
    'image',
    'first',
    'ledgerId',
  ],
  ...[
    'pspReference',
    'orderLines',
    'bottomLine',
    'businessIdentifier',
    'productType',
    'categoryId',
    'toJSON',
  ],
];
const leaf = fc.oneof(
  fc.constantFrom(...words),
  fc.constantFrom(null, true, false, 0, -1, 1, 1.5, 1e21, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER + 1),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
    fc.nat(4_000).map((depth) => deep(depth)),
  ),
}));

function deep(depth: number): unknown {
  let inner: unknown = 1;
  for (let level = 0; level < depth; level += 1) inner = level % 2 === 0 ? [inner] : { a: inner };
  return inner;
}

const variables = fc.dictionary(fc.constantFrom(...'mfankblpdsir', 'id'), value, { maxKeys: 6 });
const text = fc.oneof(fc.constantFrom(...operations), fc.constantFrom(...operations).chain(damaged));

/** A text with parts left out, doubled, or replaced by others. */
function damaged(whole: string): fc.Arbitrary<string> {
  const place = fc.nat(whole.length);
  const piece = fc.constantFrom(
    '{',
    '}',
    '(',
    ')',
    '[',
    '!',
    '$m',
    '@skip',
    '@include(if: null)',
    '...',
    '"',
    '"""',
    '#',
    '\0',
    'null',
    ': ',
    'subscription ',
  );
  return fc
    .tuple(place, place, piece)
    .map(([from, to, put]) => whole.slice(0, Math.min(from, to)) + put + whole.slice(Math.max(from, to)));
}

const body = fc.record(
  {
    query: fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: value }),
    variables: fc.oneof({ weight: 9, arbitrary: variables }, { weight: 1, arbitrary: value }),
    operationName: fc.oneof(fc.constant(undefined), value),
    extensions: fc.oneof(
      fc.constant(undefined),
      value,
      fc.record({ persistedQuery: fc.record({ version: fc.constantFrom(1, 2, '1'), sha256Hash: value }) }),
    ),
  },
  { requiredKeys: ['query'] },
);

const headers = fc
  .dictionary(
    fc.constantFrom(
      'accept',
      'content-encoding',
      'apollo-require-preflight',
      'x-request-id',
      'origin',
      'expect',
      'te',
      'range',
      'apollo-federation-include-trace',
      'cookie',
      'upgrade',
      'authorization',
      'x-router-secret',
      'x-caller-scopes',
      'x-include-cost',
      'x-include-upstream',
      'access-control-request-method',
      'host',
    ),
    fc.oneof(
      fc.constantFrom('1', 'localhost', 'null', 'Bearer a.b.c', 'eyJhbGciOiJub25lIn0.e30.'),
      fc.constantFrom(
        '*/*',
        'application/json',
        'text/html;q=9',
        'gzip',
        ';',
        ',',
        'q=',
        '100-continue',
        'ftv1',
        'multipart/mixed',
      ),
      fc.string({ maxLength: 30 }).map((some) => some.replace(/[^\x20-\x7e]/g, '')),
    ),
    { maxKeys: 3 },
  )
  // In its own header only: in any other it would be its sender who tells it.
  .map((fields) =>
    fields['x-router-secret'] === '1' ? { ...fields, 'x-router-secret': ROUTER_SECRET } : fields,
  );

/** Operations of every kind, as they should be. */
const plainRequests = [...randomRequests(vipps.build().schema, SEED, 2_000)].map((request) =>
  JSON.stringify(request),
);
const right = fc
  .tuple(
    fc.constantFrom(...plainRequests),
    fc.constantFrom(
      {},
      { 'x-include-cost': '1', 'x-include-upstream': '1' },
      { accept: 'application/graphql-response+json' },
    ),
  )
  .map(([asked, more]) =>
    requestBytes('POST', '/graphql', { 'content-type': 'application/json', ...more }, asked),
  );

const posts = fc
  .tuple(
    body,
    headers,
    fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'application/json;charset=x',
      'text/plain',
    ),
  )
  .map(([asked, more, type]) =>
    requestBytes('POST', '/graphql', { 'content-type': type, ...more }, JSON.stringify(asked)),
  );
const gets = fc
  .tuple(body, headers, fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'DELETE'), fc.boolean())
  .map(([asked, more, method, isPlain]) => {
    const fields = Object.entries(asked).map(([name, each]) => [
      name,
      typeof each === 'string' ? each : JSON.stringify(each),
    ]);
    // Longer ones are refused for their length alone.
    const search = new URLSearchParams(fields).toString().slice(0, 8_000);
    const target = isPlain ? `/graphql?${search}` : `/${search}`;
    return requestBytes(method, target, { 'apollo-require-preflight': 'yes', ...more });
  });
const bytes = fc.oneof(
  posts,
  gets,
  fc.constantFrom(...callersFaults.map((fault) => Buffer.from(fault.bytes).subarray(0, 20_000))),
);
/** The same, with some bytes that are others. */
const broken = fc
  .tuple(bytes, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }))
  .map(([whole, changes]) => {
    const copy = Buffer.from(whole);
    for (const [at, byte] of changes) copy[at % Math.max(1, Math.min(copy.length, 400))] = byte;
    return copy;
  });
const oddRequest = fc.oneof(
  { weight: 5, arbitrary: bytes },
  { weight: 2, arbitrary: broken },
  { weight: 3, arbitrary: right },
);

/** Sends all of them, some at a time; what came back that should not. */
async function offencesOf(stack: Stack, requests: readonly Buffer[]): Promise<readonly string[]> {
  const offences: string[] = [];
  let next = 0;
  const sendSome = async (): Promise<void> => {
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const socket = connectTo(stack.url);
      const answer = untilAnswered(socket, !request.toString('latin1', 0, 5).startsWith('HEAD '));
      socket.write(request);
      const { status = 0, body: answered, headers: sent } = await answer;
      socket.destroy();
      const told = answered + JSON.stringify(sent);
      const fault =
        status >= 500 || answered.includes('INTERNAL_SERVER_ERROR')
          ? String(status)
          : secrets.some((secret) => told.includes(secret))
            ? 'a secret'
            : undefined;
      if (fault !== undefined)
        offences.push(
          `${fault}: ${answered.slice(0, 300)} for ${request.toString('latin1').slice(0, 2_000)}`,
        );
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, sendSome));
  return offences;
}

/** Of the keys: what comes in again, such as a caller's own word, is no leak. */
const secrets = [
  sandboxKeys.partner.clientSecret,
  sandboxKeys.partner.subscriptionKey,
  sandboxKeys.accounting.clientSecret,
];

/** What lives, after everything else was collected. */
function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const collect = z.custom<() => void>((value) => typeof value === 'function').parse(runInNewContext('gc'));
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

for (const [compile, count] of [
  ['true', CASES * (1 - SHARE_OF_APOLLO)],
  ['false', CASES * SHARE_OF_APOLLO],
] as const) {
  const it = sharedStack({ env: { ...env, COMPILE_QUERIES: compile } });

  describe(`odd and other requests, ${count} of them, FUZZ_SEED=${SEED} (compiled: ${compile})`, () => {
    it(
      'are never a fault of this server, tell no secret, and leave nothing behind',
      { timeout: 600_000 },
      async ({ stack }) => {
        const half = count / 2;
        // Made half by half, as the cases take memory too.
        const first = await offencesOf(stack, fc.sample(oddRequest, { seed: SEED, numRuns: half }));
        const before = heapMb() - heapOfLog(stack);
        const second = await offencesOf(stack, fc.sample(oddRequest, { seed: SEED + 1, numRuns: half }));
        const after = heapMb() - heapOfLog(stack);
        expect([...first, ...second].slice(0, 5)).toStrictEqual([]);
        expect(stack.logs.filter(({ level }) => Number(level) > 40).slice(0, 3)).toStrictEqual([]);
        expect(after - before).toBeLessThan(MAX_GROWTH_MB);
        expect(await stack.askText('{ __typename }')).toStrictEqual({ data: { __typename: 'Query' } });
      },
    );
  });
}

/** What the test itself keeps: every line of the log, as an object of some fields. */
function heapOfLog({ logs }: Stack): number {
  return (logs.length * 1_000) / 2 ** 20;
}
