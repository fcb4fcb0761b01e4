import type { ApiCaller } from '../../auth/ApiCaller.js';
import type { EnturCredentials } from '../../config.js';
import type { ApiDescriptor } from '../../http/ApiDescriptor.js';
import type { CallScope } from '../../http/call-scope.js';
import { path, query } from '../../http/path.js';
import { get, getList, type Sized } from '../read-endpoint.js';
import { isSameId } from '../same-id.js';
import { correlated } from './correlated.js';
import { readCredit, type WireEnturCredit } from './credit-answers.js';
import { readPaymentAgreement, type WireEnturPaymentAgreement } from './payment-agreement-answers.js';
import {
  search,
  searchEndpoint,
  type NumberedPage,
  type SearchEndpoint,
  type SearchRequest,
} from './page.js';
import {
  paymentReader,
  readPaymentMethods,
  type WireEnturPayment,
  type WireEnturPaymentMethod,
} from './payment-answers.js';
import { readRecurringPayments, type WireEnturRecurringPayment } from './recurring-payment-answers.js';

/** The reads of Entur's Payment API. All are safe to retry and throw UpstreamError. */
export class EnturPaymentClient {
  readonly #payments: SearchEndpoint<WireEnturPayment>;
  readonly #credits: SearchEndpoint<WireEnturCredit>;

  /** @param vippsPath where answers tell the id of a transaction at Vipps MobilePay; empty = nowhere */
  constructor(
    private readonly api: ApiCaller,
    private readonly descriptor: ApiDescriptor,
    vippsPath: readonly string[],
  ) {
    this.#payments = searchEndpoint({
      api: descriptor,
      operation: 'searchPayments',
      path: '/v1/payments',
      read: paymentReader(vippsPath),
    });
    this.#credits = searchEndpoint({
      api: descriptor,
      operation: 'searchCredits',
      path: '/v1/credits',
      read: readCredit,
    });
  }

  /** One page of the payments that match, each with its transactions. `GET /v1/payments`. */
  search(
    credentials: EnturCredentials,
    scope: CallScope,
    request: SearchRequest,
    isAsked?: (payment: WireEnturPayment) => boolean,
  ): Promise<Sized<NumberedPage<WireEnturPayment>>> {
    return search(this.api, credentials, scope, this.#payments, request, isAsked);
  }

  /** One page of the credits that match. `GET /v1/credits`. */
  searchCredits(
    credentials: EnturCredentials,
    scope: CallScope,
    request: SearchRequest,
    isAsked?: (credit: WireEnturCredit) => boolean,
  ): Promise<Sized<NumberedPage<WireEnturCredit>>> {
    return search(this.api, credentials, scope, this.#credits, request, isAsked);
  }

  /** The ways to pay in the distribution channel. `GET /v1/payment-methods`. */
  getPaymentMethods(
    credentials: EnturCredentials,
    scope: CallScope,
  ): Promise<Sized<readonly WireEnturPaymentMethod[]>> {
    const call = this.#call(scope, 'getPaymentMethods', '/v1/payment-methods');
    return getList(this.api, credentials, scope, call, readPaymentMethods);
  }

  /** The stored cards of a customer; cancelled ones never. `GET /v1/recurring-payments`. */
  getRecurringPayments(
    credentials: EnturCredentials,
    scope: CallScope,
    customerNumber: string,
    includeExpired: boolean,
  ): Promise<Sized<readonly WireEnturRecurringPayment[]>> {
    const url = `/v1/recurring-payments${query({ customerNumber, includeExpired })}`;
    const call = this.#call(scope, 'getRecurringPayments', url);
    return getList(this.api, credentials, scope, call, readRecurringPayments);
  }

  /** One agreement. `GET /v1/payment-agreements/{agreementId}`. Null if it is not there. */
  getPaymentAgreement(
    credentials: EnturCredentials,
    scope: CallScope,
    agreementId: string,
  ): Promise<Sized<WireEnturPaymentAgreement> | null> {
    const call = this.#call(scope, 'getPaymentAgreement', path`/v1/payment-agreements/${agreementId}`);
    return get(this.api, credentials, scope, call, readPaymentAgreement, (agreement) =>
      isSameId(agreementId, agreement.agreementId),
    );
  }

  #call(scope: CallScope, operation: string, url: string) {
    return { api: this.descriptor, operation, path: url, headers: correlated(scope) };
  }
}
