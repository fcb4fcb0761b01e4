import { createHash } from 'node:crypto';
import type { Tenant } from '../config.js';
import type { Caller } from './Caller.js';

/** Who asks, as log lines name it. */
export interface LoggedCaller {
  readonly tenant: string;
  /** Of its tenant and subject a hash: whoever knows those finds its lines, and the lines show no person. */
  readonly caller?: string;
}

const HASH_LENGTH = 12;

/** What log lines say of a caller; undefined where there is one tenant. */
export function loggedCaller({ subject }: Caller, { id, fromFile }: Tenant): LoggedCaller | undefined {
  if (fromFile !== true) return undefined;
  if (subject === '') return { tenant: id };
  const hash = createHash('sha256').update(`${id}\n${subject}`).digest('hex');
  return { tenant: id, caller: hash.slice(0, HASH_LENGTH) };
}
