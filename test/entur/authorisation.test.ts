import { afterAll, describe, expect } from 'vitest';
import { SCOPES } from '../../src/callers/scopes.js';
import { allSubgraphs } from '../../src/subgraphs/all.js';
import { guardedFields } from '../callers/guarded-fields.js';
import { makeKey, signToken, startIssuer, type Issuer, type IssuerKey } from '../callers/issuer.js';
import { it as base, sharedStack } from '../support/fixture.js';
import { sources } from '../support/sources.js';
import type { Graph } from '../support/stack.js';

const SECRET = 'a-secret-that-the-router-shares-with-us';
const env = {
  CALLER_AUTH: 'router-secret',
  AUTH_ROUTER_SECRET: SECRET,
  AUTH_ROUTER_CLAIMS: 'on',
  RATE_LIMIT_PER_SECOND: '0',
  ENTUR_EXPERIMENTAL: 'on',
};
const scopes = Object.keys(SCOPES);
const key: IssuerKey = await makeKey('one');
const issuer: Issuer = await startIssuer(key);

const { schema } = allSubgraphs.entur.build();
const fields = guardedFields(schema, sources.entur.access, {
  representations: [
    { __typename: 'EnturOrder', orderId: 'ABCDEFGH' },
    { __typename: 'EnturPayment', paymentId: '6406' },
    { __typename: 'EnturCredit', creditId: '50001' },
    { __typename: 'FundsEntry', id: 'WyJ4Il0', pspReference: '1' },
  ],
  types: {
    EnturPaymentRef: {
      operation: (selection) => `{ enturOrder(orderId: "ABCDEFGH") { paymentRefs ${selection} } }`,
      path: ['enturOrder', 'paymentRefs'],
    },
  },
  // What else there is hangs on these, or on payloads.
  left: /(Payload|Compensation|TicketDistributionGroup|Transaction)$/,
});

function ask(graph: Graph, operation: string, given: readonly string[]) {
  const headers = { 'x-router-secret': SECRET, 'x-caller-scopes': given.join(' ') };
  return graph.askText(operation, undefined, { headers });
}

function missing({ errors = [] }: Awaited<ReturnType<typeof ask>>, scope: string): number {
  return errors.filter(({ extensions }) => extensions['requiredScope'] === scope).length;
}

describe.each([
  ['compiled', sharedStack({ subgraphs: ['entur'], env })],
  ['by Apollo Server', sharedStack({ subgraphs: ['entur'], env: { ...env, COMPILE_QUERIES: 'false' } })],
])('authorisation at entur, %s', (_way, it) => {
  it('guards a good many fields', () => {
    expect(fields.length).toBeGreaterThan(25);
    expect(new Set(fields.map(({ scope }) => scope))).toEqual(new Set(['entur:read', 'entur:write']));
  });

  it.for(fields.map((field) => [field.coordinate, field] as const))('%s', async ([, field], { stack }) => {
    const { scope, operation } = field;
    const others = scopes.filter((each) => each !== scope);
    await stack.clearCalls();
    const refused = await ask(stack, operation, others);
    expect(missing(refused, scope), JSON.stringify(refused)).toBeGreaterThan(0);
    // All that leads to it needs the same scope.
    expect(await stack.calls()).toEqual([]);
    expect(missing(await ask(stack, operation, [scope]), scope)).toBe(0);
  });

  it('opens no reading with a change', async ({ stack }) => {
    const query =
      'mutation { enturUpdateOrder(input: { orderId: "ABCDEFGH" }) { order { orderId } userErrors { message } } }';
    const answer = await ask(stack, query, ['entur:write']);
    expect(answer).toMatchObject({
      data: { enturUpdateOrder: { order: null, userErrors: [{ message: expect.any(String) }] } },
      errors: [
        {
          path: ['enturUpdateOrder', 'order'],
          extensions: { code: 'FORBIDDEN', requiredScope: 'entur:read' },
        },
      ],
    });
  });
});

describe('a token', () => {
  afterAll(async () => {
    await issuer.close();
  });

  base('opens at each subgraph what its scopes are for', async ({ start }) => {
    const stack = await start({
      subgraphs: ['vipps', 'entur'],
      env: {
        CALLER_AUTH: 'jwt',
        AUTH_JWKS_URL: issuer.jwksUrl,
        AUTH_ISSUER: 'https://issuer.example',
        AUTH_AUDIENCE: 'subgraphs',
      },
    });
    const unit = '{ salesUnit(msn: "204117") { msn } }';
    const order = '{ enturOrder(orderId: "ABCDEFGH") { orderId } }';
    const seen = async (scope: string): Promise<unknown> => {
      const exp = Math.floor(Date.now() / 1_000) + 300;
      const claims = { iss: 'https://issuer.example', aud: 'subgraphs', exp, scope };
      const headers = { authorization: `Bearer ${await signToken(key, claims)}` };
      const vipps = await stack.askText(unit, undefined, { headers });
      const entur = await stack.graph('entur').askText(order, undefined, { headers });
      return [vipps.data, entur.data];
    };
    const [vipps, entur] = [{ salesUnit: { msn: '204117' } }, { enturOrder: { orderId: 'ABCDEFGH' } }];
    expect(await seen('entur:read')).toEqual([{ salesUnit: null }, entur]);
    expect(await seen('management:read')).toEqual([vipps, { enturOrder: null }]);
    expect(await seen('management:read entur:read')).toEqual([vipps, entur]);
    expect(await seen('entur:write')).toEqual([{ salesUnit: null }, { enturOrder: null }]);
    // The keys of the issuer are read once for both.
    expect(issuer.reads).toBe(1);
  });
});
