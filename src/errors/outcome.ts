import { UpstreamError } from './UpstreamError.js';

/**
 * What is known of a change: `known` when the API said what became of it, `unknown` when its answer was lost, so that it
 * may yet be carried out.
 */
export type Outcome = 'known' | 'unknown';

/** What is known of a change that failed in this way. */
export function outcomeOf(failure: unknown): Outcome {
  return failure instanceof UpstreamError && failure.code === 'OUTCOME_UNKNOWN' ? 'unknown' : 'known';
}
