/**
 * Keeps with each entry of the history how far its page is scrolled. The browser's own way comes too early: it scrolls
 * before the page of that entry is drawn.
 */
export function keepPlaces(): () => void {
  history.scrollRestoration = 'manual';
  const keep = (): void => {
    history.replaceState({ scrollY }, '');
  };
  addEventListener('scrollend', keep);
  return () => {
    removeEventListener('scrollend', keep);
  };
}

/** How far the page of this entry was scrolled; zero if it is new. */
export function placeKept(): number {
  const state: unknown = history.state;
  const kept = typeof state === 'object' && state !== null && 'scrollY' in state ? state.scrollY : 0;
  return typeof kept === 'number' ? kept : 0;
}
