import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { path } from '../http/path.js';
import { bool, id, msn, text } from './json-readers.js';
import { get, getList, type Sized } from './read-endpoint.js';
import { isSameId } from './same-id.js';
import { keyed, listOf, wholeListOf, wire, type Reader, type WireOf } from './wire.js';

/** Scheme and number of an organisation, e.g. `business:NO:ORG` and `311100459`. */
export type WireBusinessIdentifier = WireOf<typeof readBusinessIdentifier>;
export type WireBankAccount = WireBusinessIdentifier;
export type WireMsnInfo = WireOf<typeof readMsnInfo>;
export type WireConfiguration = WireOf<typeof readConfiguration>;
export type WireSalesUnit = WireOf<typeof readSalesUnit>;
export type WireMerchant = WireOf<typeof readMerchant>;

/** An organisation, which is asked for by both. */
export const readBusinessIdentifier = keyed(['scheme', 'id'], (json) => ({
  scheme: id(json['scheme']),
  id: id(json['id']),
}));

/** Nothing is asked for by its number. */
export const readBankAccount = keyed(['scheme', 'id'], (json) => ({
  scheme: text(json['scheme']),
  id: text(json['id']),
}));

/** Lists have the MSN as text in the specification, as a JSON number in guides; details have text. */
export const readMsnInfo = keyed(['msn'], (json) => ({
  msn: msn(json['msn']),
  name: text(json['name']),
}));

/** Every field is optional upstream. Null means the API didn't say, which is not the same as false. */
const readConfiguration = wire((json) => ({
  paymentAllowed: bool(json['paymentAllowed']),
  captureType: text(json['captureType']),
  skipLandingPageAllowed: bool(json['skipLandingPageAllowed']),
  recurringAllowed: bool(json['recurringAllowed']),
  partialCaptureAllowed: bool(json['partialCaptureAllowed']),
  lateCaptureAllowed: bool(json['lateCaptureAllowed']),
  landingPagePhoneNumberLocked: bool(json['landingPagePhoneNumberLocked']),
  longLivingPaymentAllowed: bool(json['longLivingPaymentAllowed']),
  creditCardPaymentAllowed: bool(json['creditCardPaymentAllowed']),
}));

const readSalesUnit = keyed(['msn'], (json) => ({
  msn: msn(json['msn']),
  name: text(json['name']),
  businessIdentifier: readBusinessIdentifier(json['businessIdentifier']),
  configuration: readConfiguration(json['configuration']),
  settlementBankAccount: readBankAccount(json['settlementBankAccount']),
}));

const readLines = listOf(text);

const readAddress = wire((json) => ({
  lines: readLines(json['lines']) ?? [],
  postCode: text(json['postCode']),
  city: text(json['city']),
  countryCode: text(json['countryCode']),
}));

const readMerchant = keyed(['businessIdentifier'], (json) => ({
  businessIdentifier: readBusinessIdentifier(json['businessIdentifier']),
  name: text(json['name']),
  status: text(json['status']),
  createdAt: text(json['createdAt']),
  updatedAt: text(json['updatedAt']),
  countryCode: text(json['countryCode']),
  businessAddress: readAddress(json['businessAddress']),
  businessPostAddress: readAddress(json['businessPostAddress']),
}));

const readMsnInfos = wholeListOf(readMsnInfo);

/**
 * Management API 2.0.9, one method per endpoint. All are reads and safe to retry. A 404 for one thing returns null, since
 * unknown, inactive and not visible to the keys look the same upstream; every other failure throws UpstreamError.
 */
export class ManagementClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly descriptor: ApiDescriptor,
  ) {}

  /** Every sales unit visible to the keys. `GET /management/v1/sales-units`. Never a 404: without any it is empty. */
  getAllSalesUnits(credentials: Credentials, scope: CallScope): Promise<Sized<readonly WireMsnInfo[]>> {
    const call = { operation: 'getAllSalesUnits', path: '/management/v1/sales-units' };
    return getList(this.api, credentials, scope, { api: this.descriptor, ...call }, readMsnInfos);
  }

  /** Details of one sales unit. `GET /management/v1/sales-units/{msn}`. */
  getMsn(credentials: Credentials, scope: CallScope, msn: string): Promise<Sized<WireSalesUnit> | null> {
    const url = path`/management/v1/sales-units/${msn}`;
    return this.#get(credentials, scope, 'getMsn', url, readSalesUnit, (unit) => isSameId(msn, unit.msn));
  }

  /** One merchant. `GET /management/v1/merchants/{scheme}/{id}`. */
  getMerchant(
    credentials: Credentials,
    scope: CallScope,
    { scheme, id }: WireBusinessIdentifier,
  ): Promise<Sized<WireMerchant> | null> {
    const operation = 'getMerchantByBusinessIdentifier';
    return this.#get(
      credentials,
      scope,
      operation,
      path`/management/v1/merchants/${scheme}/${id}`,
      readMerchant,
      ({ businessIdentifier: found }) => isSameId(scheme, found.scheme) && isSameId(id, found.id),
    );
  }

  /**
   * The visible sales units of one merchant. `GET /management/v1/merchants/{scheme}/{id}/sales-units`. A merchant with
   * none may return null or an empty list: the documentation doesn't say which.
   */
  getSalesUnitsOfMerchant(
    credentials: Credentials,
    scope: CallScope,
    { scheme, id }: WireBusinessIdentifier,
  ): Promise<Sized<readonly WireMsnInfo[]> | null> {
    const operation = 'getSalesUnitsByBusinessIdentifier';
    const url = path`/management/v1/merchants/${scheme}/${id}/sales-units`;
    return this.#get(credentials, scope, operation, url, readMsnInfos);
  }

  #get<T>(
    credentials: Credentials,
    scope: CallScope,
    operation: string,
    url: string,
    read: Reader<T>,
    isAsked?: (value: T) => boolean,
  ): Promise<Sized<T> | null> {
    return get(this.api, credentials, scope, { api: this.descriptor, operation, path: url }, read, isAsked);
  }
}
