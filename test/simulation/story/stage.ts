import type * as configModule from '../../../src/config.js';
import type * as sandboxServer from '../../../src/sandbox/server.js';
import { request } from 'undici';
import { sandboxControl, type SandboxControl } from '../../support/sandbox-control.ts';
import { VirtualRedis } from '../virtual/redis/VirtualRedis.ts';
import { dist } from './built.ts';
import { ALONE, type Processes } from './settings.ts';
import { ROUTER_SECRET } from './tenants.ts';
import { Workers } from './workers.ts';

// Loaded from what was built, as it runs: the types are those of the sources.
const { startSandbox }: typeof sandboxServer = await import(new URL('sandbox/server.js', dist).href);
const { parseConfig }: typeof configModule = await import(new URL('config.js', dist).href);

/** The servers and the sandbox of a story. */
export interface Stage {
  readonly workers: Workers;
  readonly redis: VirtualRedis | undefined;
  readonly sandboxUrl: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly control: SandboxControl;
  stop(): Promise<void>;
}

const SEAL_KEY = Buffer.alloc(32, 'a key of stories').toString('base64');

/** Starts all of them, as docs/production.md does with keys, over the network of this process. */
export async function openStage(
  tenantsFile: string,
  settings: Readonly<Record<string, string>>,
  processes: Processes = ALONE,
): Promise<Stage> {
  const sandbox = await startSandbox({ port: 0 });
  const redis = processes.haveRedis ? await VirtualRedis.start() : undefined;
  const redisPort = redis?.port;
  const at = (host: string, url: string): string => url.replace('127.0.0.1', host);
  const workers = new Workers({
    count: processes.count,
    areOfOnePrimary: processes.areOfOnePrimary,
    configOf: (host) =>
      parseConfig({
        NODE_ENV: 'production',
        CALLER_AUTH: 'router-secret',
        AUTH_ROUTER_SECRET: ROUTER_SECRET,
        AUTH_ROUTER_CLAIMS: 'on',
        HOST: '127.0.0.1',
        PORT: '0',
        PROBES_PORT: '0',
        SHUTDOWN_DRAIN_MS: '0',
        RATE_LIMIT_PER_SECOND: '0',
        VIPPS_API_URL: at(host, sandbox.url),
        TENANTS_FILE: tenantsFile,
        ...(redisPort !== undefined && {
          REDIS_URL: `redis://${host}:${String(redisPort)}`,
          SHARED_CACHE_KEYS: SEAL_KEY,
        }),
        ...settings,
      }),
  });
  await workers.start();
  return {
    workers,
    redis,
    sandboxUrl: sandbox.url,
    settings,
    control: sandboxControl(sandbox.url, send),
    stop: async () => {
      await workers.stop();
      await redis?.stop();
      await sandbox.stop();
    },
  };
}

/** Without the streams and events of fetch: a story steers its sandbox all the time. */
async function send(
  method: string,
  url: string,
  body: string | undefined,
): Promise<{ readonly status: number; readonly text: string }> {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const { statusCode, body: answer } = await request(url, { method, headers, body: body ?? null });
  return { status: statusCode, text: await answer.text() };
}
