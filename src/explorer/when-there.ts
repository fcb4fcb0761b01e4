/** Calls back with the first element that fits the selector, once it is there. */
export function whenThere(root: Element, selector: string, use: (element: Element) => void): void {
  const waiting = new MutationObserver(() => {
    const element = root.querySelector(selector);
    if (element === null) return;
    waiting.disconnect();
    use(element);
  });
  waiting.observe(root, { childList: true, subtree: true });
}
