import type { ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import type { Timers } from '../clock.js';
import {
  CALLBACK_PROTOCOL,
  protocolHeaders,
  send,
  sendOnce,
  type Callback,
  type CallbackMessage,
  type Reception,
} from './callback-messages.js';
import { callbackIn } from './callback-request.js';
import { traceIdOfExchange, type GraphQLExchange } from './graphql-exchange.js';
import { JsonBody } from './graphql-request.js';
import { noJson, RefusedRequest, writeFault, writeRefusal } from './http-errors.js';
import { sendLiveAnswer } from './live-answer.js';
import type { LiveOperations } from './LiveOperations.js';
import type { LiveStream } from './LiveStream.js';

export interface CallbacksParts {
  readonly operations: LiveOperations;
  /** Where events may be sent to. */
  readonly origins: ReadonlySet<string>;
  readonly timers: Timers;
  readonly log: Logger;
}

/** A router that takes nothing for so long is given up: it may be started anew meanwhile. */
const PATIENCE_MS = 30_000;
/** That a subscription is over is worth less. */
const LAST_PATIENCE_MS = 5_000;
const LEAST_LOST_HEARTBEATS = 5;

/**
 * Subscriptions by Apollo's HTTP callback protocol: a router says where it wants the events, and they are sent there one after
 * the other. Only to listed origins: else whoever may ask could have this server send requests anywhere.
 */
export class Callbacks {
  readonly #running = new Set<Promise<void>>();
  /** Those that are told, or about to be, by address and id. */
  readonly #known = new Set<string>();

  constructor(private readonly parts: CallbacksParts) {}

  /** Answers a request that asks for callbacks. */
  handle(exchange: GraphQLExchange): void {
    const { response, id } = exchange;
    this.#answer(exchange).catch((error: unknown) => {
      if (error instanceof RefusedRequest) writeRefusal(response, error, id, this.parts.log);
      else writeFault(response, error, id, this.parts.log);
    });
  }

  /** Resolves when all that was begun has come to its end. */
  async done(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #answer(exchange: GraphQLExchange): Promise<void> {
    const { id, admission, response, body } = exchange;
    const until = performance.now() + admission.timeoutMs;
    if (!(body instanceof JsonBody)) throw noJson();
    const { value } = body.parse();
    const callback = callbackIn(value, this.parts.origins);
    const key = `${callback.url}\n${callback.id}`;
    if (this.#known.has(key)) throw new RefusedRequest(409, 'This subscriptionId is being told already.');
    this.#known.add(key);
    const forget = (): void => void this.#known.delete(key);
    try {
      const stream = await this.parts.operations.start({
        id,
        traceId: traceIdOfExchange(exchange),
        admission,
        transport: 'callback',
        body: value,
      });
      if (stream.refusal !== undefined) {
        forget();
        sendLiveAnswer(response, id, stream.refusal, protocolHeaders);
        return;
      }
      const left = new AbortController();
      response.once('close', () => {
        left.abort();
      });
      if (response.destroyed) left.abort();
      const inTime = AbortSignal.timeout(Math.max(1, Math.floor(until - performance.now())));
      await this.#check(stream, callback, AbortSignal.any([left.signal, inTime]), id);
      sendLiveAnswer(response, id, { answer: { data: null } }, protocolHeaders);
      const running = this.#tell(stream, callback, id)
        .catch((error: unknown) => {
          this.parts.log.error({ requestId: id, err: error }, 'unexpected fault');
        })
        .finally(() => {
          forget();
          this.#running.delete(running);
        });
      this.#running.add(running);
    } catch (error) {
      forget();
      throw error;
    }
  }

  /** Whether the router knows what it has asked for. @throws RefusedRequest where it does not, and has left the stream */
  async #check(
    stream: LiveStream,
    callback: Callback,
    signal: AbortSignal,
    requestId: string,
  ): Promise<void> {
    try {
      if ((await send(callback, { action: 'check' }, signal)) === 'taken') return;
    } catch (error) {
      await stream.return();
      this.parts.log.warn({ requestId, err: error }, 'a callback address did not take the check');
      throw new RefusedRequest(400, 'The callback address did not take the check in the time of a request.');
    }
    await stream.return();
    throw new RefusedRequest(
      400,
      `The callback address does not know this subscription: it would answer the check with 204 and subscription-protocol: ${CALLBACK_PROTOCOL}.`,
    );
  }

  async #tell(stream: LiveStream, callback: Callback, requestId: string): Promise<void> {
    const isUnknown = new AbortController();
    const stop = this.#beat(stream, callback, isUnknown);
    try {
      for await (const answer of stream) {
        const isLast = answer.data === undefined;
        const reception = await this.#send(
          callback,
          isLast ? completeWith(answer) : nextWith(answer),
          isUnknown,
        );
        if (isLast || reception === 'unknown') return;
        if (reception === 'taken') continue;
        this.parts.log.warn({ requestId }, 'a callback address takes no events: subscription ended');
        // Once: it has had its time.
        await sendOnce(callback, completeWith(await stream.undelivered('UNREACHABLE'))).catch(
          () => undefined,
        );
        return;
      }
      await this.#send(callback, { action: 'complete' }, isUnknown);
    } finally {
      stop();
      await stream.return();
    }
  }

  /** Sends a message as long as the router may come to take it. */
  async #send(callback: Callback, message: CallbackMessage, isUnknown: AbortController): Promise<Reception> {
    const isGone = (): boolean => isUnknown.signal.aborted;
    if (isGone()) return 'unknown';
    const enough = new AbortController();
    const stop = (): void => {
      enough.abort();
    };
    // A signal made of both would be held by the one that lives as long as the subscription.
    isUnknown.signal.addEventListener('abort', stop);
    const cancel = this.parts.timers.after(
      message.action === 'complete' ? LAST_PATIENCE_MS : PATIENCE_MS,
      stop,
    );
    try {
      return await send(callback, message, enough.signal);
    } catch (error) {
      if (isGone()) return 'unknown';
      this.parts.log.warn({ err: error }, 'a callback address could not be told');
      return 'refused';
    } finally {
      cancel();
      isUnknown.signal.removeEventListener('abort', stop);
    }
  }

  /** Tells the router every so often that it goes on. @param isUnknown aborted where it says that it does not @returns ends that */
  #beat(stream: LiveStream, callback: Callback, isUnknown: AbortController): () => void {
    const { heartbeatMs } = callback;
    if (heartbeatMs === 0) return () => undefined;
    const mostLost = Math.max(LEAST_LOST_HEARTBEATS, Math.ceil(PATIENCE_MS / heartbeatMs));
    let lost = 0;
    let isOver = false;
    let cancel: () => void = () => undefined;
    const again = (): void => {
      cancel = this.parts.timers.after(heartbeatMs, () => {
        sendOnce(callback, { action: 'check' })
          .then(
            (reception) => {
              lost = 0;
              if (reception === 'refused') stream.end('UNREACHABLE');
              if (reception !== 'unknown') return;
              isUnknown.abort();
              void stream.return();
            },
            () => {
              lost += 1;
              if (lost >= mostLost) stream.end('UNREACHABLE');
            },
          )
          .finally(() => {
            if (!isOver) again();
          });
      });
    };
    again();
    return () => {
      isOver = true;
      cancel();
    };
  }
}

function nextWith(payload: ExecutionResult): CallbackMessage {
  return { action: 'next', payload };
}

function completeWith({ errors }: ExecutionResult): CallbackMessage {
  return { action: 'complete', ...(errors && { errors }) };
}
