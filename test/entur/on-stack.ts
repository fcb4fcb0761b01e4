import { expect } from 'vitest';
import type { Stack } from '../support/stack.js';

/** Any JSON object. */
export type Json = Record<string, unknown>;

const told = 'userErrors { field code message } warnings { field code message }';

/** Asks for one field and gives its value. */
export async function ask(stack: Stack, query: string, variables: Json = {}): Promise<Json> {
  const answer: { readonly data?: unknown; readonly errors?: unknown } = await stack.askText(
    query,
    variables,
  );
  expect(answer.errors).toBeUndefined();
  const [value] = Object.values(answer.data as Readonly<Record<string, Json>>);
  if (value === undefined) throw new Error('no data');
  return value;
}

/** A mutation with one input, with what its payload tells. */
export function mutationOf(mutation: string, selection: string): string {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  return `mutation ($input: ${type}) { ${mutation}(input: $input) { ${selection} ${told} } }`;
}

/** Makes a change that nobody refuses, and gives its payload. */
export async function change(stack: Stack, mutation: string, input: Json, selection: string): Promise<Json> {
  const payload = await ask(stack, mutationOf(mutation, selection), { input });
  expect(payload, mutation).toMatchObject({ userErrors: [], warnings: [] });
  return payload;
}
