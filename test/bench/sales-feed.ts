import { LEDGER, salesEvent } from './data.ts';

const EVENTS = 20_000;
const MAX_PAGE_SIZE = 1_000;
const DEFAULT_PAGE_SIZE = 1_000;
const PATH = `/sales/report/v1/ledgers/${LEDGER}`;

/** The stub's feed of sales events: pages of any size behind any cursor that it gave, kept once they were made. */
export class SalesFeed {
  readonly #events = Array.from({ length: EVENTS }, (_, index) => JSON.stringify(salesEvent(index)));
  readonly #pages = new Map<string, Buffer>();

  /** Makes the pages that the benchmark asks for, so that no request waits for them. */
  prepare(): void {
    for (const size of [10, 100, MAX_PAGE_SIZE]) this.page(`${PATH}?pageSize=${String(size)}`);
    for (let place = MAX_PAGE_SIZE; place < EVENTS / 2; place += MAX_PAGE_SIZE) {
      this.page(`${PATH}?cursor=${encodeURIComponent(cursorOf(place))}&pageSize=${String(MAX_PAGE_SIZE)}`);
    }
  }

  /** The answer to a path with its query; `undefined` when it is no page of this feed. */
  page(url: string): Buffer | undefined {
    const known = this.#pages.get(url);
    if (known !== undefined) return known;
    const { pathname, searchParams } = new URL(url, 'http://stub');
    const place = placeOf(searchParams.get('cursor'));
    const size = Number(searchParams.get('pageSize') ?? DEFAULT_PAGE_SIZE);
    if (pathname !== PATH || place === undefined || !(size >= 1 && size <= MAX_PAGE_SIZE)) return undefined;
    const end = Math.min(place + size, EVENTS);
    const items = this.#events.slice(place, end).join(',');
    const page = Buffer.from(
      `{"items":[${items}],"cursor":"${cursorOf(end)}","hasMore":${String(end < EVENTS)}}`,
    );
    this.#pages.set(url, page);
    return page;
  }
}

/** Eight bytes in base64, which URLs must escape. */
function cursorOf(place: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(place, 4);
  return bytes.toString('base64');
}

function placeOf(cursor: string | null): number | undefined {
  if (cursor === null) return 0;
  const bytes = Buffer.from(cursor, 'base64');
  const place = bytes.length === 8 ? bytes.readUInt32LE(4) : EVENTS;
  return place < EVENTS && cursorOf(place) === cursor ? place : undefined;
}
