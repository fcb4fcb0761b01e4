import { isDeepStrictEqual } from 'node:util';
import type { NumberedPage } from '../../clients/entur/page.js';
import type { ApiIdentity } from '../../http/ApiDescriptor.js';
import { unreadable } from '../../http/failures.js';

/** How a service counts its pages. */
export interface PageRules {
  readonly api: ApiIdentity;
  /** Number of the first page. */
  readonly firstPage: number;
  /** Most items that are asked for in one call. */
  readonly pageSizeMax: number;
}

/** Reads the page of a number, as the service counts. */
export type ReadPage<Item> = (page: number, perPage: number) => Promise<NumberedPage<Item>>;

/** Items that follow each other in a list. */
export interface ListSlice<Item> {
  readonly items: readonly Item[];
  /** Place of the first item in the list, counted from 0. */
  readonly start: number;
  /** Length of the list when the slice was read. */
  readonly total: number;
}

/** So often a slice is read with smaller pages, because the service seems to make them. */
const MOST_SIZES = 3;

/**
 * A list that a service gives in numbered pages, read by place. Page sizes are chosen so that most slices take one call,
 * whatever comes and goes meanwhile.
 */
export class NumberedList<Item> {
  constructor(
    private readonly rules: PageRules,
    private readonly read: ReadPage<Item>,
  ) {}

  /**
   * Up to `count` items from a place on: one call, or one more than the pages that they fill.
   * @param most that the list is believed to have: of a longer one no further page is asked for
   */
  async slice(start: number, count: number, most = Number.POSITIVE_INFINITY): Promise<ListSlice<Item>> {
    let largest = this.rules.pageSizeMax;
    for (let round = 1; ; round += 1) {
      const { slice, smaller } = await this.#slice(start, count, largest, most);
      // A list whose length is never right looks the same: then what is there has to do.
      if (smaller === undefined || round === MOST_SIZES) return slice;
      largest = smaller;
    }
  }

  /** The last `count` items: one call where that is all of the list, else one that counts and those of the slice. */
  async last(count: number): Promise<ListSlice<Item>> {
    const { firstPage, pageSizeMax } = this.rules;
    const { items, totalItems } = await this.read(firstPage, Math.min(count, pageSizeMax));
    if (items.length >= totalItems) return { items: items.slice(-count), start: 0, total: totalItems };
    return this.slice(Math.max(0, totalItems - count), count);
  }

  /** All items of a list that is known to be short. @throws UpstreamError for one that is longer than `most`, or not whole */
  async all(most: number): Promise<readonly Item[]> {
    const { items, total } = await this.slice(0, most, most);
    if (items.length < total) throw unreadable(this.#call, `has ${items.length} of its ${total} items`);
    return items;
  }

  /** @returns with the slice, the size that the service seems to make of pages that are asked to be larger */
  async #slice(
    start: number,
    count: number,
    largest: number,
    most: number,
  ): Promise<{ readonly slice: ListSlice<Item>; readonly smaller?: number }> {
    const size = pageSizeFor(start, count, largest);
    const end = start + count;
    const items: Item[] = [];
    let total = 0;
    let before: NumberedPage<Item> | undefined;
    for (let at = start; at < end;) {
      const index = Math.floor(at / size);
      const offset = index * size;
      const page = await this.read(this.rules.firstPage + index, size);
      checkTotal(this.rules.api, page.totalItems, most);
      if (page.items.length > 0 && isDeepStrictEqual(page, before))
        throw unreadable(
          this.#call,
          'repeats one page as the next: its first page may not have the number that ENTUR_FIRST_PAGE says',
        );
      before = page;
      total = page.totalItems;
      const { length } = page.items;
      items.push(...page.items.slice(at - offset, end - offset));
      if (length < size) {
        // Of smaller pages than it is asked for, none but the first begins where it is thought to.
        const isEnd = offset + length === total && (page.totalPages ?? 0) <= Math.ceil(total / size);
        const slice = { items, start, total };
        return length === 0 || isEnd ? { slice } : { slice, smaller: length };
      }
      at = offset + size;
      if (at >= total) break;
    }
    return { slice: { items, start, total } };
  }

  get #call() {
    return callOf(this.rules.api);
  }
}

/** @throws UpstreamError for a list that is longer than is believed */
export function checkTotal(api: ApiIdentity, total: number, most: number): void {
  if (total > most) throw unreadable(callOf(api), `has ${total} items, where at most ${most} were expected`);
}

function callOf(api: ApiIdentity) {
  return { api, operation: 'read a list', effect: 'read' } as const;
}

/** The smallest page that holds the slice as a whole; the largest there is where none does. */
function pageSizeFor(start: number, count: number, largest: number): number {
  for (let size = count; size <= largest; size += 1)
    if (Math.floor(start / size) === Math.floor((start + count - 1) / size)) return size;
  return largest;
}
