import type { Caller } from '../../src/callers/Caller.js';
import { ALL_RIGHTS } from '../../src/callers/scopes.js';

/** Whoever the network lets in. */
export const anybody: Caller = {
  admittedBy: 'network',
  subject: '',
  rights: ALL_RIGHTS,
  tenant: undefined,
};
