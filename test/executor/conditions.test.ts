import { describe, expect, it } from 'vitest';
import { compiled, operationOf, plainly, type Asked } from '../support/compiled-execution.js';
import { UnsupportedOperation } from '../support/executor.js';
import { graph } from './agreement.js';

describe('conditions of the compiled execution', () => {
  const conditional = `query ($a: Boolean!, $b: Boolean!, $c: Boolean!) {
    item @include(if: $a) { text int @skip(if: $b) ...F @include(if: $c) }
    ... @skip(if: $a) { other { text @include(if: $b) @skip(if: $c) } }
    ...G @include(if: $b)
  }
  fragment F on Item { slow self @skip(if: $a) { text } bool @include(if: $b) }
  fragment G on Query { item { float @skip(if: $c) } text }`;

  it('skips and includes by variables in each combination, on one operation', async () => {
    const held = { text: 't', int: 1, float: 1.5, bool: true, self: { text: 's' } };
    const schema = graph(
      { item: () => held, other: () => Promise.resolve(held), text: () => 'text' },
      { slow: () => Promise.resolve('slow') },
    );
    const operation = operationOf({ schema, query: conditional });
    const seen = new Set<string>();
    for (let round = 0; round < 2; round += 1) {
      for (let bits = 0; bits < 8; bits += 1) {
        const variables = { a: (bits & 1) > 0, b: (bits & 2) > 0, c: (bits & 4) > 0 };
        const asked = { schema, query: conditional, variables };
        const plain = await plainly(asked);
        expect(await compiled(asked, operation), JSON.stringify(variables)).toEqual(plain);
        seen.add(plain.data);
      }
    }
    expect(seen.size).toBeGreaterThanOrEqual(6);
  });

  it('refuses more than 16 forms of one operation, and still answers those it has', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const query = `query (${names.map((name) => `$${name}: Boolean!`).join()}) {
      __typename ${names.map((name) => `${name}: text @include(if: $${name})`).join(' ')}
    }`;
    const schema = graph({ text: () => 't' });
    const operation = operationOf({ schema, query });
    const form = (bits: number): Asked => ({
      schema,
      query,
      variables: Object.fromEntries(names.map((name, index) => [name, (bits & (1 << index)) > 0])),
    });
    for (let bits = 0; bits < 16; bits += 1)
      expect(await compiled(form(bits), operation)).toEqual(await plainly(form(bits)));
    for (let bits = 16; bits < 32; bits += 1)
      await expect(compiled(form(bits), operation)).rejects.toThrow(UnsupportedOperation);
    expect(await compiled(form(5), operation)).toEqual(await plainly(form(5)));
  });

  it('leaves the error to graphql-js when a condition is null after all', async () => {
    const schema = graph({ text: () => 't' });
    const query = 'query ($a: Boolean = true) { text @include(if: $a) }';
    const operation = operationOf({ schema, query });
    await expect(compiled({ schema, query, variables: { a: null } }, operation)).rejects.toThrow(
      UnsupportedOperation,
    );
    expect(await compiled({ schema, query }, operation)).toEqual(await plainly({ schema, query }));
  });

  it('tells forms apart whatever the variables of other directives hold', async () => {
    const schema = graph({ text: () => 't' });
    const query = `query ($s: String, $a: Boolean!, $t: String) {
      x: text @note(text: $s) @include(if: $a) y: text @note(text: $t)
    }`;
    const operation = operationOf({ schema, query });
    for (const variables of [
      { s: 'x', a: false, t: 'true,z' },
      { s: 'x,false', a: true, t: 'z' },
    ]) {
      const asked = { schema, query, variables };
      expect(await compiled(asked, operation)).toEqual(await plainly(asked));
    }
  });
});
