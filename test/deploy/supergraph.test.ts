import { readFileSync } from 'node:fs';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { settings } from '../../src/config/settings.js';

/** Where the gateway of compose.yaml finds the subgraphs. */
const subgraphs = [
  { name: 'vipps', port: settings.PORT.default },
  { name: 'entur', port: settings.ENTUR_PORT.default },
];

it('the supergraph of compose.yaml is what the two schemas compose to', async () => {
  const composed = composeServices(
    subgraphs.map(({ name, port }) => ({
      name,
      url: `http://${name}:${port ?? ''}/graphql`,
      typeDefs: parse(readFileSync(`schema/${name}.graphql`, 'utf8')),
    })),
  );
  expect((composed.errors ?? []).map(({ message }) => message)).toEqual([]);
  await expect(composed.supergraphSdl).toMatchFileSnapshot('../../docs/deploy/supergraph.graphql');
});
