import { readFileSync } from 'node:fs';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { allSubgraphs } from '../src/subgraphs/all.js';

const BUILT_IN = ['String', 'Int', 'Float', 'Boolean', 'ID'];

/** The types of a subgraph, without what all schemas have. */
function typesOf(schema: GraphQLSchema): readonly GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    ({ name }) => !/^(__|_|federation__|link__)/.test(name) && !BUILT_IN.includes(name),
  );
}

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

function fieldsOf(type: GraphQLNamedType): readonly (GraphQLField<unknown, unknown> | GraphQLInputField)[] {
  if (isInputObjectType(type)) return Object.values(type.getFields());
  return isObjectType(type) ? Object.values(type.getFields()) : [];
}

/** Why what is deprecated is. */
function reasonsIn(types: readonly GraphQLNamedType[]): readonly string[] {
  const values = types.filter(isEnumType).flatMap((type) => type.getValues());
  const fields = types.flatMap(fieldsOf);
  const args = fields.flatMap((field) => ('args' in field ? field.args : []));
  return [...values, ...fields, ...args].flatMap(({ deprecationReason }) => deprecationReason ?? []);
}

describe.each(Object.values(allSubgraphs))('the schema of $name', (subgraph) => {
  const { schema, sdl, routerSdl } = subgraph.build();
  const ours = typesOf(schema);

  it('is what the files in schema/ say', () => {
    expect(readFileSync(`schema/${subgraph.name}.graphql`, 'utf8')).toBe(sdl);
    expect(readFileSync(`schema/${subgraph.name}.router.graphql`, 'utf8')).toBe(routerSdl());
  });

  it('describes every type, field, argument and enum value with a sentence', () => {
    const rows = ours.flatMap(described);
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(([, description]) => !/^[^\s].{5,}[.)]$/s.test(description ?? ''))).toEqual([]);
  });

  it('has a description itself, which is a part of its SDL', () => {
    expect(schema.description).toMatch(/^[A-Z].{60,}\.$/);
    expect(sdl).toContain(`"""\n${String(schema.description)}\n"""\nschema {`);
  });

  it('has the values of every enum in the order of their names', () => {
    const enums = ours.filter(isEnumType);
    expect(enums).not.toEqual([]);
    for (const type of enums) {
      const names = type.getValues().map(({ name }) => name);
      expect(names, type.name).toEqual(names.toSorted());
    }
  });

  it('says since when what is deprecated is', () => {
    expect(reasonsIn(ours).filter((reason) => !/^Since \d{4}-\d{2}-\d{2}\. ./.test(reason))).toEqual([]);
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
});

describe('the schema of vipps', () => {
  const { schema } = allSubgraphs.vipps.build();
  const ours = typesOf(schema);

  it('has much in it', () => {
    expect(ours.flatMap(described).length).toBeGreaterThan(60);
    expect(ours.filter(isEnumType).length).toBeGreaterThan(15);
    expect(reasonsIn(ours).length).toBeGreaterThan(10);
  });

  it('takes and gives every currency as CurrencyCode', () => {
    const currencies = ours.flatMap((type) =>
      fieldsOf(type)
        .filter(({ name }) => /currency/i.test(name))
        .map((field) => [`${type.name}.${field.name}`, getNamedType(field.type).name]),
    );
    expect(currencies).toContainEqual(['ReceiptBottomLineInput.currency', 'CurrencyCode']);
    expect(currencies.filter(([, type]) => type !== 'CurrencyCode')).toEqual([]);
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
