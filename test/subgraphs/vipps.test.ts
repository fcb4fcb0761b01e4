import 'reflect-metadata';
import { isObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { expect, it } from 'vitest';
import { resolvers } from '../../resolvers/index.js';
import { vipps } from '../../src/subgraphs/vipps.js';

it('resolves exactly the fields that type-graphql would resolve by a method, those of Federation, and what is guarded', () => {
  const [first, ...others] = resolvers;
  const byTypeGraphQL = buildSchemaSync({ resolvers: [first, ...others], validate: false, skipCheck: true });
  // Held by their parents, but of another API, so that they need another scope.
  const guarded = ['Ledger.salesUnits'];
  const expected = [...resolvedFields(byTypeGraphQL), ...guarded, 'Query._entities', 'Query._service'].sort();
  expect(expected.length).toBeGreaterThan(50);
  expect(resolvedFields(vipps.build().schema).sort()).toStrictEqual(expected);
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
