import { createHash } from 'node:crypto';
import type { Tenant } from '../config.js';
import type { Caller } from './Caller.js';

/** Who asks, as log lines name it. */
export interface LoggedCaller {
  /** Left out where there is but one. */
  readonly tenant?: string;
  /** Left out where callers are not told apart. Of its tenant and subject a hash: whoever knows those finds its lines, and the lines show no person. */
  readonly caller?: string;
}

const HASH_LENGTH = 12;

/** What log lines say of a caller; undefined where there is nothing to say. */
export function loggedCaller({ subject }: Caller, { id, fromFile }: Tenant): LoggedCaller | undefined {
  const tenant = fromFile === true ? { tenant: id } : undefined;
  if (subject === '') return tenant;
  const hash = createHash('sha256').update(`${id}\n${subject}`).digest('hex');
  return { ...tenant, caller: hash.slice(0, HASH_LENGTH) };
}
