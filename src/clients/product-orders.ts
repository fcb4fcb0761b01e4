import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { unreadable } from '../http/failures.js';
import { path, query } from '../http/path.js';
import { get, type Sized } from './get.js';
import {
  readIdentifier,
  type WireBankAccount,
  type WireBusinessIdentifier,
  type WireMsnInfo,
} from './management.js';
import { bool, fields, isObject, objects, text } from './read.js';

export interface WireProductOrder {
  readonly productOrderId: string;
  readonly productOrderType: string | null;
  readonly productType: string | null;
  readonly status: string | null;
  readonly businessIdentifier: WireBusinessIdentifier;
  /** The merchant's link to the form: leads to merchant data, so it is never logged. */
  readonly productOrderUrl: string | null;
  /** The unit that the finished order opened. */
  readonly salesUnit: WireMsnInfo | null;
  /** Not among the documented fields; taken when the API tells. */
  readonly pricePackageId: string | null;
}

export interface WirePricePackage {
  readonly pricePackageId: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly visibleInSignupForm: boolean | null;
  readonly productType: string | null;
  readonly market: string | null;
  readonly commission: string | null;
}

/** The answer to a prefill. */
export interface WirePrefilledOrder {
  readonly prefilledOrderId: string;
  readonly prefillUrl: string | null;
}

/** A member that is left to the merchant when it holds nothing. */
type Optional<T> = T | null | undefined;

/** The body of a prefill, in the API's own words. */
export interface WirePrefillRequest {
  readonly businessIdentifier: WireBusinessIdentifier;
  readonly productType: string;
  readonly salesUnitName: Optional<string>;
  /** Base64 of a PNG. */
  readonly salesUnitLogo: Optional<string>;
  readonly settlementBankAccount: Optional<WireBankAccount>;
  readonly pricePackageId: Optional<string>;
  readonly productUseCase: Optional<string>;
  /** Whole units of the local currency. */
  readonly annualTurnover: Optional<number>;
  /** Percent, as text. */
  readonly annualTurnoverPercentage: Optional<string>;
  readonly intendedPurpose: Optional<string>;
  readonly app: Optional<{ readonly appName: string }>;
  readonly website: Optional<WireWebsite>;
  readonly hasRecurring: Optional<boolean>;
  readonly merchantCategoryCode: Optional<string>;
}

/** The password is a secret: never logged. */
export interface WireWebsite {
  readonly url: string;
  readonly termsUrl: string;
  readonly testWebsiteUrl?: Optional<string>;
  readonly testWebsiteUsername?: Optional<string>;
  readonly testWebsitePassword?: Optional<string>;
}

/** The JSON text of a body without the members that hold nothing. */
export function bodyOf(body: object): string {
  return JSON.stringify(body, (_name, value: unknown) => value ?? undefined);
}

/** Product orders and price packages of the Management API 2.0.9, one method per endpoint. */
export class ProductOrderClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly descriptor: ApiDescriptor,
  ) {}

  /**
   * Every order that names the caller. `GET /management/v2/product-orders`. Expired ones are left out unless
   * `includeExpired`. Safe to repeat. Throws UpstreamError.
   */
  async getProductOrders(
    credentials: Credentials,
    scope: CallScope,
    includeExpired: boolean,
  ): Promise<Sized<readonly WireProductOrder[]>> {
    const url = path`/management/v2/product-orders` + query({ includeExpired: includeExpired || undefined });
    const call = this.#call('getProductOrders', url);
    const list = await get(this.api, credentials, scope, call, (json) => {
      return objects(json)?.flatMap((item) => readProductOrder(item) ?? []) ?? null;
    });
    // A list is there even when it is empty: this is another server than the one we mean.
    if (list === null) throw unreadable({ ...call, effect: 'read' }, 'is a 404 for a list', 404);
    return list;
  }

  /** One order. `GET /management/v2/product-orders/{productOrderId}/details`. Null on 404. Safe to repeat. */
  getProductOrderDetails(
    credentials: Credentials,
    scope: CallScope,
    productOrderId: string,
  ): Promise<Sized<WireProductOrder> | null> {
    const call = this.#call(
      'getProductOrderDetails',
      path`/management/v2/product-orders/${productOrderId}/details`,
    );
    // The id is formally optional in the answer.
    return get(this.api, credentials, scope, call, (json) =>
      readProductOrder({ productOrderId, ...fields(json) }),
    );
  }

  /**
   * Prefills an order. `POST /management/v1/product-orders`. Repeated by itself after passing failures, always with
   * the same key, by which the API makes one order only.
   * @throws UpstreamError; OUTCOME_UNKNOWN when an order may have been made: ask again with the same key and body
   */
  async orderProduct(
    credentials: Credentials,
    scope: CallScope,
    body: WirePrefillRequest,
    idempotencyKey: string,
  ): Promise<WirePrefilledOrder> {
    const call = this.#call('orderProduct', path`/management/v1/product-orders`);
    const answer = await this.api.send(credentials, {
      ...call,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      body: bodyOf(body),
      effect: 'write',
      repeatable: true,
      scope,
    });
    const { prefilledOrderId, prefillUrl } = fields(answer.json);
    const id = text(prefilledOrderId);
    if (id === null)
      throw unreadable({ ...call, effect: 'write' }, 'holds no prefilledOrderId', answer.status);
    return { prefilledOrderId: id.toLowerCase(), prefillUrl: text(prefillUrl) };
  }

  /**
   * Deletes a prefilled order that the merchant has not submitted. `DELETE /management/v1/product-orders/{id}`.
   * @throws UpstreamError; NOT_FOUND for an unknown one; OUTCOME_UNKNOWN when it may have been deleted
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

  /** The caller's price packages; partner keys only. `GET /management/v1/partners/price-packages`. Safe to repeat. */
  async getPartnerPricePackages(
    credentials: Credentials,
    scope: CallScope,
  ): Promise<Sized<readonly WirePricePackage[]>> {
    const call = this.#call('getPartnerPricePackages', path`/management/v1/partners/price-packages`);
    const list = await get(this.api, credentials, scope, call, (json) => {
      return objects(json)?.flatMap((item) => readPricePackage(item) ?? []) ?? null;
    });
    // A list is there even when it is empty: this is another server than the one we mean.
    if (list === null) throw unreadable({ ...call, effect: 'read' }, 'is a 404 for a list', 404);
    return list;
  }

  #call(operation: string, url: string) {
    return { api: this.descriptor, operation, path: url };
  }
}

/** Null without the two members that an order can't be told by. */
function readProductOrder(order: Readonly<Record<string, unknown>>): WireProductOrder | null {
  const productOrderId = text(order['productOrderId']);
  const businessIdentifier = readIdentifier(order['businessIdentifier']);
  if (productOrderId === null || businessIdentifier === null) return null;
  return {
    productOrderId: productOrderId.toLowerCase(),
    productOrderType: text(order['productOrderType']),
    productType: text(order['productType']),
    status: text(order['status']),
    businessIdentifier,
    productOrderUrl: text(order['productOrderUrl']),
    salesUnit: readSalesUnit(order['salesUnit']),
    pricePackageId: text(order['pricePackageId'])?.toLowerCase() ?? null,
  };
}

function readSalesUnit(json: unknown): WireMsnInfo | null {
  if (!isObject(json)) return null;
  const msn = text(json['msn']);
  return msn === null ? null : { msn, name: text(json['name']) };
}

function readPricePackage(item: Readonly<Record<string, unknown>>): WirePricePackage | null {
  const pricePackageId = text(item['pricePackageId']);
  if (pricePackageId === null) return null;
  return {
    pricePackageId: pricePackageId.toLowerCase(),
    name: text(item['name']),
    description: text(item['description']),
    visibleInSignupForm: bool(item['visibleInSignupForm']),
    productType: text(item['productType']),
    market: text(item['market']),
    commission: text(item['commission']),
  };
}
