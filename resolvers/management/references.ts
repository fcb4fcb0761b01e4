import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../src/context/vipps-context.js';
import { decodeGlobalId } from '../shared/global-id.js';
import { entityByKey, type Reference } from '../shared/reference-resolver.js';
import { checkBusinessIdentifier, checkMsn } from './identifiers.js';
import { toMerchant, toMerchantKey, toSalesUnit, toSalesUnitKey } from './mappers.js';

const salesUnitByKey = new Set(['id', 'msn', 'ledger', 'order', 'additionalDetails']);
const merchantByKey = new Set(['id', 'businessIdentifier', 'salesUnits', 'ledgers']);

/** `_entities` for a sales unit by `id` or by `msn`. */
export async function salesUnitReference(
  reference: Reference,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<object> {
  const msn =
    reference['id'] === undefined
      ? checkMsn(reference['msn'], 'msn')
      : decodeGlobalId('SalesUnit', 1, reference['id'], ([key]) => checkMsn(key, 'id'));
  const load = async () => {
    const unit = await loaders.management.salesUnit.load(msn);
    return unit && toSalesUnit(unit);
  };
  return entityByKey({ type: 'SalesUnit', key: toSalesUnitKey(msn), byKey: salesUnitByKey, load }, info);
}

/** `_entities` for a merchant by `id` or by `businessIdentifier`. */
export async function merchantReference(
  reference: Reference,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<object> {
  const identifier = merchantKey(reference);
  const load = async () => {
    const merchant = await loaders.management.merchant.load(identifier);
    return merchant && toMerchant(merchant);
  };
  return entityByKey({ type: 'Merchant', key: toMerchantKey(identifier), byKey: merchantByKey, load }, info);
}

function merchantKey(reference: Reference) {
  if (reference['id'] === undefined) {
    return checkBusinessIdentifier(reference['businessIdentifier'], 'businessIdentifier');
  }
  return decodeGlobalId('Merchant', 2, reference['id'], ([scheme, id]) =>
    checkBusinessIdentifier({ scheme, id }, 'id'),
  );
}
