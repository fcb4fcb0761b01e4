import { useEffect, useRef, type RefObject } from 'react';

/** How far ahead of the end of a list its next page is asked for. */
const AHEAD = '800px';

/**
 * Calls `onReach` when the end of a list comes near, as long as there is more of it. It looks again with each page that
 * has come, which `place` tells: a page may be shorter than the window.
 */
export function usePageEnd<E extends HTMLElement>(
  onReach: () => void,
  { isWanted, place }: { readonly isWanted: boolean; readonly place: unknown },
): RefObject<E | null> {
  const end = useRef<E>(null);
  const reach = useRef(onReach);
  useEffect(() => {
    reach.current = onReach;
  });
  useEffect(() => {
    if (!isWanted || end.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) reach.current();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(end.current);
    return () => {
      observer.disconnect();
    };
  }, [isWanted, place]);
  return end;
}
