import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Why no browser test can run here, if so. */
export const missingBrowser = existsSync(executablePath)
  ? undefined
  : `no Chromium at ${executablePath}; install it or set CHROMIUM_PATH`;

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page and all it did that a browser notices. */
export interface WatchedPage {
  readonly page: Page;
  /** Address of every request. */
  readonly requests: readonly string[];
  /** Console errors, uncaught exceptions, failed requests and violations of the content security policy. */
  readonly faults: readonly string[];
}

/** Opens a page in a browser profile of its own; `prepare` runs before the page loads. */
export async function open(
  browser: Browser,
  url: string,
  prepare: (context: BrowserContext) => Promise<unknown> = () => Promise.resolve(),
  viewport = { width: 1440, height: 900 },
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport });
  const requests: string[] = [];
  const faults: string[] = [];
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      reportError(new Error(`${effectiveDirective} blocked ${blockedURI}`));
    });
  });
  await prepare(context);
  const page = await context.newPage();
  context.on('request', (request) => requests.push(request.url()));
  context.on('response', (response) => {
    if (!response.ok()) faults.push(`${response.status()} ${response.url()}`);
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  await page.getByText('Welcome to the ').waitFor();
  return { page, requests, faults };
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
