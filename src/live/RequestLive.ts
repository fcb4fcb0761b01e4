import type { Topic, WireEntry } from '../clients/report.js';
import type { WireSalesEvent } from '../clients/sales.js';
import type { Tenant } from '../config.js';
import { GraphError } from '../errors/GraphError.js';
import type { CallScope } from '../http/call-scope.js';
import type { LiveFeeds } from './LiveFeeds.js';
import type { LiveFeed } from './LiveFeed.js';
import type { LiveShape } from './LiveReader.js';
import type { FeedPlace } from '../loaders/feed.js';

/** The feeds as one request may follow them. */
export interface LiveReads {
  /** The sales events of a ledger behind a place, or from now on. @throws GraphError NOT_FOUND */
  sales<Event>(
    ledgerId: string,
    after: FeedPlace | undefined,
    shape: LiveShape<WireSalesEvent, Event>,
  ): Promise<AsyncIterable<Event>>;
  /** The entries of one of its accounts, in the same way. */
  entries<Event>(
    ledgerId: string,
    topic: Topic,
    after: FeedPlace | undefined,
    shape: LiveShape<WireEntry, Event>,
  ): Promise<AsyncIterable<Event>>;
}

/** The feeds for one request. */
export class RequestLive implements LiveReads {
  constructor(
    private readonly feeds: LiveFeeds,
    private readonly tenant: Tenant,
    private readonly scope: CallScope,
  ) {}

  async sales<Event>(
    ledgerId: string,
    after: FeedPlace | undefined,
    shape: LiveShape<WireSalesEvent, Event>,
  ): Promise<AsyncIterable<Event>> {
    return open(this.feeds.sales(this.tenant, ledgerId), after, shape, this.scope);
  }

  async entries<Event>(
    ledgerId: string,
    topic: Topic,
    after: FeedPlace | undefined,
    shape: LiveShape<WireEntry, Event>,
  ): Promise<AsyncIterable<Event>> {
    return open(this.feeds.entries(this.tenant, ledgerId, topic), after, shape, this.scope);
  }
}

async function open<Item, Event>(
  feed: LiveFeed<Item> | undefined,
  after: FeedPlace | undefined,
  shape: LiveShape<Item, Event>,
  { deadline }: CallScope,
): Promise<AsyncIterable<Event>> {
  const reader = await feed?.open(after, shape, deadline);
  if (reader != null) return reader;
  throw new GraphError('NOT_FOUND', 'There is no such ledger, or it is not granted to the keys in use.');
}
