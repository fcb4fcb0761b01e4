import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { unreadable } from '../http/failures.js';
import { path, query } from '../http/path.js';
import type { UpstreamCall } from '../http/Upstream.js';
import { fields } from '../json.js';
import { text } from './json-readers.js';
import {
  readAnswerId,
  readCategories,
  readCategory,
  readOrderInfo,
  readReceipt,
  readStoredOrder,
  type WireCategory,
  type WireOrderInfo,
  type WireReceipt,
  type WireStoredOrder,
} from './order-management/answers.js';
import type {
  CategoryBody,
  ImageBody,
  OrderInfoBody,
  OrderRef,
  ReceiptBody,
  TransactionReceiptBody,
} from './order-management/bodies.js';
import { get, getList, type GetCall, type Sized } from './read-endpoint.js';
import { isSameId } from './same-id.js';
import { withKey, type PartialList, type Reader } from './wire.js';

/** What every call needs: the keys, the sales unit and the scope. */
export interface UnitCall {
  readonly credentials: Credentials;
  readonly msn: string;
  readonly scope: CallScope;
}

/** Lower case, as used in production for years. The specification says upper case; the API accepts both. */
const segments = { ECOM: 'ecom', RECURRING: 'recurring' } as const;

/**
 * Order Management API 2.1, one method per endpoint. Reads of one thing return null on a 404. All methods throw UpstreamError, with
 * OUTCOME_UNKNOWN for a write whose response is lost or unreadable.
 */
export class OrderManagementClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly descriptor: ApiDescriptor,
  ) {}

  /** Category and receipt of an order. `GET /v2/{paymentType}/{orderId}`. Null if nothing is stored. */
  getOrder(call: UnitCall, { paymentType, orderId }: OrderRef): Promise<Sized<WireStoredOrder> | null> {
    return this.#get(call, 'get-order-v2', path`/v2/${segments[paymentType]}/${orderId}`, readStoredOrder);
  }

  /**
   * Adds the category or replaces all of it. `PUT /v2/{paymentType}/categories/{orderId}`. Safe to retry. Returns an
   * opaque id. Assumed, since undocumented: 404 means an unknown image, 409 a concurrent write.
   */
  async putCategory(
    call: UnitCall,
    { paymentType, orderId }: OrderRef,
    body: OrderInfoBody,
  ): Promise<string> {
    const url = path`/v2/${segments[paymentType]}/categories/${orderId}`;
    return this.#write(
      call,
      { method: 'PUT', operation: 'put-category-v2', path: url, repeatable: true },
      body,
      readAnswerId,
    );
  }

  /**
   * Adds the receipt. `POST /v2/{paymentType}/receipts/{orderId}`. An order takes one receipt; a second gets 409. Not
   * retried here: send-receipt.ts looks first. Returns an opaque id.
   */
  async postReceipt(call: UnitCall, { paymentType, orderId }: OrderRef, body: ReceiptBody): Promise<string> {
    const url = path`/v2/${segments[paymentType]}/receipts/${orderId}`;
    return this.#write(
      call,
      { method: 'POST', operation: 'post-receipt-v2', path: url, repeatable: false },
      body,
      readAnswerId,
    );
  }

  /**
   * Uploads an image. `POST /v1/images`. Returns its id. An image is never replaced: a taken id gets 409, or 400 with
   * "duplicate". So it is safe to retry, and OUTCOME_UNKNOWN may have such a refusal of the last try as its cause.
   */
  async postImage(call: UnitCall, { imageId, src }: ImageBody): Promise<string> {
    const body = { imageId, src, type: 'base64' };
    const image = {
      method: 'POST',
      operation: 'post-image',
      path: '/v1/images',
      repeatable: true,
      refusedTwice: true,
    } as const;
    return this.#write(call, image, body, (json) => text(fields(json)['imageId']) ?? imageId);
  }

  /** Adds another category. `POST /v3/categories`. Not safe to retry. Returns its id. */
  async postCategory(call: UnitCall, body: CategoryBody): Promise<string> {
    const category = {
      method: 'POST',
      operation: 'post-category-v3',
      path: '/v3/categories',
      repeatable: false,
    } as const;
    return this.#write(call, category, body, (json) => text(fields(json)['categoryId']));
  }

  /** All categories of an order id, for both payment types. `GET /v3/categories?orderId=`. Never a 404: without any it is empty. */
  getCategories(call: UnitCall, orderId: string): Promise<Sized<PartialList<WireCategory>>> {
    const request = this.#read(call, 'get-categories-v3', `/v3/categories${query({ orderId })}`);
    return getList(this.api, call.credentials, call.scope, request, readCategories, ({ items }) =>
      items.every((category) => category.orderId === null || category.orderId === orderId),
    );
  }

  /** One category. `GET /v3/categories/{categoryId}`. */
  getCategory(call: UnitCall, categoryId: string): Promise<Sized<WireCategory> | null> {
    const url = path`/v3/categories/${categoryId}`;
    return this.#get(
      call,
      'get-category-v3',
      url,
      (json) => readCategory(withKey(json, 'categoryId', categoryId)),
      (category) => isSameId(categoryId, category.categoryId),
    );
  }

  /** Deletes a category. `DELETE /v3/categories/{categoryId}`. Safe to retry; NOT_FOUND if unknown or already gone. */
  async deleteCategory(call: UnitCall, categoryId: string): Promise<void> {
    const url = path`/v3/categories/${categoryId}`;
    await this.#write(
      call,
      { method: 'DELETE', operation: 'delete-category-v3', path: url, repeatable: true },
      undefined,
      done,
    );
  }

  /** Deprecated. Replaces the category of a transaction. `PUT /v1/orders/{transactionId}`. Safe to retry. */
  async putTransactionInfo(call: UnitCall, transactionId: string, body: OrderInfoBody): Promise<void> {
    const url = path`/v1/orders/${transactionId}`;
    await this.#write(
      call,
      { method: 'PUT', operation: 'put-order', path: url, repeatable: true },
      body,
      done,
    );
  }

  /** Deprecated. The category of a transaction. `GET /v1/orders/{transactionId}`. */
  getTransactionInfo(call: UnitCall, transactionId: string): Promise<Sized<WireOrderInfo> | null> {
    return this.#get(call, 'get-order', path`/v1/orders/${transactionId}`, readOrderInfo);
  }

  /** Deprecated. Adds the receipt of a transaction. `POST /v1/receipts/{transactionId}`. Never retried. */
  async postTransactionReceipt(
    call: UnitCall,
    transactionId: string,
    body: TransactionReceiptBody,
  ): Promise<void> {
    const url = path`/v1/receipts/${transactionId}`;
    await this.#write(
      call,
      { method: 'POST', operation: 'post-receipt', path: url, repeatable: false },
      body,
      done,
    );
  }

  /** Deprecated. The receipt of a transaction. `GET /v1/receipts/{transactionId}`. */
  getTransactionReceipt(call: UnitCall, transactionId: string): Promise<Sized<WireReceipt> | null> {
    return this.#get(call, 'get-receipt', path`/v1/receipts/${transactionId}`, readReceipt);
  }

  #get<T>(
    call: UnitCall,
    operation: string,
    url: string,
    read: Reader<T>,
    isAsked?: (value: T) => boolean,
  ): Promise<Sized<T> | null> {
    return get(this.api, call.credentials, call.scope, this.#read(call, operation, url), read, isAsked);
  }

  #read({ msn }: UnitCall, operation: string, url: string): GetCall {
    return { api: this.descriptor, operation, path: url, headers: unitHeaders(msn) };
  }

  async #write<T>(
    { credentials, scope, msn }: UnitCall,
    call: Pick<UpstreamCall, 'method' | 'operation' | 'path' | 'repeatable' | 'refusedTwice'>,
    body: object | undefined,
    read: Reader<T>,
  ): Promise<T> {
    const request = { ...call, api: this.descriptor, effect: 'write' } as const;
    const answer = await this.api.send(credentials, {
      ...request,
      scope,
      textAllowed: true,
      headers: { ...unitHeaders(msn), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const value = read(answer.json);
    if (value === null) throw unreadable(request, 'has not the documented shape', answer.status);
    return value;
  }
}

function unitHeaders(msn: string): Record<string, string> {
  return { 'merchant-serial-number': msn };
}

/** For writes that return nothing but a status. */
function done(): true {
  return true;
}
