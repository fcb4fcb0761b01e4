import { createHmac, randomBytes } from 'node:crypto';

/** Sales-unit or partner keys: `POST /accesstoken/get`, subscription key on every call. */
export interface ClassicCredentials {
  readonly kind: 'classic';
  /** Fingerprint of all parts: stands for these keys in cache keys and may be logged. */
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly subscriptionKey: string;
  /** Sent when a token is asked for. */
  readonly msn: string | undefined;
  /** They are known to be a partner's; else they may be a sales unit's. */
  readonly isPartner?: boolean;
  /** They come from the tenants file, not from variables: says where to look when they are refused. */
  readonly fromFile?: boolean;
}

/** Accounting keys: `POST /miami/v1/token`, no subscription key anywhere. */
export interface AccountingCredentials {
  readonly kind: 'accounting';
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fromFile?: boolean;
}

/** Keys of a client of Entur: `POST /oauth/token`. The rest goes with every call, in headers. */
export interface EnturCredentials {
  readonly kind: 'entur';
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `ET-Client-Name`: who calls, as `company-application`. */
  readonly clientName: string;
  /** `Entur-POS`. */
  readonly pos: string;
  /** `Entur-Distribution-Channel`: what may be sold. */
  readonly distributionChannel: string;
  readonly fromFile?: boolean;
}

export type Credentials = ClassicCredentials | AccountingCredentials | EnturCredentials;

/** Without it, a fingerprint says nothing: secrets can't be tried against it, and it means nothing elsewhere. */
const fingerprintKey = randomBytes(32);

/** Sales-unit or partner keys with their fingerprint. */
export function classicCredentials(parts: Omit<ClassicCredentials, 'kind' | 'id'>): ClassicCredentials {
  const { clientId, clientSecret, subscriptionKey, msn } = parts;
  const id = fingerprint('classic', clientId, clientSecret, subscriptionKey, msn ?? '');
  return { ...parts, kind: 'classic', id };
}

/** Accounting keys with their fingerprint. */
export function accountingCredentials(
  parts: Omit<AccountingCredentials, 'kind' | 'id'>,
): AccountingCredentials {
  const { clientId, clientSecret } = parts;
  return { ...parts, kind: 'accounting', id: fingerprint('accounting', clientId, clientSecret) };
}

/** Keys of a client of Entur with their fingerprint: what another channel or point of sale is told may differ. */
export function enturCredentials(parts: Omit<EnturCredentials, 'kind' | 'id'>): EnturCredentials {
  const { clientId, clientSecret, clientName, pos, distributionChannel } = parts;
  const id = fingerprint('entur', clientId, clientSecret, clientName, pos, distributionChannel);
  return { ...parts, kind: 'entur', id };
}

/** Of every part: keys that differ in a secret alone may see other things, and must not share a token. */
export function fingerprint(...parts: readonly string[]): string {
  return createHmac('sha256', fingerprintKey).update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}
