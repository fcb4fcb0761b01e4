import { sandboxKeys } from './keys.js';
import { startSandbox, type Sandbox } from './server.js';

const help = `Usage: npm run sandbox

Starts a local server of the Vipps MobilePay APIs with made-up merchants, and of Entur's Sales APIs, so that nothing
real is needed.

  SANDBOX_PORT   port to listen on, 0 for any free one (default 4010)
  SANDBOX_HOST   address to listen on (default 127.0.0.1)

Once it runs, GET /__sandbox describes how to steer it.`;

type Environment = Readonly<Record<string, string | undefined>>;
type Print = (text: string) => void;

/** How a start ended: with a running sandbox, or with the exit code of the process. */
export type Outcome = Sandbox | { readonly exitCode: number };

/** Starts the sandbox as its command does: reads the environment, says what a user needs to know. */
export async function runSandbox(
  args: readonly string[],
  environment: Environment,
  print: Print,
  complain: Print,
): Promise<Outcome> {
  if (args.includes('--help') || args.includes('-h')) {
    print(help);
    return { exitCode: 0 };
  }
  const port = readPort(environment['SANDBOX_PORT']);
  if (port === undefined) {
    complain(
      `SANDBOX_PORT must be a whole number from 0 to 65535, not "${environment['SANDBOX_PORT'] ?? ''}".`,
    );
    return { exitCode: 1 };
  }
  const host = environment['SANDBOX_HOST']?.trim() || '127.0.0.1';
  try {
    const sandbox = await startSandbox({ host, port });
    print(greeting(sandbox.url));
    return sandbox;
  } catch (error) {
    complain(explain(error, host, port));
    return { exitCode: 1 };
  }
}

/** Undefined for a value that is no port. */
function readPort(value: string | undefined): number | undefined {
  const text = value?.trim() || '4010';
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

function explain(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken. Set SANDBOX_PORT to another port, or to 0 for any free one.`;
  }
  if (code === 'EACCES')
    return `Port ${port} on ${host} needs rights this process lacks. Use a port above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `SANDBOX_HOST: ${host} is no address of this machine.`;
  return `The sandbox could not start: ${String(error)}`;
}

function greeting(url: string): string {
  const { merchant, partner, accounting, entur } = sandboxKeys;
  const classic = ({ clientId, clientSecret, subscriptionKey, msn }: typeof merchant | typeof partner) =>
    `    client id         ${clientId}\n    client secret     ${clientSecret}\n` +
    `    subscription key  ${subscriptionKey}\n    MSN               ${msn}`;
  return `Sandbox of the Vipps MobilePay APIs: ${url}

  Partner keys (many merchants)
${classic(partner)}
  Sales-unit keys (one merchant)
${classic(merchant)}
  Accounting keys (Report and Sales APIs only)
    client id         ${accounting.clientId}
    client secret     ${accounting.clientSecret}
  Entur keys (Sales APIs below ${url}/entur)
    client id         ${entur.clientId}
    client secret     ${entur.clientSecret}

  Control API: ${url}/__sandbox (faults, clock, requests seen)
  Stop with Ctrl+C.`;
}
