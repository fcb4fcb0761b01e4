import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { randomFrom } from './random.js';

/** A whole request, made at random but valid. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface RandomOperationOptions {
  readonly schema: GraphQLSchema;
  /**
   * Values to choose from, by argument or input field name, or by `field.argument` before that: things that exist, that
   * don't, and that are not valid.
   */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  readonly maxDepth: number;
  /** What `_entities` may be asked for; it is not asked without. */
  readonly representations?: readonly Representation[];
  /** Fields that are asked for a tenth as often as others. */
  readonly rare?: readonly string[];
}

/** A reference to an entity, as gateways send it. */
export interface Representation {
  readonly __typename: string;
  readonly [key: string]: unknown;
}

/** A random query over the whole schema: aliases, fragments, directives, variables, nulls and bad ids included. */
export function randomOperation(
  seed: number | string,
  { schema, values, maxDepth, representations = [], rare = [] }: RandomOperationOptions,
): RandomOperation {
  const random = randomFrom(`operation ${String(seed)}`);
  const chance = (probability: number): boolean => random() < probability;
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const variables: Record<string, unknown> = {};
  const definitions: string[] = [];
  const fragments: string[] = [];
  let names = 0;
  let aliasRate = 0.2;

  function selection(type: GraphQLObjectType, depth: number): string {
    const fields = Object.values(type.getFields()).filter(
      (field) => !field.name.startsWith('_') && (depth < maxDepth || !isObjectType(getNamedType(field.type))),
    );
    const count = 1 + Math.floor(random() * 4);
    const parts = Array.from({ length: count }, () => part(type, fields, depth));
    return `{ ${parts.join(' ')} }`;
  }

  function part(
    type: GraphQLObjectType,
    fields: readonly GraphQLField<unknown, unknown>[],
    depth: number,
  ): string {
    const first = pick(fields);
    const field = first !== undefined && rare.includes(first.name) && chance(0.9) ? pick(fields) : first;
    if (field === undefined || chance(0.08)) return '__typename';
    if (depth < maxDepth && chance(0.08))
      return `... on ${type.name}${directive()} ${selection(type, depth + 1)}`;
    if (depth < maxDepth && chance(0.06)) {
      const name = `F${String((names += 1))}`;
      fragments.push(`fragment ${name} on ${type.name} ${selection(type, depth + 1)}`);
      return `...${name}${directive()}`;
    }
    // An alias of its own for everything with arguments or below: equal names must not mean different things.
    const named = getNamedType(field.type);
    const alias =
      field.args.length > 0 || isObjectType(named) || chance(aliasRate) ? `a${String((names += 1))}: ` : '';
    const below = isObjectType(named) ? ` ${selection(named, depth + 1)}` : '';
    return `${alias}${field.name}${argumentsOf(field)}${directive()}${below}`;
  }

  function directive(): string {
    if (!chance(0.08)) return '';
    const value = chance(0.5) ? String(chance(0.5)) : variable('Boolean!', chance(0.5));
    return chance(0.5) ? ` @include(if: ${value})` : ` @skip(if: ${value})`;
  }

  function argumentsOf(field: GraphQLField<unknown, unknown>): string {
    const given = field.args
      .filter((arg) => isRequiredArgument(arg) || arg.name === 'first' || chance(0.4))
      .map((arg) => {
        const place = `${field.name}.${arg.name}`;
        const value = valueOf(Object.hasOwn(values, place) ? place : arg.name, arg.type);
        const written = chance(0.4) ? variable(arg.type.toString(), value) : literal(value, arg.type);
        return `${arg.name}: ${written}`;
      });
    return given.length === 0 ? '' : `(${given.join(', ')})`;
  }

  function variable(type: string, value: unknown): string {
    const name = `v${String((names += 1))}`;
    definitions.push(`$${name}: ${type}`);
    variables[name] = value;
    return `$${name}`;
  }

  function valueOf(name: string, type: GraphQLInputType): unknown {
    const named = getNamedType(type);
    // Enums of several types go by one name, and so does what may be null in one place only.
    const pool = values[name]?.filter(
      (value) =>
        (!isEnumType(named) || typeof value !== 'string' || named.getValue(value) != null) &&
        (value !== null || !isNonNullType(type)),
    );
    if (pool !== undefined && pool.length > 0) return pick(pool);
    if (isNonNullType(type)) return someValue(name, type.ofType);
    return chance(0.2) ? null : someValue(name, type);
  }

  function someValue(name: string, type: GraphQLInputType): unknown {
    if (isListType(type))
      return Array.from({ length: 1 + Math.floor(random() * 2) }, () => valueOf(name, type.ofType));
    if (isEnumType(type)) return pick(type.getValues())?.name;
    if (isInputObjectType(type)) {
      return Object.fromEntries(
        Object.values(type.getFields())
          .filter((field) => isRequiredInputField(field) || chance(0.5))
          .map((field) => [field.name, valueOf(field.name, field.type)]),
      );
    }
    const named = getNamedType(type).name;
    if (named === 'Int' || named === 'SafeInt') return 1 + Math.floor(random() * 3);
    if (named === 'Boolean') return chance(0.5);
    if (named === 'LocalDate') return '2026-09-14';
    if (named === 'DateTime') return '2026-09-14T10:00:00Z';
    return 'x';
  }

  function literal(value: unknown, type: GraphQLInputType): string {
    if (value === null || value === undefined) return 'null';
    if (isNonNullType(type)) return literal(value, type.ofType);
    if (isListType(type))
      return `[${(Array.isArray(value) ? value : [value]).map((item) => literal(item, type.ofType)).join(', ')}]`;
    if (isEnumType(type) && typeof value === 'string') return value;
    if (isInputObjectType(type)) {
      const fields = type.getFields();
      const entries = Object.entries(value).flatMap(([key, item]) => {
        const field = fields[key];
        return field === undefined ? [] : [`${key}: ${literal(item, field.type)}`];
      });
      return `{ ${entries.join(', ')} }`;
    }
    return JSON.stringify(value);
  }

  /** Entities of one or more types, each type with a selection of its own. */
  function entities(): string {
    const asked = Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(representations)).filter(
      (each) => each !== undefined,
    );
    const types = [...new Set(asked.map(({ __typename }) => __typename))];
    // Fields of one name may be of different types in different entities.
    aliasRate = types.length > 1 ? 1 : 0.2;
    const below = types.map((name) => {
      const type = schema.getType(name);
      if (!isObjectType(type)) throw new Error(`no object type ${name}`);
      return `... on ${name}${directive()} ${selection(type, 1)}`;
    });
    const alias = `a${String((names += 1))}`;
    return `${alias}: _entities(representations: ${variable('[_Any!]!', asked)}) { __typename ${below.join(' ')} }`;
  }

  const root = schema.getQueryType();
  if (root == null) throw new Error('the schema has no queries');
  const body =
    representations.length > 0 && chance(0.25)
      ? `{ ${entities()} ${chance(0.3) ? entities() : ''} }`
      : selection(root, 0);
  const head = definitions.length === 0 ? 'query Random' : `query Random(${definitions.join(', ')})`;
  return { query: [`${head} ${body}`, ...fragments].join('\n'), variables };
}
