import { vippsApis } from '../clients/apis.js';
import type { OrderManagementClient, UnitCall } from '../clients/order-management.js';
import type { WireReceipt } from '../clients/order-management/answers.js';
import type { OrderRef, ReceiptBody } from '../clients/order-management/bodies.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { withDeadline } from '../http/call-scope.js';
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

/** Part of the time left that the write may take; the rest is kept for reading back. */
const WRITE_SHARE = 0.7;

/**
 * Sends a receipt, once: there is no key that would make a repeat safe to tell apart. Where the answer is lost or says
 * that a receipt is there, the stored one is read and compared.
 * @throws UpstreamError OUTCOME_UNKNOWN when the answer is lost and nothing is stored (yet), or when what is stored can't
 *   be read; CONFLICT when the API says that a receipt is there and then shows none
 */
export async function sendReceipt(
  client: OrderManagementClient,
  call: UnitCall,
  ref: OrderRef,
  body: ReceiptBody,
): Promise<ReceiptOutcome> {
  const write = shorten(call.scope.deadline, call.scope.deadline.remainingMs() * WRITE_SHARE);
  try {
    const id = await client.postReceipt({ ...call, scope: withDeadline(call.scope, write) }, ref, body);
    return { kind: 'stored', receiptId: id === '' ? null : id };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.code === 'CONFLICT') {
      const stored = await readStored(client, call, ref).catch((cause: unknown) => {
        throw unknown(error, 'A receipt is stored, but it could not be compared with this one.', cause);
      });
      if (stored === null) throw error;
      return compare(stored, body);
    }
    if (error.code !== 'OUTCOME_UNKNOWN') throw error;
    return await resolveDoubt(client, call, ref, body, error);
  } finally {
    write.end();
  }
}

async function resolveDoubt(
  client: OrderManagementClient,
  call: UnitCall,
  ref: OrderRef,
  body: ReceiptBody,
  lost: UpstreamError,
): Promise<ReceiptOutcome> {
  let stored: WireReceipt | null;
  try {
    stored = await readStored(client, call, ref);
  } catch (cause) {
    throw unknown(lost, unsaid('and could not be asked what is stored now'), cause);
  }
  // The write may still be on its way: not there yet does not mean that it failed.
  if (stored === null) throw unknown(lost, unsaid('and had none when asked right after'), lost);
  return compare(stored, body);
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
  return (await client.getOrder(call, ref))?.value.receipt ?? null;
}

function unsaid(rest: string): string {
  return `The ${vippsApis.orderManagement.title} did not say whether it stored the receipt, ${rest}.`;
}

function unknown({ facts }: UpstreamError, what: string, cause: unknown): UpstreamError {
  const message = `${what} Sending the same receipt again is safe: an order never gets two.`;
  return new UpstreamError('OUTCOME_UNKNOWN', message, facts, { cause });
}
