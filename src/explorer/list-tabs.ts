import { whenThere } from './when-there.js';

/**
 * GraphiQL calls each tab one control, and so hides the buttons in it from assistive technology, also the one that closes
 * it. Here they are what they look like: a list of buttons of which one is current.
 */
export function listTabs(root: Element): void {
  whenThere(root, '.graphiql-tabs', (list) => {
    const tell = (): void => {
      asList(list);
    };
    tell();
    const filter = { attributeFilter: ['role', 'aria-selected'] };
    new MutationObserver(tell).observe(list, { ...filter, childList: true, subtree: true });
  });
}

function asList(list: Element): void {
  if (list.role !== 'list') list.role = 'list';
  for (const tab of list.querySelectorAll('.graphiql-tab')) {
    tab.removeAttribute('role');
    tab.removeAttribute('aria-selected');
    const isCurrent = tab.classList.contains('graphiql-tab-active');
    tab.querySelector('.graphiql-tab-button')?.setAttribute('aria-current', String(isCurrent));
  }
}
