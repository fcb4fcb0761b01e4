import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';

/** Where a router wants the events of one subscription. */
export interface Callback {
  readonly url: string;
  readonly id: string;
  readonly verifier: string;
  /** 0 = it wants none. */
  readonly heartbeatMs: number;
}

export type CallbackMessage =
  | { readonly action: 'check' }
  | { readonly action: 'next'; readonly payload: ExecutionResult }
  | { readonly action: 'complete'; readonly errors?: ExecutionResult['errors'] };

/** What a router said to a message. `unknown`: there is no such subscription, or not any more. */
export type Reception = 'taken' | 'unknown' | 'refused';

export const CALLBACK_PROTOCOL = 'callback/1.0';
const HEADER = 'subscription-protocol';
const SENDING_MS = 5_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** Of an answer; what no message is sent without. */
export const protocolHeaders = { [HEADER]: CALLBACK_PROTOCOL };

/** Sends a message once. @throws where it may be taken at another time: no answer, a fault of the router's, too many requests */
export async function sendOnce(
  { url, id, verifier }: Callback,
  message: CallbackMessage,
  signal?: AbortSignal,
): Promise<Reception> {
  const tooLong = AbortSignal.timeout(SENDING_MS);
  const response = await fetch(url, {
    method: 'POST',
    // Elsewhere is not where it may go.
    redirect: 'error',
    headers: { 'content-type': 'application/json', ...protocolHeaders },
    body: JSON.stringify({ kind: 'subscription', id, verifier, ...message }),
    signal: signal === undefined ? tooLong : AbortSignal.any([signal, tooLong]),
  });
  await response.body?.cancel();
  const { status, ok, headers } = response;
  if (status >= 500 || status === 408 || status === 429) throw new Error(`answered with ${String(status)}`);
  if (status === 404) return 'unknown';
  // Whatever else answers at this address answers with 200.
  const isTaken = message.action === 'check' ? status === 204 && isProtocol(headers.get(HEADER)) : ok;
  return isTaken ? 'taken' : 'refused';
}

/** Sends a message, again and again while it may not have come. @throws the last failure, once the signal says that it is enough */
export async function send(
  callback: Callback,
  message: CallbackMessage,
  signal: AbortSignal,
): Promise<Reception> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      return await sendOnce(callback, message, signal);
    } catch (error) {
      await pause(pauseMs, undefined, { ref: false, signal }).catch(() => undefined);
      if (signal.aborted) throw error;
    }
  }
}

/** A router says the newest version that it knows. */
function isProtocol(said: string | null): boolean {
  return said !== null && /^callback\/[1-9]/i.test(said.trim());
}
