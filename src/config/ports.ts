import type { SubgraphName } from './subgraph-names.js';

/** Something that the server listens on. */
export interface ListeningPlace {
  /** That of its port. */
  readonly setting: string;
  readonly host: string;
  readonly port: number;
}

/** What decides on which places a server listens. */
export interface ListeningSettings {
  readonly host: string;
  readonly subgraphs: readonly { readonly name: SubgraphName; readonly port: number }[];
  readonly probesPort: number;
  /** Undefined = there is no sandbox. */
  readonly sandboxPort: number | undefined;
  readonly sandboxHost: string;
}

/** The setting of the port of each subgraph. */
export const PORTS = { vipps: 'PORT', entur: 'ENTUR_PORT' } as const satisfies Record<SubgraphName, string>;

/** All that the server listens on. */
export function listeningPlaces(settings: ListeningSettings): readonly ListeningPlace[] {
  const { host, subgraphs, probesPort, sandboxPort, sandboxHost } = settings;
  return [
    ...subgraphs.map(({ name, port }) => ({ setting: PORTS[name], host, port })),
    { setting: 'PROBES_PORT', host, port: probesPort },
    ...(sandboxPort === undefined ? [] : [{ setting: 'SANDBOX_PORT', host: sandboxHost, port: sandboxPort }]),
  ];
}

/** Ports that are set twice, as faults. */
export function portClashes(settings: ListeningSettings): readonly string[] {
  const places = listeningPlaces(settings);
  return places.flatMap((place, index) => {
    const { setting, port } = place;
    const first = places.slice(0, index).find((other) => clash(place, other));
    if (first === undefined) return [];
    let free = port + 1;
    while (places.some((other) => other.port === free)) free += 1;
    return `${setting}: is ${String(port)}, as ${first.setting} is, and each listens on a port of its own. Example: ${setting}=${String(free > 65_535 ? 0 : free)}`;
  });
}

/** One for all addresses of the machine takes the port of each. */
function clash(one: ListeningPlace, other: ListeningPlace): boolean {
  if (one.port !== other.port || one.port === 0) return false;
  return (
    one.host === other.host || [one.host, other.host].some((host) => host === '0.0.0.0' || host === '::')
  );
}
