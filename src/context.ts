import type { Topic } from './clients/report.js';
import type { Tenant } from './config.js';
import {
  CallBudget,
  startDeadline,
  type Deadline,
  type ReadObserver,
  type RunningDeadline,
} from './http/deadline.js';
import { entriesOfEvents, type EntriesOfEvents } from './loaders/entries-of-events.js';
import { createManagementLoaders, type ManagementLoaders } from './loaders/management.js';
import { createReportLoaders, type ReportLoaders } from './loaders/report.js';
import { createSalesLoaders, type SalesLoaders } from './loaders/sales.js';
import { createOrderManagementLoaders, type OrderManagementLoaders } from './loaders/order-management.js';
import { createPartnerLoaders, type PartnerLoaders } from './loaders/partner.js';
import { createProductOrderLoaders, type ProductOrderLoaders } from './loaders/product-orders.js';
import type { Services } from './services.js';
import { createOrderManagementWriters, type OrderManagementWriters } from './writers/order-management.js';
import { createProductOrderWriter, type ProductOrderWriter } from './writers/product-orders.js';

/** What one GraphQL request carries. Resolvers reach the APIs through `loaders` and `writers` only. */
export interface Context {
  readonly requestId: string;
  readonly tenant: Tenant;
  readonly deadline: Deadline;
  readonly loaders: Loaders;
  readonly writers: Writers;
}

/** Fresh per request, so that nothing a request remembers can outlive it. */
export interface Loaders {
  readonly management: ManagementLoaders;
  readonly report: ReportLoaders;
  readonly sales: SalesLoaders;
  /** The money side of sales events, by topic. */
  readonly entriesOf: Readonly<Record<Topic, EntriesOfEvents>>;
  readonly orderManagement: OrderManagementLoaders;
  readonly productOrders: ProductOrderLoaders;
  readonly partner: PartnerLoaders;
}

/** Changes at the APIs; each forgets what it makes wrong in the loaders and caches. */
export interface Writers {
  readonly productOrders: ProductOrderWriter;
  readonly orderManagement: OrderManagementWriters;
}

export interface RunningContext extends Context {
  /** The caller went away: stop the upstream work. */
  cancel(): void;
  /** The answer is sent: release the timer. */
  end(): void;
}

/** @param observer told what the answer is made from, where somebody wants to keep it */
export function createContext(
  services: Services,
  requestId: string,
  observer?: ReadObserver,
): RunningContext {
  const { requestTimeoutMs, queryMaxCalls, tenant } = services.config;
  const deadline = startDeadline(requestTimeoutMs, observer, new CallBudget(queryMaxCalls));
  return new RequestContext(services, requestId, tenant, deadline);
}

/** Apollo Server hands a copy of it to the resolvers, so what they use are plain fields. */
class RequestContext implements RunningContext {
  readonly loaders: Loaders;
  readonly writers: Writers;

  constructor(
    services: Services,
    readonly requestId: string,
    readonly tenant: Tenant,
    readonly deadline: RunningDeadline,
  ) {
    this.loaders = new RequestLoaders(services, tenant, deadline);
    this.writers = new RequestWriters(services, tenant, deadline, this.loaders);
  }

  cancel(): void {
    this.deadline.cancel();
  }

  end(): void {
    this.deadline.end();
  }
}

/** Each is made when first asked for: most requests use one API or two. */
class RequestLoaders implements Loaders {
  readonly #parts: {
    readonly caches: Services['caches'];
    readonly tenant: Tenant;
    readonly deadline: Deadline;
  };
  #management: ManagementLoaders | undefined;
  #report: ReportLoaders | undefined;
  #sales: SalesLoaders | undefined;
  #entriesOf: Loaders['entriesOf'] | undefined;
  #orderManagement: OrderManagementLoaders | undefined;
  #productOrders: ProductOrderLoaders | undefined;
  #partner: PartnerLoaders | undefined;

  constructor(
    private readonly services: Services,
    tenant: Tenant,
    deadline: Deadline,
  ) {
    this.#parts = { caches: services.caches, tenant, deadline };
  }

  get management(): ManagementLoaders {
    return (this.#management ??= createManagementLoaders({
      ...this.#parts,
      client: this.services.management,
    }));
  }

  get report(): ReportLoaders {
    return (this.#report ??= createReportLoaders({ ...this.#parts, client: this.services.report }));
  }

  get sales(): SalesLoaders {
    const { sales, clock } = this.services;
    return (this.#sales ??= createSalesLoaders({ ...this.#parts, client: sales, clock }));
  }

  get entriesOf(): Loaders['entriesOf'] {
    const { clock } = this.services;
    return (this.#entriesOf ??= {
      funds: entriesOfEvents('funds', this.report, clock),
      fees: entriesOfEvents('fees', this.report, clock),
    });
  }

  get orderManagement(): OrderManagementLoaders {
    const { orderManagement: client } = this.services;
    return (this.#orderManagement ??= createOrderManagementLoaders({ ...this.#parts, client }));
  }

  get productOrders(): ProductOrderLoaders {
    return (this.#productOrders ??= createProductOrderLoaders({
      ...this.#parts,
      client: this.services.productOrders,
    }));
  }

  get partner(): PartnerLoaders {
    return (this.#partner ??= createPartnerLoaders({ ...this.#parts, client: this.services.partner }));
  }
}

class RequestWriters implements Writers {
  #orderManagement: OrderManagementWriters | undefined;
  #productOrders: ProductOrderWriter | undefined;

  constructor(
    private readonly services: Services,
    private readonly tenant: Tenant,
    private readonly deadline: Deadline,
    private readonly loaders: Loaders,
  ) {}

  get orderManagement(): OrderManagementWriters {
    const { services, tenant, deadline, loaders } = this;
    return (this.#orderManagement ??= createOrderManagementWriters({
      client: services.orderManagement,
      caches: services.caches,
      loaders: loaders.orderManagement,
      tenant,
      deadline,
    }));
  }

  get productOrders(): ProductOrderWriter {
    const { services, tenant, deadline, loaders } = this;
    return (this.#productOrders ??= createProductOrderWriter({
      client: services.productOrders,
      partner: services.partner,
      loaders: loaders.productOrders,
      tenant,
      deadline,
    }));
  }
}
