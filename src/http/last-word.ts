import { UpstreamError } from '../errors/UpstreamError.js';

/**
 * What to say of a call after its last attempt. If an earlier one may have been carried out, a later one that got no
 * permit, no connection or no permission changes nothing about that, nor does any refusal: a 409 or 422 judges what is
 * there, which the earlier one may have put there. Nor a 400: a gateway may have sent it, or an API that says so of what
 * it has stored already. Only a look at what is there tells more. The last one is the cause then.
 * @param unknown the failure of the attempt that may have been carried out
 */
export function lastWord(unknown: UpstreamError | undefined, last: UpstreamError): UpstreamError {
  if (unknown === undefined || unknown === last) return last;
  return stillUnknown(unknown, last);
}

/** The same failure: what happened afterwards has not made the outcome known. */
export function stillUnknown({ code, message, facts }: UpstreamError, cause: unknown): UpstreamError {
  return new UpstreamError(code, message, facts, { cause });
}
