import { parse, validate } from 'graphql';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { vipps } from '../../src/subgraphs/vipps.js';
import { randomRequests } from '../support/random-requests.js';
import { freshStack } from '../support/fixture.js';

// When the sandbox's sales end: the newest are not looked for in months without any.
const it = freshStack({ now: '2026-09-14T10:00:00Z' });

const REQUESTS = 2_000;
const SEED = 20_260_914;

/** Data, maybe beside errors: nothing is refused as a whole. */
const answered = z.object({ data: z.looseObject({}), errors: z.array(z.unknown()).optional() });

describe(`${String(REQUESTS)} random requests`, () => {
  const { schema } = vipps.build();
  const requests = [...randomRequests(schema, SEED, REQUESTS)];

  it('are the same for the same seed, and others for another', () => {
    expect([...randomRequests(schema, SEED, REQUESTS)]).toEqual(requests);
    const others = [...randomRequests(schema, SEED + 1, REQUESTS)].map(({ query }) => query);
    const known = new Set(requests.map(({ query }) => query));
    expect(others.filter((query) => !known.has(query)).length).toBeGreaterThan(REQUESTS * 0.9);
  });

  it('are valid', () => {
    for (const { query } of requests) expect(validate(schema, parse(query)), query).toEqual([]);
  });

  it('ask for every entity, with all that a request may be made of', () => {
    const text = JSON.stringify(requests);
    const marks = ['_entities', '__typename', '@skip', '@include', '...F', '... on ', '$v', 'operationName'];
    expect(marks.filter((mark) => !text.includes(mark))).toEqual([]);
    const entities = new Set(text.match(/"__typename":"(\w+)"/g));
    expect(entities.size).toBe(10);
  });

  it('are mostly answered without errors, all of them quickly', { timeout: 180_000 }, async ({ stack }) => {
    let whole = 0;
    for (const request of requests) {
      const response = await fetch(`${stack.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      const answer = answered.parse(await response.json());
      if (answer.errors === undefined) whole += 1;
    }
    expect(whole).toBeGreaterThan(REQUESTS * 0.6);
    expect((await stack.calls()).length).toBeLessThan(REQUESTS);
  });
});
