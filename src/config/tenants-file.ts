import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { accountingCredentials, classicCredentials, enturCredentials, fingerprint } from './credentials.js';
import { FILE_MAX_BYTES, readSettingsFile, SECRET_MAX_BYTES } from './read-file.js';
import { repeatedNamesIn } from './repeated-names.js';
import type { Environment } from './read-settings.js';
import { enturClientName, enturHeader, key, msn } from './settings.js';
import type { Tenant } from './tenant.js';
import { conflictsIn } from './tenants-conflicts.js';

/** What a tenants file says, as far as it is right. */
export interface ReadTenants {
  readonly tenants: readonly Tenant[];
  /** Every fault, a line each, with its place in the file and without any value. */
  readonly faults: readonly string[];
}

type FileSchema = ReturnType<typeof fileSchema>;
type ListedTenant = z.output<FileSchema>['tenants'][number];

/** Reads a tenants file. @param env for the secrets that it names variables for */
export function readTenants(path: string, env: Environment): ReadTenants {
  const file = readSettingsFile(path, FILE_MAX_BYTES);
  if ('fault' in file)
    return { tenants: [], faults: [`TENANTS_FILE: the file ${JSON.stringify(path)} ${file.fault}`] };
  const json = parseJson(file.text);
  if ('fault' in json) return { tenants: [], faults: [`TENANTS_FILE: ${json.fault}`] };
  const read = fileSchema(dirname(path), env).safeParse(json.value, { error: wording });
  const twice = repeatedNamesIn(file.text).map(({ path: place, name }) => ({
    path: place,
    message: `has the field ${JSON.stringify(name)} twice`,
  }));
  const issues = [...twice, ...(read.error?.issues ?? []), ...conflictsIn(json.value)];
  if (read.success && issues.length === 0) return { tenants: read.data.tenants.map(toTenant), faults: [] };
  const faults = issues.map(({ path: place, message }) => {
    const where = placeOf(place);
    return `TENANTS_FILE: ${where === '' ? '' : `${where}: `}${message}`;
  });
  return { tenants: [], faults };
}

/** What JSON.parse says of a fault quotes the text around it, which may be a secret. */
function parseJson(text: string): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const place = /\(line \d+ column \d+\)/.exec(String(error))?.[0];
    return { fault: place === undefined ? 'is not JSON' : `is not JSON ${place}` };
  }
}

function fileSchema(folder: string, env: Environment) {
  const comment = { $comment: z.string().optional() };
  const secret = secretSchema(folder, env);
  const msns = idsSchema(msn);
  const ledgers = idsSchema(z.string().regex(/^[\w-]{1,64}$/, 'is no ledger id'));
  const classic = { ...comment, clientId: secret, clientSecret: secret, subscriptionKey: secret };
  const tenant = z.strictObject({
    ...comment,
    id: z.string().regex(/^[\w.:@-]{1,100}$/, 'is not 1 to 100 letters, digits and . : @ _ -'),
    salesUnitKeys: z.array(z.strictObject({ ...classic, msns, ledgers: ledgers.optional() })).default([]),
    partnerKeys: z.strictObject(classic).optional(),
    accountingKeys: z.strictObject({ ...comment, clientId: secret, clientSecret: secret }).optional(),
    enturKeys: z
      .strictObject({
        ...comment,
        clientId: secret,
        clientSecret: secret,
        clientName: enturClientName,
        pos: enturHeader,
        distributionChannel: enturHeader,
      })
      .optional(),
    msns: msns.optional(),
    ledgers: ledgers.optional(),
    limits: z
      .strictObject({
        ...comment,
        requestsPerSecond: z.number().positive('is not above 0').optional(),
        burst: wholeNumber.optional(),
        concurrentRequests: wholeNumber.optional(),
      })
      .optional(),
  });
  return z.strictObject({ ...comment, tenants: z.array(tenant).min(1, 'is empty') });
}

const wholeNumber = z.number().int('is not a whole number').min(1, 'is below 1');

function idsSchema(id: z.ZodType<string, string>) {
  return z.array(id).min(1, 'is empty');
}

/** A key by value, by the file that holds it, or by the name of a variable. */
function secretSchema(folder: string, env: Environment) {
  const byFile = z.strictObject({ file: z.string().min(1) });
  const byEnv = z.strictObject({ env: z.string().min(1) });
  return z.unknown().transform((given, context): string => {
    const refuse = (message: string): string => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    let text: unknown = given;
    const [file, variable] = [byFile.safeParse(given), byEnv.safeParse(given)];
    if (file.success) {
      const read = readSettingsFile(resolve(folder, file.data.file), SECRET_MAX_BYTES);
      if ('fault' in read) return refuse(`the file ${JSON.stringify(file.data.file)} ${read.fault}`);
      text = read.text;
    } else if (variable.success) {
      text = env[variable.data.env];
      if (text === undefined || text === '') return refuse(`the variable ${variable.data.env} is not set`);
    }
    if (text === undefined) return refuse('is not set');
    if (typeof text !== 'string') return refuse('is neither a text nor { "file": … } nor { "env": … }');
    const read = key.safeParse(text);
    return read.success ? read.data : refuse(`the value ${read.error.issues[0]?.message ?? 'is not valid'}`);
  });
}

/** zod's own words, without any value. */
function wording(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'unrecognized_keys') return `has fields that are not known: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'is not set' : `is not ${NAMES[issue.expected] ?? issue.expected}`;
  return 'is not valid';
}

const NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  string: 'a text',
  number: 'a number',
  object: 'an object',
};

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function toTenant(listed: ListedTenant): Tenant {
  const { id, salesUnitKeys, partnerKeys, accountingKeys, enturKeys, msns, ledgers, limits } = listed;
  const tenant = {
    id,
    fromFile: true,
    classic:
      partnerKeys &&
      classicCredentials({ ...keysIn(partnerKeys), msn: undefined, isPartner: true, fromFile: true }),
    accounting:
      accountingKeys &&
      accountingCredentials({
        clientId: accountingKeys.clientId,
        clientSecret: accountingKeys.clientSecret,
        fromFile: true,
      }),
    entur:
      enturKeys &&
      enturCredentials({
        clientId: enturKeys.clientId,
        clientSecret: enturKeys.clientSecret,
        clientName: enturKeys.clientName,
        pos: enturKeys.pos,
        distributionChannel: enturKeys.distributionChannel,
        fromFile: true,
      }),
    salesUnits: salesUnitKeys.map((keys) => ({
      // A token belongs to the unit that is named with it: of several, none is.
      credentials: classicCredentials({
        ...keysIn(keys),
        msn: keys.msns.length === 1 ? keys.msns[0] : undefined,
        fromFile: true,
      }),
      msns: new Set(keys.msns),
      ledgers: new Set(keys.ledgers),
    })),
    msns: msns && new Set(msns),
    ledgers: ledgers && new Set(ledgers),
    limits: {
      requestsPerSecond: limits?.requestsPerSecond,
      burst: limits?.burst,
      concurrentRequests: limits?.concurrentRequests,
    },
  };
  return { ...tenant, fingerprint: fingerprint(JSON.stringify(listed)) };
}

function keysIn(keys: { clientId: string; clientSecret: string; subscriptionKey: string }) {
  const { clientId, clientSecret, subscriptionKey } = keys;
  return { clientId, clientSecret, subscriptionKey };
}
