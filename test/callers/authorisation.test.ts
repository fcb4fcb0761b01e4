import 'reflect-metadata';
import { describe, expect, test } from 'vitest';
import { access } from '../../resolvers/index.js';
import { ScopeOfFields } from '../../src/callers/access-rules.js';
import { SCOPES } from '../../src/callers/scopes.js';
import { vipps } from '../../src/subgraphs/vipps.js';
import { isObject } from '../../src/json.js';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { tenantsFile } from '../tenants/start.js';
import { guardedFields } from './guarded-fields.js';

const { schema } = vipps.build();
const fields = guardedFields(schema, access);
const scopes = Object.keys(SCOPES);
const SECRET = 'a-secret-that-the-router-shares-with-us';

const { clientId, clientSecret, subscriptionKey } = sandboxKeys.partner;
const keys = {
  partnerKeys: { clientId, clientSecret, subscriptionKey },
  accountingKeys: sandboxKeys.accounting,
};
const env = {
  CALLER_AUTH: 'router-secret',
  AUTH_ROUTER_SECRET: SECRET,
  AUTH_ROUTER_CLAIMS: 'on',
  RATE_LIMIT_PER_SECOND: '0',
  HOST: '127.0.0.1',
  VIPPS_API_URL: 'http://127.0.0.1:1',
  VIPPS_PARTNER_URL: 'http://127.0.0.1:1',
  // The other one has keys that see the same, and may see what nobody has.
  TENANTS_FILE: await tenantsFile({
    tenants: [
      { id: 'own', ...keys },
      { id: 'other', ...keys, msns: ['999999'], ledgers: ['999999'] },
    ],
  }),
};

function ask(stack: Stack, operation: string, given: readonly string[], tenant = 'own') {
  const headers = {
    'x-router-secret': SECRET,
    'x-caller-scopes': given.join(' '),
    'x-caller-tenant': tenant,
  };
  return stack.askText(operation, undefined, { headers });
}

describe('the access rules', () => {
  test('refuse to build a schema with a root field that no rule is about', () => {
    const query = schema.getQueryType() ?? expect.unreachable();
    const rules = new ScopeOfFields(schema, { types: { ...access.types, SalesUnit: null }, fields: {} });
    const type = schema.getType('SalesUnit') ?? expect.unreachable();
    expect(() => rules.of(query, 'salesUnit', type)).toThrow(
      'Query.salesUnit: no access rule says which scope opens it',
    );
    const mutation = schema.getMutationType() ?? expect.unreachable();
    expect(() => rules.of(mutation, 'addReceipt', type)).toThrow('Mutation.addReceipt: no access rule');
  });
});

/** Lists, what the tenant may see, and what only its content tells whose it is. */
const HARMLESS =
  /^GET \/(management\/v1\/(sales-units(\/999999)?|partners\/price-packages)|management\/v2\/product-orders(\?.*|\/[\da-f-]+\/details)?|settlement\/v1\/ledgers(\?cursor=.*)?)$/;

/** Whether an answer says no more than was asked: nulls, empty lists, counts of nothing, names of types and ids. */
function isNothing(value: unknown, name = ''): boolean {
  if (value === null || value === undefined || value === 0) return true;
  if (Array.isArray(value)) return value.every((each) => isNothing(each));
  if (isObject(value)) return Object.entries(value).every(([key, each]) => isNothing(each, key));
  return name === '__typename';
}

const compiled = sharedStack({ env });
const byApollo = sharedStack({ env: { ...env, COMPILE_QUERIES: 'false' } });

describe.each([
  ['compiled', compiled],
  ['by Apollo Server', byApollo],
])('authorisation, %s', (_way, it) => {
  it('guards a good many fields', () => {
    expect(fields.length).toBeGreaterThan(80);
  });

  it.for(fields.map((field) => [field.coordinate, field] as const))('%s', async ([, field], { stack }) => {
    const { scope, operation, path, coordinate } = field;
    const type = coordinate.split('.', 1)[0];
    // Not let in at all.
    await stack.clearCalls();
    const unknown = await fetch(`${stack.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-caller-scopes': scopes.join(' ') },
      body: JSON.stringify({ query: operation }),
    });
    expect(unknown.status).toBe(401);
    expect(await unknown.json()).toEqual({
      errors: [
        {
          message: "This graph is for known callers: send the router's secret in x-router-secret.",
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    });

    // All scopes but this one.
    const refused = await ask(
      stack,
      operation,
      scopes.filter((each) => each !== scope),
    );
    const told = (refused.errors ?? []).filter(({ extensions }) => extensions['requiredScope'] === scope);
    expect(told, JSON.stringify(refused)).not.toEqual([]);
    for (const { message, extensions, path: place } of told) {
      expect(message).toMatch(
        new RegExp(
          `^(${coordinate}|${type}|\\w+\\.\\w+|\\w+) needs the scope ${scope}, which the caller does not have\\.$`,
        ),
      );
      expect(extensions).toEqual({ code: 'FORBIDDEN', requiredScope: scope });
      expect(path.slice(0, place?.length)).toEqual(
        place?.filter((part) => typeof part === 'string').slice(0, path.length),
      );
    }
    if (path.length === 1)
      expect(refused.data).toEqual(refused.data === null ? null : { [path[0] ?? '']: null });
    if (path.length === 1 || path[0] === '_entities') {
      const parentScope = access.types[type ?? ''];
      // What the parent needs of its own API may be read; where that is the scope that is missing, nothing is.
      if (path.length === 1 || parentScope === scope) expect(await stack.calls()).toEqual([]);
    }

    // This one, and whatever leads to it.
    const leads = type === 'Query' || type === 'Mutation' ? [] : scopes;
    const open = await ask(stack, operation, [...leads, scope]);
    expect((open.errors ?? []).filter(({ extensions }) => extensions['requiredScope'] === scope)).toEqual([]);

    // All scopes, but of a tenant that may not see what is asked about.
    await stack.clearCalls();
    const foreign = await ask(stack, operation, scopes, 'other');
    if (coordinate !== 'Query.pricePackages')
      expect(isNothing(foreign.data), JSON.stringify(foreign)).toBe(true);
    // Whatever was asked about, only lists and what may be seen were called for.
    expect((await stack.calls()).filter((call) => !HARMLESS.test(call))).toEqual([]);
  });

  it('answers what the caller may see beside what it may not', async ({ stack }) => {
    const query = '{ salesUnit(msn: "204117") { msn name ledger { ledgerId } } ledgers { totalCount } }';
    const answer = await ask(stack, query, ['management:read']);
    const refusal = (coordinate: string) => ({
      message: `${coordinate} needs the scope report:read, which the caller does not have.`,
      extensions: { code: 'FORBIDDEN', requiredScope: 'report:read' },
    });
    expect(answer.data).toEqual({
      salesUnit: { msn: '204117', name: 'Måkeskrik Nettbutikk', ledger: null },
      ledgers: null,
    });
    expect(answer.errors).toHaveLength(2);
    expect(answer.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...refusal('SalesUnit.ledger'), path: ['salesUnit', 'ledger'] }),
        expect.objectContaining({ ...refusal('Query.ledgers'), path: ['ledgers'] }),
      ]),
    );
  });

  it('leaves a gateway what it knows of an entity that the caller may not see', async ({ stack }) => {
    await stack.clearCalls();
    const query =
      '{ _entities(representations: [{ __typename: "SalesUnit", msn: "204117" }]) { __typename ... on SalesUnit { id msn name } } }';
    expect(await ask(stack, query, ['orders:read'])).toEqual({
      data: { _entities: [{ __typename: 'SalesUnit', id: expect.any(String), msn: '204117', name: null }] },
      errors: [
        {
          message: expect.stringMatching(
            /^SalesUnit(\.name)? needs the scope management:read, which the caller does not have\.$/,
          ),
          locations: expect.any(Array),
          path: ['_entities', 0, 'name'],
          extensions: { code: 'FORBIDDEN', requiredScope: 'management:read' },
        },
      ],
    });
    expect(await stack.calls()).toEqual([]);
  });

  it('shows nothing of what was changed to whoever may only change it, as routers do', async ({ stack }) => {
    const query = `mutation { createCategory(input: { msn: "204117" paymentType: ECOM orderId: "kaffe-2026-00418"
      type: RECEIPT url: "https://makeskrik.example/00418" }) { category { categoryId url } userErrors { message } } }`;
    const refused = await ask(stack, query, ['orders:write']);
    expect(refused.data).toEqual({ createCategory: { category: null, userErrors: [] } });
    expect(refused.errors).toMatchObject([
      {
        message:
          'CreateCategoryPayload.category needs the scope orders:read, which the caller does not have.',
        path: ['createCategory', 'category'],
        extensions: { code: 'FORBIDDEN', requiredScope: 'orders:read' },
      },
    ]);
    const open = await ask(stack, query, ['orders:write', 'orders:read']);
    expect(open).toMatchObject({
      data: { createCategory: { category: { url: 'https://makeskrik.example/00418' } } },
    });
  });

  it('tells equal requests of callers with other rights apart, in flight and kept', async ({ stack }) => {
    const query = '{ ledgers { totalCount } }';
    const [one, other, again] = await Promise.all([
      ask(stack, query, ['report:read']),
      ask(stack, query, ['sales:read']),
      ask(stack, query, ['sales:read', 'report:read']),
    ]);
    expect(one.errors).toBeUndefined();
    expect(again).toEqual(one);
    expect(other.data).toEqual({ ledgers: null });
  });
});
