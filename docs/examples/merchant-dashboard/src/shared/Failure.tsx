import type { ErrorLike } from '@apollo/client';
import { errorsOf } from './errors.js';

interface FailureProps {
  readonly error: ErrorLike | undefined;
  /** What it means that no answer came. */
  readonly unanswered?: string;
  readonly onRetry?: () => void;
}

/** Says what went wrong, each thing once; nothing where nothing did. */
export function Failure({ error, unanswered = 'The graph cannot be reached.', onRetry }: FailureProps) {
  if (error === undefined) return null;
  const messages = new Set(errorsOf(error)?.map(({ message }) => message) ?? [unanswered]);
  return (
    <div role="alert" className="failure">
      {[...messages].map((message) => (
        <p key={message}>{message}</p>
      ))}
      {onRetry !== undefined && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** For the promise of a call whose hook has the error too, by which it is shown. */
export function shownByHook(): void {
  // Nothing is left to do.
}
