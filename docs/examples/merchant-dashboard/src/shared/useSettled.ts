import { useEffect, useState } from 'react';

const PAUSE_MS = 300;

/** A value that is typed, once nobody has typed for a moment: not each letter is a question. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return settled;
}
