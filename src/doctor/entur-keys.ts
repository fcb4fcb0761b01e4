import { enturKeysOf } from '../auth/keys-of.js';
import { enturApis } from '../clients/entur/apis.js';
import { requiredEnturKeys } from '../clients/entur/required-keys.js';
import type { EnturCredentials, Tenant } from '../config.js';
import type { EnturServices } from '../context/entur-services.js';
import type { KeyCase, KeyRead } from './examine-keys.js';
import { judgeFailure, subjectOf } from './failed-read.js';
import type { Finding } from './findings.js';

/** There is no such order, so nothing of one is read. */
const NO_ORDER = { field: 'orderId', operator: 'eq', value: 'doctor-looks-around' } as const;

/** All keys of a tenant for Entur, with what they are to open. Services without a harmless read are left out. */
export function enturCases(tenant: Tenant, services: EnturServices): readonly KeyCase[] {
  return enturKeysOf(tenant).map((keys) => ({
    ...keys,
    tenant,
    tokenApi: enturApis.token.name,
    reads: keys.credentials.kind === 'entur' ? readsWith(keys.credentials, services) : [],
  }));
}

/** That a tenant has no keys for Entur. */
export function* missingEnturKeys(tenant: Tenant): Generator<Finding> {
  try {
    requiredEnturKeys(tenant);
  } catch (error) {
    yield {
      area: 'api',
      subject: subjectOf(tenant.id, 'entur', tenant.fromFile),
      ...judgeFailure(error, []),
    };
  }
}

function readsWith(
  keys: EnturCredentials,
  { orders, payments, tickets, config }: EnturServices,
): readonly KeyRead[] {
  const { firstPage } = config;
  const small = { conditions: [NO_ORDER], page: firstPage, firstPage, perPage: 1 };
  return [
    {
      api: enturApis.orders.name,
      what: 'an order',
      read: async (scope) => {
        const { value } = await orders.search(keys, scope, { ...small, conditions: [] });
        return `${value.totalItems} in all`;
      },
    },
    {
      api: enturApis.payments.name,
      what: 'ways to pay',
      read: async (scope) => `${(await payments.getPaymentMethods(keys, scope)).value.length} in the channel`,
    },
    {
      api: enturApis.tickets.name,
      what: 'tickets of an order that is not there',
      read: async (scope) => `${(await tickets.search(keys, scope, small)).value.totalItems} seen`,
    },
  ];
}
