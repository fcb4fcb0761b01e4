import type { LedgerConnection } from '../../schema/report/LedgerConnection.js';
import type { PageArgs } from '../../schema/shared/connection.js';
import type { WireLedger } from '../../src/clients/report.js';
import type { ReportLoaders } from '../../src/loaders/report.js';
import { compareDigits, connectionOverArray } from '../shared/array-connection.js';
import { checkFirst, type CursorCodec } from '../shared/cursor.js';
import { toLedger } from './mappers.js';

/** A page of the ledgers that fit, ordered by id. Bad arguments are refused before the list costs a call. */
export async function ledgerPage(
  { first, after }: PageArgs,
  cursors: CursorCodec,
  report: ReportLoaders,
  fits: (ledger: WireLedger) => boolean,
): Promise<LedgerConnection> {
  checkFirst(first);
  if (after != null) cursors.decode(after);
  return connectionOverArray({
    items: (await report.ledgers()).filter(fits),
    keyOf: ({ ledgerId }) => ledgerId,
    compare: compareDigits,
    toNode: toLedger,
    first,
    after,
    cursors,
  });
}
