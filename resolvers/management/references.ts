import { decodeGlobalId } from '../shared/global-id.js';
import type { NameEntity, Reference } from '../shared/reference-resolver.js';
import { checkBusinessIdentifier, checkMsn } from './identifiers.js';
import { toMerchant, toMerchantKey, toSalesUnit, toSalesUnitKey } from './mappers.js';

const salesUnitByKey = new Set(['id', 'msn', 'ledger', 'order', 'additionalDetails']);
const merchantByKey = new Set(['id', 'businessIdentifier', 'salesUnits', 'ledgers']);

/** A sales unit by `id` or by `msn`. */
export const nameSalesUnit: NameEntity = (reference, { loaders }) => {
  const msn =
    reference['id'] === undefined
      ? checkMsn(reference['msn'], 'msn')
      : decodeGlobalId('SalesUnit', 1, reference['id'], ([key]) => checkMsn(key, 'id'));
  return {
    type: 'SalesUnit',
    key: toSalesUnitKey(msn),
    byKey: salesUnitByKey,
    load: async () => {
      const unit = await loaders.management.salesUnit.load(msn);
      return unit && toSalesUnit(unit);
    },
  };
};

/** A merchant by `id` or by `businessIdentifier`. */
export const nameMerchant: NameEntity = (reference, { loaders }) => {
  const identifier = merchantKey(reference);
  return {
    type: 'Merchant',
    key: toMerchantKey(identifier),
    byKey: merchantByKey,
    load: async () => {
      const merchant = await loaders.management.merchant.load(identifier);
      return merchant && toMerchant(merchant);
    },
  };
};

function merchantKey(reference: Reference) {
  if (reference['id'] === undefined) {
    return checkBusinessIdentifier(reference['businessIdentifier'], 'businessIdentifier');
  }
  return decodeGlobalId('Merchant', 2, reference['id'], ([scheme, id]) =>
    checkBusinessIdentifier({ scheme, id }, 'id'),
  );
}
