import { CloseState, type ClosedDate } from '../../schema/reconciliation/ClosedDate.js';
import type { CloseArgs, ClosedDateConnection } from '../../schema/reconciliation/ClosedDateConnection.js';
import type { CloseFigures } from '../../schema/reconciliation/CloseFigures.js';
import type { Context } from '../../src/context/vipps-context.js';
import { toCurrency } from '../../src/decimal.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import { stateOf, type ClosedDate as Closed } from '../../src/reconciliation/close-days.js';
import { nextHash } from '../../src/reconciliation/content-hash.js';
import { addDays } from '../../src/dates.js';
import { addFigures, noFigures, SumTooLarge, type Figures } from '../../src/reconciliation/figures.js';
import { writeSeal } from '../../src/reconciliation/seal-text.js';
import { ConnectionView } from '../shared/connection-view.js';
import { createCursorCodec } from '../shared/cursor.js';
import { unreadableHere } from '../shared/unreadable-here.js';
import { checkPeriod, readSeals } from './close-input.js';
import { toClosedDate, toFigures } from './mappers.js';

/** A page of a close with what its double entries are made of. */
export interface ClosePage extends ClosedDateConnection {
  readonly closed: readonly Closed[];
  readonly currency: string | null;
}

/** A page of the dates of a close. */
export async function closePage(
  args: CloseArgs,
  ledgerId: string,
  context: Context,
): Promise<ClosePage | null> {
  checkPeriod(args);
  const { from, to, first, after } = args;
  const seals = readSeals(args.seals, ledgerId);
  const cursors = createCursorCodec(context, 'Ledger.close', ledgerId, from, to);
  const start = after == null ? { date: addDays(from, -1), hash: '' } : readPlace(cursors.decode(after));
  const { report, closes } = context.loaders;
  const ledger = await report.ledger(ledgerId);
  if (ledger === null) return null;
  const currency = toCurrency(ledger.currency);
  const begin = addDays(start.date, 1);
  const last = addDays(start.date, first);
  const end = last < to ? last : to;
  const closed: Closed[] = [];
  const hashes: string[] = [];
  if (begin <= end) {
    for await (const date of closes.days(ledgerId, { from: begin, to: end, currency, seals })) {
      closed.push(date);
      hashes.push(hashBehind(hashes.at(-1) ?? start.hash, date));
    }
  }
  const open = closed.find(({ isComplete, waits }) => !isComplete || waits);
  return new ClosePageView(
    {
      nodes: closed.map((date) => toClosedDate(date, currency)),
      hasNextPage: end < to,
      hasPreviousPage: begin > from,
      cursorAt: (index) => cursors.encode(writePlace(closed[index]?.date ?? '', hashes[index] ?? '')),
      endCursor: () => {
        const index = closed.length - 1;
        if (index < 0) return after ?? null;
        return cursors.encode(writePlace(closed[index]?.date ?? '', hashes[index] ?? ''));
      },
    },
    closed,
    ledgerId,
    currency,
    hashes.at(-1) ?? start.hash,
    open === undefined ? null : open.date,
    open === undefined ? null : closes.overSince(open.date, currency),
  );
}

class ClosePageView extends ConnectionView<ClosedDate> implements ClosePage {
  constructor(
    parts: ConstructorParameters<typeof ConnectionView<ClosedDate>>[0],
    readonly closed: readonly Closed[],
    private readonly ledgerId: string,
    readonly currency: string | null,
    private readonly lastHash: string,
    readonly openDate: string | null,
    readonly openSince: string | null,
  ) {
    super(parts);
  }

  get state(): CloseState {
    return CloseState[stateOf(this.closed)];
  }

  get totals(): CloseFigures {
    const total = sumOf(this.closed);
    const last = this.closed.at(-1);
    return toFigures(
      total,
      {
        openingBalance: openingOf(this.closed, 'openingBalance', 'fundsEntries'),
        closingBalance: last?.closingBalance ?? null,
        feesOpening: openingOf(this.closed, 'feesOpening', 'feesEntries'),
        feesClosing: last?.feesClosing ?? null,
      },
      this.currency,
    );
  }

  get hash(): string | null {
    return this.lastHash === NO_HASH || this.lastHash === '' ? null : this.lastHash;
  }

  get seal(): string | null {
    const complete = this.closed.filter(({ isComplete }) => isComplete);
    if (complete.length === 0) return null;
    return writeSeal({ ledgerId: this.ledgerId, dates: complete.map(({ date, seal }) => [date, seal]) });
  }
}

/** The first balance that is known: on dates without entries in front of it nothing has moved it. */
function openingOf(
  dates: readonly Closed[],
  balance: 'openingBalance' | 'feesOpening',
  entries: 'fundsEntries' | 'feesEntries',
): number | null {
  const first = dates.find((date) => date[balance] !== null || date.figures[entries] > 0);
  return first?.[balance] ?? null;
}

function sumOf(dates: readonly Closed[]): Figures {
  const total = noFigures();
  try {
    for (const { figures } of dates) addFigures(total, figures);
  } catch (error) {
    throw error instanceof SumTooLarge ? unreadableHere('amount too large to be added') : error;
  }
  return total;
}

/** Behind a date that is not complete nothing has a hash. */
const NO_HASH = '-';

function hashBehind(before: string, { isComplete, hash }: Closed): string {
  return before === NO_HASH || !isComplete ? NO_HASH : nextHash(before, hash);
}

function writePlace(date: string, hash: string): string {
  return `${date}.${hash}`;
}

function readPlace(text: string): { readonly date: string; readonly hash: string } {
  const [, date, hash] = /^(\d{4}-\d{2}-\d{2})\.(-|[\da-f]{64})$/.exec(text) ?? [];
  if (date === undefined || hash === undefined)
    throw new BadInputError(['after'], 'after is not a cursor of this list.');
  return { date, hash };
}
