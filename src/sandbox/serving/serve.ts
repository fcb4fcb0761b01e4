import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { FaultAction } from '../state/FaultList.js';
import type { JournalRecord } from '../state/Journal.js';
import type { SandboxState } from '../state/SandboxState.js';
import { gateway, type Answer } from '../http/answer.js';
import { rateLimitAnswer, statusAnswer } from './fault-answers.js';
import { pathOf, readBody, toRequest } from '../http/request.js';
import type { Router } from '../http/router.js';
import { send, sendHalf, sendOversize } from '../http/send.js';

/** A request on its way through the sandbox. */
interface Exchange {
  readonly state: SandboxState;
  readonly record: JournalRecord;
  readonly response: ServerResponse;
  /** Does the work of the request. */
  readonly work: () => Promise<Answer>;
  /** Fires when the connection closes, whichever side closes it. */
  readonly gone: AbortSignal;
}

/** Why nobody waits any more. One for all: to make an error for each answer costs more than the answer. */
const CLOSED = new Error('the connection is closed');

/** Serves one request of an API: records it, lets a fault interfere, answers. */
export async function serve(
  state: SandboxState,
  router: Router,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { journal, faults } = state;
  const record = journal.open(message);
  const gone = new AbortController();
  response.once('close', () => {
    // Before we end a connection ourselves, we close its record without a status. So if the record is still open,
    // or the answer never went out in full, the client has left.
    const unanswered = record.finishedAt === null;
    const cutShort = record.status !== null && !response.writableFinished;
    record.closedByClient = unanswered || cutShort;
    journal.close(record, null);
    gone.abort(CLOSED);
  });

  let body: string | undefined;
  try {
    body = await readBody(message);
  } catch {
    return;
  }
  const request = toRequest(message, body ?? '');
  record.body = request.body;
  const work = async () => {
    const result = body === undefined ? gateway(413) : await router(request);
    record.outcome = result.status;
    return result;
  };
  const exchange: Exchange = { state, record, response, work, gone: gone.signal };
  const fault = faults.take(request.method, pathOf(request.url));
  if (fault) await misbehave(exchange, fault);
  else answer(exchange, await work());
}

function answer({ state, record, response }: Exchange, result: Answer): void {
  // Closed before sending, so that a client that has its answer always finds it in the journal.
  state.journal.close(record, result.status);
  send(response, result);
}

function drop({ state, record, response }: Exchange): void {
  state.journal.close(record, null);
  response.socket?.resetAndDestroy();
}

/** Fires when the connection is closed or the sandbox is reset. */
function ending({ state, gone }: Exchange): AbortSignal {
  return AbortSignal.any([gone, state.interrupted]);
}

async function until(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

async function misbehave(exchange: Exchange, fault: FaultAction): Promise<void> {
  const { state, record, response, work } = exchange;
  switch (fault.kind) {
    case 'status':
      if (fault.afterWork) await work();
      answer(exchange, statusAnswer(fault));
      break;
    case 'rateLimit':
      answer(exchange, rateLimitAnswer(fault.retryAfterSeconds));
      break;
    case 'reset':
      if (fault.when === 'within') {
        await sendHalf(response, await work());
      } else if (fault.when === 'after') {
        await work();
      }
      drop(exchange);
      break;
    case 'delay': {
      // Only the answer is late, the work is done at once: a client that gives up on a write has still written.
      const result = await work();
      const over = ending(exchange);
      await wait(fault.delayMs, undefined, { signal: over }).catch(() => undefined);
      if (over.aborted) drop(exchange);
      else answer(exchange, result);
      break;
    }
    case 'hang':
      await until(ending(exchange));
      drop(exchange);
      break;
    case 'malformed': {
      const { status, headers, body } = await work();
      const half = body.slice(0, Math.ceil(body.length / 2)) || '{"cut":';
      // Broken, and no lie: what was refused is not told as done.
      answer(exchange, { status: status < 300 ? 200 : status, headers, body: half });
      break;
    }
    case 'oversize':
      await sendOversize(response, await work(), fault.bytes);
      state.journal.close(record, 200);
      break;
  }
}
