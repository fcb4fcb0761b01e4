import { expect, it } from 'vitest';
import { completenessOf, wrongValues } from './compare.ts';
import type { GraphFault } from './graph.ts';

const expected = {
  unit: { name: 'Kaffe', merchant: { city: 'Oslo' }, list: [{ n: 1 }, { n: 2 }] },
  none: null,
};
const fault = (...path: (string | number)[]): GraphFault => ({ path, code: 'UPSTREAM_UNAVAILABLE' });
const wrong = (data: unknown, ...faults: GraphFault[]) => wrongValues({ data, faults }, expected);

it('finds nothing wrong in the same values, whatever their cursors are', () => {
  expect(wrong(structuredClone(expected))).toEqual([]);
  expect(wrongValues({ data: { endCursor: 'a' }, faults: [] }, { endCursor: 'b' })).toEqual([]);
});

it.each([
  ['another value', { name: 'Te' }, 'unit.name: "Te", not "Kaffe"'],
  ['a value where there is none', { merchant: 'x' }, 'unit.merchant: "x", not {"city":"Oslo"}'],
  ['null without an error', { merchant: null }, 'unit.merchant: null without an error'],
  ['a shorter list', { list: [{ n: 1 }] }, 'unit.list: 1 items, not 2'],
  ['another item', { list: [{ n: 1 }, { n: 3 }] }, 'unit.list.1.n: 3, not 2'],
])('finds %s', (_, change, line) => {
  expect(wrong({ ...expected, unit: { ...expected.unit, ...change } })).toEqual([line]);
});

it('takes null for an answer where an error tells of it, at its place or below', () => {
  const data = { ...expected, unit: { ...expected.unit, merchant: null } };
  expect(wrong(data, fault('unit', 'merchant'))).toEqual([]);
  expect(wrong(data, fault('unit', 'merchant', 'city'))).toEqual([]);
  expect(wrong(data, { path: undefined, code: 'MORE' })).toEqual([]);
  expect(wrong(data, fault('unit', 'list'))).toEqual(['unit.merchant: null without an error']);
});

it('tells how much of an answer there is', () => {
  const some = { unit: null, other: 1 };
  const nothing = { unit: null };
  expect(completenessOf({ data: some, faults: [] })).toBe('full');
  expect(completenessOf({ data: some, faults: [fault('unit')] })).toBe('partial');
  expect(completenessOf({ data: nothing, faults: [fault('unit')] })).toBe('none');
  expect(completenessOf({ data: { unit: { list: [{ n: null }] } }, faults: [fault('unit')] })).toBe('none');
  expect(completenessOf({ data: nothing, faults: [] })).toBe('full');
  expect(completenessOf({ data: undefined, faults: [] })).toBe('none');
});
