import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { hasBrowser, launch, NEEDS_BROWSER } from '../support/browser.js';
import { FakeTimers } from '../support/fake-timers.js';
import { sharedStack } from '../support/fixture.js';
import { openProxy } from '../support/open-proxy.js';
import { scrape } from '../support/scrape.js';
import { execute, goTo, open, openTab, resultOn, run, tabsOf } from './browser.js';
import { titles } from './titles.js';
import { shownOn } from './waterfall.js';

const PAGE = join(import.meta.dirname, '../../dist/explorer/vipps.html');

let browser: Browser;

beforeAll(() => {
  if (!existsSync(PAGE)) throw new Error('GraphiQL is not built. Run: npm run build');
});

const it = sharedStack().extend('watched', { scope: 'file' }, ({ stack }) => open(browser, stack.url));

describe.skipIf(!hasBrowser)(`in Chromium${NEEDS_BROWSER}`, { timeout: 60_000 }, () => {
  beforeAll(async () => {
    browser = await launch();
    return () => browser.close();
  }, 60_000);

  it('loads from its own server alone and keeps to the content security policy', async ({
    stack,
    watched,
  }) => {
    const { page, requests, faults } = watched;
    await run(page, 'Welcome');
    // The workers of the editors start last: completion answers once its worker runs.
    await page.locator('.graphiql-query-editor').getByText('totalCount').click();
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget .monaco-list-row').first().waitFor();
    await page.keyboard.press('Escape');

    expect(await page.title()).toBe('Vipps MobilePay Subgraph');
    expect(await page.locator('.graphiql-logo').innerText()).toBe('Vipps MobilePay Subgraph');
    const own = (url: string): boolean => url.startsWith(`${stack.url}/`) || /^(data|blob):/.test(url);
    expect(requests.filter((url) => !own(url))).toEqual([]);
    expect(requests.filter((url) => url.includes('worker'))).not.toEqual([]);
    expect(faults).toEqual([]);
  });

  it('documents the schema', async ({ watched: { page, faults } }) => {
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    const docs = page.getByRole('region', { name: 'Documentation Explorer' });
    await docs.getByRole('link', { name: 'Query', exact: true }).click();
    await docs.getByRole('link', { name: 'salesUnits', exact: true }).waitFor();
    await docs.getByRole('link', { name: 'salesUnit', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Hide Documentation Explorer' }).click();
    expect(faults).toEqual([]);
  });

  it('remembers what was run', async ({ watched: { page, faults } }) => {
    await run(page, 'ComparePricePackages');
    await page.getByRole('button', { name: 'Show History' }).click();
    const history = page.getByRole('region', { name: 'History' });
    // GraphiQL notes it again where the tab's text settles while it runs.
    await history.getByText('ComparePricePackages').first().waitFor();
    await page.getByRole('button', { name: 'Hide History' }).click();
    expect(faults).toEqual([]);
  });

  it('shows every tab, however many there are', async ({ watched: { page } }) => {
    for (let count = await tabsOf(page).count(); count < 25; count += 1) {
      await page.getByRole('button', { name: 'New tab' }).click();
      await tabsOf(page).nth(count).waitFor();
    }
    for (const tab of await tabsOf(page).all()) {
      const box = await tab.boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(1_440);
    }
    expect((await page.locator('.graphiql-query-editor').boundingBox())?.height).toBeGreaterThan(400);
  });

  it('is that of the subgraph which it is asked of', async ({ start }) => {
    const stack = await start({ subgraphs: ['vipps', 'entur'] });
    const { url } = stack.graph('entur');
    const { page, requests, faults } = await open(browser, url);
    expect(await page.title()).toBe('Entur Subgraph');
    expect(await page.locator('.graphiql-logo').innerText()).toBe('Entur Subgraph');
    expect(await tabsOf(page).allInnerTexts()).toEqual(titles.entur);
    expect(await run(page, 'Welcome')).toEqual({ data: expect.any(Object) });
    expect(requests.filter((each) => !each.startsWith(`${url}/`) && !/^(data|blob):/.test(each))).toEqual([]);
    expect(faults).toEqual([]);
    // Its tabs would ask the wrong graph.
    expect((await fetch(`${stack.graph('entur').url}/vipps.html`)).status).toBe(404);
    expect((await fetch(`${stack.graph('vipps').url}/entur.html`)).status).toBe(404);
  });

  it('asks the graph beside it, where a proxy strips a path prefix', async ({ stack }) => {
    const proxy = await openProxy(stack.url, '/tools/vipps');
    const { page, faults } = await open(browser, `${proxy.url}/tools/vipps/`);
    await run(page, 'Welcome');
    expect(proxy.requests.filter(({ method }) => method === 'POST').map(({ path }) => path)).toContain(
      '/tools/vipps/graphql',
    );
    expect(proxy.requests.filter(({ path }) => !path.startsWith('/tools/vipps/'))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('follows sales until it is stopped', async ({ start }) => {
    const timers = new FakeTimers();
    const { url, sandbox, server } = await start({ timers });
    const { page, faults } = await open(browser, url);
    const subscribers = async (): Promise<number> =>
      (await scrape(server)).sum('subgraph_subscribers', { transport: 'sse' });
    const shows = async (reference: string): Promise<void> => {
      await sandbox.ledgers.addEvents('418806', [
        { reference, amounts: { gross: 12_500, net: 10_000, vat: 2_500 } },
      ]);
      timers.advance(3_000);
      const node = { reference, amounts: { signedGross: { decimal: '125.00', currency: 'NOK' } } };
      await expect
        .poll(() => resultOn(page), { timeout: 10_000 })
        .toMatchObject({ data: { salesEventAdded: { cursor: expect.any(String), node } } });
    };
    await openTab(page, 'FollowSalesLive');
    await page.getByRole('button', { name: 'Execute query' }).click();
    await expect.poll(subscribers).toBe(1);
    await timers.until(1);
    await shows('sold just now');
    await timers.until(1);
    await shows('and another one');
    await page.getByRole('button', { name: 'Stop query' }).click();
    await expect.poll(subscribers).toBe(0);
    expect(faults).toEqual([]);
  });

  it('is used by keyboard alone, and shows a call that was tried again', async ({ start }) => {
    const stack = await start();
    const { page, faults } = await open(browser, stack.url);
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units', status: 503, times: 1 });
    await goTo(page, 'Show Upstream');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('region', { name: 'Upstream' });
    const says = (text: string) => panel.getByRole('status').filter({ hasText: text }).waitFor();
    await says('Run an operation to see the REST calls that it takes.');
    await goTo(page, 'FindSalesUnits');
    await page.keyboard.press('Enter');
    await page.locator('.graphiql-query-editor').getByText('FindSalesUnits').first().waitFor();
    await goTo(page, 'Execute query');
    await page.keyboard.press('Enter');
    expect(await resultOn(page)).toEqual({ data: { salesUnits: expect.any(Object) } });
    await says('FindSalesUnits: 3 REST calls, 1 retry, 0 cache hits, ');
    const { calls } = await shownOn(page, 'FindSalesUnits');
    expect(calls.map(([call, , attempt, result]) => [call, attempt, result])).toEqual([
      ['POST /accesstoken/get', '1', '200'],
      ['GET /management/v1/sales-units', '1', '503'],
      ['GET /management/v1/sales-units', '2', '200'],
    ]);
    await page.getByRole('button', { name: 'Hide Upstream' }).focus();
    await goTo(page, 'Calls');
    expect(faults).toEqual([]);
  });

  it('works where the browser forbids storage', async ({ stack }) => {
    const { page, faults } = await open(browser, stack.url, (context) =>
      context.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', {
          get: () => {
            throw new DOMException('Access is denied for this document.', 'SecurityError');
          },
        });
      }),
    );
    expect(await run(page, 'FindSalesUnits')).toHaveProperty('data.salesUnits');
    expect(faults).toEqual([]);
  });

  it('keeps tabs over a reload, but no request header', async ({ stack }) => {
    const { page } = await open(browser, stack.url);
    await page.getByRole('button', { name: 'Headers' }).click();
    await page.getByRole('region', { name: 'Headers' }).locator('.monaco-editor:visible').click();
    await page.clock.install();
    await page.keyboard.insertText('{"x-mine": "secret-token"}');
    // The tab takes the header over a moment after the last key; only from then on could the history save it.
    await page.clock.runFor(2_000);
    const [request] = await Promise.all([
      page.waitForRequest((sent) => sent.postData()?.includes('query Welcome') === true),
      execute(page),
    ]);
    expect(request.headers()).toHaveProperty('x-mine', 'secret-token');
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.endsWith(':queries')));
    await page.clock.resume();
    await page.getByRole('button', { name: 'Close Tab' }).first().click();
    await page.waitForFunction(() =>
      Object.entries(localStorage).some(
        ([key, value]) => key.endsWith(':tabState') && !String(value).includes('Welcome'),
      ),
    );

    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('secret-token');
    // GraphiQL keeps the text in use beside the tabs too, up to half a second later: as if it were left in between.
    await page.evaluate(() => {
      const key = Object.keys(localStorage).find((name) => name.endsWith(':graphiql:query')) ?? '';
      localStorage.setItem(key, 'query Welcome { __typename }');
    });
    await page.reload();
    await tabsOf(page).first().waitFor();
    expect(await tabsOf(page).allInnerTexts()).toEqual(titles.vipps.slice(1));
  });
});

describe('in production', () => {
  it('is not served', async ({ start }) => {
    const production = await start({ env: { NODE_ENV: 'production', SHUTDOWN_DRAIN_MS: '0' } });
    const response = await fetch(`${production.url}/`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    await expect(response.json()).resolves.toBeTypeOf('object');
  });
});
