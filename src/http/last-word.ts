import { UpstreamError } from '../errors/UpstreamError.js';

/**
 * What to say of a call after its last attempt. If an earlier one may have been carried out, a later one that got no
 * permit, no connection or no permission changes nothing about that, nor does a 409 or 422: those judge what is there,
 * which the earlier one may have put there. Only a 400 does, where it can't mean that: the same content was no more valid
 * before. The last one is the cause then.
 * @param unknown the failure of the attempt that may have been carried out
 */
export function lastWord(
  call: { readonly refusedTwice?: boolean },
  unknown: UpstreamError | undefined,
  last: UpstreamError,
): UpstreamError {
  if (unknown === undefined || unknown === last) return last;
  if (last.facts.status === 400 && call.refusedTwice !== true) return last;
  return stillUnknown(unknown, last);
}

/** The same failure: what happened afterwards has not made the outcome known. */
export function stillUnknown({ code, message, facts }: UpstreamError, cause: unknown): UpstreamError {
  return new UpstreamError(code, message, facts, { cause });
}
