import 'reflect-metadata';
import { isObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { listedIn } from '../../src/callers/access-rules.js';
import type { SubgraphName } from '../../src/config.js';
import { subgraphNames } from '../../src/config/subgraph-names.js';
import { allSubgraphs } from '../../src/subgraphs/all.js';
import { sources } from '../support/sources.js';

/** Fields that their parents hold, but whose type needs another scope: that of another API, or that for reading what was changed. */
const guarded: Readonly<Record<SubgraphName, readonly string[]>> = {
  vipps: [
    'AddReceiptPayload.order',
    'CreateCategoryPayload.category',
    'DeleteCategoryPayload.category',
    'Ledger.salesUnits',
    'PrefillProductOrderPayload.productOrder',
    'SetOrderCategoryPayload.order',
  ],
  entur: [
    'EnturAuthorizeRecurringPaymentPayload.recurringPayment',
    'EnturCreateRecurringPaymentPayload.recurringPayment',
    'EnturUpdateRecurringPaymentPayload.recurringPayment',
  ],
};

it('the subgraphs are those that settings name', () => {
  expect(Object.keys(allSubgraphs)).toEqual(subgraphNames);
  expect(Object.entries(allSubgraphs).filter(([name, subgraph]) => subgraph.name !== name)).toEqual([]);
});

describe.each(subgraphNames)('the subgraph %s', (subgraph) => {
  const { resolvers, access, extended = [] } = sources[subgraph];
  const { schema } = allSubgraphs[subgraph].build();

  it('resolves exactly the fields that type-graphql would resolve by a method, those of Federation, and what is guarded', () => {
    const [first, ...others] = resolvers;
    const byTypeGraphQL = buildSchemaSync({
      resolvers: [first, ...others],
      orphanedTypes: [...extended],
      validate: false,
      skipCheck: true,
      pubSub: { publish: () => undefined, subscribe: () => expect.unreachable() },
    });
    const federation = ['Query._entities', 'Query._service'];
    const expected = [...resolvedFields(byTypeGraphQL), ...guarded[subgraph], ...federation].sort();
    expect(expected.length).toBeGreaterThan(federation.length);
    expect(resolvedFields(schema).sort()).toStrictEqual(expected);
  });

  it('has an access rule for every type and every mutation, and for nothing else', () => {
    const own = Object.values(schema.getTypeMap()).filter(
      (type) =>
        isObjectType(type) &&
        !/^_/.test(type.name) &&
        !['Query', 'Mutation', 'Subscription'].includes(type.name),
    );
    const listed = new Set(own.map(({ name }) => listedIn(name)));
    expect(Object.keys(access.types).sort()).toEqual([...listed].sort());
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(Object.keys(access.fields).sort()).toEqual(mutations.map((name) => `Mutation.${name}`).sort());
  });

  it('is opened by scopes of its own', () => {
    const scopes = [...Object.values(access.types), ...Object.values(access.fields)];
    const areEnturs = scopes.flatMap((scope) => (scope === null ? [] : [scope.startsWith('entur:')]));
    expect(new Set(areEnturs)).toEqual(new Set([subgraph === 'entur']));
  });
});

/** `Type.field` of each field with a resolver; all others are read off their objects. */
function resolvedFields(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ resolve }) => resolve !== undefined)
        .map(({ name }) => `${type.name}.${name}`),
    );
}
