import type { Topic, WireEntry } from '../../src/clients/report.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import type { DateReport } from '../../src/loaders/date-report.js';
import { checkPattern } from '../shared/check-pattern.js';
import { decodeGlobalId, encodeGlobalId } from '../shared/global-id.js';
import type { NameEntity } from '../shared/reference-resolver.js';
import { toLocalDate } from '../shared/time.js';
import { ENTRY_TYPES, entryMark } from './entry-id.js';
import { checkLedgerId } from './identifiers.js';
import { toFeesEntry, toFundsEntry, toLedger, toLedgerKey } from './mappers.js';

const ledgerByKey = new Set(['id', 'ledgerId', 'salesEvents', 'funds', 'fees']);
const entryByKey = new Set(['id', 'ledger']);

/** A ledger by `id` or by `ledgerId`. One list answers them all. */
export const nameLedger: NameEntity = ({ id, ...named }, { loaders }) => {
  const ledgerId =
    id === undefined
      ? checkLedgerId(named['ledgerId'], 'ledgerId')
      : decodeGlobalId('Ledger', 1, id, ([key]) => checkLedgerId(key, 'id'));
  return {
    type: 'Ledger',
    key: toLedgerKey(ledgerId),
    byKey: ledgerByKey,
    load: async () => {
      const ledger = await loaders.report.ledger(ledgerId);
      return ledger && toLedger(ledger);
    },
  };
};

/** An entry of the money on a ledger by `id`. */
export const nameFundsEntry: NameEntity = nameEntry('funds', toFundsEntry);

/** An entry of the fees on a ledger by `id`. */
export const nameFeesEntry: NameEntity = nameEntry('fees', toFeesEntry);

/** There is no endpoint for one entry: its whole date is read, once for all of them. */
function nameEntry(topic: Topic, toEntry: typeof toFundsEntry | typeof toFeesEntry): NameEntity {
  const type = ENTRY_TYPES[topic];
  return ({ id }, { loaders }) => {
    const { ledgerId, date, mark } = decodeGlobalId(type, 3, id, ([ledger, day, rest]) => ({
      ledgerId: checkLedgerId(ledger, 'id'),
      date: checkDate(day),
      mark: checkPattern(rest, /^[\w-]{16}$/, 'as it was given.', ['id']),
    }));
    return {
      type,
      key: { id: encodeGlobalId(type, ledgerId, date, mark), ledgerId },
      byKey: entryByKey,
      load: async () => {
        if (date === '')
          throw new BadInputError(
            ['id'],
            'id is that of an entry without a ledger date, by which it could be looked up.',
          );
        const report = await loaders.report.findDate({ ledgerId, topic, date });
        if (report === null) return null;
        const entry = byMark(report).get(mark);
        return entry === undefined ? null : toEntry(entry, ledgerId, report.isComplete);
      },
    };
  };
}

/** @returns '' for an entry that has none */
function checkDate(day: string | undefined): string {
  if (day === '' || (day !== undefined && toLocalDate(day) === day)) return day;
  throw new BadInputError(['id'], 'id must hold a day.');
}

const marks = new WeakMap<DateReport, ReadonlyMap<string, WireEntry>>();

/** The entries of a date by their marks, worked out once for all that ask. */
function byMark(report: DateReport): ReadonlyMap<string, WireEntry> {
  let found = marks.get(report);
  if (found === undefined)
    marks.set(report, (found = new Map(report.entries.map((entry) => [entryMark(entry), entry]))));
  return found;
}
