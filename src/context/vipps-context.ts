import type { Rights } from '../callers/scopes.js';
import type { Topic } from '../clients/report.js';
import type { Tenant } from '../config.js';
import type { CallScope, EntityObserver } from '../http/call-scope.js';
import { RequestLive, type LiveReads } from '../live/RequestLive.js';
import { entriesOfEvents, type EntriesOfEvents } from '../loaders/entries-of-events.js';
import { entriesOfOrders, type EntriesOfOrder } from '../loaders/entries-of-orders.js';
import { createCloseLoader, type CloseLoader } from '../loaders/closes.js';
import { createManagementLoaders, type ManagementLoaders } from '../loaders/management.js';
import { createReportLoaders, type ReportLoaders } from '../loaders/report.js';
import { createSalesLoaders, type SalesLoaders } from '../loaders/sales.js';
import { createPayoutLoaders, type PayoutLoaders } from '../loaders/payouts.js';
import { salesOfLedgers, type ReadSalesOfLedgers } from '../loaders/sales-of-ledgers.js';
import { createSalesSummaries, type SumSales } from '../loaders/sales-summaries.js';
import { createOrderManagementLoaders, type OrderManagementLoaders } from '../loaders/order-management.js';
import { createPartnerLoaders, type PartnerLoaders } from '../loaders/partner.js';
import { createProductOrderLoaders, type ProductOrderLoaders } from '../loaders/product-orders.js';
import type { ContextParts } from './parts.js';
import type { VippsServices } from './vipps-services.js';
import { createOrderManagementWriters, type OrderManagementWriters } from '../writers/order-management.js';
import { createProductOrderWriter, type ProductOrderWriter } from '../writers/product-orders.js';

/** What one GraphQL request carries. Resolvers reach the APIs through `loaders` and `writers` only. */
export interface Context {
  readonly requestId: string;
  /** What the caller may do; checked before resolvers are called. */
  readonly rights: Rights;
  /** Told which entities there are, where somebody wants to tell them apart. */
  readonly entities?: EntityObserver | undefined;
  /** Cursors are good within it; empty where there is one tenant. */
  readonly cursorRealm: string;
  readonly loaders: Loaders;
  readonly writers: Writers;
  readonly live: LiveReads;
}

/** Fresh per request, so that nothing a request remembers can outlive it. */
export interface Loaders {
  readonly management: ManagementLoaders;
  readonly report: ReportLoaders;
  readonly sales: SalesLoaders;
  /** Sales events of several ledgers, or of a time. */
  readonly salesOfLedgers: ReadSalesOfLedgers;
  /** Sums what was sold on a ledger, date by date. */
  readonly sumSales: SumSales;
  /** The money side of sales events, by topic. */
  readonly entriesOf: Readonly<Record<Topic, EntriesOfEvents>>;
  /** The money side of orders, by topic. */
  readonly entriesOfOrder: Readonly<Record<Topic, EntriesOfOrder>>;
  /** Payouts of ledgers, and what they pay. */
  readonly payouts: PayoutLoaders;
  /** What was sold against what happened to the money. */
  readonly closes: CloseLoader;
  readonly orderManagement: OrderManagementLoaders;
  readonly productOrders: ProductOrderLoaders;
  readonly partner: PartnerLoaders;
}

/** Changes at the APIs; each forgets what it makes wrong in the loaders and caches. */
export interface Writers {
  readonly productOrders: ProductOrderWriter;
  readonly orderManagement: OrderManagementWriters;
}

/** The context of one request, or of one execution that serves several equal ones. */
export function createVippsContext(services: VippsServices, parts: ContextParts): Context {
  return new RequestContext(services, parts);
}

/** Apollo Server hands a copy of it to the resolvers, so what they use are plain fields. */
class RequestContext implements Context {
  readonly requestId: string;
  readonly rights: Rights;
  readonly entities: EntityObserver | undefined;
  readonly cursorRealm: string;
  readonly loaders: Loaders;
  readonly writers: Writers;
  readonly live: LiveReads;

  constructor(services: VippsServices, { requestId, tenant, rights, scope }: ContextParts) {
    this.requestId = requestId;
    this.rights = rights;
    this.entities = scope.reads?.entities;
    this.cursorRealm = tenant.fromFile === true ? `${tenant.id}\n` : '';
    this.loaders = new RequestLoaders(services, requestId, tenant, scope);
    this.writers = new RequestWriters(services, tenant, scope, this.loaders);
    this.live = new RequestLive(services.live, tenant, scope);
  }
}

/** Each is made when first asked for: most requests use one API or two. */
class RequestLoaders implements Loaders {
  readonly #parts: {
    readonly caches: VippsServices['caches'];
    readonly tenant: Tenant;
    readonly scope: CallScope;
  };
  #management: ManagementLoaders | undefined;
  #report: ReportLoaders | undefined;
  #sales: SalesLoaders | undefined;
  #entriesOf: Loaders['entriesOf'] | undefined;
  #entriesOfOrder: Loaders['entriesOfOrder'] | undefined;
  #payouts: PayoutLoaders | undefined;
  #orderManagement: OrderManagementLoaders | undefined;
  #productOrders: ProductOrderLoaders | undefined;
  #partner: PartnerLoaders | undefined;

  constructor(
    private readonly services: VippsServices,
    private readonly requestId: string,
    tenant: Tenant,
    scope: CallScope,
  ) {
    this.#parts = { caches: services.caches, tenant, scope };
  }

  get management(): ManagementLoaders {
    return (this.#management ??= createManagementLoaders({
      ...this.#parts,
      client: this.services.management,
    }));
  }

  get report(): ReportLoaders {
    const { requestId } = this;
    const { report: client, clock, log } = this.services;
    return (this.#report ??= createReportLoaders({ ...this.#parts, client, clock, log, requestId }));
  }

  get sales(): SalesLoaders {
    const { requestId } = this;
    const { sales: client, clock, log } = this.services;
    return (this.#sales ??= createSalesLoaders({ ...this.#parts, client, clock, log, requestId }));
  }

  get salesOfLedgers(): ReadSalesOfLedgers {
    return salesOfLedgers(this.sales, this.services.clock);
  }

  get sumSales(): SumSales {
    const { requestId } = this;
    const { sales: client, clock, log } = this.services;
    return createSalesSummaries({ ...this.#parts, client, clock, log, requestId });
  }

  get entriesOf(): Loaders['entriesOf'] {
    const { clock } = this.services;
    const { scope } = this.#parts;
    return (this.#entriesOf ??= {
      funds: entriesOfEvents('funds', this.report, clock, scope),
      fees: entriesOfEvents('fees', this.report, clock, scope),
    });
  }

  get entriesOfOrder(): Loaders['entriesOfOrder'] {
    const { clock } = this.services;
    const { scope } = this.#parts;
    return (this.#entriesOfOrder ??= {
      funds: entriesOfOrders('funds', this.report, clock, scope),
      fees: entriesOfOrders('fees', this.report, clock, scope),
    });
  }

  get payouts(): PayoutLoaders {
    return (this.#payouts ??= createPayoutLoaders(this.report, this.services.clock, this.#parts.scope));
  }

  get closes(): CloseLoader {
    const { report, sales } = this;
    const { clock } = this.services;
    return createCloseLoader({ report, sales, clock, scope: this.#parts.scope });
  }

  get orderManagement(): OrderManagementLoaders {
    const { orderManagement: client } = this.services;
    return (this.#orderManagement ??= createOrderManagementLoaders({ ...this.#parts, client }));
  }

  get productOrders(): ProductOrderLoaders {
    return (this.#productOrders ??= createProductOrderLoaders({
      ...this.#parts,
      client: this.services.productOrders,
      seesMerchant: (identifier) => this.management.seesMerchant(identifier),
    }));
  }

  get partner(): PartnerLoaders {
    return (this.#partner ??= createPartnerLoaders({
      ...this.#parts,
      client: this.services.partner,
      seesMerchant: (identifier) => this.management.seesMerchant(identifier),
    }));
  }
}

class RequestWriters implements Writers {
  #orderManagement: OrderManagementWriters | undefined;
  #productOrders: ProductOrderWriter | undefined;

  constructor(
    private readonly services: VippsServices,
    private readonly tenant: Tenant,
    private readonly scope: CallScope,
    private readonly loaders: Loaders,
  ) {}

  get orderManagement(): OrderManagementWriters {
    const { services, tenant, scope, loaders } = this;
    return (this.#orderManagement ??= createOrderManagementWriters({
      client: services.orderManagement,
      caches: services.caches,
      loaders: loaders.orderManagement,
      repeats: services.repeats,
      tenant,
      scope,
    }));
  }

  get productOrders(): ProductOrderWriter {
    const { services, tenant, scope, loaders } = this;
    return (this.#productOrders ??= createProductOrderWriter({
      client: services.productOrders,
      partner: services.partner,
      loaders: loaders.productOrders,
      seesMerchant: (identifier) => loaders.management.seesMerchant(identifier),
      tenant,
      scope,
    }));
  }
}
