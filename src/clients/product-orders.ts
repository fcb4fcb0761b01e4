import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { path, query } from '../http/path.js';
import { bool, text, uuid } from './json-readers.js';
import {
  readBusinessIdentifier,
  readMsnInfo,
  type WireBankAccount,
  type WireBusinessIdentifier,
} from './management.js';
import { prefill } from './prefill.js';
import { get, getList, type Sized } from './read-endpoint.js';
import { isSameId } from './same-id.js';
import { keyed, partialListOf, wholeListOf, withKey, type PartialList, type WireOf } from './wire.js';

export type WireProductOrder = WireOf<typeof readProductOrder>;
export type WirePricePackage = WireOf<typeof readPricePackage>;
/** The response to a prefill. */
export type WirePrefilledOrder = WireOf<typeof readPrefilledOrder>;

const readProductOrder = keyed(['productOrderId', 'businessIdentifier'], (json) => ({
  productOrderId: uuid(json['productOrderId']) || null,
  productOrderType: text(json['productOrderType']),
  productType: text(json['productType']),
  status: text(json['status']),
  businessIdentifier: readBusinessIdentifier(json['businessIdentifier']),
  /** The merchant's link to the form. It exposes merchant data, so it is never logged. */
  productOrderUrl: text(json['productOrderUrl']),
  /** The unit that the completed order created. */
  salesUnit: readMsnInfo(json['salesUnit']),
  /** Undocumented; read if the API sends it. */
  pricePackageId: uuid(json['pricePackageId']),
}));

const readPricePackage = keyed(['pricePackageId'], (json) => ({
  pricePackageId: uuid(json['pricePackageId']),
  name: text(json['name']),
  description: text(json['description']),
  visibleInSignupForm: bool(json['visibleInSignupForm']),
  productType: text(json['productType']),
  market: text(json['market']),
  commission: text(json['commission']),
}));

const readPrefilledOrder = keyed(['prefilledOrderId'], (json) => ({
  prefilledOrderId: uuid(json['prefilledOrderId']),
  prefillUrl: text(json['prefillUrl']),
}));

/** The id is formally optional in the response. */
const readProductOrders = partialListOf(readProductOrder);
const readPricePackages = wholeListOf(readPricePackage);

/** Left for the merchant to fill in if it has no value. */
type Optional<T> = T | null | undefined;

/** The request body of a prefill, in the API's own terms. */
export interface WirePrefillRequest {
  readonly businessIdentifier: WireBusinessIdentifier;
  readonly productType: string;
  readonly salesUnitName: Optional<string>;
  /** Base64 of a PNG. */
  readonly salesUnitLogo: Optional<string>;
  readonly settlementBankAccount: Optional<WireBankAccount>;
  readonly pricePackageId: Optional<string>;
  readonly productUseCase: Optional<string>;
  /** Major units of the local currency. */
  readonly annualTurnover: Optional<number>;
  /** Percent, as a string. */
  readonly annualTurnoverPercentage: Optional<string>;
  readonly intendedPurpose: Optional<string>;
  readonly app: Optional<{ readonly appName: string }>;
  readonly website: Optional<WireWebsite>;
  readonly hasRecurring: Optional<boolean>;
  readonly merchantCategoryCode: Optional<string>;
}

/** The password is a secret and never logged. */
export interface WireWebsite {
  readonly url: string;
  readonly termsUrl: string;
  readonly testWebsiteUrl?: Optional<string>;
  readonly testWebsiteUsername?: Optional<string>;
  readonly testWebsitePassword?: Optional<string>;
}

/** Product orders and price packages of the Management API 2.0.9, one method per endpoint. */
export class ProductOrderClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly descriptor: ApiDescriptor,
  ) {}

  /**
   * Every order that names the caller, without expired ones unless `includeExpired`. Safe to retry.
   * `GET /management/v2/product-orders`. Throws UpstreamError.
   */
  getProductOrders(
    credentials: Credentials,
    scope: CallScope,
    includeExpired: boolean,
  ): Promise<Sized<PartialList<WireProductOrder>>> {
    const url = path`/management/v2/product-orders` + query({ includeExpired: includeExpired || undefined });
    return getList(this.api, credentials, scope, this.#call('getProductOrders', url), readProductOrders);
  }

  /** One order. `GET /management/v2/product-orders/{productOrderId}/details`. Null on a 404. Safe to retry. */
  getProductOrderDetails(
    credentials: Credentials,
    scope: CallScope,
    productOrderId: string,
  ): Promise<Sized<WireProductOrder> | null> {
    const call = this.#call(
      'getProductOrderDetails',
      path`/management/v2/product-orders/${productOrderId}/details`,
    );
    // The id is formally optional in the response.
    return get(
      this.api,
      credentials,
      scope,
      call,
      (json) => readProductOrder(withKey(json, 'productOrderId', productOrderId)),
      (order) => isSameId(productOrderId, order.productOrderId),
    );
  }

  /** Prefills an order. `POST /management/v1/product-orders`. @throws like `prefill` */
  orderProduct(
    credentials: Credentials,
    scope: CallScope,
    body: WirePrefillRequest,
    idempotencyKey: string,
  ): Promise<WirePrefilledOrder> {
    const call = this.#call('orderProduct', path`/management/v1/product-orders`);
    return prefill(this.api, credentials, scope, { ...call, body, idempotencyKey }, readPrefilledOrder);
  }

  /**
   * Deletes a prefilled order that the merchant hasn't submitted yet. `DELETE /management/v1/product-orders/{id}`.
   * @throws UpstreamError; NOT_FOUND if unknown; OUTCOME_UNKNOWN if it may have been deleted
   */
  async deleteProductOrder(
    credentials: Credentials,
    scope: CallScope,
    productOrderId: string,
  ): Promise<void> {
    const call = this.#call('deleteProductOrder', path`/management/v1/product-orders/${productOrderId}`);
    await this.api.send(credentials, {
      ...call,
      method: 'DELETE',
      effect: 'write',
      repeatable: true,
      scope,
    });
  }

  /** The caller's price packages; partner keys only. `GET /management/v1/partners/price-packages`. Safe to retry. */
  getPartnerPricePackages(
    credentials: Credentials,
    scope: CallScope,
  ): Promise<Sized<readonly WirePricePackage[]>> {
    const call = this.#call('getPartnerPricePackages', path`/management/v1/partners/price-packages`);
    return getList(this.api, credentials, scope, call, readPricePackages);
  }

  #call(operation: string, url: string) {
    return { api: this.descriptor, operation, path: url };
  }
}
