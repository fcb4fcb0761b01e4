import type { Logger } from 'pino';
import type { SharedLog, SharedLogs } from '../cache/SharedLogs.js';
import { joinKey } from '../cache/cache-key.js';
import { vippsApis } from '../clients/apis.js';
import { reviveEntry, type ReportClient, type Topic, type WireEntry } from '../clients/report.js';
import { requiredKeys, withReportKeys } from '../clients/required-keys.js';
import { reviveSalesEvent, type SalesClient, type WireSalesEvent } from '../clients/sales.js';
import { systemTimers, type Clock, type Timers } from '../clock.js';
import type { Credentials, LiveSettings, Tenant } from '../config.js';
import { sameEntry } from '../loaders/repeated-entries.js';
import { sameEvent } from '../loaders/repeated-events.js';
import { seesLedger } from '../loaders/visibility.js';
import { feedSource, type FeedSource } from './FeedSource.js';
import type { Tracing } from '../tracing/Tracing.js';
import { LiveFeed, type LiveFeedLimits } from './LiveFeed.js';
import type { FeedKind, PollOutcome } from './PollOutcome.js';
import { RefusedForNow } from './RefusedForNow.js';
import { SharedSupply } from './SharedSupply.js';
import { Poller } from './Poller.js';
import type { EndReason } from './StreamEnd.js';

export interface LiveFeedsParts {
  readonly sales: SalesClient;
  readonly report: ReportClient;
  readonly settings: LiveSettings;
  readonly callTimeoutMs: number;
  readonly clock: Clock;
  /** Those of the system unless told otherwise. */
  readonly timers: Timers | undefined;
  readonly log: Logger;
  /** By which processes share what they poll; undefined = each polls for itself. */
  readonly logs: SharedLogs | undefined;
  /** Told what comes of each page that is polled; undefined = nobody counts. */
  readonly polled?: ((kind: FeedKind, outcome: PollOutcome) => void) | undefined;
  /** Undefined = nobody takes spans. */
  readonly tracing: Tracing | undefined;
}

/** What is known of a feed besides what is in it. */
interface OpenFeed {
  readonly ledgerId: string;
  readonly kind: FeedKind;
  readonly tenant: Tenant;
  readonly feed: Pick<LiveFeed<unknown>, 'readers' | 'isPolled' | 'end' | 'wake'>;
}

/** Feeds without followers that are kept, so that who comes back finds what came last. */
const MOST_IDLE = 1_000;
/** The API's own default. */
const PAGE_SIZE = 1_000;

/** The feeds that are followed, each for one tenant with one set of its keys. */
export class LiveFeeds {
  readonly #sales = new Map<string, OpenFeed & { readonly feed: LiveFeed<WireSalesEvent> }>();
  readonly #entries = new Map<string, OpenFeed & { readonly feed: LiveFeed<WireEntry> }>();

  #isOver = false;

  constructor(private readonly parts: LiveFeedsParts) {}

  /** The sales events of a ledger; undefined where the tenant may not see it. @throws GraphError without keys for it */
  sales(tenant: Tenant, ledgerId: string): LiveFeed<WireSalesEvent> | undefined {
    if (!seesLedger(tenant, ledgerId)) return undefined;
    const { sales } = this.parts;
    const keys = requiredKeys(tenant, sales.descriptor, { ledgerId });
    const what = { tenant, keys, ledgerId, kind: 'sales' as const, revive: reviveSalesEvent };
    return this.#open(this.#sales, what, () =>
      feedSource({
        maxPageSize: PAGE_SIZE,
        identity: sameEvent,
        call: { api: vippsApis.sales, operation: 'getSalesEventsForLedger', effect: 'read' },
        page: async (cursor, pageSize, scope) =>
          (await sales.getFeed(keys, scope, ledgerId, { cursor, pageSize }))?.value ?? null,
      }),
    );
  }

  /** The entries of a ledger, in the same way. */
  entries(tenant: Tenant, ledgerId: string, topic: Topic): LiveFeed<WireEntry> | undefined {
    if (!seesLedger(tenant, ledgerId)) return undefined;
    const { report } = this.parts;
    const keys = requiredKeys(tenant, vippsApis.report, { ledgerId });
    const what = { tenant, keys, ledgerId, kind: topic, revive: reviveEntry };
    return this.#open(this.#entries, what, () =>
      feedSource({
        maxPageSize: PAGE_SIZE,
        identity: sameEntry,
        call: { api: vippsApis.report, operation: 'getEntriesFeed', effect: 'read' },
        page: async (cursor, _pageSize, scope) => {
          const page = await withReportKeys(tenant, { ledgerId }, (own) =>
            report.getFeed(own, scope, ledgerId, topic, cursor),
          );
          return page?.value ?? null;
        },
      }),
    );
  }

  /** Looks for news now. @param ledgerId of one ledger only */
  wake(ledgerId?: string): void {
    for (const open of this.#all())
      if (ledgerId === undefined || open.ledgerId === ledgerId) open.feed.wake();
  }

  /** How many feeds this process polls. */
  pollers(kind: FeedKind): number {
    return this.#all().filter((open) => open.kind === kind && open.feed.isPolled).length;
  }

  /** Ends all subscriptions, and lets nobody in any more. */
  end(reason: EndReason): void {
    this.#isOver = true;
    for (const { feed } of this.#all()) feed.end(reason);
  }

  /** From now on these are the tenants: who has subscribed for one that has changed subscribes anew. */
  useTenants(tenants: readonly Tenant[]): void {
    const prints = new Map(tenants.map(({ id, fingerprint }) => [id, fingerprint]));
    for (const feeds of [this.#sales, this.#entries])
      for (const [key, { tenant, feed }] of feeds) {
        if (prints.has(tenant.id) && prints.get(tenant.id) === tenant.fingerprint) continue;
        feeds.delete(key);
        feed.end('TENANT_CHANGED');
      }
  }

  #all(): readonly OpenFeed[] {
    return [...this.#sales.values(), ...this.#entries.values()];
  }

  #open<Item>(
    feeds: Map<string, OpenFeed & { readonly feed: LiveFeed<Item> }>,
    what: FeedOf<Item>,
    source: () => FeedSource<Item>,
  ): LiveFeed<Item> {
    if (this.#isOver) throw new RefusedForNow('SERVER_STOPPING', 'This server is stopping. Subscribe again.');
    const { tenant, ledgerId, kind, keys } = what;
    const { logs } = this.parts;
    const log = logs?.isOpen === true ? logs.log(placeOf(what)) : undefined;
    const key = joinKey(
      tenant.id,
      tenant.fingerprint ?? '',
      keys.id,
      ledgerId,
      kind,
      log === undefined ? '' : 'shared',
    );
    const known = feeds.get(key);
    if (known !== undefined) return known.feed;
    this.#dropIdle(feeds);
    const feed = this.#newFeed(source(), what, log);
    feeds.set(key, { ledgerId, kind, tenant, feed });
    return feed;
  }

  #dropIdle(feeds: Map<string, OpenFeed>): void {
    if (feeds.size < MOST_IDLE) return;
    for (const [key, { feed }] of feeds) if (feed.readers === 0) feeds.delete(key);
  }

  #newFeed<Item>(
    source: FeedSource<Item>,
    { tenant, ledgerId, kind, revive }: FeedOf<Item>,
    shared: SharedLog | undefined,
  ): LiveFeed<Item> {
    const { settings, callTimeoutMs, clock, timers = systemTimers, log } = this.parts;
    const polled = (outcome: PollOutcome): void => this.parts.polled?.(kind, outcome);
    const limits: LiveFeedLimits = { ...settings, callTimeoutMs };
    const common = { clock, timers, times: settings, random: Math.random, log, polled };
    return new LiveFeed<Item>({
      source,
      supply: (feed) =>
        shared === undefined
          ? new Poller(feed, common)
          : new SharedSupply(feed, { ...common, shared, revive }),
      timers,
      origin: { id: `live:${ledgerId}`, owner: tenant.id, isFirstFailure: () => true },
      tracing: this.parts.tracing,
      limits,
    });
  }
}

/** Which feed is meant, with whose keys. */
interface FeedOf<Item> {
  readonly tenant: Tenant;
  readonly keys: Credentials;
  readonly ledgerId: string;
  readonly kind: FeedKind;
  readonly revive: (kept: unknown) => Item;
}

function placeOf({ tenant, keys, ledgerId, kind }: FeedOf<unknown>) {
  return { tenantId: tenant.id, credentialsId: keys.id, kind: `live ${kind}`, key: [ledgerId] };
}
