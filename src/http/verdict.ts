import { UpstreamError } from '../errors/UpstreamError.js';
import type { Verdict } from './Breakers.js';
import { TooLargeError } from './exchange.js';

/**
 * What the end of an attempt says of the API. A refusal (4xx) is an answer, whatever is refused, and so is one that can't
 * be read.
 * @param ms that it took
 * @param attemptMs after which an API that has not answered has failed; a deadline may leave it less
 */
export function verdictOf(outcome: object, ms: number, attemptMs: number): Verdict {
  if (!(outcome instanceof UpstreamError)) return 'answered';
  const { status } = outcome.facts;
  if (status !== undefined) return status < 500 ? 'answered' : 'failed';
  const { cause } = outcome;
  if (cause instanceof TooLargeError) return 'answered';
  // The end of a deadline: the caller left, or had waited for something else before.
  if (cause instanceof DOMException)
    return cause.name === 'TimeoutError' && ms >= attemptMs ? 'failed' : 'unsaid';
  return 'failed';
}
