import { readdirSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { subgraphNames } from '../src/config/subgraph-names.js';
import { allOperations, operationFolders } from './support/all-operations.js';
import { it } from './support/fixture.js';

describe.each(subgraphNames)('every example operation of %s', (subgraph) => {
  it('is answered, with its defaults and with other variables', async ({ start }) => {
    const stack = await start({ subgraphs: [subgraph], env: { ENTUR_EXPERIMENTAL: 'on' } });
    const operations = allOperations(subgraph);
    const files = readdirSync(operationFolders[subgraph]).filter((file) => file.endsWith('.graphql'));
    expect(new Set(operations.map(({ name }) => name)).size).toBe(files.length);
    for (const { name, query, variables } of operations) {
      const answer = await stack.askText(query, variables);
      expect(answer, `${name} ${JSON.stringify(variables)}`).toEqual({ data: expect.any(Object) });
    }
  });
});
