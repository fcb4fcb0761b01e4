import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect } from 'vitest';
import { parseConfig } from '../../src/config.js';
import { MAX_NAMES } from '../../src/metrics/OperationNames.js';
import { operationNamesOf } from '../../src/server/operation-names-of.js';
import { tracingOf } from '../../src/server/tracing-of.js';
import { allOperations } from '../support/all-operations.js';
import { it } from '../support/fixture.js';
import { Spans } from '../support/spans.js';

const OPERATIONS = 5_000;

/** How many names of operations spans tell. */
function namesIn(spans: Awaited<ReturnType<Spans['take']>>): number {
  const names = new Set(spans.map(({ attributes }) => attributes['graphql.operation.name']));
  names.delete(undefined);
  return names.size;
}

describe('names of spans', () => {
  it('stay few whatever operations are called, and so do the names that they tell', async () => {
    const spans = new Spans();
    const config = parseConfig({});
    const tracing = tracingOf(spans.tracer, 'vipps', config, operationNamesOf(config));
    for (let index = 0; index < OPERATIONS; index += 1) {
      const request = new IncomingMessage(new Socket());
      request.method = 'POST';
      const response = new ServerResponse(request);
      const asked = tracing?.request({ id: 'asked', request, response });
      const operation = asked?.beginOperation();
      const answered = {
        path: 'compiled',
        source: 'execution',
        kind: 'query',
        errors: 0,
        left: false,
        work: undefined,
      };
      operation?.answered({ ...answered, name: `Operation${String(index)}` });
      asked?.leave();
    }
    const taken = await spans.take();
    expect(taken).toHaveLength(2 * OPERATIONS);
    expect(new Set(taken.map(({ name }) => name))).toEqual(new Set(['POST /graphql', 'query']));
    expect(namesIn(taken)).toBe(MAX_NAMES);
  });

  it('do so for callers, too', async ({ start }) => {
    const spans = new Spans();
    const stack = await start({ tracer: spans.tracer });
    const more = MAX_NAMES + 20;
    await Promise.all(
      Array.from({ length: more }, (_, index) =>
        stack.askText(`query Operation${String(index)} { __typename }`),
      ),
    );
    await stack.askText(`query ${'N'.repeat(1_000)} { __typename }`);
    const taken = await spans.take();
    expect(taken).toHaveLength(2 * (more + 1));
    expect(new Set(taken.map(({ name }) => name))).toEqual(new Set(['POST /graphql', 'query']));
    expect(namesIn(taken)).toBe(MAX_NAMES);
  });

  it('say which operation it is where all are known beforehand', async ({ start }) => {
    const spans = new Spans();
    const env = { TRUSTED_DOCUMENTS: 'test/generated/trusted-documents.json' };
    const stack = await start({ tracer: spans.tracer, env });
    const unit = allOperations().find(({ name }) => name === 'SalesUnit');
    await stack.askText(unit?.query ?? '', unit?.variables);
    await stack.askText('query Unknown { __typename }');
    const operations = (await spans.take()).filter(({ name }) => !/^(GET|POST) /.test(name));
    expect(operations.map(({ name }) => name)).toEqual(['query SalesUnit', 'GraphQL Operation']);
  });
});
