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

Exit codes: 0 stopped, 1 could not be started or went down, 2 wrong arguments.
`;

/** Something about the arguments that whoever gave them can mend. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const known = {
  gateway: { type: 'string' },
  port: { type: 'string' },
  'shop-port': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * The options of the command line; `undefined` when it asks for help, which then was printed.
 * @throws UsageError that says what is wrong with one
 */
export function readOptions(args: readonly string[]): SupergraphOptions | undefined {
  const given = optionsIn(args);
  if (given.has('help')) {
    process.stdout.write(HELP);
    return undefined;
  }
  const { gateway: name = 'hive', port = '4000', 'shop-port': shop = '4003' } = Object.fromEntries(given);
  const gateway = gatewayNames.find((each) => each === name);
  if (gateway === undefined)
    throw new UsageError(`--gateway: ${name} is none of ${gatewayNames.join(', ')}.`);
  const options = { gateway, port: toPort('port', port), shopPort: toPort('shop-port', shop) };
  if (options.port !== 0 && options.port === options.shopPort)
    throw new UsageError(`--port and --shop-port are both ${port}, and each listens on a port of its own.`);
  return options;
}

/** Told in words of our own: those of Node speak of more than is possible here. */
function optionsIn(args: readonly string[]): ReadonlyMap<string, string> {
  const { tokens } = parseArgs({ args: [...args], options: known, strict: false, tokens: true });
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') throw new UsageError(`Unknown argument ${JSON.stringify(token.value)}.`);
    const { name, rawName, value } = token;
    if (!Object.hasOwn(known, name)) throw new UsageError(`Unknown option ${rawName}.`);
    if (name !== 'help' && (value === undefined || value === ''))
      throw new UsageError(`${rawName} needs a value.`);
    given.set(name, value ?? '');
  }
  return given;
}

function toPort(option: string, text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new UsageError(`--${option}: ${text} is not a port.`);
}
