import { parseConfig, withSandbox } from '../../config.js';
import { listenFault } from '../../listen-fault.js';
import { announcer, createLog } from '../../log.js';
import { startSandbox } from '../../sandbox-mode.js';
import { createServer } from '../../server/create-server.js';
import { stopOnSignals } from '../../stop-signals.js';
import { apolloGateway } from './apollo-gateway.js';
import { compose, type RunningSubgraph } from './compose.js';
import { HOST, serve } from './front.js';
import { hiveGateway } from './hive-gateway.js';
import type { SupergraphOptions } from './options.js';
import { startShop } from './shop.js';

const gateways = { hive: hiveGateway, apollo: apolloGateway };
/** In reverse order of the starts. */
const stops: (() => Promise<void>)[] = [];

/**
 * The supergraph in a box: sandbox, subgraphs, example and gateway, for trying out on one machine. What has started when
 * something fails is stopped.
 */
export async function run(options: SupergraphOptions): Promise<void> {
  try {
    await startAll(options);
  } catch (error) {
    for (const stop of stops) await stop();
    throw error;
  }
}

async function startAll({ gateway: name, port, shopPort }: SupergraphOptions): Promise<void> {
  // At once, and not after all else was started and composed.
  await mustBeFree('port', port);
  await mustBeFree('shop-port', shopPort);
  stopOnSignals(stops, announcer(createLog({ level: 'warn', format: 'text' })));
  const own = await step('Starting the sandbox, vipps and entur', startSubgraphs);
  const shop = await step('Starting the shop', () => startShop(shopPort));
  stops.unshift(() => shop.stop());
  void shop.lost.then(stopWithoutShop);
  const subgraphs = [...own.subgraphs, { name: 'shop', url: shop.url }];
  const supergraph = await step('Composing three subgraphs', () => compose(subgraphs));
  const gateway = await step('Starting the gateway', () => gateways[name](supergraph));
  stops.unshift(() => gateway.stop());
  const front = await serve(gateway, port);
  stops.unshift(() => front.stop());
  say('');
  say(`Supergraph ${front.url}/graphql  (${gateway.title})`);
  say(`GraphiQL   ${front.url}/`);
  for (const subgraph of subgraphs) say(`Subgraph   ${subgraph.url}  (${subgraph.name})`);
  say(`Sandbox    ${own.sandboxUrl}`);
  say('Ready. Stop with Ctrl+C.');
}

/** A graph of which a third can't be asked any more is of no use here. */
async function stopWithoutShop(): Promise<void> {
  process.stderr.write('The shop has ended: stopping.\n');
  for (const stop of stops) await stop();
  process.exit(1);
}

async function mustBeFree(option: string, port: number): Promise<void> {
  const fault = await listenFault({ host: HOST, port });
  if (fault === undefined) return;
  const why = fault === 'EADDRINUSE' ? 'is taken' : `can't be listened on (${fault})`;
  throw new Error(`Port ${String(port)} ${why}. Another one: --${option}`);
}

/** As `npm start` does without keys, all in this process. */
async function startSubgraphs(): Promise<{
  readonly subgraphs: readonly RunningSubgraph[];
  readonly sandboxUrl: string;
}> {
  const { PORT, ENTUR_PORT, SANDBOX_PORT, PROBES_PORT } = process.env;
  const ports = { PORT, ENTUR_PORT, SANDBOX_PORT, PROBES_PORT };
  // Without the keys that may be set: invented data must not stand beside real data.
  const settings = parseConfig({ ...ports, LOG_LEVEL: 'warn', SUBGRAPHS: 'vipps,entur' });
  const { sandboxPort = 0, sandboxHost, logLevel: level, logFormat: format } = settings;
  const sandbox = await startSandbox(sandboxPort, sandboxHost);
  stops.unshift(() => sandbox.stop());
  const server = await createServer(withSandbox(settings, sandbox), {
    clock: sandbox.clock,
    log: createLog({ level, format }),
  });
  stops.unshift(() => server.stop({ drain: false }));
  const subgraphs = server.subgraphs.map(({ name, url }) => ({ name, url: `${url}/graphql` }));
  return { subgraphs, sandboxUrl: sandbox.url };
}

/** One line when it begins, and how long it took. */
async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  say(`${title} ...`);
  const result = await work();
  say(`${title}: done in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  return result;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
