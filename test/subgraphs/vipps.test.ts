import 'reflect-metadata';
import { isObjectType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { expect, it } from 'vitest';
import { resolvers } from '../../resolvers/index.js';
import { vipps } from '../../src/subgraphs/vipps.js';

it('resolves exactly the fields that type-graphql would resolve by a method, and those of Federation', () => {
  const [first, ...others] = resolvers;
  const byTypeGraphQL = buildSchemaSync({ resolvers: [first, ...others], validate: false, skipCheck: true });
  const expected = [...resolvedFields(byTypeGraphQL), 'Query._entities', 'Query._service'].sort();
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
