import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { randomFrom } from './random.js';

export interface RandomQuery {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  with: [
    '',
    '(int: null)',
    '(int: $int)',
    '(texts: $texts)',
    '(range: { to: $int })',
    '(range: $range, int: 1)',
  ],
  soonItems: ['', '(first: 2)', '(first: $int)'],
};

/** A random query of the graph of `randomGraph`: fields that merge, fragments of abstract types, conditions. */
export function randomQuery(seed: number, schema: GraphQLSchema, maxDepth: number): RandomQuery {
  const random = randomFrom(`query ${seed}`);
  const chance = (probability: number): boolean => random() < probability;
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick');
    return item;
  };
  const fragments: {
    readonly name: string;
    readonly on: string;
    readonly depth: number;
    readonly text: string;
  }[] = [];

  function selection(type: GraphQLCompositeType, depth: number): string {
    const parts = Array.from({ length: 1 + Math.floor(random() * 4) }, () => part(type, depth));
    return `{ ${parts.join(' ')} }`;
  }

  function part(type: GraphQLCompositeType, depth: number): string {
    if (chance(0.08)) return pick(['__typename', 'kind: __typename']);
    if (chance(isAbstractType(type) ? 0.4 : 0.12)) return fragment(type, depth);
    if (!isObjectType(type) && !isInterfaceType(type)) return '__typename';
    const fields = Object.values(type.getFields()).filter(
      (each) => depth < maxDepth || !isCompositeType(getNamedType(each.type)),
    );
    return field(pick(fields), depth);
  }

  function field({ name, type }: GraphQLField<unknown, unknown>, depth: number): string {
    const named = getNamedType(type);
    const choices = ARGUMENTS[name] ?? [''];
    const index = Math.floor(random() * choices.length);
    // Fields of one name with different arguments can't be merged; all others may.
    const alias = index > 0 ? `${name}${index}: ` : chance(0.1) ? `again_${name}: ` : '';
    const below = isCompositeType(named) ? ` ${selection(named, depth + 1)}` : '';
    const again =
      below !== '' && chance(0.15)
        ? ` ${alias}${name}${choices[index] ?? ''} ${selectionOf(named, depth)}`
        : '';
    return `${alias}${name}${choices[index] ?? ''}${directive()}${below}${again}`;
  }

  function selectionOf(type: ReturnType<typeof getNamedType>, depth: number): string {
    return isCompositeType(type) ? selection(type, depth + 1) : '';
  }

  function fragment(type: GraphQLCompositeType, depth: number): string {
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const wider = ['Node', 'Thing'].flatMap((name) => {
      const other = schema.getType(name);
      return isAbstractType(other) && possible.some((each) => schema.isSubType(other, each)) ? [other] : [];
    });
    const on = pick<GraphQLCompositeType>([...possible, ...wider, type]);
    const known = fragments.filter((each) => each.on === on.name && each.depth >= depth);
    if (known.length > 0 && chance(0.4)) return `...${pick(known).name}${directive()}`;
    if (chance(0.5)) return `... on ${on.name}${directive()} ${selection(on, depth + 1)}`;
    const text = selection(on, depth + 1);
    const name = `F${fragments.length}`;
    fragments.push({ name, on: on.name, depth, text });
    return `...${name}${directive()}`;
  }

  function directive(): string {
    if (!chance(0.1)) return '';
    return pick([
      ' @skip(if: $yes)',
      ' @skip(if: $no)',
      ' @include(if: $yes)',
      ' @include(if: $no)',
      ' @include(if: true)',
    ]);
  }

  const root = schema.getQueryType();
  if (root == null) throw new Error('no root');
  const body = selection(root, 0);
  const head = 'query ($int: Int, $texts: [String!], $range: Range, $yes: Boolean!, $no: Boolean = false)';
  return {
    query: [
      `${head} ${body}`,
      ...fragments.map(({ name, on, text }) => `fragment ${name} on ${on} ${text}`),
    ].join('\n'),
    variables: {
      yes: chance(0.5),
      ...(chance(0.5) && { no: chance(0.5) }),
      ...(chance(0.7) && { int: pick([null, 2, 0]) }),
      ...(chance(0.5) && { texts: pick([null, ['a'], 'b', []]) }),
      ...(chance(0.5) && { range: pick([null, {}, { from: 2, to: null }]) }),
    },
  };
}
