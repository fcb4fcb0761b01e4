import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { watchedPage, type WatchedPage } from '../support/browser.js';

/** Opens a page in a browser profile of its own; `prepare` runs before it loads. What its content security policy refuses is a fault. */
export async function open(
  browser: Browser,
  url: string,
  prepare: (context: BrowserContext) => Promise<unknown> = () => Promise.resolve(),
  viewport = { width: 1440, height: 900 },
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      reportError(new Error(`${effectiveDirective} blocked ${blockedURI}`));
    });
  });
  await prepare(context);
  const watched = await watchedPage(context);
  await watched.page.goto(url);
  await watched.page.getByText('Welcome to the ').waitFor();
  return watched;
}

/** GraphiQL's tabs. */
export function tabsOf(page: Page): Locator {
  return page.getByRole('list', { name: 'Select active operation' }).getByRole('listitem');
}

/** Opens a tab and waits until it is in the editor. */
export async function openTab(page: Page, title: string): Promise<void> {
  await tabsOf(page).getByRole('button', { name: title, exact: true }).click();
  await page.waitForFunction(
    (name) =>
      __MONACO?.editor
        .getModels()
        .some(
          (model) => model.uri.path.endsWith('operation.graphql') && new RegExp(name).test(model.getValue()),
        ),
    definitionOf(title),
  );
}

/** What begins an operation of this name: others may speak of it. */
export function definitionOf(name: string): string {
  return `(query|mutation|subscription) ${name}\\b`;
}

/** Presses Tab until what has this name is in focus. */
export async function goTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  while (passed.length < 60) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (at.startsWith(name)) return;
    passed.push(at.slice(0, 40));
  }
  throw new Error(`Tab leads to ${passed.join(', ')}, and not to ${name}`);
}

/** What GraphiQL sends for a tab, and the answer. */
export interface Exchange {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly answer: {
    readonly data?: Readonly<Record<string, unknown>>;
    readonly errors?: readonly unknown[];
  };
}

/** Opens a tab and runs it; gives what was sent and what came. */
export async function exchange(page: Page, title: string): Promise<Exchange> {
  await openTab(page, title);
  const [response] = await Promise.all([
    page.waitForResponse((sent) => new RegExp(definitionOf(title)).test(sent.request().postData() ?? '')),
    page.getByRole('button', { name: 'Execute query' }).click(),
  ]);
  const sent: Omit<Exchange, 'answer'> = response.request().postDataJSON();
  return { ...sent, answer: await response.json() };
}

/** Opens a tab, runs it and gives what the result pane holds. */
export async function run(page: Page, title: string): Promise<unknown> {
  await openTab(page, title);
  return execute(page);
}

/** Runs what the editor holds and gives what the result pane holds. */
export async function execute(page: Page): Promise<unknown> {
  await page.getByRole('button', { name: 'Execute query' }).click();
  return resultOn(page);
}

/** What the result pane holds, once it holds something. */
export async function resultOn(page: Page): Promise<unknown> {
  const result = await page.waitForFunction(() => {
    const models = __MONACO?.editor.getModels() ?? [];
    const text = models.find(({ uri }) => uri.path.endsWith('response.json'))?.getValue() ?? '';
    return text === '' ? undefined : text;
  });
  return JSON.parse((await result.jsonValue()) ?? '');
}

declare global {
  /** The editors, which GraphiQL leaves here; a pane itself holds only the lines in view. */
  var __MONACO:
    | {
        readonly editor: {
          getModels(): { readonly uri: { readonly path: string }; getValue(): string }[];
          getEditors(): {
            getLayoutInfo(): { readonly contentWidth: number };
            getScrollWidth(): number;
            getContainerDomNode(): HTMLElement;
          }[];
        };
      }
    | undefined;
}
