import type { IncomingHttpHeaders } from 'node:http';
import type { UpstreamError } from '../errors/UpstreamError.js';
import { parseExactly } from './exact-json.js';
import type { RawAnswer } from './exchange.js';
import { answerError, unreadable } from './failures.js';
import type { Redactor } from './redact.js';
import { retryAfterSeconds } from './retry.js';
import type { UpstreamCall } from './UpstreamCall.js';

const NO_HEADERS: IncomingHttpHeaders = {};

/** A 2xx answer. */
export class UpstreamAnswer {
  /**
   * @param json the parsed body; `undefined` when it was empty, the text itself where that is allowed
   * @param bytes length of the body: what the answer weighs in a cache
   */
  constructor(
    readonly status: number,
    public json: unknown,
    readonly bytes: number,
    private headers: IncomingHttpHeaders,
  ) {}

  /** It has been read. The promises of its call live until V8's next full collection, which must not keep all this alive. */
  forget(): void {
    this.json = undefined;
    this.headers = NO_HEADERS;
  }

  /** The first header of this name. */
  header(name: string): string | undefined {
    return headerOf(this.headers, name);
  }
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}

/** What an answer comes to. @param redactor takes out what must never be told, also when an API repeats it */
export function judge(
  call: UpstreamCall,
  { status, headers, text }: RawAnswer,
  redactor: Redactor,
): UpstreamAnswer | UpstreamError {
  if (status < 200 || status > 299) {
    const { correlationHeader } = call.api;
    const refusal = {
      status,
      body: text,
      retryAfter: retryAfterSeconds(headerOf(headers, 'retry-after'), Date.now()),
      correlationId: correlationHeader === undefined ? undefined : headerOf(headers, correlationHeader),
    };
    return answerError(call, refusal, redactor);
  }
  try {
    return new UpstreamAnswer(status, parse(call, text), text.length, headers);
  } catch {
    if (call.textAllowed === true) return new UpstreamAnswer(status, text, text.length, headers);
    // Without what JSON.parse says: it quotes the answer.
    return unreadable(call, 'is not JSON', status);
  }
}

function parse({ api }: UpstreamCall, text: string): unknown {
  if (text === '') return undefined;
  const parsed: unknown = api.exactNumbers === true ? parseExactly(text) : JSON.parse(text);
  return parsed;
}
