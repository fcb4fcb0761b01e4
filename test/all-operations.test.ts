import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { allOperations } from './support/all-operations.js';
import { freshStack } from './support/fixture.js';

const it = freshStack();

it('every example operation is answered, with its defaults and with other variables', async ({ stack }) => {
  const operations = allOperations();
  const files = readdirSync('test/operations').filter((file) => file.endsWith('.graphql'));
  expect(new Set(operations.map(({ name }) => name)).size).toBe(files.length);
  for (const { name, query, variables } of operations) {
    const answer = await stack.askText(query, variables);
    expect(answer, `${name} ${JSON.stringify(variables)}`).toEqual({ data: expect.any(Object) });
  }
});
