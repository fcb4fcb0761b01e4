import type { GraphQLResolveInfo } from 'graphql';
import type { SalesUnit } from '../../schema/management/SalesUnit.js';
import type { Context } from '../../src/context/vipps-context.js';
import { selectsOnly } from '../shared/selection.js';
import { toListedSalesUnit, toSalesUnit } from './mappers.js';

const keyFields = new Set(['id', 'msn']);

/** The sales unit that something belongs to; by its key alone, without a call, when nothing else is asked for. */
export async function salesUnitOf(
  msn: string,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<SalesUnit | null> {
  if (selectsOnly(info, keyFields)) return toListedSalesUnit({ msn, name: null });
  const unit = await loaders.management.salesUnit.load(msn);
  return unit === null ? null : toSalesUnit(unit);
}
