import { readFileSync } from 'node:fs';
import {
  Kind,
  buildSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  parse,
  type ConstDirectiveNode,
  type GraphQLArgument,
  type GraphQLNamedType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { subgraphNames } from '../../src/config/subgraph-names.js';

/** What the page says at each anchor, up to the next one. */
const said = new Map(
  readFileSync('docs/schema.md', 'utf8')
    .split('<a id="')
    .slice(1)
    .map((part) => {
      const [anchor = '', text = ''] = part.split(/"><\/a>([^]*)/);
      return [anchor, text] as const;
    }),
);

/** What it says of a coordinate of a subgraph. */
function textAt(subgraph: string, coordinate: string): string {
  const own = subgraph === 'vipps' ? undefined : said.get(`${subgraph}.${coordinate}`);
  return own ?? said.get(coordinate) ?? '';
}

const described = (text: string | null | undefined): string =>
  (text ?? '').replace(/\s+/g, ' ').replace(/(?<!`[^`]*)</g, '\\<');

function argumentsOf(args: readonly GraphQLArgument[]): readonly string[] {
  return args.flatMap(({ name, type, description }) => [
    `\`${name}\``,
    `\`${String(type)}\``,
    described(description),
  ]);
}

/** Every coordinate below a type, with what must be said of it. */
function membersOf(type: GraphQLNamedType): readonly (readonly [string, readonly string[]])[] {
  if (isObjectType(type))
    return Object.values(type.getFields()).map((field) => [
      `${type.name}.${field.name}`,
      [
        `\`${field.name}\``,
        `\`${String(field.type)}\``,
        described(field.description),
        ...argumentsOf(field.args),
      ],
    ]);
  if (isInputObjectType(type))
    return Object.values(type.getFields()).map((field) => [
      `${type.name}.${field.name}`,
      argumentsOf([field]),
    ]);
  if (isEnumType(type))
    return type
      .getValues()
      .map(({ name, description }) => [`${type.name}.${name}`, [`\`${name}\``, described(description)]]);
  return [];
}

function scopesIn(directives: readonly ConstDirectiveNode[] | undefined): readonly string[] {
  const marks = directives?.filter(({ name }) => name.value === 'requiresScopes') ?? [];
  return marks.flatMap(({ arguments: args }) => JSON.stringify(args).match(/[a-z-]+:(?:read|write)/g) ?? []);
}

describe.each(subgraphNames)('the reference page, of %s', (subgraph) => {
  const schema = buildSchema(readFileSync(`schema/${subgraph}.graphql`, 'utf8'), { assumeValidSDL: true });
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  );

  it('has every type with its description, and the members of unions', () => {
    const lacking = types.filter((type) => {
      const text = textAt(subgraph, type.name);
      const members = isUnionType(type) ? type.getTypes().map(({ name }) => `\`${name}\``) : [];
      return ![`### ${type.name}\n`, described(type.description), ...members].every((part) =>
        text.includes(part),
      );
    });
    expect(types.length).toBeGreaterThan(100);
    expect(lacking.map(({ name }) => name)).toEqual([]);
  });

  it('has every field, argument and value with its type and description', () => {
    const members = types.flatMap((type) => membersOf(type));
    const lacking = members.filter(
      ([coordinate, parts]) => !parts.every((part) => textAt(subgraph, coordinate).includes(part)),
    );
    expect(members.length).toBeGreaterThan(600);
    expect(lacking.map(([coordinate]) => coordinate)).toEqual([]);
  });

  it('names the scope that routers are told of, at types and root fields', () => {
    const { definitions } = parse(readFileSync(`schema/${subgraph}.router.graphql`, 'utf8'));
    const scoped = definitions
      .filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION)
      .flatMap(({ name, directives, fields = [] }) => [
        ...scopesIn(directives).map((scope) => [name.value, scope] as const),
        ...fields.flatMap((field) =>
          scopesIn(field.directives).map((scope) => [`${name.value}.${field.name.value}`, scope] as const),
        ),
      ]);
    expect(scoped.length).toBeGreaterThan(30);
    expect(
      scoped.filter(([coordinate, scope]) => !textAt(subgraph, coordinate).includes(`scope \`${scope}\``)),
    ).toEqual([]);
  });

  it('tells what is deprecated, and why', () => {
    const fields = types.flatMap((type) =>
      isObjectType(type) ? Object.values(type.getFields()).map((field) => [type, field] as const) : [],
    );
    for (const [type, { name, deprecationReason }] of fields)
      if (deprecationReason != null)
        expect(textAt(subgraph, `${type.name}.${name}`)).toContain(`**Deprecated:** ${deprecationReason}`);
  });
});

it('the reference page names the keys of entities, and is small enough to be rendered', () => {
  expect(textAt('vipps', 'SalesUnit')).toContain('key `msn`');
  // GitHub shows no larger page.
  expect(readFileSync('docs/schema.md').length).toBeLessThan(512_000);
});
