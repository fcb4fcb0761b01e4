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
} from 'graphql';
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

function fieldsOf(type: GraphQLNamedType): readonly (GraphQLField<unknown, unknown> | GraphQLInputField)[] {
  if (isInputObjectType(type)) return Object.values(type.getFields());
  return isObjectType(type) ? Object.values(type.getFields()) : [];
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

  it('has a description itself, which is a part of its SDL', () => {
    expect(schema.description).toMatch(/^Vipps MobilePay for merchants.*\.$/);
    expect(sdl).toContain(`"""\n${String(schema.description)}\n"""\nschema {`);
  });

  it('has the values of every enum in the order of their names', () => {
    const enums = ours.filter(isEnumType);
    expect(enums.length).toBeGreaterThan(15);
    for (const type of enums) {
      const names = type.getValues().map(({ name }) => name);
      expect(names, type.name).toEqual(names.toSorted());
    }
  });

  it('says since when what is deprecated is', () => {
    const values = ours.filter(isEnumType).flatMap((type) => type.getValues());
    const fields = ours.flatMap(fieldsOf);
    const args = fields.flatMap((field) => ('args' in field ? field.args : []));
    const reasons = [...values, ...fields, ...args].flatMap(
      ({ deprecationReason }) => deprecationReason ?? [],
    );
    expect(reasons.length).toBeGreaterThan(10);
    expect(reasons.filter((reason) => !/^Since \d{4}-\d{2}-\d{2}\. ./.test(reason))).toEqual([]);
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
