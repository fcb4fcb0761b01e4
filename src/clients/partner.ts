import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import { GraphError } from '../errors/GraphError.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { path } from '../http/path.js';
import { fields } from '../json.js';
import { bool, msn, text, uuid } from './json-readers.js';
import { prefill } from './prefill.js';
import { get, type Sized } from './read-endpoint.js';
import { isSameId } from './same-id.js';
import { keyed, wholeListOf, wire, type WireOf } from './wire.js';

export type WireAdditionalDetails = WireOf<typeof readAdditionalDetails>;
export type WirePartnerSalesUnit = WireOf<typeof readSalesUnit>;
export type WirePartnerOrder = WireOf<typeof readPartnerOrder>;

/** Every field is optional upstream. Missing means unknown, not false. */
const readAdditionalDetails = wire((json) => ({
  skipLandingPage: bool(json['skipLandingPage']),
  isPureLogin: bool(json['isPureLogin']),
  captureType: text(json['captureType']),
  recurring: bool(json['recurring']),
}));

const readSalesUnit = keyed(['msn'], (json) => ({
  msn: msn(json['msn']),
  name: text(json['name']),
  /** A number or a string in the samples. */
  orgno: text(json['orgno']),
  additionalDetails: readAdditionalDetails(json['additionalDetails']),
}));

const readMsns = wholeListOf(msn);

const readPartnerOrder = keyed(['prefilledOrderId'], (json) => ({
  prefilledOrderId: uuid(json['prefilledOrderId']),
  returnUrl: text(json['returnUrl']),
}));

/** The request body of a prefill, in the older API's own terms. */
export type WirePartnerOrderRequest = Readonly<Record<string, unknown>> & {
  readonly orgno: string;
  readonly productType: string;
};

/** The older Partner API (Norway, partner keys), superseded by the Management API. Off unless a base URL is set. */
export class PartnerClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly descriptor: ApiDescriptor | undefined,
  ) {}

  /** Prefills an order. `POST /partner-api/v1/products/orders`. @throws like `prefill` */
  async orderProduct(
    credentials: Credentials,
    scope: CallScope,
    body: WirePartnerOrderRequest,
    idempotencyKey: string,
  ): Promise<WirePartnerOrder> {
    const call = this.#call('orderProduct', path`/partner-api/v1/products/orders`);
    return prefill(this.api, credentials, scope, { ...call, body, idempotencyKey }, readPartnerOrder);
  }

  /** The MSNs of a merchant. `GET /partner-api/v0/merchants/{orgno}`. Null on a 404. Safe to retry. */
  async getMerchant(
    credentials: Credentials,
    scope: CallScope,
    orgno: string,
  ): Promise<Sized<readonly string[]> | null> {
    const call = this.#call('getMerchant', path`/partner-api/v0/merchants/${orgno}`);
    return get(this.api, credentials, scope, call, (json) => readMsns(fields(json)['msn']));
  }

  /** A sales unit. `GET /partner-api/v0/salesunits/{msn}`. Null on a 404. Safe to retry. */
  async getMsn(
    credentials: Credentials,
    scope: CallScope,
    msn: string,
  ): Promise<Sized<WirePartnerSalesUnit> | null> {
    const call = this.#call('getMSN', path`/partner-api/v0/salesunits/${msn}`);
    // Seven-digit MSNs came after this API, which rejects them.
    if (!/^\d{5,6}$/.test(msn)) return null;
    return get(this.api, credentials, scope, call, readSalesUnit, (unit) => isSameId(msn, unit.msn));
  }

  /** @throws GraphError FORBIDDEN, naming the setting, if the API is switched off */
  #call(operation: string, url: string) {
    if (this.descriptor !== undefined) return { api: this.descriptor, operation, path: url };
    throw new GraphError(
      'FORBIDDEN',
      'The older Partner API is switched off in this server. Set VIPPS_PARTNER_URL to use it, or take the fields that the deprecation names.',
    );
  }
}
