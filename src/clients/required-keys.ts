import type { ClassicCredentials, Credentials, Tenant } from '../config.js';
import { GraphError } from '../errors/GraphError.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiDescriptor, ApiIdentity } from '../http/ApiDescriptor.js';
import { vippsApis } from './apis.js';

/** What a call is about, as far as that decides whose keys it takes. */
export interface About {
  readonly msn?: string;
  readonly ledgerId?: string;
}

/**
 * The keys of a tenant that a call takes. The one rule:
 * - Sales API: accounting keys, as it takes no others.
 * - Report API: accounting keys; else the sales-unit keys for that unit or ledger; else the only sales-unit keys.
 * - All others: about a sales unit, the keys for that unit, else partner keys; about none, partner keys, else the only
 *   sales-unit keys.
 * @throws GraphError FORBIDDEN, naming the keys that would fit, where there are none
 */
export function requiredKeys(
  tenant: Tenant,
  api: ApiIdentity & Pick<ApiDescriptor, 'refusal'>,
  about: About = {},
): Credentials {
  const { name } = api;
  if (name === vippsApis.sales.name || name === vippsApis.report.name) {
    const keys =
      tenant.accounting ?? (name === vippsApis.report.name ? ledgerKeys(tenant, about) : undefined);
    if (keys !== undefined) return keys;
    // Such keys would not help where the API must not be called.
    if (api.refusal !== undefined) throw new GraphError('FORBIDDEN', api.refusal);
    throw new GraphError(
      'FORBIDDEN',
      name === vippsApis.report.name ? reportAdvice(tenant) : salesAdvice(tenant),
    );
  }
  const { msn } = about;
  const { classic } = tenant;
  const keys =
    msn === undefined ? (classic ?? onlySalesUnit(tenant)) : (salesUnitKeysFor(tenant, { msn }) ?? classic);
  if (keys !== undefined) return keys;
  throw new GraphError('FORBIDDEN', classicAdvice(tenant, api, msn));
}

/** Partner keys do not open the Report API. */
function ledgerKeys(tenant: Tenant, about: About): Credentials | undefined {
  const { classic } = tenant;
  return (
    salesUnitKeysFor(tenant, about) ??
    (about.msn === undefined ? onlySalesUnit(tenant) : undefined) ??
    (classic?.isPartner === true ? undefined : classic)
  );
}

function salesUnitKeysFor({ salesUnits }: Tenant, { msn, ledgerId }: About): ClassicCredentials | undefined {
  if (salesUnits === undefined) return undefined;
  for (const { credentials, msns, ledgers } of salesUnits)
    if ((msn !== undefined && msns.has(msn)) || (ledgerId !== undefined && ledgers.has(ledgerId)))
      return credentials;
  return undefined;
}

function onlySalesUnit({ salesUnits }: Tenant): ClassicCredentials | undefined {
  return salesUnits?.length === 1 ? salesUnits[0]?.credentials : undefined;
}

function classicAdvice({ fromFile, salesUnits = [] }: Tenant, { title }: ApiIdentity, msn?: string): string {
  if (fromFile !== true)
    return `The ${title} needs sales-unit or partner keys. Set VIPPS_CLIENT_ID, VIPPS_CLIENT_SECRET and VIPPS_SUBSCRIPTION_KEY.`;
  if (msn !== undefined)
    return `The ${title} needs keys of the sales unit ${msn}, or partner keys, and this tenant has neither.`;
  return salesUnits.length === 0
    ? `The ${title} needs partner keys, or keys of a sales unit, and this tenant has neither.`
    : `The ${title} needs partner keys here: of this tenant's ${salesUnits.length} sets of sales-unit keys none is meant more than another.`;
}

function salesAdvice({ fromFile }: Tenant): string {
  const { title } = vippsApis.sales;
  return fromFile === true
    ? `The ${title} needs accounting keys, and this tenant has none.`
    : `The ${title} needs accounting keys. Set VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET.`;
}

function reportAdvice({ fromFile }: Tenant): string {
  const needs = `The ${vippsApis.report.title} needs accounting keys, or for its own ledger a sales unit's keys`;
  return fromFile === true
    ? `${needs}, and this tenant has none that fit.`
    : `${needs}. Set VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET; or the sales unit's VIPPS_CLIENT_ID, VIPPS_CLIENT_SECRET and VIPPS_SUBSCRIPTION_KEY.`;
}

/**
 * Reads from the Report API. Keys from variables may be a partner's, which are refused there: the error then says which
 * keys are needed.
 */
export async function withReportKeys<T>(
  tenant: Tenant,
  about: About,
  read: (keys: Credentials) => Promise<T>,
): Promise<T> {
  const keys = requiredKeys(tenant, vippsApis.report, about);
  try {
    return await read(keys);
  } catch (error) {
    if (keys.kind === 'classic' && error instanceof UpstreamError && error.code === 'FORBIDDEN') {
      throw new UpstreamError(
        'FORBIDDEN',
        `${reportAdvice(tenant)} Partner keys do not open it.`,
        error.facts,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
