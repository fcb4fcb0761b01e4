import { whenThere } from './when-there.js';

/**
 * GraphiQL calls each entry of the history "Set active", whatever stands in it: who speaks to the browser cannot say what
 * is seen, and who listens hears no difference. Here each is called what it says.
 */
export function nameHistory(root: Element): void {
  whenThere(root, '.graphiql-plugin', (panel) => {
    const name = (): void => {
      for (const entry of panel.querySelectorAll('.graphiql-history-item-label[aria-label]'))
        entry.removeAttribute('aria-label');
    };
    name();
    new MutationObserver(name).observe(panel, { childList: true, subtree: true });
  });
}
