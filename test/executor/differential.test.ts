import { ALL_RIGHTS } from '../../src/callers/scopes.js';
import { execute, parse, type GraphQLError, type GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import { describe, expect } from 'vitest';
import { sharedScope } from '../../src/http/call-scope.js';
import { startDeadline } from '../../src/http/deadline.js';
import { createVippsContext, type Context } from '../../src/context/vipps-context.js';
import { formatError } from '../../src/errors/format-error.js';
import { DocumentCache } from '../support/executor.js';
import { vipps } from '../../src/subgraphs/vipps.js';
import { executed, formatting, textOf } from '../support/compiled-execution.js';
import { limitsWith } from '../support/limits.js';
import { randomOperation } from '../support/random-operation.js';
import { scans } from '../support/random-requests.js';
import { it } from '../support/fixture.js';
import { tenantWith } from '../support/stack.js';

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
  last: [null, null, null, 2],
  days: [1, 2, 99],
  from: ['2026-09-13', null],
  // Times, and lists of payments, seldom go together with the rest.
  timeFrom: [null, null, null, '2026-09-14T08:00:00Z'],
  timeTo: [null, null, null, '2026-09-14T12:00:00Z'],
  pspReferences: [null, null, null, ['48200917733', '..']],
  ...scans,
};

describe('the compiled execution', () => {
  const { schema } = vipps.build();

  it(
    `answers ${String(OPERATIONS)} random operations as plain graphql-js does`,
    { timeout: 300_000 },
    async ({ startServices }) => {
      const { services, sandbox } = await startServices({
        UPSTREAM_RETRIES: '0',
        REQUEST_TIMEOUT_MS: '60000',
        // What fails on both sides must fail alike, not by who has asked more often.
        BREAKER_THRESHOLD: '0',
      });
      await sandbox.faults.add({ path: '/management/v1/sales-units/204139', times: null, status: 500 });
      await sandbox.faults.add({
        path: '/management/v1/sales-units/204146',
        times: null,
        rateLimit: { retryAfterSeconds: 60 },
      });
      const documents = new DocumentCache({
        schema,
        limits: limitsWith({ maxTokens: 20_000, maxDepth: 100 }),
        onFault: (fault) => {
          throw new Error('a fault of the compiler', { cause: fault });
        },
      });
      const tenant = tenantWith('partner');
      const contextOf = (requestId: string): Context =>
        createVippsContext(services, {
          requestId,
          tenant,
          rights: ALL_RIGHTS,
          scope: sharedScope(startDeadline(60_000)),
        });
      let withErrors = 0;
      let withData = 0;
      for (let seed = 0; seed < OPERATIONS; seed += 1) {
        const { query, variables } = randomOperation(seed, { schema, values, maxDepth: 5 });
        // One that is not valid is refused here.
        const operation = documents.get({ query, operationName: undefined });
        if (typeof operation === 'string') throw new Error(`${operation}: ${query}`);
        const plain = await execute({
          schema,
          document: parse(query),
          variableValues: variables,
          contextValue: contextOf('plain'),
        });
        const coerced = operation.admit(variables);
        if (typeof coerced === 'string') throw new Error(`${coerced}: ${query}`);
        const found: { data?: unknown; errors?: readonly GraphQLError[] } = {};
        const { payload } = await executed(
          operation.compiled,
          { context: contextOf('compiled'), variables: coerced },
          formatting((errors) => {
            found.errors = errors;
            return '[]';
          }),
        );
        found.data = z.looseObject({ data: z.unknown() }).parse(JSON.parse(textOf(payload))).data;
        const [asCompiled, asPlain] = [comparable(found), comparable(plain)];
        // To compare values takes longer than to execute what they come from: that tells how those differ whose texts do.
        if (asCompiled !== asPlain)
          expect({ query, variables, ...told(asCompiled) }).toEqual({ query, variables, ...told(asPlain) });
        if (plain.errors !== undefined) withErrors += 1;
        if (asPlain.lastIndexOf(',"errors":') > 100) withData += 1;
      }
      // The comparison is worth something only if both kinds came by often.
      expect(withErrors).toBeGreaterThan(OPERATIONS / 20);
      expect(withData).toBeGreaterThan(OPERATIONS / 5);
    },
  );
});

/**
 * Data, and errors as callers see them, as text; which of two fields failed first is left to chance by the specification.
 */
function comparable({ data, errors }: { data?: unknown; errors?: readonly GraphQLError[] }): string {
  const seen = (errors ?? []).map(asSeen).sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1));
  return JSON.stringify({ data, errors: seen });
}

const told = (text: string): object => z.looseObject({}).parse(JSON.parse(text));

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
