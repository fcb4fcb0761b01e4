import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';

/** What a handler returns. Nothing is on the wire yet, so a fault can still change or lose it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** As the real APIs write it. */
export const jsonType = 'application/json;charset=UTF-8';

/** A JSON answer, in the content type of the documented successes unless told otherwise. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': jsonType, ...headers }, body: JSON.stringify(body) };
}

/** An answer without a body. */
export function empty(status: number): Answer {
  return { status, headers: {}, body: '' };
}

/** An answer of the gateway itself, before any API is reached. */
export function gateway(status: number, message?: string, headers: Record<string, string> = {}): Answer {
  const body = { statusCode: status, message: message ?? STATUS_CODES[status] ?? 'Error' };
  return json(status, body, { 'content-type': 'application/json', ...headers });
}

/** What a problem answer says. */
export interface ProblemDetails {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  /** One entry per bad field. */
  readonly extraDetails?: readonly { readonly key: string; readonly value: string }[];
}

/** Where the sources disagree on how it is said. */
export interface ProblemStyle {
  /** The general error page shows `status` as text, the specifications as an integer. */
  readonly statusAsString: boolean;
  /** The Management specification says `key`/`value`, other APIs and the general page `name`/`reason`. */
  readonly nameAndReason: boolean;
}

/** An RFC 7807 answer, the platform's standard error. */
export function problem(
  { type, title, status, detail, extraDetails }: ProblemDetails,
  style: ProblemStyle,
): Answer {
  const details = style.nameAndReason
    ? extraDetails?.map(({ key, value }) => ({ name: key, reason: value }))
    : extraDetails;
  const body = {
    type: `https://developer.vippsmobilepay.com/problem/${type}`,
    title,
    status: style.statusAsString ? String(status) : status,
    detail,
    instance: `urn:uuid:${randomUUID()}`,
    ...(details && { extraDetails: details }),
  };
  return json(status, body, { 'content-type': 'application/problem+json' });
}
