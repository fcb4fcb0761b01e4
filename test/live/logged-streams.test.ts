import { expect } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { it } from '../support/fixture.js';
import { Spans } from '../support/spans.js';

const lineOf = (logs: readonly Readonly<Record<string, unknown>>[]) =>
  logs.findLast(({ msg }) => msg === 'graphql request');

it('the log line of a stream leads to the trace that is begun for it', async ({ start }) => {
  const spans = new Spans();
  const { url, logs } = await start({ tracer: spans.tracer });
  const stream = await EventStream.open(url, 'subscription { salesEventAdded(ledgerId: "none") { cursor } }');
  await stream.next();
  expect(await stream.next()).toBeUndefined();
  const [request] = await spans.take();
  expect(request?.name).toBe('POST /graphql');
  expect(lineOf(logs)).toMatchObject({
    kind: 'subscription',
    traceId: request?.spanContext().traceId,
    errors: 1,
  });
});

it.for([
  ['query', 'query Ask { __typename }'],
  ['query', '{ __schema { description } }'],
  ['mutation', 'mutation { deleteCategory(input: { msn: "1", categoryId: "a" }) { userErrors { code } } }'],
  ['subscription', 'subscription { salesEventAdded(ledgerId: "none") { cursor } }'],
] as const)(
  'a %s that is asked for as a stream is logged as what it is: %s',
  async ([kind, query], { start }) => {
    const { url, logs } = await start();
    const stream = await EventStream.open(url, query);
    await stream.next();
    expect(lineOf(logs)).toMatchObject({ kind, errors: 1 });
  },
);
