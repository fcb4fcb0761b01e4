import type { OrderManagementClient, UnitCall } from '../clients/order-management.js';
import type { OrderRef, ReceiptBody, WireReceipt } from '../clients/order-management/wire.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { shorten } from '../http/deadline.js';
import { apiTitle } from '../http/failures.js';
import { isSameReceipt } from './same-receipt.js';

/**
 * - `stored`: the API said so.
 * - `already stored`: this very receipt is there, by this call or by an earlier one.
 * - `another stored`: a different receipt is there, or one that could not be read to compare. It stays.
 */
export type ReceiptOutcome = 'stored' | 'already stored' | 'another stored';

/** Part of the time left that the write may take; the rest is kept for reading back. */
const WRITE_SHARE = 0.7;

/**
 * Sends a receipt, once: there is no key that would make a repeat safe to tell apart. Where the answer is lost or says
 * that a receipt is there, the stored one is read and compared.
 * @throws UpstreamError OUTCOME_UNKNOWN when the answer is lost and nothing is stored (yet) or can't be read
 */
export async function sendReceipt(
  client: OrderManagementClient,
  call: UnitCall,
  ref: OrderRef,
  body: ReceiptBody,
): Promise<ReceiptOutcome> {
  const write = shorten(call.deadline, call.deadline.remainingMs() * WRITE_SHARE);
  try {
    await client.postReceipt({ ...call, deadline: write }, ref, body);
    return 'stored';
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.code === 'CONFLICT') {
      // The API has kept what it had: whatever becomes of the comparison, this call has stored nothing.
      const stored = await readStored(client, call, ref).catch((cause: unknown) => {
        throw unknown(error, 'and could not be asked which one is stored', cause);
      });
      if (stored === null) throw error;
      return isSameReceipt(stored, body) ? 'already stored' : 'another stored';
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
    throw unknown(lost, 'and could not be asked what is stored now', cause);
  }
  // The write may still be on its way: not there yet does not mean that it failed.
  if (stored === null) throw unknown(lost, 'and had none when asked right after', lost);
  return isSameReceipt(stored, body) ? 'already stored' : 'another stored';
}

/** Straight from the API: no cache may answer here. */
async function readStored(
  client: OrderManagementClient,
  call: UnitCall,
  ref: OrderRef,
): Promise<WireReceipt | null> {
  return (await client.getOrder(call, ref))?.value.receipt ?? null;
}

function unknown({ facts }: UpstreamError, rest: string, cause: unknown): UpstreamError {
  const message =
    `The ${apiTitle(facts.api)} did not say whether it stored the receipt, ${rest}. ` +
    'Sending the same receipt again is safe: an order never gets two.';
  return new UpstreamError('OUTCOME_UNKNOWN', message, facts, { cause });
}
