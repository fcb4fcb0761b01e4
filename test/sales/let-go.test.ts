import { describe, expect } from 'vitest';
import { SalesPage } from '../../src/clients/sales.js';
import { createContext } from '../../src/context/vipps-context.js';
import { FEED_START } from '../../src/loaders/feed.js';
import { PayoutExplainedDocument, RefundsDocument, SalesOfADayDocument } from '../generated/graphql.js';
import { freshStack } from '../support/fixture.js';

const it = freshStack({ now: '2026-10-20T10:00:00Z' });

const nothingShared = { CACHE_MAX_BYTES: '0', KEEP_ANSWERS_BYTES: '0', JOIN_REQUESTS: 'false' };
/** The same pages under several names, as nodes and as edges, behind a cursor, filtered, and of a date. */
const manyWays = `{ ledger(ledgerId: "418806") {
  salesEvents(first: 30) { nodes { id } edges { cursor node { id amounts { gross { decimal } } } } pageInfo { endCursor } }
  again: salesEvents(first: 30) { nodes { id completeness { hasLineItems hasVatBreakdown } lines { name } } }
  refunds: salesEvents(first: 3, entryType: REFUND) { nodes { id originalSale { id lines { lineId } } } }
  day: salesEvents(first: 20, date: "2026-09-14") { nodes { id time order { orderId } } }
  funds(first: 20) { nodes { entryType salesEvent { id amounts { gross { decimal } } } } }
} }`;

const queries = [manyWays, ...[SalesOfADayDocument, PayoutExplainedDocument, RefundsDocument].map(String)];

describe('pages of sales events that no other request is given', () => {
  it.for([
    ['the short way', nothingShared],
    ['the long way', { ...nothingShared, FAST_PATH: 'false' }],
  ] as const)(
    'are there until the answer is made, on %s',
    async ([, env], { stack: remembering, start, clock }) => {
      const forgetting = await start({ clock, env });
      for (const query of queries) {
        const expected = await remembering.askText(query);
        expect(expected.errors).toBeUndefined();
        const found = await Promise.all([1, 2, 3].map(() => forgetting.askText(query)));
        expect(found).toEqual([expected, expected, expected]);
      }
    },
  );

  it('are let go with the request', async ({ startServices, clock }) => {
    const { services } = await startServices(nothingShared, clock);
    const context = createContext(services, 'a-request');
    const slice = await context.loaders.sales.feed('418806', FEED_START, 10);
    const references = () =>
      slice?.parts.flatMap(({ page }) => page.items.map(({ pspReference }) => pspReference));
    expect(references()).toHaveLength(10);
    context.end();
    expect(references).toThrow('A sales event is read after its page was let go');
  });

  it('say so when they are read after they were let go', () => {
    const page = new SalesPage([{ pspReference: '1' }, { pspReference: '2' }], null, false);
    expect(page.items.map(({ pspReference }) => pspReference)).toEqual(['1', '2']);
    page.letGo();
    expect(() => page.items.map(({ pspReference }) => pspReference)).toThrow(
      'A sales event is read after its page was let go',
    );
  });
});
