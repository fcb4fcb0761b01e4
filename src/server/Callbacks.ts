import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import type { Timers } from '../clock.js';
import { fields } from '../json.js';
import type { GraphQLExchange } from './graphql-exchange.js';
import { JsonBody } from './graphql-request.js';
import { RefusedRequest, writeFault, writeRefusal } from './http-errors.js';
import type { LiveOperations } from './LiveOperations.js';
import type { LiveStream } from './LiveStream.js';
import { graphHeaders } from './request-scope.js';
import { traceIdOf } from './trace-id.js';

export interface CallbacksParts {
  readonly operations: LiveOperations;
  /** Where events may be sent to. */
  readonly origins: ReadonlySet<string>;
  readonly timers: Timers;
  readonly log: Logger;
}

/** Where a router wants the events of one subscription. */
interface Callback {
  readonly url: string;
  readonly id: string;
  readonly verifier: string;
  /** 0 = it wants none. */
  readonly heartbeatMs: number;
}

type Message =
  | { readonly action: 'check' }
  | { readonly action: 'next'; readonly payload: ExecutionResult }
  | { readonly action: 'complete'; readonly errors?: ExecutionResult['errors'] };

const PROTOCOL = 'callback/1.0';
const SENDING_MS = 5_000;
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 100;
/** So many heartbeats in a row may get no answer. */
const MOST_LOST_HEARTBEATS = 5;
const USUAL_HEARTBEAT_MS = 5_000;
/** A router may ask for more, but each is a request to it for each subscription. */
const LEAST_HEARTBEAT_MS = 1_000;
const LONGEST_WORD = 500;

/** Whether the headers ask for events by callback, as routers say it. */
export function takesCallbacks({ accept }: IncomingHttpHeaders): boolean {
  return accept !== undefined && /;\s*callbackspec\s*=\s*"?1\.0\b/i.test(accept);
}

/**
 * Subscriptions by Apollo's HTTP callback protocol: a router says where it wants the events, and they are sent there one after
 * the other. Only to listed origins: else whoever may ask could have this server send requests anywhere.
 */
export class Callbacks {
  readonly #running = new Set<Promise<void>>();

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

  async #answer({ id, admission, request, response, body }: GraphQLExchange): Promise<void> {
    const { operations, origins, log } = this.parts;
    const value: unknown = body instanceof JsonBody ? body.parse().value : undefined;
    const callback = callbackIn(value, origins);
    const stream = await operations.start({
      id,
      traceId: traceIdOf(request.headers),
      admission,
      body: value,
    });
    const { refusal } = stream;
    if (refusal !== undefined) {
      send(response, id, refusal);
      return;
    }
    try {
      if (!(await this.#send(callback, { action: 'check' })))
        throw new RefusedRequest(400, 'The callback address does not know this subscription.');
    } catch (error) {
      await stream.return();
      if (error instanceof RefusedRequest) throw error;
      log.warn({ requestId: id, err: error }, 'a callback address did not take the check');
      throw new RefusedRequest(400, 'The callback address did not take the check.');
    }
    send(response, id, { data: null });
    const running = this.#tell(stream, callback, id).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #tell(stream: LiveStream, callback: Callback, requestId: string): Promise<void> {
    const stop = this.#beat(stream, callback);
    try {
      for await (const answer of stream) {
        const isLast = answer.data === undefined;
        const message: Message = isLast
          ? { action: 'complete', ...(answer.errors && { errors: answer.errors }) }
          : { action: 'next', payload: answer };
        if (!(await this.#send(callback, message)) || isLast) return;
      }
      await this.#send(callback, { action: 'complete' });
    } catch (error) {
      this.parts.log.warn(
        { requestId, err: error },
        'a callback address could not be told: subscription ended',
      );
    } finally {
      stop();
      await stream.return();
    }
  }

  /** Tells the router every so often that it goes on. @returns ends that */
  #beat(stream: LiveStream, callback: Callback): () => void {
    if (callback.heartbeatMs === 0) return () => undefined;
    let lost = 0;
    let isOver = false;
    let cancel: () => void = () => undefined;
    const again = (): void => {
      cancel = this.parts.timers.after(callback.heartbeatMs, () => {
        post(callback, { action: 'check' })
          .then(
            (isKnown) => {
              lost = 0;
              if (!isKnown) void stream.return();
            },
            () => {
              lost += 1;
              if (lost >= MOST_LOST_HEARTBEATS) void stream.return();
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

  /** Sends a message, again where it may not have come. @returns false where the router knows of no such subscription */
  async #send(callback: Callback, message: Message): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await post(callback, message);
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
        await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1), undefined, { ref: false });
      }
    }
  }
}

async function post({ url, id, verifier }: Callback, message: Message): Promise<boolean> {
  const response = await fetch(url, {
    method: 'POST',
    // Elsewhere is not where it may go.
    redirect: 'error',
    headers: { 'content-type': 'application/json', 'subscription-protocol': PROTOCOL },
    body: JSON.stringify({ kind: 'subscription', id, verifier, ...message }),
    signal: AbortSignal.timeout(SENDING_MS),
  });
  await response.body?.cancel();
  if (response.status >= 500) throw new Error(`answered with ${String(response.status)}`);
  return response.ok;
}

/** @throws RefusedRequest for what is none, or leads where nothing may go */
function callbackIn(body: unknown, origins: ReadonlySet<string>): Callback {
  if (origins.size === 0)
    throw new RefusedRequest(
      400,
      'Callbacks are off here: SUBSCRIPTION_CALLBACK_ORIGINS lists where events may be sent to.',
    );
  const { callbackUrl, subscriptionId, verifier, heartbeatIntervalMs } = fields(
    fields(fields(body)['extensions'])['subscription'],
  );
  if (!isWord(callbackUrl) || !isWord(subscriptionId) || !isWord(verifier))
    throw new RefusedRequest(
      400,
      'extensions.subscription needs callbackUrl, subscriptionId and verifier, each a text.',
    );
  const url = URL.canParse(callbackUrl) ? new URL(callbackUrl) : undefined;
  if (url === undefined || !origins.has(url.origin) || url.username !== '' || url.password !== '')
    throw new RefusedRequest(403, 'Events may not be sent to this callbackUrl: its origin is not listed.');
  const beat = typeof heartbeatIntervalMs === 'number' ? heartbeatIntervalMs : USUAL_HEARTBEAT_MS;
  const heartbeatMs = beat <= 0 ? 0 : Math.max(LEAST_HEARTBEAT_MS, beat);
  return { url: url.href, id: subscriptionId, verifier, heartbeatMs };
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_WORD;
}

function send(response: ServerResponse, id: string, answer: ExecutionResult): void {
  const text = JSON.stringify(answer);
  const headers = { ...graphHeaders(id, 'application/json'), 'subscription-protocol': PROTOCOL };
  response.writeHead(200, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
}
