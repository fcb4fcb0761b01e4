import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { hasBrowser, launch, NEEDS_BROWSER } from '../support/browser.js';
import { it, sharedStack } from '../support/fixture.js';
import { execute, open, openTab, resultOn, run } from './browser.js';

let browser: Browser;
const shared = sharedStack();

describe.skipIf(!hasBrowser)(`an operation in GraphiQL${NEEDS_BROWSER}`, { timeout: 60_000 }, () => {
  beforeAll(async () => {
    browser = await launch();
    return () => browser.close();
  }, 60_000);

  it('that is stopped is called off, and can be run again', async ({ start }) => {
    const { url, sandbox } = await start();
    const { page, faults } = await open(browser, url);
    await page.getByRole('button', { name: 'Show Upstream' }).click();
    await run(page, 'ComparePricePackages');
    await says(page, 'ComparePricePackages: ');
    await sandbox.clearRequests();
    await sandbox.faults.add({ path: '/management/v1/sales-units', hang: true, times: null });
    const called = async () =>
      (await sandbox.requests()).requests.filter(({ path }) => path === '/management/v1/sales-units');
    await openTab(page, 'FindSalesUnits');
    const [request] = await Promise.all([
      page.waitForRequest((sent) => sent.postData()?.includes('query FindSalesUnits') === true),
      page.getByRole('button', { name: 'Execute query' }).click(),
    ]);
    await expect.poll(called).toHaveLength(1);
    const closed = page.waitForEvent('requestfailed', (failed) => failed === request);
    await page.getByRole('button', { name: 'Stop query' }).click();
    expect((await closed).failure()?.errorText).toBe('net::ERR_ABORTED');
    await says(page, 'FindSalesUnits: stopped. What it had asked of REST APIs until then is not told.');
    expect(await page.locator('.upstream-waterfall, .upstream-table').count()).toBe(0);
    await expect.poll(called).toMatchObject([{ closedByClient: true }]);

    await sandbox.reset();
    expect(await execute(page)).toHaveProperty('data.salesUnits');
    await says(page, 'FindSalesUnits: ');
    expect(await page.locator('.upstream-waterfall').count()).toBe(1);
    expect(faults).toEqual([]);
  });

  shared('that nobody answers says so, and leaves nothing of the one before', async ({ stack }) => {
    const { page } = await open(browser, stack.url);
    await page.getByRole('button', { name: 'Show Upstream' }).click();
    await run(page, 'Welcome');
    await page.locator('.upstream-waterfall').waitFor();
    await page.context().setOffline(true);
    const message =
      `No answer came from ${stack.url}/graphql. Does the server run, and can it be reached? ` +
      'The browser says: Failed to fetch.';
    expect(await run(page, 'FindSalesUnits')).toEqual({ errors: [{ message }] });
    await says(page, 'FindSalesUnits: no answer came, and so nothing is told of its REST calls.');
    expect(await page.locator('.upstream-waterfall, .upstream-table').count()).toBe(0);
    expect(await run(page, 'FollowSalesLive')).toEqual({
      errors: [{ message: expect.stringMatching(/^No answer came from http/) }],
    });
    await says(page, 'FollowSalesLive: no answer came, and so nothing is told of its REST calls.');

    await page.context().setOffline(false);
    expect(await run(page, 'FindSalesUnits')).toHaveProperty('data.salesUnits');
  });

  shared('that something else answers says so', async ({ stack }) => {
    const { page } = await open(browser, stack.url);
    await openTab(page, 'FindSalesUnits');
    await page.route('**/graphql', (route) =>
      route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
    );
    const message =
      'What came is no answer of a graph, but 502 Bad Gateway. ' +
      'The server may have failed, or something in front of it may have answered.';
    expect(await execute(page)).toEqual({ errors: [{ message }] });
    expect(await run(page, 'FollowSalesLive')).toEqual({ errors: [{ message }] });
    await page.unroute('**/graphql');
    expect(await run(page, 'FindSalesUnits')).toHaveProperty('data.salesUnits');
    expect(await resultOn(page)).not.toHaveProperty('errors');
  });
});

/** Waits until the panel "Upstream" begins so. */
async function says(page: Page, text: string): Promise<void> {
  await page.getByRole('region', { name: 'Upstream' }).getByRole('status').getByText(text).waitFor();
}
