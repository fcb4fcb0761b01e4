import { describe, expect } from 'vitest';
import type { Config } from '../../src/config.js';
import { allOperations } from '../support/all-operations.js';
import { it } from '../support/fixture.js';
import { secretsIn } from '../support/secrets.js';
import { Spans } from '../support/spans.js';

/** Every text that a value holds. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What spans may say besides what this code has in it: the vocabulary of the operations and of the APIs. */
const WORDS = /^[A-Za-z][\w .-]*$|^\d{3}$|^127\.0\.0\.1$|^\/graphql$|^(GET|POST|PUT|PATCH|DELETE) [\w/-]+$/;
/** MSNs, ids of ledgers and orders, numbers of organisations and of phones. */
const NUMBERS = /\d{5}/;

describe('spans', () => {
  it.for(['vipps', 'entur'] as const)(
    'of all operations of %s hold no secret, no token, and nothing that was asked for or answered',
    async (subgraph, { start }) => {
      const spans = new Spans();
      const captured: Config[] = [];
      const stack = await start({
        tracer: spans.tracer,
        subgraphs: [subgraph],
        // Each is executed by itself.
        env: { UPSTREAM_TRACEPARENT: 'true', RESPONSE_CACHE_MAX_BYTES: '0' },
        adjust: (config) => {
          captured.push(config);
          return config;
        },
      });
      const values = new Set<string>();
      for (const { query, variables } of allOperations(subgraph)) {
        for (const text of textsIn(variables)) values.add(text);
        await stack.graph(subgraph).askText(query, variables, { headers: { 'x-request-id': 'asked' } });
      }
      await stack.sandbox.faults.add({
        path: '**',
        status: 400,
        body: { title: 'Ola Nordmann, +4791234567, ola@example.com' },
        times: 3,
      });
      for (const { query, variables } of allOperations(subgraph).slice(0, 3))
        await stack.graph(subgraph).askText(query, variables, { headers: { 'x-request-id': 'asked' } });

      const taken = await spans.take();
      expect(taken.length).toBeGreaterThan(100);
      const told = new Set(
        taken.flatMap(({ name, status, attributes, events }) => [
          name,
          ...textsIn(status.message),
          ...Object.keys(attributes),
          ...textsIn(attributes),
          ...events.flatMap((event) => [event.name, ...textsIn(event.attributes)]),
        ]),
      );
      expect([...told].filter((text) => !WORDS.test(text))).toEqual([]);
      expect([...told].filter((text) => NUMBERS.test(text))).toEqual([]);

      const { requests } = await stack.sandbox.requests();
      const tokens = requests.flatMap(({ headers }) => headers['authorization']?.split(' ')[1] ?? []);
      expect(tokens.length).toBeGreaterThan(10);
      const secrets = captured.flatMap(secretsIn);
      expect(secrets.length).toBeGreaterThan(0);
      const all = JSON.stringify([...told]);
      for (const secret of new Set([...secrets, ...tokens])) expect(all).not.toContain(secret);
      // Short ones are words of the schema, such as ECOM.
      for (const value of values) if (value.length > 6) expect(told).not.toContain(value);
    },
  );
});
