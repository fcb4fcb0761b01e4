import type { ApiCaller } from '../../../auth/ApiCaller.js';
import type { EnturApiDescriptors } from '../apis.js';
import { ChangeSender } from './ChangeSender.js';
import { EnturOrderChanges } from './EnturOrderChanges.js';
import { EnturPaymentChanges } from './EnturPaymentChanges.js';
import { EnturRefundChanges } from './EnturRefundChanges.js';
import { EnturStoredCardChanges } from './EnturStoredCardChanges.js';
import { InferredChanges } from './inferred/InferredChanges.js';

/** All changes that Entur's services allow. */
export interface EnturChangeClients {
  readonly orders: EnturOrderChanges;
  readonly payments: EnturPaymentChanges;
  readonly refunds: EnturRefundChanges;
  readonly storedCards: EnturStoredCardChanges;
  readonly inferred: InferredChanges;
}

/** The clients of all changes, which share how they are sent. @param timeoutMs what each may take */
export function createEnturChangeClients(
  api: ApiCaller,
  apis: EnturApiDescriptors,
  timeoutMs: number,
): EnturChangeClients {
  const sender = new ChangeSender(api, timeoutMs);
  return {
    orders: new EnturOrderChanges(sender, apis),
    payments: new EnturPaymentChanges(sender, apis),
    refunds: new EnturRefundChanges(sender, apis),
    storedCards: new EnturStoredCardChanges(sender, apis),
    inferred: new InferredChanges(sender, apis),
  };
}
