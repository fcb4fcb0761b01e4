import { createServer, type Server } from 'node:http';
import { apiRoutes } from './apis.js';
import { controlPath, refusal } from './control/control-route.js';
import { controlRoutes } from './control/index.js';
import type { Restart } from './control/restart.js';
import { EnturState } from './entur/state/EnturState.js';
import { gateway } from './http/answer.js';
import { asksForThisMachine, isFromForeignPage, isLoopback } from './http/askers.js';
import { pathOf, readBody, toRequest } from './http/request.js';
import { createRouter } from './http/router.js';
import { send } from './http/send.js';
import { serve } from './serving/serve.js';
import type { Clock } from './state/Clock.js';
import { SandboxState } from './state/SandboxState.js';

/**
 * The sandbox: a local HTTP server that behaves like the Vipps MobilePay APIs, for use where production keys
 * are not at hand. It has the real paths, headers, both token flows, refusals, error bodies and content types,
 * over believable data that is the same at every start. Everything is in memory.
 *
 * - `keys.ts` holds the keys it accepts, `apis.ts` the list of APIs, each in a file of its own.
 * - `entur/` serves Entur's Sales APIs under `/entur`, with a model, seed and state of its own.
 * - `model/` is what things look like inside, `seed/` what it knows at the start, `state/` what it remembers.
 * - `http/` reads and routes requests, `serving/` answers them or lets a fault interfere.
 * - `control/` is the control API under `/__sandbox`: reset, clock, faults, requests seen, quirks, data.
 *   `GET /__sandbox` describes it.
 *
 * It shares no code with the clients that talk to it, so that a misreading on one side shows on the other. It
 * sits directly on node:http: requests are routed by the bytes that were sent, and a fault may leave one
 * unanswered or tear its connection down.
 */
export interface Sandbox {
  /** The address without a slash at the end, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Its time, which the control API sets. */
  readonly clock: Pick<Clock, 'now' | 'setting' | 'onSet'>;
  /** Stops at once, closing open connections. */
  stop(): Promise<void>;
}

/** Where the sandbox listens. */
export interface SandboxOptions {
  /** The address to listen on; `127.0.0.1` unless told otherwise. */
  readonly host?: string;
  /** The port to listen on; 4010 unless told otherwise, 0 for any free one. */
  readonly port?: number;
}

/** Starts a sandbox. Rejects with the system's error when it cannot listen there. */
export async function startSandbox({
  host = '127.0.0.1',
  port = 4010,
}: SandboxOptions = {}): Promise<Sandbox> {
  const state = new SandboxState();
  const entur = new EnturState(state.clock, state.quirks);
  let down: NodeJS.Timeout | undefined;
  const restart = (downMs: number): void => {
    const { port: same } = new URL(urlOf(server, host));
    // In the next turn, so that who asked for it has an answer.
    setImmediate(() => {
      state.interrupt();
      server.close();
      server.closeAllConnections();
      down = setTimeout(() => server.listen(Number(same), host), downMs);
    });
  };
  const server = createSandboxServer(state, entur, restart, isLoopback(host));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: urlOf(server, host),
    clock: state.clock,
    stop: () =>
      new Promise((resolve) => {
        clearTimeout(down);
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** @param onlyThisMachine browsers must not get here by a name that somebody has lead here */
function createSandboxServer(
  state: SandboxState,
  entur: EnturState,
  restart: Restart,
  onlyThisMachine: boolean,
): Server {
  const apis = createRouter(apiRoutes(state, entur));
  const control = createRouter(controlRoutes(state, entur, restart));

  const server = createServer((message, response) => {
    const path = pathOf(message.url ?? '/');
    const isControl = path === controlPath || path.startsWith(`${controlPath}/`);
    if (onlyThisMachine && !asksForThisMachine(message.headers)) {
      message.resume();
      send(response, gateway(421, 'The sandbox is for programs of this machine: ask for localhost.'));
      return;
    }
    if (isControl && isFromForeignPage(message.headers)) {
      message.resume();
      send(response, refusal(403, 'Pages of other origins may not steer the sandbox.'));
      return;
    }
    const served = isControl
      ? readBody(message).then(async (body) => {
          send(response, await control(toRequest(message, body ?? '')));
        })
      : serve(state, apis, message, response);
    served.catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else send(response, gateway(500, `The sandbox failed: ${String(error)}`));
    });
  });
  // Longer than clients keep idle connections, so that none is closed just as a client reuses it.
  server.keepAliveTimeout = 75_000;
  return server;
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
