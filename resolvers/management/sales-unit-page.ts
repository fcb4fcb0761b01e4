import type { BusinessIdentifier } from '../../schema/management/BusinessIdentifier.js';
import type { SalesUnitConnection } from '../../schema/management/SalesUnitConnection.js';
import type { PageArgs } from '../../schema/shared/connection.js';
import type { WireMsnInfo } from '../../src/clients/management.js';
import { compareDigits, connectionOverArray } from '../shared/array-connection.js';
import { checkFirst, type CursorCodec } from '../shared/cursor.js';
import { toListedSalesUnit } from './mappers.js';

/**
 * A page of sales units, ordered by MSN. Bad arguments are refused before the list costs a call.
 * @param load gives null when there is no such list, and then there is no page
 * @param owner the merchant whose list it is, which saves loading the details of each unit to learn it
 */
export async function salesUnitPage(
  { first, after }: PageArgs,
  cursors: CursorCodec,
  owner: BusinessIdentifier | undefined,
  load: () => Promise<readonly WireMsnInfo[] | null>,
): Promise<SalesUnitConnection | null> {
  checkFirst(first);
  if (after != null) cursors.decode(after);
  const items = await load();
  if (items === null) return null;
  return connectionOverArray({
    items,
    keyOf: ({ msn }) => msn,
    compare: compareDigits,
    toNode: (unit) => toListedSalesUnit(unit, owner),
    first,
    after,
    cursors,
  });
}
