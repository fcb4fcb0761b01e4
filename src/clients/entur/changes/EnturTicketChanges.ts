import type { EnturApiDescriptors } from '../apis.js';
import { done } from './answers.js';
import type { ChangeSender, EnturCall } from './ChangeSender.js';
import { transferBody, validityBody } from './inferred-bodies.js';

/** Changes of tickets that have been generated. All throw UpstreamError; none may be repeated. */
export class EnturTicketChanges {
  constructor(
    private readonly sender: ChangeSender,
    private readonly apis: EnturApiDescriptors,
  ) {}

  /** Changes when tickets begin to be valid. `POST /v1/ticket-distribution-groups/update-validities`. */
  updateValidity(call: EnturCall, groupIds: readonly string[], startOfValidity: string): Promise<void> {
    const body = validityBody(groupIds, startOfValidity);
    return this.#post(call, 'updateValidities', 'update-validities', body);
  }

  /** Gives tickets to another customer. `POST /v1/ticket-distribution-groups/transfer-distribution-holder`. */
  transferHolder(call: EnturCall, groupIds: readonly string[], customerId: string): Promise<void> {
    const body = transferBody(groupIds, customerId);
    return this.#post(call, 'transferDistributionHolder', 'transfer-distribution-holder', body);
  }

  async #post(call: EnturCall, operation: string, action: string, body: object): Promise<void> {
    await this.sender.send(call, {
      api: this.apis.tickets,
      operation,
      method: 'POST',
      path: `/v1/ticket-distribution-groups/${action}`,
      body,
      read: done,
    });
  }
}
