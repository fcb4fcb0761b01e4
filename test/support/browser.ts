import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Whether a browser can be started; tests that need one say so where it can't. `.ci/run` installs it. */
export const hasBrowser = existsSync(executablePath);

if (!hasBrowser && process.env['CI'] !== undefined)
  throw new Error(`there is no Chromium at ${executablePath}`);

/** What a skipped suite is called. */
export const NEEDS_BROWSER = hasBrowser
  ? ''
  : ` (skipped: no Chromium at ${executablePath}; install it or set CHROMIUM_PATH)`;

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
  /** Messages on the console of the kinds that are faults, uncaught exceptions and refused requests. */
  readonly faults: string[];
}

/** A new page of a browser profile, which is watched from its beginning. @param types of messages on the console */
export async function watchedPage(
  context: BrowserContext,
  types: readonly string[] = ['error'],
): Promise<WatchedPage> {
  const requests: string[] = [];
  const faults: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  context.on('response', (response) => {
    if (!response.ok()) faults.push(`${response.status()} ${response.url()}`);
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (types.includes(message.type())) faults.push(message.text());
  });
  return { page, requests, faults };
}
