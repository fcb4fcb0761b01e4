import type { SubgraphName } from '../config.js';
import type { Subgraph } from './define-subgraph.js';

const load: Readonly<Record<SubgraphName, () => Promise<Subgraph>>> = {
  vipps: async () => (await import('./vipps.js')).vipps,
  entur: async () => (await import('./entur.js')).entur,
};

/** A subgraph that is to be served: the code of one that is not would only make the start longer. */
export function loadSubgraph(name: SubgraphName): Promise<Subgraph> {
  return load[name]();
}
