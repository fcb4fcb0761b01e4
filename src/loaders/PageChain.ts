import { UpstreamError } from '../errors/UpstreamError.js';
import { unreadable, type FailedCall } from '../http/failures.js';

/** What leads from a page to the next one. */
interface ChainPage {
  readonly items: { readonly length: number };
  /** The upstream cursor behind these items; null when there is none that is certain. */
  readonly next: string | null;
}

/** A feed that says "more" this often in a row without an item will not get anywhere. */
const MAX_EMPTY_PAGES = 5;

/** The way through a feed from page to page, and what of it is wrong whoever goes it. */
export class PageChain {
  readonly #seen = new Set<string | undefined>();
  #emptyPages = 0;

  /** @param call how errors about the feed name it */
  constructor(private readonly call: FailedCall) {}

  /** How many pages were begun. */
  get pages(): number {
    return this.#seen.size;
  }

  /** To be called before the page at a cursor is read. @throws UpstreamError when it was read already */
  enter(cursor: string | undefined): void {
    if (this.#seen.has(cursor)) throw unreadable(this.call, 'leads back to a page that was read already');
    this.#seen.add(cursor);
  }

  /** What to throw when a page could not be read: a cursor that the API itself gave is no fault of whoever asks. */
  failed(error: unknown): unknown {
    return this.pages > 1 && isInvalid(error)
      ? unreadable(this.call, 'refuses the cursor that it gave')
      : error;
  }

  /** To be called when the API does not know a page: the first one may be none. @throws UpstreamError for those behind */
  missing(): null {
    if (this.pages === 1) return null;
    throw unreadable(this.call, 'leads to a page that does not exist');
  }

  /** The cursor behind a page that says that there is more. @throws UpstreamError where that leads nowhere */
  behind({ items, next }: ChainPage): string {
    if (next === null) throw unreadable(this.call, 'promises more but gives no cursor');
    this.#emptyPages = items.length === 0 ? this.#emptyPages + 1 : 0;
    if (this.#emptyPages >= MAX_EMPTY_PAGES)
      throw unreadable(this.call, 'promises more but gives empty pages only');
    return next;
  }
}

/** Whether an API has refused a call as not valid. */
function isInvalid(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'BAD_USER_INPUT';
}
