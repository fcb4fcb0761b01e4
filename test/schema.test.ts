import { readFileSync } from 'node:fs';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, type GraphQLNamedType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { vipps } from '../src/subgraphs/vipps.js';

const { schema, sdl } = vipps.build();
const types = Object.values(schema.getTypeMap()).filter(
  ({ name }) => !/^(__|_|federation__|link__)/.test(name),
);
const ours = types.filter(({ name }) => !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name));

/** Every name that a person can meet in GraphiQL, with its description. */
function described(type: GraphQLNamedType): [string, string | null | undefined][] {
  const rows: [string, string | null | undefined][] = [[type.name, type.description]];
  if (isEnumType(type)) {
    rows.push(
      ...type
        .getValues()
        .map(({ name, description }): [string, typeof description] => [`${type.name}.${name}`, description]),
    );
  }
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields()))
      rows.push([`${type.name}.${field.name}`, field.description]);
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      rows.push([`${type.name}.${field.name}`, field.description]);
      for (const arg of field.args) rows.push([`${type.name}.${field.name}(${arg.name})`, arg.description]);
    }
  }
  return rows;
}

describe('the schema', () => {
  it('is what schema/vipps.graphql says', () => {
    expect(readFileSync('schema/vipps.graphql', 'utf8')).toBe(sdl);
  });

  it('describes every type, field, argument and enum value with a sentence', () => {
    const rows = ours.flatMap(described);
    expect(rows.length).toBeGreaterThan(60);
    expect(rows.filter(([, description]) => !/^[^\s].{5,}[.)]$/s.test(description ?? ''))).toEqual([]);
  });

  it('has UNKNOWN in every enum that mirrors a growing upstream list, with the raw word beside it', () => {
    for (const type of ours.filter(isObjectType)) {
      for (const field of Object.values(type.getFields())) {
        const enumType = schema.getType(field.type.toString().replace(/[[\]!]/g, ''));
        if (!isEnumType(enumType) || enumType.getValue('UNKNOWN') == null) continue;
        expect(Object.keys(type.getFields()), `${type.name}.${field.name}`).toContain(`${field.name}Raw`);
      }
    }
  });

  it('resolves nothing that the parent simply holds', () => {
    const resolved = [
      'SalesUnit',
      'Merchant',
      'SalesUnitEdge',
      'SalesUnitConnection',
      'PageInfo',
      'SalesUnitConfiguration',
    ].map((name) => {
      const type = schema.getType(name);
      if (!isObjectType(type)) throw new Error(`${name} is no object type`);
      return [
        name,
        Object.values(type.getFields())
          .filter(({ resolve }) => resolve !== undefined)
          .map((field) => field.name),
      ];
    });
    expect(resolved).toEqual([
      ['SalesUnit', expect.not.arrayContaining(['id', 'msn'])],
      ['Merchant', expect.not.arrayContaining(['id', 'businessIdentifier', 'name'])],
      ['SalesUnitEdge', []],
      ['SalesUnitConnection', []],
      ['PageInfo', []],
      ['SalesUnitConfiguration', []],
    ]);
  });
});
