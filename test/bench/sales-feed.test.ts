import { expect, test } from 'vitest';
import { LEDGER } from './data.ts';
import { SalesFeed } from './sales-feed.ts';

interface Page {
  readonly items: readonly { readonly pspReference: string }[];
  readonly cursor: string;
  readonly hasMore: boolean;
}

const path = `/sales/report/v1/ledgers/${LEDGER}`;

function pageOf(feed: SalesFeed, cursor: string | undefined, pageSize: number): Page {
  const place = cursor === undefined ? '' : `cursor=${encodeURIComponent(cursor)}&`;
  const page = feed.page(`${path}?${place}pageSize=${pageSize}`);
  if (page === undefined) throw new Error(`no page behind ${cursor ?? 'the start'}`);
  return JSON.parse(page.toString()) as Page;
}

test('the feed gives every event once, on pages of any size', () => {
  const feed = new SalesFeed();
  const seen = new Set<string>();
  let count = 0;
  let cursor: string | undefined;
  for (let more = true, size = 7; more; size = (size * 5) % 997) {
    const page = pageOf(feed, cursor, size);
    for (const { pspReference } of page.items) seen.add(pspReference);
    count += page.items.length;
    cursor = page.cursor;
    more = page.hasMore;
  }
  expect([count, seen.size]).toEqual([20_000, 20_000]);
});

test.each([
  '?pageSize=1001',
  '?pageSize=0',
  '?cursor=AQAAAAAAAAA%3D&pageSize=10',
  '?cursor=nonsense&pageSize=10',
  '/dates/2026-09-14?pageSize=10',
])('%s is no page of the feed', (rest) => {
  expect(new SalesFeed().page(path + rest)).toBeUndefined();
});
