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

/** A whole request, made at random but valid. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface RandomOperationOptions {
  readonly schema: GraphQLSchema;
  /** Values to choose from, by argument or input field name: things that exist, that don't, and that are not valid. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  readonly maxDepth: number;
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed + 0x6d2b79f5;
  return () => {
    state = Math.imul(state ^ (state >>> 15), state | 1);
    state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
    return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A random query over the whole schema: aliases, fragments, directives, variables, nulls and bad ids included. */
export function randomOperation(
  seed: number,
  { schema, values, maxDepth }: RandomOperationOptions,
): RandomOperation {
  const random = randomFrom(seed * 7_919 + 13);
  const chance = (probability: number): boolean => random() < probability;
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const variables: Record<string, unknown> = {};
  const definitions: string[] = [];
  const fragments: string[] = [];
  let names = 0;

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
    const field = pick(fields);
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
      field.args.length > 0 || isObjectType(named) || chance(0.2) ? `a${String((names += 1))}: ` : '';
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
        const value = valueOf(arg.name, arg.type);
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
    const pool = values[name];
    if (pool !== undefined) return pick(pool);
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

  const root = schema.getQueryType();
  if (root == null) throw new Error('the schema has no queries');
  const body = selection(root, 0);
  const head = definitions.length === 0 ? 'query Random' : `query Random(${definitions.join(', ')})`;
  return { query: [`${head} ${body}`, ...fragments].join('\n'), variables };
}
