import type { Topic } from './clients/report.js';
import type { Tenant } from './config.js';
import { startDeadline, type Deadline } from './http/deadline.js';
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

/** One per API that changes things. Each invalidates what its changes touch. */
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

export function createContext(services: Services, requestId: string): RunningContext {
  const { config } = services;
  const { tenant } = config;
  const deadline = startDeadline(config.requestTimeoutMs);
  const { clock } = services;
  const shared = { caches: services.caches, tenant, deadline };
  const report = createReportLoaders({ ...shared, client: services.report });
  const orderManagement = createOrderManagementLoaders({ ...shared, client: services.orderManagement });
  const productOrders = createProductOrderLoaders({ ...shared, client: services.productOrders });
  return {
    requestId,
    tenant,
    deadline,
    loaders: {
      management: createManagementLoaders({ ...shared, client: services.management }),
      report,
      sales: createSalesLoaders({ ...shared, client: services.sales, clock }),
      entriesOf: {
        funds: entriesOfEvents('funds', report, clock),
        fees: entriesOfEvents('fees', report, clock),
      },
      orderManagement,
      productOrders,
      partner: createPartnerLoaders({ ...shared, client: services.partner }),
    },
    writers: {
      orderManagement: createOrderManagementWriters({
        ...shared,
        client: services.orderManagement,
        loaders: orderManagement,
      }),
      productOrders: createProductOrderWriter({
        client: services.productOrders,
        partner: services.partner,
        loaders: productOrders,
        tenant,
        deadline,
      }),
    },
    cancel: () => {
      deadline.cancel();
    },
    end: () => {
      deadline.end();
    },
  };
}
