import type { ErrorLike } from '@apollo/client';
import { useState } from 'react';

/** Asks for the next page of a list, and keeps why that failed: the hook that reads the list does not know. */
export function useNextPage(ask: () => Promise<unknown>): readonly [() => void, ErrorLike | undefined] {
  const [error, setError] = useState<ErrorLike>();
  const next = (): void => {
    setError(undefined);
    ask().catch(setError);
  };
  return [next, error];
}
