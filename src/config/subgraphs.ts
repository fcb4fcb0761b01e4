import type { SettingsReader } from './read-settings.js';
import type { DefaultedName } from './settings.js';
import type { SubgraphName } from './subgraph-names.js';

/** A subgraph that the process serves, and where. */
export interface SubgraphSetting {
  readonly name: SubgraphName;
  readonly port: number;
}

const PORTS = { vipps: 'PORT', entur: 'ENTUR_PORT' } as const satisfies Record<SubgraphName, DefaultedName>;

/** Which subgraphs the process serves, each on a port of its own. */
export function readSubgraphs(reader: SettingsReader): readonly SubgraphSetting[] {
  const served = reader.get('SUBGRAPHS').map((name) => ({ name, port: reader.get(PORTS[name]) }));
  for (const [index, { name, port }] of served.entries()) {
    const first = served.slice(0, index).find((other) => other.port === port);
    if (first === undefined || port === 0) continue;
    reader.faults.push(
      `${PORTS[name]}: is ${String(port)}, as ${PORTS[first.name]} is, and each subgraph listens on a port of its own. Example: ${PORTS[name]}=${String(port + 1)}`,
    );
  }
  return served;
}
