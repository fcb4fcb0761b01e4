import { describe, expect } from 'vitest';
import { askUnread, largeQuery, MANY_BYTES } from '../support/ask-unread.js';
import { it as base } from '../support/fixture.js';
import { connectTo, untilClosed } from '../support/raw-http.js';
import { scrape } from '../support/scrape.js';
import type { Stack } from '../support/stack.js';

/** Lines of the log that tell of connections that were cut. */
const cuts = ({ logs }: Stack) =>
  logs.filter(({ msg }) => String(msg).includes('read nothing of its answer'));

for (const compile of ['true', 'false'])
  describe(`an answer that nobody reads (compiled: ${compile})`, () => {
    const env = { COMPILE_QUERIES: compile, REQUEST_TIMEOUT_MS: '60000' };

    base('is cut after a time without progress, and its place is free again', async ({ start }) => {
      const stack = await start({
        env: { ...env, ANSWER_STALL_TIMEOUT_MS: '300', TENANT_REQUESTS_MAX: '1' },
      });
      const socket = askUnread(stack);
      await expect.poll(() => cuts(stack).length, { timeout: 30_000 }).toBe(1);
      expect(await stack.askText('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
      // It was on its way, and ends before its end.
      const { status, headers, body } = await untilClosed(socket);
      expect(status).toBe(200);
      expect(Number(headers['content-length'])).toBeGreaterThan(MANY_BYTES);
      expect(body.length).toBeLessThan(Number(headers['content-length']));
    });

    base('gives way to the next, where both are more than there is memory for', async ({ start }) => {
      const stack = await start({ env: { ...env, ANSWERS_MAX_BYTES: String(1.5 * MANY_BYTES) } });
      const first = askUnread(stack, 1);
      await expect.poll(() => first.readableLength, { timeout: 30_000 }).toBeGreaterThan(0);
      const second = askUnread(stack, 2);
      await expect.poll(() => second.readableLength, { timeout: 30_000 }).toBeGreaterThan(0);
      const cut = await untilClosed(first);
      expect(cut.body.length).toBeLessThan(Number(cut.headers['content-length']));
      // Whoever reads gets all.
      const { data } = await stack.askText(largeQuery(2));
      expect(data).toBeTypeOf('object');
      second.destroy();
      expect(cuts(stack)).toEqual([]);
      const scraped = await scrape(stack.server);
      expect(scraped.sum('subgraph_answers_cut_total', { limit: 'ANSWERS_MAX_BYTES' })).toBeGreaterThan(0);
    });
  });

describe('an answer that is read', () => {
  base('is not cut while it is made, however long that takes, nor behind another one', async ({ start }) => {
    const stack = await start({ env: { ANSWER_STALL_TIMEOUT_MS: '100' } });
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units', delayMs: 400, times: 1 });
    const ask = (text: string): string => {
      const body = JSON.stringify({ query: text });
      return `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n`;
    };
    const socket = connectTo(stack.url);
    const response = untilClosed(socket);
    const [short, slow] = ['{ __typename }', '{ salesUnits(first: 1) { nodes { msn } } }'];
    socket.write(`${ask(short)}\r\n${JSON.stringify({ query: short })}`);
    socket.write(`${ask(slow)}connection: close\r\n\r\n${JSON.stringify({ query: slow })}`);
    const { body } = await response;
    expect(body).toContain('{"data":{"__typename":"Query"}}');
    expect(body).toContain('{"data":{"salesUnits":{"nodes":[{"msn":');
    expect(cuts(stack)).toEqual([]);
  });

  base(
    'leaves a connection behind that may lie idle: nobody is told when that is closed',
    async ({ start }) => {
      const stack = await start({ env: { KEEP_ALIVE_TIMEOUT_MS: '1000' } });
      const socket = connectTo(stack.url);
      const closed = untilClosed(socket);
      const text = JSON.stringify({ query: '{ __typename }' });
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
      );
      expect((await closed).body).toContain('{"data":{"__typename":"Query"}}');
      expect(cuts(stack)).toEqual([]);
      const scraped = await scrape(stack.server);
      expect(scraped.sum('subgraph_answers_cut_total', { limit: 'ANSWER_STALL_TIMEOUT_MS' })).toBe(0);
    },
  );
});
