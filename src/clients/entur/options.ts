import type { ApiCaller } from '../../auth/ApiCaller.js';
import type { EnturCredentials } from '../../config.js';
import type { CallScope } from '../../http/call-scope.js';
import { path } from '../../http/path.js';
import { get, type Sized } from '../read-endpoint.js';
import { isSameId } from '../same-id.js';
import type { EnturApiDescriptors } from './apis.js';
import { correlated } from './correlated.js';
import { queryString, type QueryPair } from './filters.js';
import {
  readChangeOptions,
  readRefundOptions,
  type WireEnturChangeOptions,
  type WireEnturRefundOptions,
} from './option-answers.js';

/** What may be done with an order: the reads of the Refund API and of the Reserve Offers API. */
export class EnturOptionClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly apis: Pick<EnturApiDescriptors, 'refunds' | 'reserveOffers'>,
  ) {}

  /** How an order, or some of its lines, can be refunded. `GET /v1/refunds/options/{orderId}`. Null if there is no such order. */
  getRefundOptions(
    credentials: EnturCredentials,
    scope: CallScope,
    orderId: string,
    orderLineIds: readonly string[],
  ): Promise<Sized<WireEnturRefundOptions> | null> {
    const pairs: readonly QueryPair[] =
      orderLineIds.length === 0 ? [] : [['orderLineIds', orderLineIds.map(encodeURIComponent).join(',')]];
    const call = {
      api: this.apis.refunds,
      operation: 'getRefundOptions',
      path: path`/v1/refunds/options/${orderId}` + queryString(pairs),
      headers: correlated(scope),
    };
    return get(this.api, credentials, scope, call, readRefundOptions, (options) =>
      isSameId(orderId, options.orderId),
    );
  }

  /** How an order can be changed. `GET /v1beta/change-options`. Null if there is no such order. */
  getChangeOptions(
    credentials: EnturCredentials,
    scope: CallScope,
    orderId: string,
  ): Promise<Sized<readonly WireEnturChangeOptions[]> | null> {
    const call = {
      api: this.apis.reserveOffers,
      operation: 'getChangeOptions',
      path: `/v1beta/change-options?orderId=${encodeURIComponent(orderId)}`,
      headers: correlated(scope),
    };
    return get(this.api, credentials, scope, call, readChangeOptions, (options) =>
      options.every((each) => isSameId(orderId, each.orderId)),
    );
  }
}
