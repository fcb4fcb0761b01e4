import { vippsApis } from '../clients/apis.js';
import type { OrderManagementClient, UnitCall } from '../clients/order-management.js';
import type { WireReceipt } from '../clients/order-management/answers.js';
import type { OrderRef, ReceiptBody } from '../clients/order-management/bodies.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { lookScope, withDeadline } from '../http/call-scope.js';
import { shorten } from '../http/deadline.js';
import { isSameReceipt } from './same-receipt.js';

/**
 * - `stored`: the API said so, and gave the receipt this id; null when it gave none.
 * - `already stored`: this very receipt is there, by this call or by an earlier one.
 * - `another stored`: a different receipt is there. It stays.
 */
export type ReceiptOutcome =
  | { readonly kind: 'stored'; readonly receiptId: string | null }
  | { readonly kind: 'already stored' | 'another stored' };

/** Part of the time left that a write may take; the rest is kept for reading back, and for sending it again. */
const WRITE_SHARE = 0.6;

/**
 * Sends a receipt. Where the answer is lost or says that a receipt is there, the stored one is read and compared. Where
 * the answer is lost and none is there, it is sent again: an order takes one receipt and refuses any further one, so
 * either try may be the one that stores it, never both. Each repeat follows on a look that was answered: the API is there.
 * @param repeats how often it may be sent again
 * @throws UpstreamError OUTCOME_UNKNOWN when answer after answer is lost and nothing is stored (yet), or when what is
 *   stored can't be read; CONFLICT when the API says that a receipt is there and then shows none
 */
export async function sendReceipt(
  client: OrderManagementClient,
  call: UnitCall,
  ref: OrderRef,
  body: ReceiptBody,
  repeats: number,
): Promise<ReceiptOutcome> {
  let lost: UpstreamError | undefined;
  for (let left = repeats; ; left -= 1) {
    const sent = await write(client, call, ref, body);
    if (!(sent instanceof UpstreamError)) return sent;
    if (sent.code === 'OUTCOME_UNKNOWN') lost = sent;
    else if (sent.code !== 'CONFLICT' && lost === undefined) throw sent;
    // The refusal of a repeat says nothing of the try before it, whatever it says: only a look does.
    const stored = await readStored(client, call, ref).catch((cause: unknown) => {
      if (sent.code === 'CONFLICT')
        throw unknown(sent, 'A receipt is stored, but it could not be compared with this one.', cause);
      throw unknown(sent, unsaid('and could not be asked what is stored now'), cause);
    });
    if (stored !== null) return compare(stored, body);
    if (lost === undefined) throw sent;
    // The write may still be on its way: not there yet does not mean that it failed.
    if (sent !== lost || left === 0 || call.scope.deadline.isOver())
      throw unknown(lost, unsaid('and had none when asked right after'), sent);
  }
}

/** Sends it once. Gives the failure where it fails. */
async function write(
  client: OrderManagementClient,
  call: UnitCall,
  ref: OrderRef,
  body: ReceiptBody,
): Promise<ReceiptOutcome | UpstreamError> {
  const deadline = shorten(call.scope.deadline, call.scope.deadline.remainingMs() * WRITE_SHARE);
  try {
    const id = await client.postReceipt({ ...call, scope: withDeadline(call.scope, deadline) }, ref, body);
    return { kind: 'stored', receiptId: id === '' ? null : id };
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  } finally {
    deadline.end();
  }
}

function compare(stored: WireReceipt, sent: ReceiptBody): ReceiptOutcome {
  return { kind: isSameReceipt(stored, sent) ? 'already stored' : 'another stored' };
}

/** Straight from the API: no cache may answer here. */
async function readStored(
  client: OrderManagementClient,
  call: UnitCall,
  ref: OrderRef,
): Promise<WireReceipt | null> {
  return (await client.getOrder({ ...call, scope: lookScope(call.scope) }, ref))?.value.receipt ?? null;
}

function unsaid(rest: string): string {
  return `The ${vippsApis.orderManagement.title} did not say whether it stored the receipt, ${rest}.`;
}

function unknown({ facts }: UpstreamError, what: string, cause: unknown): UpstreamError {
  const message = `${what} Sending the same receipt again is safe: an order never gets two.`;
  return new UpstreamError('OUTCOME_UNKNOWN', message, facts, { cause });
}
