import { createHmac, randomBytes } from 'node:crypto';

/** Sales-unit or partner keys: `POST /accesstoken/get`, subscription key on every call. */
export interface ClassicCredentials {
  readonly kind: 'classic';
  /** Fingerprint of all parts: stands for these keys in cache keys and may be logged. */
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly subscriptionKey: string;
  readonly msn: string | undefined;
}

/** Accounting keys: `POST /miami/v1/token`, no subscription key anywhere. */
export interface AccountingCredentials {
  readonly kind: 'accounting';
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export type Credentials = ClassicCredentials | AccountingCredentials;

/** What the requests of a tenant may take together; what is not said, the settings say. */
export interface TenantLimits {
  readonly requestsPerSecond?: number;
  /** Requests that may come at once after a pause; two seconds' worth unless told otherwise. */
  readonly burst?: number;
  readonly concurrentRequests?: number;
}

/** Whose keys a request uses. */
export interface Tenant {
  readonly id: string;
  readonly classic: ClassicCredentials | undefined;
  readonly accounting: AccountingCredentials | undefined;
  readonly limits?: TenantLimits;
}

/** Without it, a fingerprint says nothing: secrets can't be tried against it, and it means nothing elsewhere. */
const fingerprintKey = randomBytes(32);

/** Sales-unit or partner keys with their fingerprint. */
export function classicCredentials(parts: Omit<ClassicCredentials, 'kind' | 'id'>): ClassicCredentials {
  const { clientId, clientSecret, subscriptionKey, msn } = parts;
  const id = fingerprint('classic', clientId, clientSecret, subscriptionKey, msn ?? '');
  return { kind: 'classic', id, clientId, clientSecret, subscriptionKey, msn };
}

/** Accounting keys with their fingerprint. */
export function accountingCredentials(
  parts: Omit<AccountingCredentials, 'kind' | 'id'>,
): AccountingCredentials {
  const { clientId, clientSecret } = parts;
  return {
    kind: 'accounting',
    id: fingerprint('accounting', clientId, clientSecret),
    clientId,
    clientSecret,
  };
}

/** Of every part: keys that differ in a secret alone may see other things, and must not share a token. */
function fingerprint(...parts: readonly string[]): string {
  return createHmac('sha256', fingerprintKey).update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}
