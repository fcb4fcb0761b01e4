import { PORTS } from './ports.js';
import type { SettingsReader } from './read-settings.js';
import type { SubgraphName } from './subgraph-names.js';

/** A subgraph that the process serves, and where. */
export interface SubgraphSetting {
  readonly name: SubgraphName;
  readonly port: number;
}

/** Which subgraphs the process serves, each on a port of its own. */
export function readSubgraphs(reader: SettingsReader): readonly SubgraphSetting[] {
  return reader.get('SUBGRAPHS').map((name) => ({ name, port: reader.get(PORTS[name]) }));
}
