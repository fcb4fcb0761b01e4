import { isSameDecimal } from '../../../../decimal.js';
import { path } from '../../../../http/path.js';
import { text } from '../../../json-readers.js';
import { wire } from '../../../wire.js';
import type { EnturApiDescriptors } from '../../apis.js';
import { readPayment } from '../../payment-answers.js';
import type { TransactionBody } from '../bodies.js';
import { about } from '../about.js';
import type { ChangeSender, EnturCall } from '../ChangeSender.js';

const readTransaction = wire((json) => ({ transactionId: text(json['transactionId']) }));

/**
 * Adds a transaction to a payment and gives its id; null where the answer does not tell it.
 * `POST /v1/payments/{paymentId}/transactions`. Experimental: the step and what it takes are published; its path is
 * inferred, and whether it answers with the transaction or with its payment.
 */
export async function addTransaction(
  sender: ChangeSender,
  apis: EnturApiDescriptors,
  call: EnturCall,
  paymentId: string,
  body: TransactionBody,
): Promise<string | null> {
  const { transactionId } = await sender.send(call, {
    api: apis.payments,
    operation: 'addTransaction',
    method: 'POST',
    path: path`/v1/payments/${paymentId}/transactions`,
    body,
    isAsked: about({ paymentId }),
    read: (json) => ({ transactionId: readTransaction(json)?.transactionId ?? newIn(json, body) }),
  });
  return transactionId;
}

/** In a payment, the only transaction of this amount with which nothing has been done yet. */
function newIn(json: unknown, { amount }: TransactionBody): string | null {
  const [added, ...others] = (readPayment(json)?.transactions ?? []).filter(
    (each) => each.status === 'CREATED' && each.amount !== null && isSameDecimal(each.amount, amount),
  );
  return added !== undefined && others.length === 0 ? added.transactionId : null;
}
