import { path } from '../../../http/path.js';
import type { EnturApiDescriptors } from '../apis.js';
import { readRecurringPayment, type WireEnturRecurringPayment } from '../recurring-payment-answers.js';
import { done, readTerminal } from './answers.js';
import type { StoredCardBody, StoredCardPatch, TerminalBody } from './bodies.js';
import { about } from './about.js';
import type { ChangeSender, EnturCall } from './ChangeSender.js';

/** Changes of stored cards, as Entur's own client makes them. All throw UpstreamError; none may be repeated. */
export class EnturStoredCardChanges {
  constructor(
    private readonly sender: ChangeSender,
    private readonly apis: EnturApiDescriptors,
  ) {}

  /** Makes a stored card, without a number yet. `POST /v1/recurring-payments`. */
  create(call: EnturCall, body: StoredCardBody): Promise<WireEnturRecurringPayment> {
    return this.sender.send(call, {
      api: this.apis.payments,
      operation: 'createRecurringPayment',
      method: 'POST',
      path: '/v1/recurring-payments',
      body,
      read: readRecurringPayment,
    });
  }

  /** Renames a stored card, or makes it the first one. `PATCH /v1/recurring-payments/{id}`. Null when the answer has no card. */
  async update(
    call: EnturCall,
    id: string,
    body: StoredCardPatch,
  ): Promise<WireEnturRecurringPayment | null> {
    const { card } = await this.sender.send(call, {
      api: this.apis.payments,
      operation: 'updateRecurringPayment',
      method: 'PATCH',
      path: path`/v1/recurring-payments/${id}`,
      body,
      isAsked: about({ recurringPaymentId: id }),
      read: cardIfAny,
    });
    return card;
  }

  /** Removes a stored card. `DELETE /v1/recurring-payments/{id}`. */
  async remove(call: EnturCall, id: string): Promise<void> {
    await this.sender.send(call, {
      api: this.apis.payments,
      operation: 'deleteRecurringPayment',
      method: 'DELETE',
      path: path`/v1/recurring-payments/${id}`,
      read: done,
    });
  }

  /** Starts the terminal in which the user gives the card. `POST /v1/recurring-payments/{id}/terminal`. */
  async startTerminal(call: EnturCall, id: string, body: TerminalBody): Promise<string> {
    const { uri } = await this.sender.send(call, {
      api: this.apis.payments,
      operation: 'startRecurringPaymentTerminal',
      method: 'POST',
      path: path`/v1/recurring-payments/${id}/terminal`,
      body,
      isAsked: about({ recurringPaymentId: id }),
      read: readTerminal,
    });
    return uri;
  }

  /** Makes a stored card chargeable. `PUT /v1/recurring-payments/{id}/authorize`, without a body. */
  async authorize(call: EnturCall, id: string): Promise<WireEnturRecurringPayment | null> {
    const { card } = await this.sender.send(call, {
      api: this.apis.payments,
      operation: 'authorizeRecurringPayment',
      method: 'PUT',
      path: path`/v1/recurring-payments/${id}/authorize`,
      isAsked: about({ recurringPaymentId: id }),
      read: cardIfAny,
    });
    return card;
  }
}

/** The card is changed, whether or not the answer shows it. */
function cardIfAny(json: unknown): { readonly card: WireEnturRecurringPayment | null } {
  return { card: readRecurringPayment(json) };
}
