import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import { GraphError } from '../errors/GraphError.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { unreadable } from '../http/failures.js';
import { path } from '../http/path.js';
import { get, type Sized } from './get.js';
import { bodyOf } from './product-orders.js';
import { bool, fields, isObject, text } from './read.js';

/** All members are optional upstream, and a missing one does not mean false. */
export interface WireAdditionalDetails {
  readonly skipLandingPage: boolean | null;
  readonly isPureLogin: boolean | null;
  readonly captureType: string | null;
  readonly recurring: boolean | null;
}

export interface WirePartnerSalesUnit {
  readonly msn: string;
  readonly name: string | null;
  readonly orgno: string | null;
  readonly additionalDetails: WireAdditionalDetails | null;
}

export interface WirePartnerOrder {
  readonly prefilledOrderId: string;
  readonly returnUrl: string | null;
}

/** The older body of a prefill, in the API's own words. */
export type WirePartnerOrderRequest = Readonly<Record<string, unknown>> & {
  readonly orgno: string;
  readonly productType: string;
};

/** The older Partner API (Norway only, partner keys), superseded by the Management API. Off without an address. */
export class PartnerClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly descriptor: ApiDescriptor | undefined,
  ) {}

  /**
   * Prefills an order. `POST /partner-api/v1/products/orders`. Repeated after passing failures with the same key.
   * @throws UpstreamError; OUTCOME_UNKNOWN when an order may have been made
   */
  async orderProduct(
    credentials: Credentials,
    scope: CallScope,
    body: WirePartnerOrderRequest,
    idempotencyKey: string,
  ): Promise<WirePartnerOrder> {
    const call = this.#call('orderProduct', path`/partner-api/v1/products/orders`);
    const answer = await this.api.send(credentials, {
      ...call,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      body: bodyOf(body),
      effect: 'write',
      repeatable: true,
      scope,
    });
    const { prefilledOrderId, returnUrl } = fields(answer.json);
    const id = text(prefilledOrderId);
    // Formally optional, but without it nobody can find the order again.
    if (id === null)
      throw unreadable({ ...call, effect: 'write' }, 'holds no prefilledOrderId', answer.status);
    return { prefilledOrderId: id.toLowerCase(), returnUrl: text(returnUrl) };
  }

  /** The MSNs of a merchant. `GET /partner-api/v0/merchants/{orgno}`. Null on 404. Safe to repeat. */
  async getMerchant(
    credentials: Credentials,
    scope: CallScope,
    orgno: string,
  ): Promise<Sized<readonly string[]> | null> {
    const call = this.#call('getMerchant', path`/partner-api/v0/merchants/${orgno}`);
    return get(this.api, credentials, scope, call, (json) => {
      const { msn } = fields(json);
      return Array.isArray(msn) ? msn.map(text).filter((each) => each !== null) : null;
    });
  }

  /** A sales unit. `GET /partner-api/v0/salesunits/{msn}`. Null on 404. Safe to repeat. */
  async getMsn(
    credentials: Credentials,
    scope: CallScope,
    msn: string,
  ): Promise<Sized<WirePartnerSalesUnit> | null> {
    const call = this.#call('getMSN', path`/partner-api/v0/salesunits/${msn}`);
    // Seven digits came after this API: it would refuse the question.
    if (!/^\d{5,6}$/.test(msn)) return null;
    return get(this.api, credentials, scope, call, readSalesUnit);
  }

  /** @throws GraphError FORBIDDEN, naming the setting, where the API is switched off */
  #call(operation: string, url: string) {
    if (this.descriptor !== undefined) return { api: this.descriptor, operation, path: url };
    throw new GraphError(
      'FORBIDDEN',
      'The older Partner API is switched off in this server. Set VIPPS_PARTNER_URL to use it, or take the fields that the deprecation names.',
    );
  }
}

function readSalesUnit(json: unknown): WirePartnerSalesUnit | null {
  const unit = fields(json);
  const msn = text(unit['msn']);
  if (msn === null) return null;
  const details = unit['additionalDetails'];
  return {
    msn,
    name: text(unit['name']),
    // Samples give a number or a text.
    orgno: text(unit['orgno']),
    additionalDetails: isObject(details)
      ? {
          skipLandingPage: bool(details['skipLandingPage']),
          isPureLogin: bool(details['isPureLogin']),
          captureType: text(details['captureType']),
          recurring: bool(details['recurring']),
        }
      : null,
  };
}
