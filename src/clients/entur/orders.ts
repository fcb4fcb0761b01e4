import type { ApiCaller } from '../../auth/ApiCaller.js';
import type { EnturCredentials } from '../../config.js';
import type { ApiDescriptor } from '../../http/ApiDescriptor.js';
import type { CallScope } from '../../http/call-scope.js';
import type { Sized } from '../read-endpoint.js';
import { readOrder, type WireEnturOrder } from './order-answers.js';
import {
  search,
  searchEndpoint,
  type NumberedPage,
  type SearchEndpoint,
  type SearchRequest,
} from './page.js';

/** The reads of Entur's Order API. All are safe to retry and throw UpstreamError. */
export class EnturOrderClient {
  readonly #orders: SearchEndpoint<WireEnturOrder>;

  constructor(
    private readonly api: ApiCaller,
    descriptor: ApiDescriptor,
  ) {
    const endpoint = { operation: 'searchOrders', path: '/v1/orders', read: readOrder };
    this.#orders = searchEndpoint({ api: descriptor, ...endpoint });
  }

  /** One page of the orders that match. `GET /v1/orders`. */
  search(
    credentials: EnturCredentials,
    scope: CallScope,
    request: SearchRequest,
    isAsked?: (order: WireEnturOrder) => boolean,
  ): Promise<Sized<NumberedPage<WireEnturOrder>>> {
    return search(this.api, credentials, scope, this.#orders, request, isAsked);
  }
}
