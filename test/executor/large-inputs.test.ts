import { buildSchema, getOperationAST, GraphQLError, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { prepareVariables } from '../support/executor.js';

const schema = buildSchema(`
  scalar Any
  enum Colour { RED GREEN }
  input Filter { name: String colours: [Colour!] below: Filter }
  type Query { a: Int }
`);

const WIDE = 10_000;
/** The most that is read of a value of thousands of parts: what is shown of it, and a little more. */
const MOST_READS = 500;

/** A value whose parts are counted as they are read, however deep. */
class Watched {
  reads = 0;

  watch(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    return new Proxy(value, {
      get: (target, key, receiver): unknown => {
        this.reads += 1;
        return this.watch(Reflect.get(target, key, receiver));
      },
    });
  }
}

function coerced(type: string, value: unknown) {
  const operation = getOperationAST(parse(`query ($v: ${type}) { a }`));
  if (operation == null) throw new Error('no operation');
  return prepareVariables(schema, operation)({ v: value });
}

/** The words in which it is refused. */
function refusal(type: string, value: unknown): string {
  const outcome = coerced(type, value);
  if (!(outcome instanceof GraphQLError)) throw new Error('not refused');
  return outcome.message;
}

const wide = Object.fromEntries(Array.from({ length: WIDE }, (_, index) => [`key${index}`, index]));
const SHOWN = '{ key0: 0, key1: 1, key2: 2, key3: 3, key4: 4, key…';

describe('a large value where a scalar or an enum belongs', () => {
  it.each([
    [
      'an object',
      'Int',
      wide,
      `got invalid value ${SHOWN}; Int cannot represent non-integer value: { key0: 0, `,
    ],
    [
      'an object',
      'String',
      wide,
      `got invalid value ${SHOWN}; String cannot represent a non string value: { key0: 0, `,
    ],
    [
      'an object',
      'Colour',
      wide,
      `got invalid value ${SHOWN}; Enum "Colour" cannot represent non-string value: { key0: 0, `,
    ],
    [
      'in a field',
      'Filter',
      { below: { name: wide } },
      `got invalid value ${SHOWN} at "v.below.name"; String cannot`,
    ],
    [
      'in a list',
      'Filter',
      { colours: ['RED', wide] },
      `got invalid value ${SHOWN} at "v.colours[1]"; Enum "Colour" cannot`,
    ],
    [
      'a list of objects',
      'Boolean',
      Array.from({ length: WIDE }, () => wide),
      `got invalid value [${SHOWN.slice(0, -2)}…; Boolean cannot represent a non boolean value: [{ key0: 0, `,
    ],
    [
      'an object in objects',
      'Int',
      { a: { b: wide } },
      'got invalid value { a: { b: { key0: 0, key1: 1, key2: 2, key3: 3, ke…; Int cannot represent non-integer value: { a: { b: [Object] } }',
    ],
  ])('is refused without being read: %s, %s', (_what, type, value, message) => {
    const watched = new Watched();
    expect(refusal(type, watched.watch(value))).toContain(`Variable "$v" ${message}`);
    expect(watched.reads).toBeLessThan(MOST_READS);
  });

  it('is told with the number of items that it has', () => {
    const list: unknown[] = Array.from({ length: WIDE }, () => 1);
    expect(refusal('Int', { few: list, many: wide })).toContain(
      `Int cannot represent non-integer value: { few: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ... ${WIDE - 10} more items], many: `,
    );
  });

  it('is no value of an enum when it is a text, and is not compared with those that are', () => {
    expect(refusal('Colour', 'RED'.repeat(WIDE))).toContain(
      `${'RED'.repeat(16)}R… does not exist in "Colour" enum.`,
    );
  });

  it('is taken whole by a scalar that takes it, and by lists and objects of them', () => {
    expect(coerced('Any', wide)).toEqual({ v: wide });
    expect(coerced('[Any]', [1, wide])).toEqual({ v: [1, wide] });
    expect(coerced('Any', [[wide]])).toEqual({ v: [[wide]] });
    const text = 'x'.repeat(WIDE);
    expect(coerced('Filter', { name: text })).toEqual({ v: { name: text } });
  });

  it('is the only one that this is about: small ones are told in full', () => {
    expect(refusal('Filter', { name: 1, below: { name: 'fine' } })).toBe(
      'Variable "$v" got invalid value 1 at "v.name"; String cannot represent a non string value: 1',
    );
  });
});
