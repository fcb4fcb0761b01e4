import { execute, parse, validate, type GraphQLError, type GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import { describe, expect } from 'vitest';
import { createContext } from '../../src/context/vipps-context.js';
import { formatError } from '../../src/errors/format-error.js';
import { DocumentStore } from '../support/executor.js';
import { buildSubgraph } from '../../src/subgraphs/vipps.js';
import { textOf } from '../support/compiled-execution.js';
import { randomOperation } from '../support/random-operation.js';
import { it } from '../support/fixture.js';

const OPERATIONS = 5_000;

/** What exists in the sandbox, what doesn't, what fails (204139, 204146) and what is not valid. */
const values = {
  msn: ['204117', '204127', '204139', '204146', '999999', 'x', ''],
  scheme: ['business:NO:ORG', 'business:DK:CVR', 'nonsense'],
  id: ['311204173', '311258613', '123456785', '?'],
  first: [1, 2, 3, 3, 2, 0],
  after: [null, 'damaged'],
  name: ['nett', 'zzz', null],
  ledgerId: ['418806', '418914', '999999', '?'],
  date: ['2026-09-14', '2026-09-13', null],
  reference: ['9110010001', 'none', '..', null],
  pspReference: ['48200917733', '..'],
  orderId: ['kaffe-2026-00417', '9110010001', 'none', '..'],
  laterDays: [0, 1, 99],
};

describe('the compiled execution', () => {
  const { schema } = buildSubgraph();

  it(
    `answers ${String(OPERATIONS)} random operations as plain graphql-js does`,
    { timeout: 300_000 },
    async ({ startServices }) => {
      const { services, sandbox } = await startServices({
        UPSTREAM_RETRIES: '0',
        REQUEST_TIMEOUT_MS: '60000',
      });
      await sandbox.faults.add({ path: '/management/v1/sales-units/204139', times: null, status: 500 });
      await sandbox.faults.add({
        path: '/management/v1/sales-units/204146',
        times: null,
        rateLimit: { retryAfterSeconds: 60 },
      });
      const store = new DocumentStore({
        schema,
        maxTokens: 20_000,
        maxDepth: 100,
        cost: { maxItems: 1e9, maxValues: 1e9, maxChanges: 0 },
      });
      let withErrors = 0;
      let withData = 0;
      for (let seed = 0; seed < OPERATIONS; seed += 1) {
        const { query, variables } = randomOperation(seed, { schema, values, maxDepth: 5 });
        const document = parse(query);
        expect(validate(schema, document), query).toEqual([]);
        const plain = await execute({
          schema,
          document,
          variableValues: variables,
          contextValue: createContext(services, 'plain'),
        });
        const compiled = store.get({ query, operationName: undefined, variables });
        const accepted = compiled?.accept(variables);
        if (compiled === undefined || accepted === undefined) throw new Error(`was not compiled: ${query}`);
        const fast: { data?: unknown; errors?: readonly GraphQLError[] } = {};
        const { bytes } = await compiled.operation.answer(createContext(services, 'fast'), accepted, {
          wordErrors: (errors) => {
            fast.errors = errors;
            return '[]';
          },
          isWanted: () => true,
        });
        fast.data = z.looseObject({ data: z.unknown() }).parse(JSON.parse(textOf(bytes))).data;
        expect({ query, variables, ...comparable(fast) }).toEqual({ query, variables, ...comparable(plain) });
        if (plain.errors !== undefined) withErrors += 1;
        if (JSON.stringify(plain.data ?? {}).length > 100) withData += 1;
      }
      // The comparison is worth something only if both kinds came by often.
      expect(withErrors).toBeGreaterThan(OPERATIONS / 20);
      expect(withData).toBeGreaterThan(OPERATIONS / 5);
    },
  );
});

/** Data, and errors as callers see them; which of two fields failed first is left to chance by the specification. */
function comparable({ data, errors }: { data?: unknown; errors?: readonly GraphQLError[] }): {
  data: unknown;
  errors: readonly GraphQLFormattedError[];
} {
  return {
    data: data === undefined ? undefined : JSON.parse(JSON.stringify(data)),
    errors: (errors ?? []).map(asSeen).sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1)),
  };
}

function asSeen(error: GraphQLError): GraphQLFormattedError {
  const { message, locations, path, extensions } = error;
  const seen = formatError(
    { message, ...(locations && { locations }), ...(path && { path }), extensions },
    error,
  );
  // The API gives each refused call an id of its own.
  const upstream = {
    ...z.looseObject({}).catch({}).parse(seen.extensions?.['upstream']),
    traceId: undefined,
  };
  return { ...seen, extensions: { ...seen.extensions, upstream } };
}

function sortKey({ path, message }: GraphQLFormattedError): string {
  return JSON.stringify([path, message]);
}
