import type { Options } from './options.ts';
import { startServer, type RunningServer } from './processes.ts';
import type { BenchQuery } from './queries.ts';

/** The stub upstream, and what was asked of it. */
export interface Upstream {
  readonly url: string;
  /** Calls and processor time since this was last asked. */
  sinceLast(): Promise<{ readonly calls: number; readonly cpuUs: number }>;
  stop(): Promise<void>;
}

export interface UpstreamParts {
  /** How long each answer takes, in ms. */
  readonly latency: number;
  /** How many sales units its list has: 100 unless told otherwise. */
  readonly units?: number;
}

export async function startUpstream({ latency, units = 100 }: UpstreamParts): Promise<Upstream> {
  const stub: RunningServer = await startServer(
    { command: ['test/bench/stub.ts'], env: { LATENCY_MS: String(latency), UNITS: String(units) } },
    { probe: true },
  );
  let cpuBefore = 0;
  return {
    url: stub.url,
    sinceLast: async () => {
      const calls = Number(await (await fetch(`${stub.url}/__count`)).text());
      const { cpuUs } = await stub.ask();
      const sinceBefore = cpuUs - cpuBefore;
      cpuBefore = cpuUs;
      return { calls, cpuUs: sinceBefore };
    },
    stop: () => stub.stop(),
  };
}

/** The settings of a server under test that a run decides: the stub it calls, and defaults that are tried out. */
export function serverEnv(
  { url }: Pick<Upstream, 'url'>,
  { concurrency }: Pick<Options, 'concurrency'>,
  { isEntur = false }: Pick<BenchQuery, 'isEntur'> = {},
): Readonly<Record<string, string>> {
  return {
    STUB_URL: url,
    VIPPS_API_URL: url,
    // Fifty at once of the largest are more than a server in use should take: it would shed them.
    SHED_CALLS_WAITING: '0',
    SHED_LOOP_DELAY_MS: '0',
    ...(isEntur && enturSettings(url)),
    ...(concurrency !== undefined && { UPSTREAM_CONCURRENCY: String(concurrency) }),
  };
}

/** The subgraph over Entur, and nothing beside it. */
function enturSettings(url: string): Readonly<Record<string, string>> {
  return {
    SUBGRAPHS: 'entur',
    ENTUR_PORT: '0',
    ENTUR_API_URL: `${url}/sales`,
    ENTUR_TOKEN_URL: url,
    ENTUR_AUDIENCE: 'https://api.entur.example',
    ENTUR_CLIENT_ID: 'id',
    ENTUR_CLIENT_SECRET: 'secret',
    ENTUR_CLIENT_NAME: 'bench-subgraph',
    ENTUR_POS: 'Bench-POS',
    ENTUR_DISTRIBUTION_CHANNEL: 'ENT:DistributionChannel:App',
  };
}
