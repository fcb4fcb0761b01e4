import { authorized, type Admission } from './authorize.js';
import { json, type Answer } from './http/answer.js';
import type { SandboxRequest } from './http/request.js';
import type { Params, Route } from './http/router.js';
import { invalidParameter, isDate, noSuchLedger, readPlace, visibleLedger } from './ledger-access.js';
import type { StoredSale } from './seed/sales-events.js';
import type { SaleItem, StoredLedger } from './state/LedgerStore.js';
import type { SandboxState } from './state/SandboxState.js';

const admission: Admission = { accepts: ['accounting'], systemHeaderMax: 30 };

type LedgerHandler = (ledger: StoredLedger, request: SandboxRequest, param: Params) => Answer;

/** The Sales API: what was sold, per ledger. */
export function salesRoutes(state: SandboxState): Route[] {
  const get = (path: string, handle: LedgerHandler): Route => ({
    method: 'GET',
    path: `/sales/report/v1/ledgers/{ledgerId}${path}`,
    handle: authorized(state, admission, (request, caller, param) => {
      const ledger = visibleLedger(state, caller, param('ledgerId'));
      return ledger ? handle(ledger, request, param) : noSuchLedger(state);
    }),
  });
  const all = (ledger: StoredLedger, items: readonly SaleItem[]): Answer =>
    json(200, { items: items.map((item) => toEvent(state, ledger, item)), cursor: null, hasMore: false });

  return [
    get('', (ledger, request) => {
      return paged(state, request, (place, size) => {
        const { items, length } = ledger.salesFrom(place, size);
        const end = place + items.length;
        const events = items.map((item) => toEvent(state, ledger, item));
        return json(200, { items: events, cursor: toCursor(end), hasMore: end < length });
      });
    }),

    get('/dates/{ledgerDate}', (ledger, request, param) => {
      const date = param('ledgerDate');
      if (!isDate(date))
        return invalidParameter(state, 'ledgerDate', 'Must be a date in the form YYYY-MM-DD.');
      return paged(state, request, (place, size) => {
        const sales = ledger.salesOn(date);
        const items = sales.slice(place, place + size).map((item) => toEvent(state, ledger, item));
        const hasMore = place + items.length < sales.length;
        const cursor = hasMore || !state.quirks.values.salesDateEndsWithoutCursor;
        return json(200, { items, ...(cursor && { cursor: toCursor(place + items.length) }), hasMore });
      });
    }),

    get('/references/{reference}', (ledger, _request, param) =>
      all(ledger, ledger.salesByReference(param('reference'))),
    ),

    get('/psp-references/{pspReference}', (ledger, _request, param) =>
      all(ledger, ledger.salesByPspReference(param('pspReference'))),
    ),
  ];
}

function paged(
  state: SandboxState,
  request: SandboxRequest,
  answer: (place: number, size: number) => Answer,
): Answer {
  const given = request.query.get('pageSize') ?? '100';
  const size = /^\d{1,6}$/.test(given) ? Number(given) : 0;
  if (size < 1 || size > 1_000)
    return invalidParameter(state, 'pageSize', 'Must be a whole number from 1 to 1000.');
  const place = readPlace(request, toCursor, (bytes) =>
    bytes.length === 8 ? Number(bytes.readBigUInt64LE()) : NaN,
  );
  return place === undefined ? invalidParameter(state, 'cursor', 'Is not a cursor.') : answer(place, size);
}

/** Base64 of the position as 8 bytes, little-endian: twelve characters, the last one `=`. */
function toCursor(place: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(place));
  return bytes.toString('base64');
}

/** An event as it goes out, in the form that the quirks ask for. */
function toEvent(state: SandboxState, ledger: StoredLedger, item: SaleItem): unknown {
  if ('raw' in item) return item.raw;
  const { salesWithoutOrderDate, salesInShortForm, salesRefundsNegative } = state.quirks.values;
  const sign = item.entryType === 'refund' && salesRefundsNegative ? -1 : 1;
  const signed = (amount: number | null) => (amount === null || amount === 0 ? amount : sign * amount);
  return {
    entryType: item.entryType,
    time: toTime(item.timeMs),
    ...(!salesWithoutOrderDate && { orderDate: toTime(item.orderTimeMs) }),
    pspReference: item.pspReference,
    reference: item.reference,
    currency: ledger.seed.currency,
    paymentType: item.paymentType,
    classification: { solution: item.solution, salesCategory: item.salesCategory },
    amounts: { gross: signed(item.gross), net: signed(item.net), vat: signed(item.vat) },
    lines: item.lines.map(({ discountTotal, lineTotalGross, lineTotalNet, vatAmount, ...line }) => ({
      ...line,
      ...(!salesInShortForm && { discountTotal: signed(discountTotal) }),
      lineTotalGross: signed(lineTotalGross),
      lineTotalNet: signed(lineTotalNet),
      vatAmount: signed(vatAmount),
    })),
    ...(!salesInShortForm && { customer: null, completeness: completenessOf(item) }),
  };
}

function completenessOf({ lines }: StoredSale) {
  return {
    hasLineItems: lines.length > 0,
    hasVatBreakdown: lines.length > 0 && lines.every(({ vatAmount }) => vatAmount !== null),
    hasCustomerIdentity: false,
  };
}

/** To the second, as in the samples. */
function toTime(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z');
}
