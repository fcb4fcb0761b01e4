import { CombinedGraphQLErrors, type ErrorLike } from '@apollo/client';

interface FailureProps {
  readonly error: ErrorLike | undefined;
  readonly onRetry?: () => void;
}

/** Says what went wrong, each thing once; nothing where nothing did. */
export function Failure({ error, onRetry }: FailureProps) {
  if (error === undefined) return null;
  const messages = CombinedGraphQLErrors.is(error)
    ? new Set(error.errors.map(({ message }) => message))
    : ['The graph cannot be reached.'];
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
