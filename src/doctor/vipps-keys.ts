import { keysOf } from '../auth/keys-of.js';
import { vippsApis } from '../clients/apis.js';
import { requiredKeys, withReportKeys } from '../clients/required-keys.js';
import type { AccountingCredentials, ClassicCredentials, Config, Credentials, Tenant } from '../config.js';
import type { VippsServices } from '../context/vipps-services.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { KeyCase, KeyRead } from './examine-keys.js';
import { judgeFailure, subjectOf } from './failed-read.js';
import type { Finding } from './findings.js';

/** There is no such order, so nothing of one is read. */
const NO_ORDER = 'doctor-looks-around';

/** All keys of a tenant for Vipps MobilePay, with what each is to open. */
export function vippsCases(tenant: Tenant, services: VippsServices, config: Config): readonly KeyCase[] {
  return keysOf(tenant).map((keys) => {
    const { credentials } = keys;
    const reads =
      credentials.kind === 'classic'
        ? classicReads(tenant, credentials, services, config)
        : credentials.kind === 'accounting'
          ? accountingReads(tenant, credentials, services, config)
          : [];
    return { ...keys, tenant, tokenApi: vippsApis.accessToken.name, reads };
  });
}

/** The APIs that a tenant has no keys for, and those that the environment of the keys does not have. */
export function* missingKeys(tenant: Tenant, { absentApis }: Config): Generator<Finding> {
  for (const api of ['management', 'sales', 'report'] as const) {
    const { name, title } = vippsApis[api];
    const subject = subjectOf(tenant.id, name, tenant.fromFile);
    if (absentApis.includes(api)) {
      yield {
        area: 'api',
        subject,
        state: 'skipped',
        found: `the test environment does not have the ${title}: its fields are refused`,
      };
      continue;
    }
    try {
      // Of several sets for units of their own, each is looked at by itself.
      if (api === 'sales' || (tenant.salesUnits ?? []).length === 0) requiredKeys(tenant, vippsApis[api]);
    } catch (error) {
      yield { area: 'api', subject, ...judgeFailure(error, []) };
    }
  }
}

function classicReads(
  tenant: Tenant,
  keys: ClassicCredentials,
  { management, productOrders, orderManagement, partner, report }: VippsServices,
  { absentApis, urls }: Config,
): readonly KeyRead[] {
  const unit = tenant.salesUnits?.find(({ credentials }) => credentials === keys);
  const named = unit === undefined ? (keys.msn === undefined ? [] : [keys.msn]) : [...unit.msns];
  // The keys of variables may be a partner's, who names the unit of each call.
  let [msn] = named;
  const inManagement: readonly KeyRead[] = [
    {
      api: vippsApis.management.name,
      what: 'sales units',
      read: async (scope) => {
        const { value } = await management.getAllSalesUnits(keys, scope);
        msn ??= value[0]?.msn;
        const missing = named.filter((each) => !value.some((seen) => seen.msn === each));
        if (missing.length > 0)
          return {
            state: 'fault',
            found: `${value.length} seen, but not ${missing.join(', ')}`,
            mend:
              unit === undefined
                ? 'Set VIPPS_MSN to a sales unit of these keys, or unset it.'
                : 'Name the sales units of these keys in msns, or take the keys of those.',
          };
        return value.length > 0
          ? `${value.length} seen`
          : {
              state: 'warning',
              found: 'none seen',
              mend: 'Look whether these keys are of an active sales unit, or of a partner that has some.',
            };
      },
    },
    {
      api: vippsApis.management.name,
      what: 'product orders',
      read: async (scope) =>
        `${(await productOrders.getProductOrders(keys, scope, false)).value.items.length} seen`,
    },
  ];
  const inOrders: KeyRead = {
    api: vippsApis.orderManagement.name,
    what: 'an order that is not there',
    read: async (scope) => {
      if (msn === undefined) return noUnit();
      const call = { credentials: keys, msn, scope };
      await orderManagement.getOrder(call, { msn, paymentType: 'ECOM', orderId: NO_ORDER });
      return `read for sales unit ${msn}`;
    },
  };
  const inPartner: KeyRead = {
    api: vippsApis.partner.name,
    what: 'a sales unit',
    read: async (scope) => {
      if (msn === undefined) return noUnit();
      return (await partner.getMsn(keys, scope, msn)) === null ? `${msn} is not known` : `${msn} is seen`;
    },
  };
  const inReport: KeyRead = {
    api: vippsApis.report.name,
    what: 'ledgers',
    read: async (scope) => {
      const about = msn === undefined || unit === undefined ? {} : { msn };
      try {
        const look = (own: Credentials) => report.getLedgers(own, scope, undefined);
        return `${(await withReportKeys(tenant, about, look)).value.items.length} seen`;
      } catch (error) {
        // A partner's open no ledgers: who asks for none may mean to have no others.
        if (!(error instanceof UpstreamError) || error.code !== 'FORBIDDEN') throw error;
        return { ...judgeFailure(error, []), state: 'warning' };
      }
    },
  };
  return [
    ...(absentApis.includes('management') ? [] : inManagement),
    inOrders,
    ...(urls.partner === undefined ? [] : [inPartner]),
    ...(tenant.accounting !== undefined || keys.isPartner === true || absentApis.includes('report')
      ? []
      : [inReport]),
  ];
}

function accountingReads(
  tenant: Tenant,
  keys: AccountingCredentials,
  { report, sales }: VippsServices,
  { absentApis }: Config,
): readonly KeyRead[] {
  let ledgerId: string | undefined = [...(tenant.ledgers ?? [])][0];
  const inReport: KeyRead = {
    api: vippsApis.report.name,
    what: 'ledgers',
    read: async (scope) => {
      const { items, next } = (await report.getLedgers(keys, scope, undefined)).value;
      ledgerId ??= items[0]?.ledgerId;
      const missing = [...(tenant.ledgers ?? [])].filter(
        (each) => next === null && !items.some((seen) => seen.ledgerId === each),
      );
      if (missing.length > 0)
        return {
          state: 'fault',
          found: `${items.length} seen, but not ${missing.join(', ')}`,
          mend: 'Let the merchant grant them to these keys in the business portal, or take them out of ledgers.',
        };
      return items.length > 0
        ? `${items.length}${next === null ? '' : ' or more'} seen`
        : {
            state: 'warning',
            found: 'none seen',
            mend: 'Let the merchant grant its ledgers to these keys, in the business portal.',
          };
    },
  };
  const inSales: KeyRead = {
    api: vippsApis.sales.name,
    what: 'a sales event',
    read: async (scope) => {
      if (ledgerId === undefined)
        return { state: 'skipped', found: 'not tried, as there is no ledger to ask for' };
      const page = await sales.getFeed(keys, scope, ledgerId, { cursor: undefined, pageSize: 1 });
      return page === null
        ? {
            state: 'fault',
            found: `ledger ${ledgerId} is not known to it`,
            mend: 'Let the merchant grant the ledger to these keys, in the business portal.',
          }
        : `read from ledger ${ledgerId}`;
    },
  };
  return [
    ...(absentApis.includes('report') ? [] : [inReport]),
    ...(absentApis.includes('sales') ? [] : [inSales]),
  ];
}

function noUnit(): Pick<Finding, 'state' | 'found'> {
  return { state: 'skipped', found: 'not tried, as no sales unit is known to ask for' };
}
