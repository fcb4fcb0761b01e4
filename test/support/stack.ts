import { Writable } from 'node:stream';
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { pino, type Logger } from 'pino';
import { Invalidations } from '../../src/cache/Invalidations.js';
import type { Clock, Timers } from '../../src/clock.js';
import {
  accountingCredentials,
  classicCredentials,
  enturCredentials,
  parseConfig,
  withSandbox,
  type Config,
  type Environment,
  type SubgraphName,
  type Tenant,
} from '../../src/config.js';
import { sandboxEnturClient, sandboxKeys } from '../../src/sandbox/keys.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { createServer, type Server } from '../../src/server/create-server.js';
import { createVippsServices, type VippsServices } from '../../src/context/vipps-services.js';
import { refuseSecrets, secretsIn } from './secrets.js';
import { sandboxControl, type SandboxControl } from './sandbox-control.js';
import type { RequestHooks } from '../../src/server/request-hooks.js';
import type { SpanStarter } from '../../src/tracing/SpanSource.js';

/** A GraphQL answer as it came over HTTP. */
export interface GraphAnswer<T> {
  readonly data?: T | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

/** A document as codegen writes it: its text, typed. */
type TypedText<T, V> = DocumentTypeDecoration<T, V> & { toString(): string };

/** A subgraph that runs. */
export interface Graph {
  /** Its base address. */
  readonly url: string;
  /** Sends an operation over HTTP and gives the whole answer. */
  ask<T, V>(document: TypedText<T, V>, variables?: V, init?: RequestInit): Promise<GraphAnswer<T>>;
  /** The same for a query text. */
  askText(
    query: string,
    variables?: Record<string, unknown>,
    init?: RequestInit,
  ): Promise<GraphAnswer<never>>;
}

/** The first subgraph, which mostly is the only one, with all around it. */
export interface Stack extends Graph {
  /** One of several. */
  graph(name: SubgraphName): Graph;
  readonly server: Server;
  readonly sandbox: SandboxControl;
  readonly sandboxUrl: string;
  /** Every log line so far, parsed. */
  readonly logs: readonly Readonly<Record<string, unknown>>[];
  /** `METHOD /path` of every upstream call since the last `clearCalls`, tokens left out, in order. */
  calls(): Promise<readonly string[]>;
  clearCalls(): Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  /** Which run in the process; vipps alone unless told otherwise. */
  readonly subgraphs?: readonly SubgraphName[];
  /** Settings on top of the defaults, as in the environment. */
  readonly env?: Environment;
  /** The clock of the subgraph; the sandbox's own unless told otherwise, as in sandbox mode. */
  readonly clock?: Clock;
  /** Those of the system unless told otherwise. */
  readonly timers?: Timers;
  /** Told of every request to the graph. */
  readonly hooks?: RequestHooks;
  /** Begins spans; nobody takes them unless told otherwise. */
  readonly tracer?: SpanStarter;
  /** How late the event loop is said to be. */
  readonly loopDelay?: { readonly ms: number };
  /** Whose keys the subgraph uses; the partner's unless told otherwise. */
  readonly keys?: 'partner' | 'merchant' | 'accounting-only';
  /** Changes the finished configuration, e.g. to put in wrong keys. */
  readonly adjust?: (config: Config) => Config;
}

/** Starts the sandbox and the subgraphs on free ports, as `npm start` does. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const sandbox = await startSandbox({ port: 0 });
  const logs: Readonly<Record<string, unknown>>[] = [];
  const config = withSandbox(
    parseConfig({
      NODE_ENV: 'test',
      SANDBOX: 'true',
      SUBGRAPHS: (options.subgraphs ?? ['vipps']).join(),
      PORT: '0',
      ENTUR_PORT: '0',
      PROBES_PORT: '0',
      UPSTREAM_RETRY_BASE_MS: '1',
      // A second call, or a refusal, where the machine is slow would make what is counted a matter of luck.
      UPSTREAM_HEDGE_AFTER_MS: '0',
      SHED_LOOP_DELAY_MS: '0',
      ...options.env,
    }),
    { url: sandbox.url, tenant: tenantWith(options.keys ?? 'partner') },
  );
  const adjusted = options.adjust?.(config) ?? config;
  const secrets = secretsIn(adjusted);
  const server = await createServer(adjusted, {
    log: memoryLog(logs),
    clock: options.clock ?? sandbox.clock,
    ...(options.clock !== undefined && { callerClock: options.clock }),
    ...(options.timers !== undefined && { timers: options.timers }),
    ...(options.loopDelay !== undefined && { loopDelay: options.loopDelay }),
    tracer: options.tracer,
    ...(options.hooks === undefined ? {} : { hooks: options.hooks }),
  });
  const control = sandboxControl(sandbox.url);

  const graphs = new Map(server.subgraphs.map(({ name, url }) => [name, graphAt(url, secrets)]));
  return {
    ...graphAt(server.url, secrets),
    graph: (name) => {
      const graph = graphs.get(name);
      if (graph === undefined) throw new Error(`${name} does not run: see \`subgraphs\``);
      return graph;
    },
    server,
    sandbox: control,
    sandboxUrl: sandbox.url,
    logs,
    calls: async () => {
      const { requests } = await control.requests();
      return requests.filter(({ path }) => !/token/i.test(path)).map(({ method, url }) => `${method} ${url}`);
    },
    clearCalls: () => control.clearRequests(),
    stop: async () => {
      await server.stop();
      await sandbox.stop();
      // Whatever a test was about.
      for (const line of logs) refuseSecrets('The log', JSON.stringify(line), secrets);
    },
  };
}

/** @param secrets that no answer may hold */
function graphAt(url: string, secrets: ReturnType<typeof secretsIn>): Graph {
  async function post(body: object, init?: RequestInit): Promise<GraphAnswer<never>> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      body: JSON.stringify(body),
      ...init,
      headers: { 'content-type': 'application/json', ...init?.headers },
    });
    const text = await response.text();
    refuseSecrets('An answer', text, secrets);
    return JSON.parse(text) as GraphAnswer<never>;
  }
  return {
    url,
    ask: (document, variables, init) => post({ query: document.toString(), variables }, init),
    askText: (query, variables, init) => post({ query, variables }, init),
  };
}

/** What a server is made of, without the server, over a sandbox that runs. Close it before the sandbox stops. */
export function servicesOver(
  { url }: { readonly url: string },
  env: Readonly<Record<string, string>> = {},
  clock: Clock = fakeClock(),
  invalidations = new Invalidations(),
): VippsServices {
  const config = parseConfig({ NODE_ENV: 'test', UPSTREAM_HEDGE_AFTER_MS: '0', ...env });
  return createVippsServices({
    config: withSandbox(config, { url, tenant: tenantWith('partner') }),
    log: memoryLog([], 'silent'),
    clock,
    invalidations,
  });
}

/** The tenant that sandbox mode sets up, with the keys of choice. */
export function tenantWith(keys: 'partner' | 'merchant' | 'accounting-only'): Tenant {
  const { accounting } = sandboxKeys;
  const classic = keys === 'merchant' ? sandboxKeys.merchant : { ...sandboxKeys.partner, msn: undefined };
  return {
    id: 'sandbox',
    classic: keys === 'accounting-only' ? undefined : classicCredentials(classic),
    accounting: accountingCredentials(accounting),
    entur: enturCredentials({ ...sandboxKeys.entur, ...sandboxEnturClient }),
  };
}

export interface FakeClock extends Clock {
  advance(seconds: number): void;
}

/** A clock that stands still until it is moved. */
export function fakeClock(start = Date.parse('2026-09-14T10:00:00Z')): FakeClock {
  let now = start;
  return {
    now: () => now,
    advance: (seconds) => {
      now += seconds * 1_000;
    },
  };
}

/** A logger whose lines a test can read. */
export function memoryLog(lines: Readonly<Record<string, unknown>>[], level = 'debug'): Logger {
  return pino(
    { level },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(JSON.parse(chunk.toString()) as Readonly<Record<string, unknown>>);
        done();
      },
    }),
  );
}
