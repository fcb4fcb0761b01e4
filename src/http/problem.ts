import { isIPv6 } from 'node:net';
import type { FieldFault } from '../errors/UpstreamError.js';
import { isObject } from '../json.js';
import type { Redactor } from './redact.js';

/** What could be read from the body of a refusal, whatever its shape. */
export interface Problem {
  readonly title: string | undefined;
  readonly detail: string | undefined;
  readonly traceId: string | undefined;
  readonly reason: string | undefined;
  readonly faults: readonly FieldFault[];
}

/** More than any form has fields. */
const MAX_FAULTS = 100;

/** A longer body is no error message, and reading it would hold up everything else. */
const MAX_BODY_LENGTH = 262_144;

const NOTHING: Problem = {
  title: undefined,
  detail: undefined,
  traceId: undefined,
  reason: undefined,
  faults: [],
};

/**
 * Reads an error body. The APIs use problem+json with `extraDetails` (`name`/`reason` or `key`/`value`) or
 * `invalidParams`, or `errors` (`field`/`message`), the gateway's `{ statusCode, message }`, `{ code, message }`, `{ errorCode, errorMessage,
 * contextId }`, Spring's `{ error, message, path }` with an `errorReason`, and the token endpoints' OAuth bodies. Empty, plain-text and HTML bodies give nothing.
 * @param sent what was sent of persons, which is not repeated
 */
export function readProblem(body: string, redactor: Redactor, sent: readonly string[] = []): Problem {
  if (body.length > MAX_BODY_LENGTH) return NOTHING;
  const text = textReader(redactor, sent);
  const json = parse(body);
  if (json === undefined) return NOTHING;
  const nested = isObject(json['error']) ? json['error'] : {};
  return {
    title: text(json['title']) ?? text(json['error']) ?? text(json['code']) ?? text(nested['title']),
    detail:
      text(json['detail']) ??
      text(json['message']) ??
      text(json['errorMessage']) ??
      text(json['error_description']),
    traceId: firstId(text, [
      json['traceId'],
      json['trace_id'],
      json['contextId'],
      nested['ContextID'],
      json['instance'],
    ]),
    reason: wordIn(json['errorReason']),
    faults: [json['extraDetails'], json['invalidParams'], json['errors']].flatMap((list) =>
      faultsIn(text, list),
    ),
  };
}

function faultsIn(text: TextReader, value: unknown): FieldFault[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, MAX_FAULTS).flatMap((item: unknown) => {
    if (!isObject(item)) return [];
    const name = text(item['name']) ?? text(item['key']) ?? text(item['field']);
    const reason = text(item['reason']) ?? text(item['value']) ?? text(item['message']);
    return name === undefined || reason === undefined ? [] : [{ name, reason }];
  });
}

function parse(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(body);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Reaches the caller too: a word in capitals, and nothing else. */
function wordIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Z][A-Z0-9_]{0,49}$/.test(value) ? value : undefined;
}

/** Ids reach the caller, and some APIs put addresses of machines or sentences in their place. */
function firstId(text: TextReader, candidates: readonly unknown[]): string | undefined {
  return candidates.map(text).find((candidate) => candidate !== undefined && isId(candidate));
}

/** Whether a text that reaches the caller can be an id. */
export function isId(text: string): boolean {
  return /^[\w:-]{1,100}$/.test(text) && !isAddress(text);
}

/** With dots it is none of these already. */
function isAddress(text: string): boolean {
  return isIPv6(text) || /^[\w-]+:\d{1,5}$/.test(text);
}

type TextReader = (value: unknown) => string | undefined;

/** Upstream texts end up in log lines and payloads: without secrets, bounded, and without control characters. */
function textReader(redactor: Redactor, sent: readonly string[]): TextReader {
  return (value) => {
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string' || value === '') return undefined;
    return redactor
      .redact(value, sent)
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, 300);
  };
}
