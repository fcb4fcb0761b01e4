import fc from 'fast-check';
import {
  buildSchema,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  Kind,
  parse,
  type FieldNode,
  type OperationDefinitionNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { prepareArguments, prepareVariables } from '../support/executor.js';

const schema = buildSchema(`
  enum Colour { RED GREEN }
  input Size { width: Int! height: Int = 3 unit: String }
  type Query {
    field(
      int: Int
      intOr: Int = 7
      must: Int!
      mustOr: Int! = 8
      text: String = "text"
      colour: Colour = RED
      size: Size
      sizeOr: Size = { width: 1 }
      many: [Int!]
      sizes: [Size]
    ): String
  }
`);
const definition = schema.getQueryType()?.getFields()['field'];
if (definition === undefined) throw new Error('no field');

function prepared(variables: string, args: string) {
  const operation = getOperationAST(parse(`query ${variables} { field${args} }`));
  const [node] = operation?.selectionSet.selections ?? [];
  if (operation == null || node?.kind !== Kind.FIELD) throw new Error('no operation');
  return { operation, node };
}

function expectSameVariables(operation: OperationDefinitionNode, given: Record<string, unknown>) {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given);
  const found = prepareVariables(schema, operation)(given);
  if (found instanceof GraphQLError) {
    expect(JSON.stringify(found)).toBe(JSON.stringify(errors?.[0]));
    return undefined;
  }
  expect(found).toEqual(coerced);
  expect(Object.keys(found)).toEqual(Object.keys(coerced ?? {}));
  return found;
}

/** What a call gives, and in which order, or what it throws. */
function outcome(call: () => Record<string, unknown>): unknown {
  try {
    return { entries: Object.entries(call()) };
  } catch (error) {
    return { error: String(error) };
  }
}

function expectSameArguments(node: FieldNode, variables: Record<string, unknown>) {
  if (definition === undefined) return;
  const expected = outcome(() => getArgumentValues(definition, node, variables));
  expect(outcome(() => prepareArguments(definition, node)(variables))).toStrictEqual(expected);
}

describe('prepared inputs', () => {
  const anything = fc.oneof(
    fc.integer(),
    fc.constantFrom(
      null,
      undefined,
      1.5,
      '5',
      'RED',
      'BLUE',
      true,
      [1, 2],
      [null],
      { width: 2 },
      { height: 1 },
    ),
    fc.record({ width: fc.integer(), unit: fc.constantFrom('mm', null, 5) }, { requiredKeys: ['width'] }),
    fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
  );
  const types = ['Int', 'Int!', 'Int = 4', 'Int! = 5', 'Int = null', 'String', 'Colour', 'Colour = GREEN'];
  const largeTypes = ['Size', 'Size!', 'Size = { width: 9 }', '[Int!]', '[Int!] = [1]', '[Size]', '[Size!]!'];

  it('coerces variables as graphql-js does, whatever is given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...types, ...largeTypes), fc.boolean(), anything), {
          maxLength: 5,
        }),
        (variables) => {
          const definitions = variables.map(([type], index) => `$v${index}: ${type}`).join(' ');
          const { operation } = prepared(variables.length === 0 ? '' : `(${definitions})`, '(must: 1)');
          const given = Object.fromEntries(
            variables.flatMap(([, isGiven, value], index) =>
              isGiven ? [[`v${index}`, value] as const] : [],
            ),
          );
          expectSameVariables(operation, { ...given, other: 1 });
        },
      ),
      { numRuns: 3_000, seed: 1 },
    );
  });

  const values: Readonly<Record<string, readonly string[]>> = {
    int: ['1', 'null', '$int'],
    intOr: ['1', 'null', '$int'],
    must: ['1', '$int', '$intOr'],
    mustOr: ['1', '$int', '$intOr'],
    text: ['"a"', 'null', '$text'],
    colour: ['GREEN', '$colour'],
    size: ['{ width: 1 }', '{ width: $intOr }', '{ width: 2, height: $int, unit: $text }', '$size'],
    sizeOr: ['null', '{ width: 5, unit: null }', '$size'],
    many: ['[1, 2]', '3', '[$intOr]', '$many'],
    sizes: ['[{ width: 1 }, null]', '[$size]', '[{ width: $int }]'],
  };
  const someArguments = fc.record(
    Object.fromEntries(Object.entries(values).map(([name, texts]) => [name, fc.constantFrom(...texts)])),
    { requiredKeys: [] },
  );

  it('gives resolvers the arguments that graphql-js gives, or fails with its words', () => {
    fc.assert(
      fc.property(
        someArguments,
        fc.record(
          {
            int: fc.constantFrom(5, null),
            intOr: fc.constantFrom(6, null),
            text: fc.constantFrom('b', null),
            colour: fc.constantFrom('RED', null),
            size: fc.constantFrom({ width: 7, height: 8 }, null),
            many: fc.constantFrom([4], [], null),
          },
          { requiredKeys: [] },
        ),
        (args, given) => {
          const text = Object.entries(args)
            .map(([name, value]) => `${name}: ${String(value)}`)
            .join(' ');
          const { operation, node } = prepared(
            '($int: Int $intOr: Int = 4 $text: String $colour: Colour $size: Size $many: [Int!])',
            text === '' ? '' : `(${text})`,
          );
          const variables = expectSameVariables(operation, given);
          if (variables !== undefined) expectSameArguments(node, variables);
        },
      ),
      { numRuns: 5_000, seed: 2 },
    );
  });

  it('gives each execution variables and arguments of its own, down to what they are made of', () => {
    const { operation, node } = prepared(
      '($int: Int, $size: Size = { width: 1 })',
      '(must: 1, int: $int, size: $size, sizeOr: { width: 2 }, many: [3])',
    );
    const coerce = prepareVariables(schema, operation);
    const prepare = prepareArguments(definition, node);
    const expected = { int: 5, intOr: 7, must: 1, mustOr: 8, text: 'text', colour: 'RED' };
    for (const int of [5, 5]) {
      const variables = coerce({ int });
      if (variables instanceof GraphQLError) throw variables;
      const args = prepare(variables);
      expect(args).toEqual({
        ...expected,
        size: { width: 1, height: 3 },
        sizeOr: { width: 2, height: 3 },
        many: [3],
      });
      // What one execution does to its own must not reach the next.
      args['must'] = 'changed';
      for (const name of ['size', 'sizeOr', 'many']) Reflect.set(Object(args[name]), '0', 'changed');
    }
  });
});
