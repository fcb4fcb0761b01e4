import type { ApiCaller } from '../auth/ApiCaller.js';
import type { Credentials } from '../config.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallScope } from '../http/call-scope.js';
import { path } from '../http/path.js';
import { get, type Sized } from './get.js';
import { bool, fields, isObject, objects, text } from './read.js';

/** Scheme and number of an organisation, e.g. `business:NO:ORG` and `311100459`. */
export interface WireBusinessIdentifier {
  readonly scheme: string;
  readonly id: string;
}

export interface WireMsnInfo {
  readonly msn: string;
  readonly name: string | null;
}

export interface WireBankAccount {
  readonly scheme: string;
  readonly id: string;
}

/** All members are optional upstream; null = the API did not say, which is not the same as false. */
export interface WireConfiguration {
  readonly paymentAllowed: boolean | null;
  readonly captureType: string | null;
  readonly skipLandingPageAllowed: boolean | null;
  readonly recurringAllowed: boolean | null;
  readonly partialCaptureAllowed: boolean | null;
  readonly lateCaptureAllowed: boolean | null;
  readonly landingPagePhoneNumberLocked: boolean | null;
  readonly longLivingPaymentAllowed: boolean | null;
  readonly creditCardPaymentAllowed: boolean | null;
}

export interface WireSalesUnit {
  readonly msn: string;
  readonly name: string | null;
  readonly businessIdentifier: WireBusinessIdentifier | null;
  readonly configuration: WireConfiguration | null;
  readonly settlementBankAccount: WireBankAccount | null;
}

export interface WireAddress {
  readonly lines: readonly string[];
  readonly postCode: string | null;
  readonly city: string | null;
  readonly countryCode: string | null;
}

export interface WireMerchant {
  readonly businessIdentifier: WireBusinessIdentifier;
  readonly name: string | null;
  readonly status: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly countryCode: string | null;
  readonly businessAddress: WireAddress | null;
  readonly businessPostAddress: WireAddress | null;
}

/**
 * Management API 2.0.9, one method per endpoint. All reads are safe to repeat, and throw UpstreamError for all but a
 * 404, which gives null: unknown, inactive, and not visible to the keys look the same upstream.
 */
export class ManagementClient {
  constructor(
    private readonly api: ApiCaller,
    private readonly descriptor: ApiDescriptor,
  ) {}

  /** Every sales unit that the keys may see. `GET /management/v1/sales-units`. Never null: none is an empty list. */
  async getAllSalesUnits(credentials: Credentials, scope: CallScope): Promise<Sized<readonly WireMsnInfo[]>> {
    const operation = 'getAllSalesUnits';
    const list = await this.#get(
      credentials,
      scope,
      operation,
      path`/management/v1/sales-units`,
      readMsnInfos,
    );
    return list ?? { value: [], bytes: 0 };
  }

  /** Details of one sales unit. `GET /management/v1/sales-units/{msn}`. */
  getMsn(credentials: Credentials, scope: CallScope, msn: string): Promise<Sized<WireSalesUnit> | null> {
    return this.#get(credentials, scope, 'getMsn', path`/management/v1/sales-units/${msn}`, readSalesUnit);
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
    );
  }

  /**
   * The sales units of one merchant that the keys may see. `GET /management/v1/merchants/{scheme}/{id}/sales-units`.
   * A merchant without a visible unit may give null or an empty list: the API's texts leave both open.
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
    read: (json: unknown) => T | null,
  ): Promise<Sized<T> | null> {
    return get(this.api, credentials, scope, { api: this.descriptor, operation, path: url }, read);
  }
}

function readMsnInfos(json: unknown): readonly WireMsnInfo[] | null {
  const items = objects(json);
  return (
    items?.flatMap((item) => {
      // Lists show the MSN as a JSON number, details as a string.
      const msn = text(item['msn']);
      return msn === null ? [] : [{ msn, name: text(item['name']) }];
    }) ?? null
  );
}

function readSalesUnit(json: unknown): WireSalesUnit | null {
  const unit = fields(json);
  const msn = text(unit['msn']);
  if (msn === null) return null;
  return {
    msn,
    name: text(unit['name']),
    businessIdentifier: readIdentifier(unit['businessIdentifier']),
    configuration: readConfiguration(unit['configuration']),
    settlementBankAccount: readIdentifier(unit['settlementBankAccount']),
  };
}

function readConfiguration(json: unknown): WireConfiguration | null {
  if (!isObject(json)) return null;
  return {
    paymentAllowed: bool(json['paymentAllowed']),
    captureType: text(json['captureType']),
    skipLandingPageAllowed: bool(json['skipLandingPageAllowed']),
    recurringAllowed: bool(json['recurringAllowed']),
    partialCaptureAllowed: bool(json['partialCaptureAllowed']),
    lateCaptureAllowed: bool(json['lateCaptureAllowed']),
    landingPagePhoneNumberLocked: bool(json['landingPagePhoneNumberLocked']),
    longLivingPaymentAllowed: bool(json['longLivingPaymentAllowed']),
    creditCardPaymentAllowed: bool(json['creditCardPaymentAllowed']),
  };
}

function readMerchant(json: unknown): WireMerchant | null {
  const merchant = fields(json);
  const businessIdentifier = readIdentifier(merchant['businessIdentifier']);
  if (businessIdentifier === null) return null;
  return {
    businessIdentifier,
    name: text(merchant['name']),
    status: text(merchant['status']),
    createdAt: text(merchant['createdAt']),
    updatedAt: text(merchant['updatedAt']),
    countryCode: text(merchant['countryCode']),
    businessAddress: readAddress(merchant['businessAddress']),
    businessPostAddress: readAddress(merchant['businessPostAddress']),
  };
}

function readAddress(json: unknown): WireAddress | null {
  if (!isObject(json)) return null;
  const lines = Array.isArray(json['lines']) ? json['lines'].map(text).filter((line) => line !== null) : [];
  return {
    lines,
    postCode: text(json['postCode']),
    city: text(json['city']),
    countryCode: text(json['countryCode']),
  };
}

/** Both business identifiers and bank accounts are a scheme and an id. */
export function readIdentifier(json: unknown): WireBusinessIdentifier | null {
  const { scheme, id } = fields(json);
  const [schemeText, idText] = [text(scheme), text(id)];
  return schemeText === null || idText === null ? null : { scheme: schemeText, id: idText };
}
