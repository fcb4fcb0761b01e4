import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Clock } from '../../src/clock.js';
import { runDoctor } from '../../src/doctor/run-doctor.js';
import { sandboxEnturClient, sandboxKeys } from '../../src/sandbox/keys.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { sandboxControl } from '../support/sandbox-control.js';
import { refuseSecrets } from '../support/secrets.js';

const reportSchema = z.strictObject({
  good: z.boolean(),
  findings: z.array(
    z.strictObject({
      area: z.string(),
      subject: z.string(),
      state: z.enum(['ok', 'warning', 'fault', 'skipped']),
      found: z.string(),
      mend: z.string().optional(),
    }),
  ),
});

export interface VisitOptions {
  readonly args?: readonly string[];
  readonly clock?: Clock;
  /** Must not be told, besides those of the sandbox's keys. */
  readonly secrets?: readonly string[];
}

/** What is wrong with a set-up, by the command itself. None of it may hold a secret. */
export async function visit(
  env: Readonly<Record<string, string>>,
  { args = [], clock, secrets = [] }: VisitOptions = {},
) {
  let printed = '';
  let complained = '';
  const output = {
    print: (text: string) => (printed += text),
    complain: (text: string) => (complained += text),
    progress: (what: string | undefined) => (complained += what ?? ''),
  };
  const code = await runDoctor(['--json', ...args], env, output, clock);
  refuseSecrets('what is told', printed + complained, [...knownSecrets, ...secrets]);
  const { good, findings } = reportSchema.parse(JSON.parse(steady(printed)));
  return {
    code,
    good,
    findings,
    /** What is to be done something about. */
    told: findings.filter(({ state }) => state === 'fault' || state === 'warning'),
  };
}

/** Without the ids and times that the token endpoint puts into its words. */
function steady(text: string): string {
  return text
    .replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g, 'TIME');
}

const { merchant, partner, accounting, entur } = sandboxKeys;
const knownSecrets = [
  ...[merchant, partner, accounting, entur].map(({ clientSecret }) => clientSecret),
  merchant.subscriptionKey,
  partner.subscriptionKey,
];

/** Settings without keys: any ports, and nobody is asked who it is. */
export const quiet = { CALLER_AUTH: 'network', PORT: '0', ENTUR_PORT: '0', PROBES_PORT: '0' };

/** A sandbox until the test ends, and the settings of a server that takes it for the real APIs. */
export async function setUp() {
  const sandbox = await startSandbox({ port: 0 });
  onTestFinished(() => sandbox.stop());
  const env = {
    ...quiet,
    VIPPS_API_URL: sandbox.url,
    VIPPS_CLIENT_ID: partner.clientId,
    VIPPS_CLIENT_SECRET: partner.clientSecret,
    VIPPS_SUBSCRIPTION_KEY: partner.subscriptionKey,
    VIPPS_ACCOUNTING_CLIENT_ID: accounting.clientId,
    VIPPS_ACCOUNTING_CLIENT_SECRET: accounting.clientSecret,
    UPSTREAM_RETRIES: '0',
  };
  return { url: sandbox.url, control: sandboxControl(sandbox.url), env };
}

/** What a server needs besides to serve Entur from the same sandbox. */
export function enturEnv(url: string): Readonly<Record<string, string>> {
  return {
    SUBGRAPHS: 'vipps,entur',
    ENTUR_API_URL: `${url}/entur/sales`,
    ENTUR_TOKEN_URL: `${url}/entur`,
    ENTUR_AUDIENCE: 'https://api.entur.sandbox',
    ENTUR_CLIENT_ID: entur.clientId,
    ENTUR_CLIENT_SECRET: entur.clientSecret,
    ENTUR_CLIENT_NAME: sandboxEnturClient.clientName,
    ENTUR_POS: sandboxEnturClient.pos,
    ENTUR_DISTRIBUTION_CHANNEL: sandboxEnturClient.distributionChannel,
    ENTUR_CHANGE_TIMEOUT_MS: '90000',
  };
}
