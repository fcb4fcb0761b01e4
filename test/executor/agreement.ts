import { expect } from 'vitest';
import {
  compiled,
  plainly,
  schemaOf,
  type Asked,
  type Behind,
  type Outcome,
  type Resolver,
} from '../support/compiled-execution.js';

/** A schema with a field for every kind of value, at every kind of place. */
export const TEXT = `
  directive @note(text: String) repeatable on FIELD
  scalar Any
  scalar Even
  scalar Shown
  enum Colour { RED GREEN BLUE NONE }
  interface Node { id: ID name: String peer: Node }
  interface Named { name: String }
  type Cat implements Node & Named { id: ID name: String peer: Node lives: Int same: String }
  type Dog implements Node & Named { id: ID name: String peer: Node barks: Boolean! same: String }
  type Fish { scales: Int }
  union Pet = Cat | Dog | Fish
  enum Order { UP DOWN }
  input Range { from: Int! = 1 to: Int tags: [String!] = ["a"] inner: Range order: Order }
  type Item {
    id: ID text: String int: Int float: Float bool: Boolean colour: Colour any: Any even: Even shown: Shown
    mustText: String! mustInt: Int!
    length: Int message: String
    self: Item strict: Item! items: [Item] strictItems: [Item!] strictest: [Item!]!
    texts: [String] ints: [Int!] matrix: [[Int]] strictMatrix: [[Int!]!]!
    slow: String mustSlow: String! slowItem: Item slowItems: [Item] strictSlowItems: [Item!]!
    slowTexts: [String] slowMatrix: [[Int!]!]
    node: Node pet: Pet nodes: [Node!] pets: [Pet]
  }
  type Query {
    item: Item other: Item must: Item! items: [Item] strictItems: [Item!] strictest: [Item!]!
    grid: [[Item!]] text: String mustText: String! int: Int texts: [String] strictTexts: [String!]!
    node: Node nodes: [Node] pet: Pet pets: [Pet!]
    echo(int: Int, must: Int! = 3, text: String = "x", range: Range, ids: [ID!], order: Order = UP, range2: Range = { to: 5 }): Any
    need(int: Int!): Any
    unresolved: String
  }
`;

const behind: Behind = {
  scalars: {
    Even: (value) => {
      if (typeof value !== 'number' || value % 2 !== 0) throw new TypeError(`${String(value)} is not even`);
      return value;
    },
    Shown: (value) => `shown: ${String(value)}`,
  },
  enums: { Colour: { RED: 0, GREEN: 'the green one', BLUE: 'RED' } },
  abstract: {
    // Nodes are told apart by their __typename, as graphql-js does without a function.
    Pet: (value) => (isRecord(value) && typeof value['kind'] === 'string' ? value['kind'] : undefined),
  },
};

const echo: Resolver = (_source, args) => args;

/** Whether a value has properties to read. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A graph with these resolvers of the root, and of items. */
export function graph(
  Query: Readonly<Record<string, Resolver>>,
  Item: Readonly<Record<string, Resolver>> = {},
) {
  return schemaOf(TEXT, { ...behind, fields: { Query: { echo, need: echo, ...Query }, Item } });
}

/** Checks that both executions agree, and gives what they agree on. */
export async function agreed(asked: Asked): Promise<Outcome> {
  const plain = await plainly(asked);
  expect(await compiled(asked)).toEqual(plain);
  return plain;
}

/** What both executions agree on, without an error. */
export async function data(asked: Asked): Promise<unknown> {
  const outcome = await agreed(asked);
  expect(outcome.errors).toEqual([]);
  return JSON.parse(outcome.data);
}
