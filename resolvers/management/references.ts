import type { Merchant } from '../../schema/management/Merchant.js';
import type { SalesUnit } from '../../schema/management/SalesUnit.js';
import type { Context } from '../../src/context.js';
import { decodeGlobalId } from '../shared/global-id.js';
import type { Reference } from '../shared/reference-resolver.js';
import { checkBusinessIdentifier, checkMsn } from './identifiers.js';
import { toMerchant, toSalesUnit } from './mappers.js';

/** `_entities` for a sales unit by `id` or by `msn`. Loads the details: nothing else tells whether it exists. */
export async function salesUnitReference(
  reference: Reference,
  { loaders }: Context,
): Promise<SalesUnit | null> {
  const unit = await loaders.management.salesUnit.load(
    reference['id'] === undefined
      ? checkMsn(reference['msn'], 'msn')
      : decodeGlobalId('SalesUnit', 1, reference['id'], ([msn]) => checkMsn(msn, 'id')),
  );
  return unit === null ? null : toSalesUnit(unit);
}

/** `_entities` for a merchant by `id` or by `businessIdentifier`. */
export async function merchantReference(
  reference: Reference,
  { loaders }: Context,
): Promise<Merchant | null> {
  const merchant = await loaders.management.merchant.load(merchantKey(reference));
  return merchant === null ? null : toMerchant(merchant);
}

function merchantKey(reference: Reference) {
  if (reference['id'] === undefined) {
    return checkBusinessIdentifier(reference['businessIdentifier'], 'businessIdentifier');
  }
  return decodeGlobalId('Merchant', 2, reference['id'], ([scheme, id]) =>
    checkBusinessIdentifier({ scheme, id }, 'id'),
  );
}
