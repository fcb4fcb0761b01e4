import 'reflect-metadata';
import * as enturSources from '../../resolvers/entur/index.js';
import * as vippsSources from '../../resolvers/index.js';
import type { AccessRules } from '../../src/callers/access-rules.js';
import type { SubgraphName } from '../../src/config.js';

/** What a subgraph is made from. */
interface Sources {
  readonly resolvers: readonly [NewableFunction, ...NewableFunction[]];
  readonly access: AccessRules;
  readonly extended?: readonly NewableFunction[];
}

/** Of every subgraph, what it is made from. */
export const sources: Readonly<Record<SubgraphName, Sources>> = { vipps: vippsSources, entur: enturSources };
