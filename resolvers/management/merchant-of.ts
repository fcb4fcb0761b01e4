import type { GraphQLResolveInfo } from 'graphql';
import type { BusinessIdentifier } from '../../schema/management/BusinessIdentifier.js';
import type { Merchant } from '../../schema/management/Merchant.js';
import type { Context } from '../../src/context/vipps-context.js';
import { selectsOnly } from '../shared/selection.js';
import { toMerchant, toMerchantKey } from './mappers.js';

const keyFields = new Set(['id', 'businessIdentifier']);

/** The merchant that something belongs to; by its key alone, without a call, when nothing else is asked for. */
export async function merchantOf(
  businessIdentifier: BusinessIdentifier,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<Merchant | null> {
  if (selectsOnly(info, keyFields)) return toMerchantKey(businessIdentifier);
  const merchant = await loaders.management.merchant.load(businessIdentifier);
  return merchant === null ? null : toMerchant(merchant);
}
