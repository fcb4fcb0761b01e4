import { z } from 'zod';
import { json, type Answer } from '../http/answer.js';
import type { StoredSale } from '../seed/sales-events.js';
import type { StoredLedger } from '../state/LedgerStore.js';
import type { SandboxState } from '../state/SandboxState.js';
import { controlPath, refusal, withBody, type ControlRoute } from './control-route.js';

const fields = z.record(z.string(), z.json());

const changeSchema = z.strictObject({
  granted: z.boolean().exactOptional(),
  pageSize: z.int().min(1).max(1_000).exactOptional(),
});

const eventsSchema = z.strictObject({ events: z.array(fields).min(1), settle: z.boolean().default(true) });

const entriesSchema = z.strictObject({ entries: z.array(fields).min(1) });

/** What to change of a ledger. */
export type LedgerChange = z.input<typeof changeSchema>;

/** Fields of an event or entry as they are to go out; those left out get typical values. */
export type RawFields = z.input<typeof fields>;

/** Makes sales happen and money move, changes who may look and how much fits on a page. */
export function ledgerControlRoutes(state: SandboxState): ControlRoute[] {
  const path = `${controlPath}/ledgers`;
  const ofLedger = (param: (name: string) => string, change: (ledger: StoredLedger) => Answer): Answer => {
    const ledger = state.ledgers.ledger(param('ledgerId'));
    return ledger ? change(ledger) : refusal(404, 'No such ledger.');
  };
  return [
    {
      method: 'GET',
      path,
      does: 'Lists the ledgers: what settles there, whether it is granted, how many sales events it has now.',
      handle: () => json(200, { ledgers: state.ledgers.all().map(view) }),
    },
    {
      method: 'PUT',
      path: `${path}/{ledgerId}`,
      does: 'Grants or withdraws access ("granted"), and sets how many entries the Report API puts on a page ("pageSize").',
      example: { granted: true, pageSize: 200 },
      handle: withBody(changeSchema, (change, param) =>
        ofLedger(param, (ledger) => {
          ledger.granted = change.granted ?? ledger.granted;
          ledger.pageSize = change.pageSize ?? ledger.pageSize;
          return json(200, view(ledger));
        }),
      ),
    },
    {
      method: 'POST',
      path: `${path}/{ledgerId}/events`,
      does:
        'Adds sales events at the end of the feed, now. Fields left out get usual values, others go out as given. ' +
        'Their movements and fees are put on the ledger too, unless "settle" is false.',
      example: { events: [{ amounts: { gross: 12_500, net: 10_000, vat: 2_500 } }] },
      handle: withBody(eventsSchema, ({ events, settle }, param) =>
        ofLedger(param, (ledger) => {
          for (const event of events) addEvent(ledger, event, settle);
          return json(201, view(ledger));
        }),
      ),
    },
    ...(['funds', 'fees'] as const).map((topic) => ({
      method: 'POST',
      path: `${path}/{ledgerId}/${topic}`,
      does: `Adds entries at the end of the ${topic} feed, now. Fields left out get usual values, others go out as given.`,
      example: { entries: [{ entryType: 'correction', amount: -250 }] },
      handle: withBody(entriesSchema, ({ entries }, param) =>
        ofLedger(param, (ledger) => {
          for (const entry of entries) {
            const amount = typeof entry['amount'] === 'number' ? entry['amount'] : 0;
            const draft = {
              pspReference: nextId('COR-'),
              timeMs: ledger.now(),
              entryType: 'correction',
              amount,
            };
            ledger.addEntry(topic, { ...draft, recipientHandle: null }, entry);
          }
          return json(201, view(ledger));
        }),
      ),
    })),
  ];
}

let lastId = 0;

/** Ids of added items never repeat, not even after a reset: clients may still hold the old ones. */
function nextId(head: string): string {
  lastId += 1;
  return `${head}${String(lastId).padStart(9, '0')}`;
}

function addEvent(ledger: StoredLedger, given: RawFields, settle: boolean): void {
  const time = new Date(ledger.now()).toISOString();
  const event = {
    entryType: 'capture',
    time,
    orderDate: time,
    pspReference: nextId('77'),
    reference: nextId('8'),
    currency: ledger.seed.currency,
    paymentType: 'WALLET',
    classification: { solution: 'VARIABLE_AMOUNT', salesCategory: null },
    amounts: { gross: 10_000, net: null, vat: null },
    lines: [],
    customer: null,
    completeness: { hasLineItems: false, hasVatBreakdown: false, hasCustomerIdentity: false },
    ...given,
  };
  ledger.addSale(event);
  const sale = settle ? saleOf(ledger, event) : undefined;
  if (sale) ledger.addMoneyOf(sale);
}

const settledSchema = z.object({
  entryType: z.enum(['capture', 'refund']),
  pspReference: z.string().nullable(),
  reference: z.string(),
  amounts: z.object({ gross: z.int() }),
});

/** The part of an event that moves money; undefined when the event is too odd to move any. */
function saleOf(ledger: StoredLedger, event: RawFields): StoredSale | undefined {
  const { data } = settledSchema.safeParse(event);
  if (!data) return undefined;
  const { amounts, ...known } = data;
  const now = ledger.now();
  return {
    ...known,
    timeMs: now,
    orderTimeMs: now,
    recipientHandle: ledger.seed.pointsOfSale[0]?.recipientHandle ?? '',
    paymentType: known.pspReference === null ? 'CASH' : 'WALLET',
    solution: 'VARIABLE_AMOUNT',
    salesCategory: null,
    gross: Math.abs(amounts.gross),
    net: null,
    vat: null,
    lines: [],
  };
}

function view(ledger: StoredLedger) {
  const { ledgerId, pointsOfSale } = ledger.seed;
  const { granted, pageSize } = ledger;
  const salesEvents = ledger.salesFrom(0, 0).length;
  return { ledgerId, pointsOfSale, granted, pageSize, salesEvents, today: ledger.today() };
}
