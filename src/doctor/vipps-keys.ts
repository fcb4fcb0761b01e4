import { keysOf } from '../auth/keys-of.js';
import { vippsApis } from '../clients/apis.js';
import { requiredKeys, withReportKeys } from '../clients/required-keys.js';
import type { AccountingCredentials, ClassicCredentials, Config, Credentials, Tenant } from '../config.js';
import type { VippsServices } from '../context/vipps-services.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { WireLedgersPage } from '../clients/report.js';
import { seesLedger } from '../loaders/visibility.js';
import type { KeyCase, KeyRead, KeySeen } from './examine-keys.js';
import { OwnUnits } from './OwnUnits.js';
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
  const units = new OwnUnits(tenant, keys);
  const inManagement: readonly KeyRead[] = [
    {
      api: vippsApis.management.name,
      what: 'sales units',
      read: async (scope) => {
        const { value } = await management.getAllSalesUnits(keys, scope);
        return units.judge(value.map(({ msn }) => msn));
      },
    },
    {
      api: vippsApis.management.name,
      what: 'product orders',
      read: async (scope) => {
        const { value } = await productOrders.getProductOrders(keys, scope, false);
        // Whose they are takes further calls.
        return tenant.msns === undefined ? `${value.items.length} seen` : 'read';
      },
    },
  ];
  const inOrders: KeyRead = {
    api: vippsApis.orderManagement.name,
    what: 'an order that is not there',
    read: (scope) =>
      units.with(async (msn) => {
        const call = { credentials: keys, msn, scope };
        await orderManagement.getOrder(call, { msn, paymentType: 'ECOM', orderId: NO_ORDER });
        return `read for sales unit ${msn}`;
      }),
  };
  const inPartner: KeyRead = {
    api: vippsApis.partner.name,
    what: 'a sales unit',
    read: (scope) =>
      units.with(async (msn) =>
        (await partner.getMsn(keys, scope, msn)) === null ? `${msn} is not known` : `${msn} is seen`,
      ),
  };
  // Leads to these keys again.
  const [first] = tenant.salesUnits?.find(({ credentials }) => credentials === keys)?.msns ?? [];
  const about = first === undefined ? {} : { msn: first };
  const inReport: KeyRead = {
    api: vippsApis.report.name,
    what: 'ledgers',
    read: async (scope) => {
      try {
        const look = (own: Credentials) => report.getLedgers(own, scope, undefined);
        return seenLedgers(tenant, (await withReportKeys(tenant, about, look)).value);
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
  const named = [...(tenant.ledgers ?? [])];
  let [ledgerId] = named;
  let whyNone = 'there is no ledger to ask for';
  const inReport: KeyRead = {
    api: vippsApis.report.name,
    what: 'ledgers',
    read: async (scope) => {
      const page = (await report.getLedgers(keys, scope, undefined)).value;
      const { items, next } = page;
      const missing = named.filter((each) => next === null && !items.some((seen) => seen.ledgerId === each));
      ledgerId = [...named, ...(named.length === 0 ? items.map((each) => each.ledgerId) : [])].find(
        (each) => !missing.includes(each),
      );
      if (missing.length > 0) whyNone = `these keys do not see ${missing.join(', ')}`;
      if (missing.length > 0)
        return {
          state: 'fault',
          found: `${items.length} seen, but not ${missing.join(', ')}`,
          mend: 'Let the merchant grant them to these keys in the business portal, or take them out of ledgers.',
        };
      return items.length > 0
        ? seenLedgers(tenant, page)
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
      if (ledgerId === undefined) return { state: 'skipped', found: `not tried, as ${whyNone}` };
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

/** Of a tenant with `ledgers` it says how many of those that keys see are its own. */
function seenLedgers(tenant: Tenant, { items, next }: WireLedgersPage): KeySeen {
  const seen = `${items.length}${next === null ? '' : ' or more'} seen`;
  // Its own may be on a later page.
  if (tenant.ledgers === undefined || next !== null) return seen;
  const own = items.filter(({ ledgerId }) => seesLedger(tenant, ledgerId)).length;
  if (own > 0) return `${seen}, ${own} of them for this tenant`;
  return {
    state: 'fault',
    found: `${seen}, but not ${[...tenant.ledgers].join(', ')}`,
    mend: 'Name the ledgers of these keys in the ledgers of the tenant: it sees no others.',
  };
}
