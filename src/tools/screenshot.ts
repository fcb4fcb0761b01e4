import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright-core';

/**
 * Takes the pictures of GraphiQL for the docs from a server that was just started, and its sandbox: the page with the sales
 * of a day, and the panel "Upstream", light and dark, with a call that was tried again. Run by Node from the source:
 * node src/tools/screenshot.ts [--url http://127.0.0.1:4001] [--sandbox http://127.0.0.1:4010] [--out docs]
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4001' },
    sandbox: { type: 'string', default: 'http://127.0.0.1:4010' },
    out: { type: 'string', default: 'docs' },
  },
});

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  await page.goto(values.url);
  await page.locator('.graphiql-query-editor').getByText('Welcome').first().waitFor();
  await run(page, 'SalesOfADay');
  await page.mouse.move(700, 890);
  await page.getByRole('tooltip').waitFor({ state: 'hidden' });
  await page.locator('.visible.scrollbar').first().waitFor({ state: 'detached' });
  await page.screenshot({ path: `${values.out}/graphiql.png`, animations: 'disabled' });

  await page.getByRole('button', { name: 'Show Upstream' }).click();
  await failOnce('/report/v2/**');
  await run(page, 'ExplainPayout');
  const panel = page.getByRole('region', { name: 'Upstream' });
  await panel.getByText('ExplainPayout: ').waitFor();
  const picture = await panel.getByRole('img').boundingBox();
  if (picture === null) throw new Error('the panel has no picture');
  // From the top of the page to the end of the picture: the tables say the same.
  const clip = {
    x: picture.x - 16,
    y: 0,
    width: picture.width + 32,
    height: picture.y + picture.height + 16,
  };
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const path = `${values.out}/upstream-${colorScheme}.png`;
    await page.screenshot({ path, clip, animations: 'disabled' });
  }
} finally {
  await browser.close();
}

/** Opens a tab of GraphiQL, and runs it. */
async function run(page: Page, tab: string): Promise<void> {
  await page.getByRole('button', { name: tab, exact: true }).click();
  await page.locator('.graphiql-query-editor').getByText(tab).first().waitFor();
  await page.getByRole('button', { name: 'Execute query' }).click();
  await page.locator('.result-window').getByText('"data"').waitFor();
}

/** Lets the next call there fail, so that it is tried again. */
async function failOnce(path: string): Promise<void> {
  const { ok, status } = await fetch(`${values.sandbox}/__sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ path, status: 503, times: 1 }),
  });
  if (!ok) throw new Error(`the sandbox at ${values.sandbox} answers ${status}`);
}
