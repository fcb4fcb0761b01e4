import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { seriousFaults } from '../support/axe.js';
import { hasBrowser, launch, NEEDS_BROWSER } from '../support/browser.js';
import { sharedStack } from '../support/fixture.js';
import { open, run } from './browser.js';

let browser: Browser;
const it = sharedStack();

/** What lies side by side on the page, or below each other, and none over another. */
const parts = [
  '.graphiql-sidebar',
  '.graphiql-tabs',
  '.graphiql-query-editor',
  '.graphiql-editor-tools',
  '.graphiql-editor-tool',
  '.graphiql-response',
];

describe.skipIf(!hasBrowser)(`the page of GraphiQL${NEEDS_BROWSER}`, { timeout: 120_000 }, () => {
  beforeAll(async () => {
    browser = await launch();
    return () => browser.close();
  }, 60_000);

  it.for([
    ['a phone', { width: 390, height: 844 }],
    ['a low phone', { width: 390, height: 600 }],
    ['a screen zoomed to 200 %', { width: 700, height: 450 }],
    ['a phone on its side', { width: 844, height: 390 }],
    ['a desktop', { width: 1400, height: 900 }],
  ] as const)('covers nothing on %s', async ([, viewport], { stack }) => {
    const { page, faults } = await open(browser, stack.url, undefined, viewport);
    await run(page, 'FindSalesUnits');
    await areApart(page, parts);
    for (const panel of ['Documentation Explorer', 'History', 'Upstream']) {
      await page.getByRole('button', { name: `Show ${panel}` }).click();
      await page.getByRole('region', { name: panel }).waitFor();
      await areApart(page, [...parts, '.graphiql-plugin']);
    }
    expect(await sizesOf(page)).toEqual([viewport.width, await heightOf(page)]);
    await page.getByRole('button', { name: 'Hide Upstream' }).click();
    await areApart(page, parts);
    expect(await sizesOf(page)).toEqual([viewport.width, await heightOf(page)]);
    expect(faults).toEqual([]);
  });

  it.for(['light', 'dark'] as const)(
    'has panels that axe finds sound, %s',
    async (colorScheme, { stack }) => {
      const { page } = await open(browser, stack.url, undefined, { width: 1400, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page
        .locator(`.monaco-editor.${colorScheme === 'dark' ? 'vs-dark' : 'vs'}`)
        .first()
        .waitFor();
      await run(page, 'Welcome');
      await run(page, 'FindSalesUnits');
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      const docs = page.getByRole('region', { name: 'Documentation Explorer' });
      await docs.getByRole('link', { name: 'Query', exact: true }).waitFor();
      expect(await seriousFaults(page), 'docs').toEqual([]);
      // A type, a field with arguments, an enum, an input.
      for (const name of ['Query', 'salesUnits', 'SalesUnitConnection']) {
        await docs.getByRole('link', { name, exact: true }).first().click();
        await docs.locator('.graphiql-doc-explorer-title').getByText(name, { exact: true }).waitFor();
        expect(await seriousFaults(page), name).toEqual([]);
      }
      await page.getByRole('button', { name: 'Show History' }).click();
      const history = page.getByRole('region', { name: 'History' });
      // By what is seen of it.
      await history.getByRole('button', { name: 'FindSalesUnits' }).first().waitFor();
      expect(await seriousFaults(page), 'history').toEqual([]);
      await page.getByRole('button', { name: 'Show Upstream' }).click();
      await page.locator('.upstream-waterfall').waitFor();
      expect(await seriousFaults(page), 'upstream').toEqual([]);
    },
  );

  it('has a legend, and tables that show where they go on', async ({ stack }) => {
    const { page } = await open(browser, stack.url, undefined, { width: 1400, height: 900 });
    await page.getByRole('button', { name: 'Show Upstream' }).click();
    await run(page, 'FindSalesUnits');
    const table = page.getByRole('region', { name: 'Caches', exact: true });
    await table.scrollIntoViewIfNeeded();
    const { x, y, width } = (await table.boundingBox()) ?? { x: 0, y: 0, width: 0 };
    // Beside the caption, where nothing is written.
    const edge = () => page.screenshot({ clip: { x: x + width - 4, y: y + 6, width: 4, height: 4 } });
    const goesOn = await edge();
    expect(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(true);
    await table.evaluate((element) => {
      element.scrollTo({ left: element.scrollWidth, behavior: 'instant' });
    });
    expect(goesOn.equals(await edge())).toBe(false);
    expect(await page.locator('.upstream-legend li').allInnerTexts()).toEqual([
      'waits',
      'is answered',
      'fails',
      'unfinished',
      'cache hit',
      'cache miss',
    ]);
  });

  it('lets the keyboard leave an editor as its introduction says', async ({ stack }) => {
    const { page } = await open(browser, stack.url);
    await page.getByText('Ctrl+M, then Tab').waitFor();
    const isInEditor = () =>
      page.evaluate(() => document.activeElement?.closest('.graphiql-query-editor .monaco-editor') !== null);
    await page.locator('.graphiql-query-editor .monaco-editor').first().click();
    await page.keyboard.press('Tab');
    expect(await isInEditor()).toBe(true);
    await page.keyboard.press('Control+M');
    await page.keyboard.press('Tab');
    expect(await isInEditor()).toBe(false);
  });
});

/** How far the page scrolls. */
function sizesOf(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
}

/** Of what is seen on the page. */
async function heightOf(page: Page): Promise<number | undefined> {
  return (await page.locator('.graphiql-container').boundingBox())?.height;
}

/** Each part is as large as it must be, in none of the others, and can be scrolled to where it can be clicked. */
async function areApart(page: Page, names: readonly string[]): Promise<void> {
  const overlaps = await page.evaluate((selectors) => {
    const boxes = selectors.map((name) => ({
      name,
      box: document.querySelector(name)?.getBoundingClientRect(),
    }));
    return boxes.flatMap(({ name, box }, index) =>
      boxes.slice(index + 1).flatMap((other) => {
        if (box === undefined || other.box === undefined) return [`${name} or ${other.name} is not there`];
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        return wide > 1 && high > 1 ? [`${name} over ${other.name}`] : [];
      }),
    );
  }, names);
  expect(overlaps).toEqual([]);
  for (const name of names) {
    const part = page.locator(name).first();
    const seen = await part.evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = element.getBoundingClientRect();
      // Of what is in the window: the middle, and near each corner.
      const right = Math.min(left + width, innerWidth) - 4;
      const bottom = Math.min(top + height, innerHeight) - 4;
      const [x, y] = [Math.max(left, 0) + 4, Math.max(top, 0) + 4];
      const points: readonly (readonly [number, number])[] = [
        [x, y],
        [right, y],
        [x, bottom],
        [right, bottom],
        [(x + right) / 2, (y + bottom) / 2],
      ];
      const covers = points
        .map(([across, down]) => document.elementFromPoint(across, down))
        .filter((top) => top === null || !element.contains(top))
        .map((top) => top?.className ?? 'nothing');
      return { covers, isLargeEnough: width >= 40 && height >= 30 };
    });
    expect({ name, ...seen }).toEqual({ name, covers: [], isLargeEnough: true });
  }
}
