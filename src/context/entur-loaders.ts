import { createEnturCreditLoaders, type EnturCreditLoaders } from '../loaders/entur/credits.js';
import { createEnturOptionLoaders, type EnturOptionLoaders } from '../loaders/entur/options.js';
import { createEnturOrderLoaders, type EnturOrderLoaders } from '../loaders/entur/orders.js';
import type { EnturLoaderParts } from '../loaders/entur/parts.js';
import { createEnturPaymentLoaders, type EnturPaymentLoaders } from '../loaders/entur/payments.js';
import { createEnturStoredCardLoaders, type EnturStoredCardLoaders } from '../loaders/entur/stored-cards.js';
import { createEnturTicketLoaders, type EnturTicketLoaders } from '../loaders/entur/tickets.js';
import type { Tenant } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import type { EnturServices } from './entur-services.js';

/** Fresh per request, so that nothing a request remembers can outlive it. */
export interface EnturLoaders {
  readonly orders: EnturOrderLoaders;
  readonly payments: EnturPaymentLoaders;
  readonly credits: EnturCreditLoaders;
  readonly tickets: EnturTicketLoaders;
  readonly options: EnturOptionLoaders;
  readonly storedCards: EnturStoredCardLoaders;
}

/** Each is made when first asked for: most requests use one service or two. */
export class RequestEnturLoaders implements EnturLoaders {
  readonly #parts: EnturLoaderParts;
  #orders: EnturOrderLoaders | undefined;
  #payments: EnturPaymentLoaders | undefined;
  #credits: EnturCreditLoaders | undefined;
  #tickets: EnturTicketLoaders | undefined;
  #options: EnturOptionLoaders | undefined;
  #storedCards: EnturStoredCardLoaders | undefined;

  constructor(
    private readonly services: EnturServices,
    tenant: Tenant,
    scope: CallScope,
  ) {
    this.#parts = { config: services.config, caches: services.caches, tenant, scope };
  }

  get orders(): EnturOrderLoaders {
    return (this.#orders ??= createEnturOrderLoaders({ ...this.#parts, client: this.services.orders }));
  }

  get payments(): EnturPaymentLoaders {
    return (this.#payments ??= createEnturPaymentLoaders({ ...this.#parts, client: this.services.payments }));
  }

  get credits(): EnturCreditLoaders {
    return (this.#credits ??= createEnturCreditLoaders({ ...this.#parts, client: this.services.payments }));
  }

  get tickets(): EnturTicketLoaders {
    return (this.#tickets ??= createEnturTicketLoaders({ ...this.#parts, client: this.services.tickets }));
  }

  get options(): EnturOptionLoaders {
    return (this.#options ??= createEnturOptionLoaders({ ...this.#parts, client: this.services.options }));
  }

  get storedCards(): EnturStoredCardLoaders {
    return (this.#storedCards ??= createEnturStoredCardLoaders({
      ...this.#parts,
      client: this.services.payments,
    }));
  }
}
