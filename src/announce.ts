import type { Logger } from 'pino';
import { MissingPackages } from './tracing/packages.js';
import { StartFault } from './workers/WorkerProcess.js';
import { ConfigError, enturWarning, isLoopback, type Config } from './config.js';

/** Where everything is. */
export interface Addresses {
  readonly subgraphs: readonly { readonly name: string; readonly url: string }[];
  readonly probesUrl: string;
}

/** Says that all data is invented. */
export function announceSandboxMode({ host }: Config, say: Logger): void {
  const reach = isLoopback(host) ? 'on this machine only' : `open to all who reach ${host}`;
  say.info(`No keys are set: sandbox mode, ${reach}. All data is invented.`);
}

/** Says where the sandbox is. */
export function announceSandbox(url: string, say: Logger): void {
  say.info(`Sandbox    ${url}  (what it can do: ${url}/__sandbox)`);
}

/** Says what the start is at, which takes seconds. */
export function announceBuild({ workers }: Config, say: Logger): void {
  say.info(workers > 1 ? `Starting ${workers} workers ...` : 'Building the schema ...');
  say.flush();
}

/** Says where to ask, and what there is not. */
export function announce(config: Config, { subgraphs, probesUrl }: Addresses, say: Logger): void {
  const { production, host, absentApis, namesSubgraphs } = config;
  if (absentApis.length > 0)
    say.info(
      `Vipps MobilePay's test environment: without the APIs ${absentApis.join(', ')}, whose fields are refused.`,
    );
  const warning = warningOf(config);
  if (warning !== undefined) say.warn(warning);
  for (const { name, url } of subgraphs) {
    const base = host === '0.0.0.0' || host === '::' ? url.replace(/\/\/[^:/]+/, '//localhost') : url;
    const which = namesSubgraphs ? `  (${name})` : '';
    say.info(`Graph      ${base}/graphql${which}`);
    if (!production) say.info(`GraphiQL   ${base}/${which}`);
  }
  say.info(`Probes     ${probesUrl}/livez and /readyz`);
  say.info('Ready. Stop with Ctrl+C; --help lists every setting.');
  say.flush();
}

/** What the settings allow, but hardly mean. */
export function warningOf({ entur, subgraphs }: Config): string | undefined {
  return subgraphs.some(({ name }) => name === 'entur') ? enturWarning(entur) : undefined;
}

/** Faults that a person can mend get a sentence, not a stack. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StartFault || error instanceof MissingPackages)
    return error.message;
  if (error instanceof Error && 'code' in error && 'port' in error && error.code === 'EADDRINUSE') {
    return `Port ${String(error.port)} is taken. Stop what listens there, or choose others with PORT, ENTUR_PORT, PROBES_PORT and SANDBOX_PORT.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
