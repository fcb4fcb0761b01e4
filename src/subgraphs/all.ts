import type { SubgraphName } from '../config.js';
import type { Subgraph } from './define-subgraph.js';
import { entur } from './entur.js';
import { vipps } from './vipps.js';

/** Every subgraph that there is, by its name. */
export const allSubgraphs: Readonly<Record<SubgraphName, Subgraph>> = { vipps, entur };
