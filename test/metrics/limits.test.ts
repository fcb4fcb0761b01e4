import { describe, expect, onTestFinished } from 'vitest';
import type { LimitName } from '../../src/errors/limits.js';
import { freshStack, sharedStack } from '../support/fixture.js';
import { connectTo, sendRaw, untilClosed } from '../support/raw-http.js';
import { scrape } from '../support/scrape.js';
import type { Stack } from '../support/stack.js';
import { post } from '../support/wrong-requests.js';

/** Each so small that one of the queries below comes to it, and none of the others does. */
const env = {
  QUERY_MAX_DEPTH: '4',
  QUERY_MAX_ROOT_FIELDS: '10',
  QUERY_MAX_ALIASES: '20',
  QUERY_MAX_DIRECTIVES: '3',
  QUERY_MAX_REPRESENTATIONS: '2',
  QUERY_MAX_NODES: '200',
  QUERY_MAX_VALUES: '800',
  QUERY_MAX_CHANGES: '1',
  QUERY_MAX_CALLS: '3',
  QUERY_MAX_SCANNED: '5',
  QUERY_MAX_RESPONSE_BYTES: '1024',
  SHUTDOWN_TIMEOUT_MS: '1000',
};

const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

const withdraw = (index: number): string =>
  `w${String(index)}: withdrawProductOrder(input: { productOrderId: "00000000-0000-4000-8000-000000000000" }) { userErrors { code } }`;

const queries: Partial<Record<LimitName, string>> = {
  QUERY_MAX_DEPTH: '{ salesUnits { nodes { merchant { businessAddress { city } } } } }',
  QUERY_MAX_ROOT_FIELDS: `{ ${times(11, () => '__typename')} }`,
  QUERY_MAX_ALIASES: `{ salesUnit(msn: "204117") { ${times(21, (index) => `a${String(index)}: name`)} } }`,
  QUERY_MAX_DIRECTIVES: `{ ${times(4, () => '__typename @include(if: true)')} }`,
  QUERY_MAX_REPRESENTATIONS: `{ _entities(representations: [${times(3, () => '{ __typename: "SalesUnit", msn: "204117" }')}]) { __typename } }`,
  QUERY_MAX_NODES: '{ ledger(ledgerId: "420177") { salesEvents(first: 300) { nodes { id } } } }',
  QUERY_MAX_VALUES: `{ ledger(ledgerId: "420177") { salesEvents(first: 100) { nodes { ${times(9, (index) => `a${String(index)}: id`)} } } } }`,
  QUERY_MAX_CHANGES: `mutation { ${times(2, withdraw)} }`,
  QUERY_MAX_CALLS: '{ salesUnits(first: 5) { nodes { configuration { captureType } } } }',
  QUERY_MAX_SCANNED:
    '{ ledger(ledgerId: "418914") { funds(first: 1, reference: "none") { pageInfo { hasNextPage } } } }',
  QUERY_MAX_RESPONSE_BYTES: `{ salesUnits(first: 50) { nodes { ${times(6, (index) => `a${String(index)}: id`)} } } }`,
  fixed: `{ __typename ${'\n'.repeat(10_001)} }`,
};

const compiled = sharedStack({ env });
const apollo = sharedStack({ env: { ...env, COMPILE_QUERIES: 'false' } });

describe('what a request asks too much of', () => {
  const counted = 'subgraph_limits_reached_total';

  describe.each([
    ['compiled', compiled],
    ['apollo', apollo],
  ] as const)('on the path %s', (_path, it) => {
    it.for(Object.entries(queries))(
      'is counted by its limit, once: %s',
      async ([limit, query], { stack }) => {
        const before = await scrape(stack.server);
        await stack.askText(query);
        const after = await scrape(stack.server);
        expect(after.sum(counted, { limit }) - before.sum(counted, { limit })).toBe(1);
        expect(after.sum(counted) - before.sum(counted)).toBe(1);
      },
    );
  });
});

describe('what is refused before it is read', () => {
  const it = freshStack();
  const REFUSED = 'subgraph_requests_refused_total';
  const refused = async ({ server }: Stack, labels: Readonly<Record<string, string>>): Promise<number> => {
    const scraped = await scrape(server);
    // And nothing else is.
    expect(scraped.sum(REFUSED)).toBe(scraped.sum(REFUSED, labels));
    return scraped.sum(REFUSED, labels);
  };
  const ask = ({ url }: Stack): Promise<Response> =>
    fetch(`${url}/graphql`, post('{"query":"{ __typename }"}'));

  it('is counted by the limit: the rate of a caller', async ({ start }) => {
    const stack = await start({ env: { RATE_LIMIT_PER_SECOND: '1', RATE_LIMIT_BURST: '1' } });
    await Promise.all([ask(stack), ask(stack)]);
    const labels = { code: 'RATE_LIMITED', status: '429', limit: 'RATE_LIMIT_PER_SECOND' };
    expect(await refused(stack, labels)).toBe(1);
  });

  it('is counted by the limit: how late the event loop is', async ({ start }) => {
    const stack = await start({ loopDelay: { ms: 501 }, env: { SHED_LOOP_DELAY_MS: '500' } });
    await ask(stack);
    expect(await refused(stack, { code: 'OVERLOADED', status: '503', limit: 'SHED_LOOP_DELAY_MS' })).toBe(1);
  });

  it.for([
    ['REQUESTS_MAX', '503', 'OVERLOADED'],
    ['TENANT_REQUESTS_MAX', '429', 'RATE_LIMITED'],
  ] as const)('is counted by the limit: %s', async ([limit, status, code], { start }) => {
    const stack = await start({ env: { [limit]: '1' } });
    await stack.sandbox.faults.add({ path: '/management/**', hang: true, times: null });
    stack.askText('{ salesUnits { totalCount } }').catch(() => undefined);
    await expect.poll(async () => (await stack.sandbox.requests()).inFlight).toBe(1);
    await ask(stack);
    expect(await refused(stack, { code, status, limit })).toBe(1);
  });

  it('is counted where there is no answer: a connection too many', async ({ start }) => {
    const stack = await start({ env: { CONNECTIONS_MAX: '1' } });
    const first = connectTo(stack.url);
    onTestFinished(() => void first.destroy());
    await new Promise((resolve) => first.once('connect', resolve));
    await untilClosed(connectTo(stack.url));
    expect(await refused(stack, { code: 'OVERLOADED', status: 'none', limit: 'CONNECTIONS_MAX' })).toBe(1);
  });

  it('is counted where Node finds no request: one that does not come', async ({ start }) => {
    const stack = await start({ env: { BODY_TIMEOUT_MS: '200' } });
    await sendRaw(stack.url, 'POST /graphql HTTP/1.1\r\nhost: localhost\r\n');
    expect(await refused(stack, { code: 'BAD_REQUEST', status: '408', limit: 'BODY_TIMEOUT_MS' })).toBe(1);
  });

  it('is counted where a WebSocket is wanted', async ({ stack }) => {
    const upgrade = 'host: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
    await sendRaw(stack.url, `GET /graphql HTTP/1.1\r\n${upgrade}`);
    expect(await refused(stack, { code: 'BAD_REQUEST', status: '400', limit: 'none' })).toBe(1);
    await sendRaw(stack.url, `GET /elsewhere HTTP/1.1\r\n${upgrade}`);
    const scraped = await scrape(stack.server);
    expect(scraped.sum(REFUSED, { status: '404', limit: 'none' })).toBe(1);
  });

  it('is counted where nothing is', async ({ stack }) => {
    await fetch(`${stack.url}/nothing`);
    expect(await refused(stack, { code: 'BAD_REQUEST', status: '404', limit: 'none' })).toBe(1);
  });
});
