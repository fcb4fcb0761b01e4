import { authorized, type Admission, type AuthorizedHandler } from './authorize.js';
import { json, type Answer } from './http/answer.js';
import type { Route } from './http/router.js';
import { isDate, noSuchLedger, readPlace, visibleLedger, visibleLedgers } from './ledger-access.js';
import { invalidReportParameter, refuseLikeReport, versionGone } from './report-refusals.js';
import type { Topic } from './seed/ledger-entries.js';
import type { EntryItem, StoredLedger } from './state/LedgerStore.js';
import type { SandboxState } from './state/SandboxState.js';

const admission: Admission = {
  accepts: ['accounting', 'merchant'],
  systemHeaderMax: 30,
  refuse: refuseLikeReport,
};

/** Ledgers on one page of the list. */
const ledgersPerPage = 10;

/** The Report API: which ledgers there are, and what happened to the money on each. */
export function reportRoutes(state: SandboxState): Route[] {
  const get = (path: string, handle: AuthorizedHandler): Route => {
    return { method: 'GET', path, handle: authorized(state, admission, handle) };
  };
  type EntriesHandler = (
    ledger: StoredLedger,
    topic: Topic,
    ...rest: Parameters<AuthorizedHandler>
  ) => Answer;
  const entries = (path: string, handle: EntriesHandler): Route =>
    get(`/report/v2/ledgers/{ledgerId}/{topic}${path}`, (request, caller, param) => {
      const topic = param('topic');
      if (topic !== 'funds' && topic !== 'fees')
        return invalidReportParameter(state, 'topic', 'Must be funds or fees.');
      const ledger = visibleLedger(state, caller, param('ledgerId'));
      if (ledger) return handle(ledger, topic, request, caller, param);
      if (!state.quirks.values.emptyListForHiddenLedger) return noSuchLedger(state);
      return json(200, { items: [], hasMore: false, tryLater: true, cursor: pageCursor(0) });
    });

  return [
    { method: 'GET', path: '/report/v1/ledgertransactions', handle: () => versionGone(state) },

    get('/settlement/v1/ledgers', (request, caller) => {
      const place = readPlace(request, ledgersCursor, (bytes) => jsonNumber(bytes, 'from'));
      if (place === undefined) return invalidReportParameter(state, 'cursor', 'Is not a cursor.');
      const handle = request.query.get('settlesForRecipientHandles');
      const fitting = visibleLedgers(state, caller).filter(
        ({ seed }) =>
          handle === null || seed.pointsOfSale.some(({ recipientHandle }) => recipientHandle === handle),
      );
      const end = place + ledgersPerPage;
      const items = fitting.slice(place, end).map(toLedger);
      return json(200, { items, cursor: end < fitting.length ? ledgersCursor(end) : '' });
    }),

    entries('/dates/{ledgerDate}', (ledger, topic, request, _caller, param) => {
      const date = param('ledgerDate');
      if (!isDate(date))
        return invalidReportParameter(state, 'ledgerDate', 'Must be a date in the form YYYY-MM-DD.');
      const place = readPlace(request, dateCursor, (bytes) => Number(bytes.toString()));
      if (place === undefined) return invalidReportParameter(state, 'cursor', 'Is not a cursor.');
      const tryLater = !ledger.isClosed(date);
      if (tryLater && state.quirks.values.openDateNotFound) return notReady(state);
      const all = ledger.entriesOn(topic, date);
      const end = place + ledger.pageSize;
      const hasMore = end < all.length;
      const items = all.slice(place, end).map((entry) => toEntry(state, ledger, entry));
      const body = { hasMore, tryLater, items, ...(hasMore && { cursor: dateCursor(end) }) };
      return json(200, body, pageSizeHeader(ledger));
    }),

    entries('/feed', (ledger, topic, request) => {
      const place = readPlace(request, pageCursor, (bytes) => jsonNumber(bytes, 'p'));
      if (place === undefined) return invalidReportParameter(state, 'cursor', 'Is not a cursor.');
      const { items, length } = ledger.entriesFrom(topic, place);
      const end = place + items.length;
      const tryLater = end >= length;
      const cursor = pageCursor(tryLater && state.quirks.values.feedEndRepeatsCursor ? place : end);
      const shown = items.map((entry) => toEntry(state, ledger, entry));
      return json(200, { items: shown, cursor, tryLater }, pageSizeHeader(ledger));
    }),
  ];
}

/** Cursors differ per endpoint: none may be read, and none fits another endpoint. */
function ledgersCursor(from: number): string {
  return Buffer.from(JSON.stringify({ from, filter: null })).toString('base64');
}

function dateCursor(place: number): string {
  return Buffer.from(String(place)).toString('base64');
}

function pageCursor(place: number): string {
  return Buffer.from(JSON.stringify({ p: place })).toString('base64');
}

function jsonNumber(bytes: Buffer, field: string): number {
  return Number(new RegExp(`"${field}":(\\d+)`).exec(bytes.toString())?.[1] ?? Number.NaN);
}

function pageSizeHeader({ pageSize }: StoredLedger): Record<string, string> {
  return { 'vipps-feed-page-size': String(pageSize) };
}

function toLedger({ seed }: StoredLedger): unknown {
  return {
    ledgerId: seed.ledgerId,
    currency: seed.currency,
    payoutBankAccount: seed.payoutBankAccount,
    owner: seed.owner,
    settlesForRecipientHandles: seed.pointsOfSale.map(({ recipientHandle }) => recipientHandle),
    salesUnits: seed.pointsOfSale.map(({ name, recipientHandle }) => ({ name, recipientHandle })),
  };
}

function toEntry({ quirks }: SandboxState, { seed }: StoredLedger, item: EntryItem): unknown {
  if ('raw' in item) return item.raw;
  const { payoutsByOldName, entryTimesWithOffset } = quirks.values;
  const { timeMs, entryType, amount, balanceBefore, ...entry } = item;
  return {
    ...entry,
    time: entryTimesWithOffset ? withOffset(timeMs) : new Date(timeMs).toISOString().replace('Z', '204Z'),
    entryType: payoutsByOldName && entryType === 'payout-scheduled' ? 'scheduled-for-payout' : entryType,
    currency: seed.currency,
    amount,
    balanceBefore,
    balanceAfter: balanceBefore + amount,
  };
}

function withOffset(timeMs: number): string {
  return new Date(timeMs + 7_200_000).toISOString().replace('Z', '204+0200');
}

function notReady(state: SandboxState): Answer {
  const detail = 'The report for this date is not ready.';
  return state.problem({ status: 404, type: 'not-found', title: 'Not Found', detail });
}
