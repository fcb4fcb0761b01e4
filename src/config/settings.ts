import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { nameValuePairs } from './name-value-pairs.js';
import { isPlainHttpAbroad } from './plain-http.js';
import { isRedisAddress } from './redis-address.js';
import { subgraphNames } from './subgraph-names.js';

/** One setting of the environment: how it is read, and what `--help`, `.env.example` and docs/settings.md say of it. */
export interface Setting<T> {
  readonly group: string;
  readonly about: string;
  readonly unit?: string;
  /** Value when the variable is unset, as text; `undefined` = no default. */
  readonly default?: string;
  /** Shown in fault messages and in `.env.example`. Must parse. */
  readonly example: string;
  /** Secrets can also come from the file named by `<NAME>_FILE`, and their value is never printed. */
  readonly secret?: boolean;
  /** No secret, but of no concern to whoever reads logs: its value is never printed either. */
  readonly unprinted?: boolean;
  readonly read: z.ZodType<T, string>;
}

const text = z.string().trim().min(1, 'is empty');
const headerText = text
  .max(30, 'is longer than 30 characters')
  .regex(/^[^\p{Cc}]*$/u, 'has control characters, such as line breaks')
  .regex(/^[\x20-\x7e\p{Cc}]+$/u, 'has characters outside ASCII');

/** A key travels in a header: white space around it is a slip of whoever pasted it, and is taken off; within, it is none. */
export const key = text
  .regex(/^[^\r\n\u2028\u2029]*$/, 'has a line break in it')
  .regex(/^\S*$/, 'has blanks in it')
  .regex(/^[\x21-\x7e]*$/, 'has characters that no HTTP header takes: only visible ASCII does');

/** A merchant serial number. */
export const msn = z
  .string()
  .trim()
  .regex(/^\d{4,10}$/, 'is not 4 to 10 digits');

/** A header of Entur's whose words are the caller's own or registered there. */
export const enturHeader = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]([\x20-\x7e]{0,98}[\x21-\x7e])?$/, 'is not 1 to 100 characters of ASCII');

/** Who calls: Entur limits or blocks what it can't tell. */
export const enturClientName = z
  .string()
  .trim()
  .regex(/^[a-z0-9._]+-[a-z0-9._-]+$/, 'is not company-application, in lower case and without blanks');

function integer(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^-?\d+$/, 'is not a whole number')
    .transform(Number)
    .pipe(
      z
        .number()
        .min(min, `is below ${String(min)}`)
        .max(max, `is above ${String(max)}`),
    );
}

/** A part of the whole, from none to all. */
const share: z.ZodType<number, string> = z
  .string()
  .regex(/^(0(\.\d+)?|1(\.0+)?|\.\d+)$/, 'is no number from 0 to 1')
  .transform(Number);

const MAX_WORKERS = 256;

/** As many as there are cores to run on, or a number. */
const workers: z.ZodType<number, string> = z
  .string()
  .regex(/^(auto|[1-9]\d{0,2})$/, 'is neither auto nor a whole number from 1 on')
  .transform((value) => (value === 'auto' ? availableParallelism() : Number(value)))
  .pipe(z.number().max(MAX_WORKERS, `is above ${String(MAX_WORKERS)}`));

const flag: z.ZodType<boolean, string> = z
  .string()
  .regex(/^(true|false)$/, 'is neither true nor false')
  .transform((value) => value === 'true');

/** Parsers of addresses take out what would otherwise end a line. */
function isHttp(value: string): boolean {
  return !/[\s\p{Cc}]/u.test(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

const baseUrl: z.ZodType<string, string> = z
  .string()
  .refine(isHttp, 'is not an http(s) address')
  .refine((value) => {
    if (!URL.canParse(value)) return true;
    const url = new URL(value);
    return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  }, 'may hold only scheme, host, port and path')
  .transform((value) => value.replace(/\/+$/, ''));

function oneOf<const T extends readonly [string, ...string[]]>(values: T): z.ZodType<T[number], string> {
  return z.string().pipe(z.enum(values, { error: `is none of ${values.join(', ')}` }));
}

/** One or several words, parted by commas. */
function listOf<const T extends readonly [string, ...string[]]>(
  values: T,
): z.ZodType<readonly T[number][], string> {
  return z
    .string()
    .transform((value) => value.split(',').map((word) => word.trim()))
    .pipe(
      z.array(
        z.enum(values, { error: `is none of ${values.join(', ')}, nor some of them parted by commas` }),
      ),
    );
}

/** Keys that come in clear could be anybody's. */
const keysUrl: z.ZodType<string, string> = text.refine(
  (value) => isHttp(value) && !isPlainHttpAbroad(value),
  'is not an https address',
);

/** Parted by commas, each as browsers send it. */
const origins: z.ZodType<readonly string[], string> = z
  .string()
  .transform((value) => value.split(',').map((origin) => origin.trim()))
  .refine(
    (all) => all.every((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
    'is no list of origins: scheme, host and, if it is not the usual one, port',
  );

/** Parted by commas, each whole: it is asked as it stands. */
const endpoints: z.ZodType<readonly string[], string> = z
  .string()
  .transform((value) => value.split(',').map((url) => url.trim()))
  .pipe(z.array(baseUrl))
  .refine((urls) => new Set(urls).size === urls.length, 'has an address twice');

/** Parted by commas, each as a Host header has it, but for a port. */
const hosts: z.ZodType<readonly string[], string> = z
  .string()
  .transform((value) => value.split(',').map((host) => host.trim().toLowerCase()))
  .refine(
    (all) => all.every((host) => /^(?:[\w.-]+|\[[\da-f:.]+\])$/.test(host)),
    'is no list of host names without scheme, port and path',
  );

/** Each makes a server of its own, so none can be there twice. */
const subgraphs = listOf(subgraphNames).refine(
  (names) => new Set(names).size === names.length,
  'names a subgraph twice',
);

/** Names and values, as OpenTelemetry writes them. */
const pairs: z.ZodType<Readonly<Record<string, string>>, string> = z.string().transform((value, context) => {
  const found = nameValuePairs(value);
  if (found !== undefined) return found;
  context.addIssue({ code: 'custom', message: 'is no list of name=value, parted by commas' });
  return z.NEVER;
});

/** Two minutes of an hour, null for none. */
const quietMinutes: z.ZodType<{ readonly from: number; readonly to: number } | null, string> = z
  .string()
  .regex(/^(none|[0-5]?\d-[0-5]?\d)$/, 'is neither none nor two minutes of an hour, such as 0-9')
  .transform((value) => {
    const [from = 0, to = 0] = value.split('-').map(Number);
    return value === 'none' ? null : { from, to };
  })
  .refine((minutes) => minutes === null || minutes.from <= minutes.to, 'ends before it begins');

const sharedSecret = key.min(32, 'is shorter than 32 characters: it could be guessed');

/** Parted by commas, 32 bytes each. */
const cipherKeys: z.ZodType<readonly Buffer[], string> = z
  .string()
  .transform((value) => value.split(',').map((each) => each.trim()))
  .refine(
    (all) => all.every((each) => /^[\w+/-]{43}=?$/.test(each)),
    'is no list of keys of 32 bytes in base64',
  )
  .transform((all) => all.map((each) => Buffer.from(each, 'base64')));

const server = 'Server';
const callers = 'Callers';
const upstream = 'Vipps MobilePay APIs';
const keys = 'Keys';
const entur = 'Entur';
const limits = 'Limits and times';
const live = 'Subscriptions';
const shared = 'Shared cache';
const traces = 'Traces';
const router = 'Caching at the router';
const sandbox = 'Sandbox';

const definitions = {
  NODE_ENV: {
    group: server,
    about:
      'production hides introspection, GraphiQL, suggestions and stack traces. Default: development in sandbox mode, production with keys.',
    example: 'production',
    read: oneOf(['development', 'test', 'production']),
  },
  SUBGRAPHS: {
    group: server,
    about: `Which subgraphs this process serves, one or several of: ${subgraphNames.join(', ')}. Each has a port, a /graphql, a GraphiQL, limits and caches of its own.`,
    default: 'vipps',
    example: 'vipps,entur',
    read: subgraphs,
  },
  PORT: {
    group: server,
    about: 'Port of /graphql and of GraphiQL of the subgraph vipps; 0 takes any free one.',
    default: '4001',
    example: '4001',
    read: integer(0, 65_535),
  },
  ENTUR_PORT: {
    group: server,
    about: 'The same of the subgraph entur.',
    default: '4002',
    example: '4002',
    read: integer(0, 65_535),
  },
  HOST: {
    group: server,
    about: 'Address to listen on. Default: 127.0.0.1 in sandbox mode, 0.0.0.0 with keys.',
    example: '127.0.0.1',
    read: text,
  },
  HOSTS_ALLOWED: {
    group: server,
    about:
      'Names by which callers may ask for this server (their Host header, without port), parted by commas, besides localhost, 127.0.0.1, [::1] and HOST. Unset: where HOST is a loopback address only these, else any. For a proxy on this machine that hands on the name it was asked by.',
    example: 'graph.example.com,vipps.internal',
    read: hosts,
  },
  PROBES_PORT: {
    group: server,
    about:
      'Port of /livez, of /readyz for all subgraphs of the process and /readyz/<name> for one, and of /metrics; kept apart from the traffic; 0 takes any free one.',
    default: '9464',
    example: '9464',
    read: integer(0, 65_535),
  },
  WORKERS: {
    group: server,
    about:
      'How many processes serve behind the same ports; auto = one for each core. What is said per process (memory, permits, rates, connections) holds for each of them. One that crashes is started again; SIGHUP replaces them one by one. docs/scaling.md says more.',
    default: '1',
    example: 'auto',
    read: workers,
  },
  WORKER_HANG_TIMEOUT_MS: {
    group: server,
    about:
      'A worker whose event loop has not run for so long is killed and started again; only what it had in hand is lost. One at a time, and none that is being debugged. Not below the longest that the machine may leave a process without a processor; 0 switches it off.',
    unit: 'ms',
    default: '15000',
    example: '15000',
    read: integer(0, 3_600_000),
  },
  LOG_LEVEL: {
    group: server,
    about:
      'Least level that is logged. info has one line per request, debug adds one per upstream call. Start and stop are always told. Lines below a warning are written together, a tenth of a second late at most.',
    default: 'info',
    example: 'debug',
    read: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
  },
  LOG_FORMAT: {
    group: server,
    about: 'json: a JSON object per line. text: lines for people. Default: text in a terminal, else json.',
    example: 'json',
    read: oneOf(['json', 'text']),
  },
  LOG_SAMPLE_RATE: {
    group: server,
    about:
      'Share of the requests that went well which have a line in the log: 1 = each. Those with errors, those whose caller left and slow ones always have theirs.',
    default: '1',
    example: '0.1',
    read: share,
  },
  LOG_SLOW_MS: {
    group: server,
    about: 'Requests that take so long are slow, and have their line whatever LOG_SAMPLE_RATE says.',
    unit: 'ms',
    default: '1000',
    example: '500',
    read: integer(0, 600_000),
  },
  CALLER_AUTH: {
    group: server,
    about:
      'Who admits callers, one or several of: jwt (a bearer token of your issuer), router-secret (a secret that your router sends), network (only your own network can reach this server: whoever brings neither may do all). Must be said when keys are set.',
    example: 'jwt,router-secret',
    read: listOf(['jwt', 'router-secret', 'network']),
  },
  AUTH_JWKS_URL: {
    group: callers,
    about:
      'For jwt: where your issuer publishes its public keys. Read at the first token, then every ten minutes.',
    example: 'https://login.example.com/.well-known/jwks.json',
    read: keysUrl,
  },
  AUTH_ISSUER: {
    group: callers,
    about: 'For jwt: the iss that tokens must have.',
    example: 'https://login.example.com/',
    read: text,
  },
  AUTH_AUDIENCE: {
    group: callers,
    about: 'For jwt: the aud that tokens must have, alone or among others.',
    example: 'vipps-subgraph',
    read: text,
  },
  AUTH_SCOPE_CLAIM: {
    group: callers,
    about: 'For jwt: the claim that holds the scopes, as words parted by blanks or as a list.',
    default: 'scope',
    example: 'scp',
    read: text,
  },
  AUTH_TENANT_CLAIM: {
    group: callers,
    about: 'For jwt: the claim that holds the tenant.',
    default: 'tenant',
    example: 'tenant',
    read: text,
  },
  AUTH_ROUTER_SECRET: {
    group: callers,
    about: 'For router-secret: what your router sends in x-router-secret.',
    example: 'b3Blbi1zZXNhbWUtYnV0LWxvbmctYW5kLXJhbmRvbQ==',
    secret: true,
    read: sharedSecret,
  },
  AUTH_ROUTER_SECRET_PREVIOUS: {
    group: callers,
    about: 'For router-secret: a second one that is taken too, while routers change from one to the other.',
    example: 'dGhlLWxhc3Qtb25lLXVudGlsLWFsbC1yb3V0ZXJzLWNoYW5nZWQ=',
    secret: true,
    read: sharedSecret,
  },
  AUTH_ROUTER_CLAIMS: {
    group: callers,
    about:
      'on: your router passes on what it has verified of its callers, in x-caller-subject, x-caller-scopes (words parted by blanks; none = may do nothing) and x-caller-tenant, and lets no caller set these itself. off: all callers of the router may do all.',
    default: 'off',
    example: 'on',
    read: oneOf(['off', 'on']),
  },
  CORS_ORIGINS: {
    group: server,
    about:
      'Origins of pages that may ask from a browser, parted by commas. Unset: none. Credentials of a browser (cookies) are never taken.',
    example: 'https://shop.example,https://admin.shop.example',
    read: origins,
  },
  TRUSTED_DOCUMENTS: {
    group: server,
    about:
      'Path of a manifest (JSON: SHA-256 of a document to its text, as codegen writes it). Set: only listed documents are executed, by hash or by text. For direct clients, not behind a gateway that plans queries of its own.',
    example: 'trusted-documents.json',
    read: text,
  },
  FEDERATED_TRACES: {
    group: server,
    about:
      'Whose requests with apollo-federation-include-trace get a trace of up to 10,000 fields, which costs far more than the answer. router: of whom the secret of CALLER_AUTH=router-secret admits. on: of everybody, so only where a trusted router is the only caller.',
    default: 'router',
    example: 'on',
    read: oneOf(['off', 'router', 'on']),
  },
  VIPPS_ENVIRONMENT: {
    group: upstream,
    about:
      'Environment that your keys belong to: production (https://api.vipps.no) or test (https://apitest.vipps.no). Must be said with keys, unless addresses say where to go. The test environment has no Management, Sales and Report API: their fields are refused there, and no key goes to the other environment.',
    example: 'production',
    read: oneOf(['production', 'test']),
  },
  VIPPS_API_URL: {
    group: upstream,
    about:
      'Base address of all APIs. Default with keys: that of VIPPS_ENVIRONMENT; without keys: the sandbox.',
    example: 'https://api.vipps.no',
    read: baseUrl,
  },
  VIPPS_ACCESS_TOKEN_URL: {
    group: upstream,
    about: 'Base address of the access token API, if it differs.',
    example: 'https://api.vipps.no',
    read: baseUrl,
  },
  VIPPS_MANAGEMENT_URL: {
    group: upstream,
    about: 'Base address of the Management API, if it differs: all before /management/v1.',
    example: 'https://api.vipps.no',
    read: baseUrl,
  },
  VIPPS_ORDER_MANAGEMENT_URL: {
    group: upstream,
    about:
      'Base address of the Order Management API, if it differs: all before /v2, e.g. https://api.vipps.no/order-management.',
    example: 'https://api.vipps.no/order-management',
    read: baseUrl,
  },
  VIPPS_SALES_URL: {
    group: upstream,
    about: 'Base address of the Sales API, if it differs: all before /sales/report/v1.',
    example: 'https://api.vipps.no',
    read: baseUrl,
  },
  VIPPS_REPORT_URL: {
    group: upstream,
    about: 'Base address of the Report API, if it differs: all before /settlement/v1 and /report/v2.',
    example: 'https://api.vipps.no',
    read: baseUrl,
  },
  VIPPS_PARTNER_URL: {
    group: upstream,
    about:
      'Base address of the older Partner API, all before /partner-api: switches its deprecated fields on. Unset: off. In sandbox mode any address means the sandbox.',
    example: 'https://api.vipps.no',
    read: baseUrl,
  },
  VIPPS_SYSTEM_NAME: {
    group: upstream,
    about: 'Name of your system, sent as Vipps-System-Name; at most 30 characters.',
    default: 'vipps-subgraph',
    example: 'acme-shop',
    read: headerText,
  },
  VIPPS_SYSTEM_VERSION: {
    group: upstream,
    about: 'Version of your system, sent as Vipps-System-Version; at most 30 characters.',
    default: '1.0.0',
    example: '3.2.1',
    read: headerText,
  },
  VIPPS_SYSTEM_PLUGIN_NAME: {
    group: upstream,
    about: 'Sent as Vipps-System-Plugin-Name. Default: the system name.',
    example: 'acme-graph',
    read: headerText,
  },
  VIPPS_SYSTEM_PLUGIN_VERSION: {
    group: upstream,
    about: 'Sent as Vipps-System-Plugin-Version. Default: the system version.',
    example: '1.0.0',
    read: headerText,
  },
  VIPPS_CLIENT_ID: {
    group: keys,
    about: 'client_id of your sales-unit or partner keys.',
    example: '11111111-2222-4333-8444-555555555555',
    unprinted: true,
    read: key,
  },
  VIPPS_CLIENT_SECRET: {
    group: keys,
    about: 'client_secret of the same keys.',
    example: 'c2VjcmV0LW9mLXlvdXItc2FsZXMtdW5pdA==',
    secret: true,
    read: key,
  },
  VIPPS_SUBSCRIPTION_KEY: {
    group: keys,
    about: 'Ocp-Apim-Subscription-Key of the same keys.',
    example: '0123456789abcdef0123456789abcdef',
    secret: true,
    read: key,
  },
  VIPPS_MSN: {
    group: keys,
    about: 'Merchant serial number that the sales-unit keys belong to; leave out with partner keys.',
    example: '123456',
    unprinted: true,
    read: msn,
  },
  VIPPS_ACCOUNTING_CLIENT_ID: {
    group: keys,
    about: 'client_id of your accounting keys (Sales and Report APIs).',
    example: '66666666-7777-4888-8999-000000000000',
    unprinted: true,
    read: key,
  },
  VIPPS_ACCOUNTING_CLIENT_SECRET: {
    group: keys,
    about: 'client_secret of the accounting keys.',
    example: 'c2VjcmV0LW9mLXlvdXItYWNjb3VudGluZw==',
    secret: true,
    read: key,
  },
  TENANTS_FILE: {
    group: keys,
    about:
      'JSON file with several tenants, each with keys of its own; callers name theirs by a claim, and one without is refused. Read again when it changes and on SIGHUP; other settings and their _FILEs are read at the start only. Instead of VIPPS_… and ENTUR_… keys.',
    example: '/etc/vipps-subgraph/tenants.json',
    read: text,
  },
  ENTUR_ENVIRONMENT: {
    group: entur,
    about:
      'Environment of Entur that the keys below belong to: production, staging or dev. Must be said once there are such keys, unless the three addresses below are all set.',
    example: 'staging',
    read: oneOf(['production', 'staging', 'dev']),
  },
  ENTUR_CLIENT_ID: {
    group: entur,
    about: 'client_id of your client in Entur Partner.',
    example: 'zGr5pQbVnK1dH7tYc2mWx9sJfLaE4uRo',
    unprinted: true,
    read: key,
  },
  ENTUR_CLIENT_SECRET: {
    group: entur,
    about: 'client_secret of the same client.',
    example: 'c2VjcmV0LW9mLXlvdXItZW50dXItY2xpZW50',
    secret: true,
    read: key,
  },
  ENTUR_CLIENT_NAME: {
    group: entur,
    about:
      'ET-Client-Name of every call: who asks, as company-application, in lower case and without blanks.',
    example: 'ferrylines-webshop',
    read: enturClientName,
  },
  ENTUR_POS: {
    group: entur,
    about: 'Entur-POS of every call: the name of your point of sale, as you choose it.',
    example: 'Ferrylines-Webshop',
    read: enturHeader,
  },
  ENTUR_DISTRIBUTION_CHANNEL: {
    group: entur,
    about:
      'Entur-Distribution-Channel of every call: the id of the channel that your client is registered with.',
    example: 'ENT:DistributionChannel:App',
    read: enturHeader,
  },
  ENTUR_API_URL: {
    group: entur,
    about:
      "Base address of Entur's Sales API, before /v1. Default: that of ENTUR_ENVIRONMENT. Must be https unless it is this machine.",
    example: 'https://api.staging.entur.io/sales',
    read: baseUrl,
  },
  ENTUR_TOKEN_URL: {
    group: entur,
    about: "Base address of Entur's token service, before /oauth/token. Default: that of ENTUR_ENVIRONMENT.",
    example: 'https://partner.staging.entur.org',
    read: baseUrl,
  },
  ENTUR_AUDIENCE: {
    group: entur,
    about: 'What tokens of Entur are asked for. Default: that of ENTUR_ENVIRONMENT.',
    example: 'https://api.staging.entur.io',
    read: text,
  },
  ENTUR_FIRST_PAGE: {
    group: entur,
    about:
      "Number of the first page of Entur's lists: its own example starts at 1, and newer rules of the company at 0.",
    default: '1',
    example: '0',
    read: integer(0, 1),
  },
  ENTUR_PAGE_SIZE_MAX: {
    group: entur,
    about: 'Most items that are asked for in one call to a list of Entur.',
    unit: 'items',
    default: '100',
    example: '50',
    read: integer(1, 100),
  },
  ENTUR_EXPERIMENTAL: {
    group: entur,
    about:
      "on: fields marked experimental may be used. Their calls are inferred from Entur's documentation, which does not state them.",
    default: 'off',
    example: 'on',
    read: oneOf(['on', 'off']),
  },
  ENTUR_VIPPS_REFERENCE_PATH: {
    group: entur,
    about:
      "Where a transaction of Entur tells the reference of its payment at Vipps MobilePay, as member names parted by dots. Entur's documentation names none, so it is for who knows: without it EnturTransaction.vippsFunds is null.",
    example: 'summary.externalReference',
    read: z
      .string()
      .regex(/^[\w-]{1,50}(\.[\w-]{1,50}){0,9}$/, 'is not member names parted by dots')
      .transform((value): readonly string[] => value.split('.')),
  },
  ENTUR_VIPPS_MSN: {
    group: entur,
    about:
      'Merchant serial number of the sales unit by which Entur takes these payments. Goes with ENTUR_VIPPS_REFERENCE_PATH.',
    example: '123456',
    unprinted: true,
    read: msn,
  },
  ENTUR_CHANGE_TIMEOUT_MS: {
    group: entur,
    about:
      'Deadline of one change at Entur. Its own are 55 s, and 62 s for payments: an answer that is given up before that leaves open what became of the change, and a lower one is warned of at the start.',
    unit: 'ms',
    default: '65000',
    example: '65000',
    read: integer(1_000, 300_000),
  },
  ENTUR_ATTEMPT_TIMEOUT_MS: {
    group: entur,
    about:
      'Longest that one attempt of a read at Entur may take, in the place of UPSTREAM_ATTEMPT_TIMEOUT_MS: its services allow themselves 55 s, and a read that is given up is work for nothing there. REQUEST_TIMEOUT_MS bounds all attempts together, so raise both for answers that take longer.',
    unit: 'ms',
    default: '5000',
    example: '20000',
    read: integer(10, 300_000),
  },
  REQUEST_TIMEOUT_MS: {
    group: limits,
    about: 'Deadline of one GraphQL request with all its upstream calls and retries.',
    unit: 'ms',
    default: '10000',
    example: '10000',
    read: integer(50, 300_000),
  },
  UPSTREAM_ATTEMPT_TIMEOUT_MS: {
    group: limits,
    about:
      'Longest that one attempt of an upstream call may take if the call may be repeated, token calls included: one that hangs must not use up the whole deadline. When two have run out of it, further ones may take twice as long. Calls that may not be repeated have the deadline.',
    unit: 'ms',
    default: '2000',
    example: '2000',
    read: integer(10, 300_000),
  },
  UPSTREAM_HEDGE_AFTER_MS: {
    group: limits,
    about:
      'When a read has had no answer for so long, it is asked a second time beside the first, and the first answer counts; for one in ten calls at most. 0: never. Set it above the time that nine in ten of your reads take.',
    unit: 'ms',
    default: '500',
    example: '500',
    read: integer(0, 300_000),
  },
  UPSTREAM_CONCURRENCY: {
    group: limits,
    about: 'Most reads in flight per API; further ones queue. Protects the API and the memory here.',
    unit: 'calls',
    default: '50',
    example: '50',
    read: integer(1, 1_000),
  },
  UPSTREAM_QUEUE_TIMEOUT_MS: {
    group: limits,
    about:
      'Longest that the calls of a request wait for their turn (UPSTREAM_CONCURRENCY and the like) while none of them gets it; then they are given up (OVERLOADED), so that nobody waits for what comes too late. 0: as long as the request may take. Default: half of REQUEST_TIMEOUT_MS.',
    unit: 'ms',
    example: '5000',
    read: integer(0, 300_000),
  },
  UPSTREAM_PAGE_CONCURRENCY: {
    group: limits,
    about:
      'Most pages of feeds and reports in flight per API, counted apart: a slow report must not hold up small reads.',
    unit: 'calls',
    default: '50',
    example: '50',
    read: integer(1, 1_000),
  },
  UPSTREAM_WRITE_CONCURRENCY: {
    group: limits,
    about: 'Most writes in flight per API, counted apart: reads that hang must not hold up a change.',
    unit: 'calls',
    default: '10',
    example: '10',
    read: integer(1, 1_000),
  },
  UPSTREAM_RETRIES: {
    group: limits,
    about:
      'Most repeats of one upstream call that may be repeated: one after a 429; twice as many for a change whose outcome is unknown.',
    unit: 'repeats',
    default: '4',
    example: '4',
    read: integer(0, 10),
  },
  UPSTREAM_RETRY_BASE_MS: {
    group: limits,
    about: 'First pause before a repeat; doubles each time, with jitter, up to 2 s.',
    unit: 'ms',
    default: '50',
    example: '50',
    read: integer(1, 10_000),
  },
  BREAKER_THRESHOLD: {
    group: limits,
    about:
      'When a greater part of the calls to an API with one set of keys fails (no answer, or 5xx), its circuit breaker opens: calls are refused unsent with UPSTREAM_UNAVAILABLE and retryAfter. A 4xx is an answer. 0: never.',
    unit: '%',
    default: '75',
    example: '75',
    read: integer(0, 99),
  },
  BREAKER_MIN_CALLS: {
    group: limits,
    about: 'Fewer calls than these never open a circuit breaker; it looks at the last twice as many.',
    unit: 'calls',
    default: '20',
    example: '20',
    read: integer(1, 10_000),
  },
  BREAKER_HALF_OPEN_AFTER_MS: {
    group: limits,
    about:
      'For so long an open circuit breaker lets no call through; then one, whose answer closes it: an API that is back is asked again this much later at most.',
    unit: 'ms',
    default: '250',
    example: '1000',
    read: integer(1, 300_000),
  },
  BREAKER_WAIT_MS: {
    group: limits,
    about:
      'For so long after a circuit breaker has opened, calls wait for it: where calls enough come to open it, a restart of an API costs time and not answers. Later ones wait only while a call that decides is under way, for UPSTREAM_ATTEMPT_TIMEOUT_MS at most, and are refused at once otherwise. 0: all are.',
    unit: 'ms',
    default: '2000',
    example: '2000',
    read: integer(0, 60_000),
  },
  UPSTREAM_MAX_BYTES: {
    group: limits,
    about: 'Largest upstream answer that is read.',
    unit: 'bytes',
    default: '33554432',
    example: '33554432',
    read: integer(1_024, 1_073_741_824),
  },
  BODY_LIMIT_BYTES: {
    group: limits,
    about: 'Largest GraphQL request body; larger ones get 413, except those with an image.',
    unit: 'bytes',
    default: '1048576',
    example: '1048576',
    read: integer(1_024, 104_857_600),
  },
  IMAGE_BODY_LIMIT_BYTES: {
    group: limits,
    about:
      'Largest body of a mutation that takes an image (uploadImage, setOrderCategory, and logos of product orders). An image of 2 MB is 2.8 MB of base64.',
    unit: 'bytes',
    default: '4194304',
    example: '4194304',
    read: integer(1_024, 104_857_600),
  },
  BODIES_MAX_BYTES: {
    group: limits,
    about:
      'Memory for the bodies of all requests that are not answered yet; beyond it requests get 503 with Retry-After. A quarter is kept for bodies up to 64 KiB.',
    unit: 'bytes',
    default: '67108864',
    example: '67108864',
    read: integer(65_536, 17_179_869_184),
  },
  BODY_TIMEOUT_MS: {
    group: limits,
    about: 'Time in which a request must have come in, headers and body; slower ones get 408.',
    unit: 'ms',
    default: '10000',
    example: '10000',
    read: integer(100, 300_000),
  },
  ANSWER_STALL_TIMEOUT_MS: {
    group: limits,
    about:
      'When a caller has read nothing of its answer for so long, the connection is cut: it holds memory, and one of the requests that its tenant may have in flight.',
    unit: 'ms',
    default: '30000',
    example: '30000',
    read: integer(100, 300_000),
  },
  ANSWERS_MAX_BYTES: {
    group: limits,
    about:
      'Memory for answers of more than 64 KiB that their callers have not read yet; beyond it, the connections of those who have been reading longest are cut.',
    unit: 'bytes',
    default: '268435456',
    example: '268435456',
    read: integer(65_536, 17_179_869_184),
  },
  KEEP_ALIVE_TIMEOUT_MS: {
    group: limits,
    about:
      'How long an idle connection of a caller is kept open. Must be longer than callers and balancers in front keep theirs, or they send into connections that are just being closed.',
    unit: 'ms',
    default: '75000',
    example: '75000',
    read: integer(1_000, 3_600_000),
  },
  COMPRESS_MIN_BYTES: {
    group: limits,
    about:
      'Answers that are kept are compressed from this length on, once, as accept-encoding asks (br, gzip); those that are not, from sixteen times of it. 0 compresses none.',
    unit: 'bytes',
    default: '16384',
    example: '1024',
    read: integer(0, 1_073_741_824),
  },
  RATE_LIMIT_PER_SECOND: {
    group: limits,
    about:
      'Most requests per second of one caller, told apart by tenant and subject; more get 429 with Retry-After (RATE_LIMITED). 0 = any number. Default: 100 where callers have subjects (CALLER_AUTH=jwt, or AUTH_ROUTER_CLAIMS=on), else 0.',
    unit: 'requests/s',
    example: '100',
    read: integer(0, 1_000_000),
  },
  RATE_LIMIT_BURST: {
    group: limits,
    about:
      'Requests that a caller may send at once after a pause. Default: two seconds of RATE_LIMIT_PER_SECOND.',
    unit: 'requests',
    example: '200',
    read: integer(1, 10_000_000),
  },
  TENANT_REQUESTS_MAX: {
    group: limits,
    about:
      'Most requests of one tenant in flight; more get 429 with Retry-After (RATE_LIMITED). Its upstream calls take turns with those of other tenants, whatever this says.',
    unit: 'requests',
    default: '1000',
    example: '1000',
    read: integer(1, 1_000_000),
  },
  REQUESTS_MAX: {
    group: limits,
    about: 'Most requests in flight of all callers; more get 503 with Retry-After (OVERLOADED).',
    unit: 'requests',
    default: '2000',
    example: '2000',
    read: integer(1, 1_000_000),
  },
  CONNECTIONS_MAX: {
    group: limits,
    about: 'Most connections of callers that are open; further ones are closed at once.',
    unit: 'connections',
    default: '5000',
    example: '5000',
    read: integer(1, 1_000_000),
  },
  SHED_LOOP_DELAY_MS: {
    group: limits,
    about:
      'Requests get 503 with Retry-After (OVERLOADED) while the event loop is later than this, twice in a row: what comes in would wait that long before anybody looks at it. 0 switches it off.',
    unit: 'ms',
    default: '500',
    example: '500',
    read: integer(0, 60_000),
  },
  SHED_CALLS_WAITING: {
    group: limits,
    about:
      'The same for the requests of a tenant of which more calls than this wait for a permit (UPSTREAM_CONCURRENCY and the like). 0 switches it off.',
    unit: 'calls',
    default: '5000',
    example: '5000',
    read: integer(0, 10_000_000),
  },
  QUERY_MAX_DEPTH: {
    group: limits,
    about: 'Deepest nesting of fields in a query; introspection counts apart.',
    unit: 'levels',
    default: '15',
    example: '15',
    read: integer(1, 1_000),
  },
  QUERY_MAX_ROOT_FIELDS: {
    group: limits,
    about:
      'Most root fields of one operation, aliases and repetitions included: keeps documents cheap to validate and to start.',
    unit: 'fields',
    default: '100',
    example: '100',
    read: integer(1, 10_000),
  },
  QUERY_MAX_ALIASES: {
    group: limits,
    about: 'Most aliases of one document: each makes one more value wherever it stands.',
    unit: 'aliases',
    default: '1000',
    example: '1000',
    read: integer(0, 10_000),
  },
  QUERY_MAX_DIRECTIVES: {
    group: limits,
    about: 'Most directives (@include, @skip and the like) written in one document.',
    unit: 'directives',
    default: '100',
    example: '100',
    read: integer(0, 10_000),
  },
  QUERY_MAX_REPRESENTATIONS: {
    group: limits,
    about:
      'Most representations in the _entities calls of one request, checked before anything is done with them: protects the APIs from gateways that batch too much.',
    unit: 'entities',
    default: '1000',
    example: '1000',
    read: integer(1, 1_000_000),
  },
  QUERY_MAX_NODES: {
    group: limits,
    about:
      'Most list items of a query. Refused before any call by the first arguments, multiplied along each path, where lists of ledgers, sales units, merchants and product orders have one item at least, and by an assumption for those that lead back to where they came from; stopped while it is answered by what is really in its lists, and what is asked of each of their items.',
    unit: 'items',
    default: '100000',
    example: '100000',
    read: integer(1, 100_000_000),
  },
  QUERY_MAX_VALUES: {
    group: limits,
    about:
      'Most values (fields times items) of a query: by what it may ask for before any call, and by what is really there while it is answered.',
    unit: 'values',
    default: '1000000',
    example: '1000000',
    read: integer(1, 1_000_000_000),
  },
  QUERY_MAX_RESPONSE_BYTES: {
    group: limits,
    about:
      'Longest response: what would be longer is stopped while it is written, so that no answer fills the memory.',
    unit: 'bytes',
    default: '33554432',
    example: '33554432',
    read: integer(1_024, 1_073_741_824),
  },
  QUERY_MAX_CHANGES: {
    group: limits,
    about: 'Most changes (root fields of a mutation) in one request.',
    unit: 'changes',
    default: '20',
    example: '20',
    read: integer(1, 1_000),
  },
  QUERY_MAX_CALLS: {
    group: limits,
    about:
      'Most upstream calls that one request may start; what would need more fails with COST_LIMIT_EXCEEDED.',
    unit: 'calls',
    default: '1000',
    example: '1000',
    read: integer(1, 1_000_000),
  },
  QUERY_MAX_SCANNED: {
    group: limits,
    about:
      'Most items that one request may look through: entries and sales events that a filter or last goes through, and ledger dates looked up for orders and events. Protects the processor; what would need more fails with COST_LIMIT_EXCEEDED.',
    unit: 'items',
    default: '250000',
    example: '250000',
    read: integer(1, 1_000_000_000),
  },
  CACHE_MAX_BYTES: {
    group: limits,
    about: 'Memory for cached upstream answers; 0 switches the cache off.',
    unit: 'bytes',
    default: '67108864',
    example: '67108864',
    read: integer(0, 17_179_869_184),
  },
  STALE_ON_ERROR: {
    group: limits,
    about:
      'While an API fails, answers that were read before are shown for a while longer, as the table of caches says, marked in `extensions.stale`; false: never.',
    default: 'true',
    example: 'false',
    read: flag,
  },
  COMPILE_QUERIES: {
    group: limits,
    about:
      'Operations are compiled and executed without Apollo Server where possible; false sends all through it.',
    default: 'true',
    example: 'false',
    read: flag,
  },
  COALESCE_REQUESTS: {
    group: limits,
    about:
      'Equal queries that are in flight at the same time are executed once. Equal upstream reads are made once whatever this says, unless CACHE_MAX_BYTES is 0: then false stops that too.',
    default: 'true',
    example: 'false',
    read: flag,
  },
  RESPONSE_CACHE_MAX_BYTES: {
    group: limits,
    about:
      'Memory for whole responses, each kept no longer than the data that it was made from; 0 keeps none.',
    unit: 'bytes',
    default: '67108864',
    example: '0',
    read: integer(0, 17_179_869_184),
  },
  LIVE_POLL_SECONDS: {
    group: live,
    about:
      'How often a feed is polled that somebody has subscribed to, give or take a tenth: once for all its subscribers. Default: 60; 2 in sandbox mode. docs/live.md says what it costs.',
    unit: 's',
    example: '300',
    read: integer(1, 86_400),
  },
  LIVE_QUIET_MINUTES: {
    group: live,
    about:
      'Minutes of each hour in which no feed is polled on time, as 0-9, or none. Default: 0-9, as the Report API asks for; none in sandbox mode.',
    example: '0-9',
    read: quietMinutes,
  },
  SUBSCRIPTIONS_MAX: {
    group: live,
    about: 'Most subscriptions that are open in one process; further ones are refused (OVERLOADED).',
    unit: 'subscriptions',
    default: '2000',
    example: '2000',
    read: integer(0, 1_000_000),
  },
  SUBSCRIPTIONS_PER_CALLER: {
    group: live,
    about:
      'Most of one caller, told apart by tenant and subject; further ones are refused (RATE_LIMITED). Callers without subjects, such as all behind a router that passes none on, are one.',
    unit: 'subscriptions',
    default: '500',
    example: '500',
    read: integer(1, 1_000_000),
  },
  SUBSCRIPTIONS_PER_LEDGER: {
    group: live,
    about: 'Most to the same feed of one ledger; further ones are refused (RATE_LIMITED).',
    unit: 'subscriptions',
    default: '500',
    example: '500',
    read: integer(1, 1_000_000),
  },
  SUBSCRIPTION_BUFFER_EVENTS: {
    group: live,
    about:
      'Most events of one feed that are held for those who read slowly; nobody has more in this memory than the others.',
    unit: 'events',
    default: '2000',
    example: '2000',
    read: integer(100, 1_000_000),
  },
  SUBSCRIPTION_STALL_MS: {
    group: live,
    about:
      'How long a feed waits for its slowest subscriber when there is no more room; then that one is cut, and told its last cursor.',
    unit: 'ms',
    default: '10000',
    example: '10000',
    read: integer(10, 300_000),
  },
  SUBSCRIPTION_CALLBACK_ORIGINS: {
    group: live,
    about:
      "Origins that events may be sent to by Apollo's HTTP callback protocol, parted by commas: those of your routers. Unset: the protocol is off.",
    example: 'http://router.internal:4000',
    read: origins,
  },
  LIVE_WAKE_SECRET: {
    group: live,
    about:
      'Who sends this as a bearer token to POST /wake has the feeds polled now, as a webhook does that knows of news. Unset: there is no such path.',
    example: 'd2FrZS11cC1pdC1pcy10aW1lLWFuZC1sb29rLW5vdyE=',
    secret: true,
    read: sharedSecret,
  },
  REDIS_URL: {
    group: shared,
    about:
      'Redis 7 or Valkey, by which several processes share answers and hear of each other’s changes; docs/scaling.md says how. rediss:// for TLS. Unset: each process is on its own.',
    example: 'redis://127.0.0.1:6379',
    secret: true,
    read: text
      .regex(/^rediss?:\/\/\S+$/, 'is no redis:// or rediss:// address')
      .refine(
        isRedisAddress,
        'is no address of the form redis://user:password@host:6379/0: behind the host may stand the number of a database, and characters of a password such as % # / ? are written as %25 %23 %2F %3F',
      ),
  },
  SHARED_CACHE_KEYS: {
    group: shared,
    about:
      'What answers in REDIS_URL are encrypted with: 32 bytes in base64 (`openssl rand -base64 32`), or several parted by commas. The first one encrypts, all decrypt: to rotate, append the new one everywhere, then put it first everywhere, then drop the old one.',
    example: 'c2VzYW1lLW9wZW4tYnV0LTMyLWJ5dGVzLWxvbmctaXM=',
    secret: true,
    read: cipherKeys,
  },
  REDIS_TIMEOUT_MS: {
    group: shared,
    about:
      'How long a read waits for REDIS_URL before it goes on without; after that nobody asks there until it is seen to answer again.',
    unit: 'ms',
    default: '10',
    example: '20',
    read: integer(1, 1_000),
  },
  ROUTER_CACHE: {
    group: router,
    about:
      'private: answers tell a router in front how long it may keep them for who has asked, and by which tags they are forgotten; docs/caching.md says how to set up the router. off: nobody may keep any.',
    default: 'off',
    example: 'private',
    read: oneOf(['off', 'private']),
  },
  ROUTER_INVALIDATION_URL: {
    group: router,
    about:
      'For private: the invalidation endpoint of your router, which is told what a change has made wrong; of several routers that share no cache, all of them parted by commas. Unset: what a router keeps is right only when its time is up.',
    example: 'http://router.internal:3000/invalidation',
    read: endpoints,
  },
  ROUTER_INVALIDATION_KEY: {
    group: router,
    about:
      'What is sent to ROUTER_INVALIDATION_URL in authorization: the shared_key of your router. The tags are made with it too, so it must be the same in all processes.',
    example: 'Zm9yZ2V0LXdoYXQtd2UtdG9sZC15b3UtaXQtaGFzLWNoYW5nZWQ=',
    secret: true,
    read: sharedSecret,
  },
  SHUTDOWN_DRAIN_MS: {
    group: limits,
    about:
      'After SIGTERM: how long /readyz answers 503 before new requests are refused. Default 0; 5000 in production.',
    unit: 'ms',
    example: '5000',
    read: integer(0, 120_000),
  },
  SHUTDOWN_TIMEOUT_MS: {
    group: limits,
    about:
      'After the drain: hard limit for requests still running. Default: 15000; for the subgraph entur as long as its changes may take, which is ENTUR_CHANGE_TIMEOUT_MS and REQUEST_TIMEOUT_MS together.',
    unit: 'ms',
    example: '15000',
    read: integer(0, 300_000),
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    group: traces,
    about:
      'Where traces are sent: a collector that takes OTLP over HTTP, below /v1/traces. Unset: nowhere. Needs packages that are not installed with the others: docs/operations.md, Traces. All settings that begin with OTEL_ are those of OpenTelemetry; its packages read further ones themselves, such as OTEL_BSP_SCHEDULE_DELAY.',
    example: 'http://localhost:4318',
    read: baseUrl,
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    group: traces,
    about: 'The same as the whole address, for a collector that takes traces elsewhere.',
    example: 'http://localhost:4318/v1/traces',
    read: baseUrl,
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    group: traces,
    about: 'Headers that prove to the collector who sends: name=value, parted by commas, percent-encoded.',
    example: 'authorization=Bearer%20b3Blbi1zZXNhbWU',
    secret: true,
    read: pairs,
  },
  OTEL_EXPORTER_OTLP_PROTOCOL: {
    group: traces,
    about: 'How traces are written: in protobuf over HTTP, and in no other way.',
    default: 'http/protobuf',
    example: 'http/protobuf',
    read: oneOf(['http/protobuf']),
  },
  OTEL_TRACES_EXPORTER: {
    group: traces,
    about:
      'none: traces are not sent, whatever the endpoint. otlp: they are, to http://localhost:4318 where no endpoint is set.',
    example: 'otlp',
    read: oneOf(['otlp', 'none']),
  },
  OTEL_SERVICE_NAME: {
    group: traces,
    about: 'What traces call this service. Default: its subgraphs, as in vipps-subgraph.',
    example: 'vipps-subgraph',
    read: text,
  },
  OTEL_RESOURCE_ATTRIBUTES: {
    group: traces,
    about: 'What else traces say of this service: name=value, parted by commas, percent-encoded.',
    example: 'deployment.environment.name=production,service.version=1.0.0',
    read: pairs,
  },
  OTEL_TRACES_SAMPLER: {
    group: traces,
    about:
      'Which traces are recorded. parentbased: as the caller says in traceparent, and only of requests without one as the rest says.',
    default: 'parentbased_always_on',
    example: 'parentbased_traceidratio',
    read: oneOf([
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ]),
  },
  OTEL_TRACES_SAMPLER_ARG: {
    group: traces,
    about: 'For traceidratio: the part of the traces that is recorded, from 0 to 1.',
    default: '1',
    example: '0.01',
    read: share,
  },
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: {
    group: traces,
    about:
      'How many spans are sent at once, a request having two and one for each attempt at a call: the more, the less each costs. No more than OTEL_BSP_MAX_QUEUE_SIZE.',
    default: '2048',
    example: '512',
    read: integer(1, 65_536),
  },
  OTEL_BSP_MAX_QUEUE_SIZE: {
    group: traces,
    about: 'How many spans may wait to be sent; further ones are dropped.',
    default: '8192',
    example: '2048',
    read: integer(1, 65_536),
  },
  OTEL_SDK_DISABLED: {
    group: traces,
    about: 'true: no traces, whatever else is set or loaded.',
    default: 'false',
    example: 'true',
    read: flag,
  },
  UPSTREAM_TRACEPARENT: {
    group: traces,
    about:
      'true: calls to the APIs carry traceparent and tracestate on. For a proxy of yours in between: the APIs themselves document neither.',
    default: 'false',
    example: 'true',
    read: flag,
  },
  SANDBOX: {
    group: sandbox,
    about:
      'true says that the sandbox is meant: needed without keys when NODE_ENV is production, so that lost keys are noticed instead of answered with invented data.',
    default: 'false',
    example: 'true',
    read: flag,
  },
  SANDBOX_HOST: {
    group: sandbox,
    about: 'Address that the sandbox listens on.',
    default: '127.0.0.1',
    example: '127.0.0.1',
    read: text,
  },
  SANDBOX_PORT: {
    group: sandbox,
    about: 'Port of the sandbox that is started when no keys are set; 0 takes any free one.',
    default: '4010',
    example: '4010',
    read: integer(0, 65_535),
  },
} as const satisfies Record<string, Setting<unknown>>;

type Definitions = typeof definitions;

/** The name of a setting, as the variable is called. */
export type SettingName = keyof Definitions;

/** What a setting is read as. */
export type SettingValue<Name extends SettingName> = z.output<Definitions[Name]['read']>;

/** Settings that have a value even when nothing is set. */
export type DefaultedName = {
  [Name in SettingName]: Definitions[Name] extends { readonly default: string } ? Name : never;
}[SettingName];

/** Every setting, by variable name, in the order in which `--help` lists them. */
export const settings: { readonly [Name in SettingName]: Setting<SettingValue<Name>> } = definitions;

/** The same as a list. */
export const allSettings: readonly (Setting<unknown> & { readonly name: string })[] = Object.entries(
  settings,
).map(([name, setting]) => ({ name, ...setting }));
