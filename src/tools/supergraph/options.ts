import { parseArgs } from 'node:util';

export const gatewayNames = ['hive', 'apollo'] as const;

export type GatewayName = (typeof gatewayNames)[number];

export interface SupergraphOptions {
  readonly gateway: GatewayName;
  /** Of the gateway. */
  readonly port: number;
  readonly shopPort: number;
}

const HELP = `npm run supergraph -- [options]

Starts the sandbox, vipps, entur and an example subgraph (docs/examples/shop), composes them, and serves them through a
real gateway with GraphiQL in front of it.

  --gateway hive    Hive Gateway; or apollo: Apollo Gateway, which knows no subscriptions
  --port 4000       of the gateway; 0 takes a free one
  --shop-port 4003  of the example subgraph
  --help            this text

vipps, entur and the sandbox take their ports from PORT, ENTUR_PORT, SANDBOX_PORT and PROBES_PORT. Keys that
are set are not used: all data is the sandbox's.
`;

/**
 * The options of the command line; `undefined` when it asks for help, which then was printed.
 * @throws Error that says what is wrong with one
 */
export function readOptions(args: readonly string[]): SupergraphOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      gateway: { type: 'string', default: 'hive' },
      port: { type: 'string', default: '4000' },
      'shop-port': { type: 'string', default: '4003' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return undefined;
  }
  const gateway = gatewayNames.find((name) => name === values.gateway);
  if (gateway === undefined)
    throw new Error(`--gateway: ${values.gateway} is none of ${gatewayNames.join(', ')}.`);
  return { gateway, port: port('port', values.port), shopPort: port('shop-port', values['shop-port']) };
}

function port(option: string, text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new Error(`--${option}: ${text} is not a port.`);
}
