import { Writable } from 'node:stream';
import { pino, type Logger } from 'pino';
import type * as configModule from '../../../src/config.js';
import type * as sandboxServer from '../../../src/sandbox/server.js';
import type * as createServerModule from '../../../src/server/create-server.js';
import { sandboxControl, type SandboxControl } from '../../support/sandbox-control.ts';
import { ROUTER_SECRET } from './tenants.ts';

/** Where the built files of the server under test are. */
const dist = new URL('../../../dist/src/', import.meta.url);

// Loaded from what was built, as it runs: the types are those of the sources.
const { startSandbox }: typeof sandboxServer = await import(new URL('sandbox/server.js', dist).href);
const { createServer }: typeof createServerModule = await import(
  new URL('server/create-server.js', dist).href
);
const { parseConfig }: typeof configModule = await import(new URL('config.js', dist).href);

/** The server and the sandbox of a story. */
export interface Stage {
  /** Base address of the graph. */
  readonly url: string;
  readonly sandboxUrl: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly control: SandboxControl;
  /** Lines of the server's log that speak of its own faults. */
  readonly faultLines: readonly string[];
  stop(): Promise<void>;
}

/** Starts both, as the README does with keys, over the network of this process. */
export async function openStage(
  tenantsFile: string,
  settings: Readonly<Record<string, string>>,
): Promise<Stage> {
  const sandbox = await startSandbox({ port: 0 });
  const faultLines: string[] = [];
  const config = parseConfig({
    NODE_ENV: 'production',
    CALLER_AUTH: 'router-secret',
    AUTH_ROUTER_SECRET: ROUTER_SECRET,
    AUTH_ROUTER_CLAIMS: 'on',
    HOST: '127.0.0.1',
    PORT: '0',
    PROBES_PORT: '0',
    SHUTDOWN_DRAIN_MS: '0',
    RATE_LIMIT_PER_SECOND: '0',
    VIPPS_API_URL: sandbox.url,
    TENANTS_FILE: tenantsFile,
    ...settings,
  });
  const server = await createServer(config, { log: faultLog(faultLines) });
  return {
    url: server.url,
    sandboxUrl: sandbox.url,
    settings,
    control: sandboxControl(sandbox.url),
    faultLines,
    stop: async () => {
      await server.stop();
      await sandbox.stop();
    },
  };
}

/** Keeps errors of the server itself. */
function faultLog(lines: string[]): Logger {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString().trim());
      done();
    },
  });
  return pino({ level: 'error' }, sink);
}
