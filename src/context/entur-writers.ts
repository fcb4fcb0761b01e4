import type { Tenant } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import { EnturForgetting, type ForgetfulLoaders } from '../loaders/entur/forgetting.js';
import { createEnturOrderWriters, type EnturOrderWriters } from '../writers/entur/orders.js';
import type { EnturWriterParts } from '../writers/entur/parts.js';
import { createEnturPaymentWriters, type EnturPaymentWriters } from '../writers/entur/payments.js';
import { createEnturRefundWriters, type EnturRefundWriters } from '../writers/entur/refunds.js';
import { createEnturStoredCardWriters, type EnturStoredCardWriters } from '../writers/entur/stored-cards.js';
import { createEnturTicketWriters, type EnturTicketWriters } from '../writers/entur/tickets.js';
import type { EnturServices } from './entur-services.js';

/** Changes at Entur; each forgets what it makes wrong in the loaders and caches. */
export interface EnturWriters {
  readonly orders: EnturOrderWriters;
  readonly payments: EnturPaymentWriters;
  readonly refunds: EnturRefundWriters;
  readonly tickets: EnturTicketWriters;
  readonly storedCards: EnturStoredCardWriters;
}

/** Each is made when first asked for: nearly all requests change nothing. */
export class RequestEnturWriters implements EnturWriters {
  #parts: EnturWriterParts | undefined;
  #orders: EnturOrderWriters | undefined;
  #payments: EnturPaymentWriters | undefined;
  #refunds: EnturRefundWriters | undefined;
  #tickets: EnturTicketWriters | undefined;
  #storedCards: EnturStoredCardWriters | undefined;

  constructor(
    private readonly services: EnturServices,
    private readonly tenant: Tenant,
    private readonly scope: CallScope,
    private readonly loaders: ForgetfulLoaders,
  ) {}

  get orders(): EnturOrderWriters {
    const { orders } = this.services;
    return (this.#orders ??= createEnturOrderWriters({ ...this.#shared(), orders }));
  }

  get payments(): EnturPaymentWriters {
    const { payments, clock, told } = this.services;
    return (this.#payments ??= createEnturPaymentWriters({ ...this.#shared(), payments, clock, told }));
  }

  get refunds(): EnturRefundWriters {
    return (this.#refunds ??= createEnturRefundWriters(this.#shared()));
  }

  get tickets(): EnturTicketWriters {
    return (this.#tickets ??= createEnturTicketWriters(this.#shared()));
  }

  get storedCards(): EnturStoredCardWriters {
    return (this.#storedCards ??= createEnturStoredCardWriters(this.#shared()));
  }

  #shared(): EnturWriterParts {
    const { services, tenant, scope, loaders } = this;
    const { changes, config, caches } = services;
    return (this.#parts ??= {
      changes,
      config,
      tenant,
      scope,
      forget: new EnturForgetting({ caches, tenant, loaders }),
    });
  }
}
