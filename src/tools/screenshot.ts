import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

/**
 * Takes the picture of GraphiQL for the docs from a running server. Run by Node from the source:
 * node src/tools/screenshot.ts [--url http://127.0.0.1:4001] [--tab SalesOfADay] [--out docs/graphiql.png]
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4001' },
    tab: { type: 'string', default: 'SalesOfADay' },
    out: { type: 'string', default: 'docs/graphiql.png' },
  },
});

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  await page.goto(values.url);
  const editor = page.locator('.graphiql-query-editor');
  await editor.getByText('Welcome').first().waitFor();
  await page.getByRole('button', { name: values.tab, exact: true }).click();
  await editor.getByText(values.tab).first().waitFor();
  await page.getByRole('button', { name: 'Execute query' }).click();
  await page.locator('.result-window').getByText('"data"').waitFor();
  await page.mouse.move(700, 890);
  await page.getByRole('tooltip').waitFor({ state: 'hidden' });
  await page.locator('.visible.scrollbar').first().waitFor({ state: 'detached' });
  await page.screenshot({ path: values.out, animations: 'disabled' });
} finally {
  await browser.close();
}
