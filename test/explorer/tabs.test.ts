import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { subgraphNames } from '../../src/config/subgraph-names.js';
import { seriousFaults } from '../support/axe.js';
import { hasBrowser, launch, NEEDS_BROWSER } from '../support/browser.js';
import { it } from '../support/fixture.js';
import { randomFrom } from '../support/random.js';
import { upstreamIn } from '../support/upstream-report.js';
import { exchange, open, tabsOf } from './browser.js';
import { streams, titles as titlesOf, walks } from './titles.js';
import { expectedOf, shownOn } from './waterfall.js';

const desktop = { width: 1400, height: 900 };
const phone = { width: 390, height: 844 };
let browser: Browser;

describe.skipIf(!hasBrowser)(`the tabs of GraphiQL${NEEDS_BROWSER}`, { timeout: 120_000 }, () => {
  beforeAll(async () => {
    browser = await launch();
    return () => browser.close();
  }, 60_000);

  // A page waits more than it computes: both at once take little longer than one.
  it.concurrent.for(subgraphNames)(
    'of %s can each be run, in any order and again, seen with their calls, wide and narrow, light and dark',
    async (subgraph, { start }) => {
      const titles = titlesOf[subgraph];
      const walk = walks[subgraph];
      const answered = titles.filter((title) => !streams[subgraph].has(title));
      const free = answered.filter((title) => !walk.has(title));
      const env = { ENTUR_EXPERIMENTAL: 'on' };
      const stack = await start({ subgraphs: [subgraph], env });
      const { page, requests, faults } = await open(browser, stack.url, undefined, desktop);
      expect(await tabsOf(page).allInnerTexts(), 'built before? Run: npm run build').toEqual(titles);
      await page.getByRole('button', { name: 'Show Upstream' }).click();
      const kinds = new Map<string, string | undefined>();
      const random = randomFrom('tabs');
      const shuffled = () =>
        free
          .map((title) => ({ title, place: random() }))
          .sort((a, b) => a.place - b.place)
          .map(({ title }) => title);

      const runAll = async (names: readonly string[], isNarrow: boolean): Promise<void> => {
        for (const title of names) {
          const seconds = walk.get(title) ?? 0;
          if (seconds > 0) await stack.sandbox.clock.advance(seconds);
          const { query, variables, answer } = await exchange(page, title);
          const [, kind, name, declared] = /^(query|mutation) (\w+)\s*(\([^)]*\))?/m.exec(query) ?? [];
          kinds.set(title, kind);
          expect(name).toBe(title);
          expect(declared ?? '', `${title} has values among its declarations`).not.toContain('=');
          expect(variables === undefined, `${title} has variables if it declares some`).toBe(
            declared === undefined,
          );
          const when = `${title} in ${names.join(', ')}`;
          expect(answer.errors, when).toBeUndefined();
          const results = Object.values(answer.data ?? {});
          expect(results, when).not.toHaveLength(0);
          expect(results, when).not.toContain(null);
          const refused = results.filter((each) => /"(userErrors|warnings)":\[\{/.test(JSON.stringify(each)));
          expect(refused, when).toEqual([]);
          expect(await shownOn(page, title), when).toEqual(expectedOf(upstreamIn(answer)));
          await nothingIsCutOff(page);
          if (isNarrow) await isInReach(page);
        }
      };
      const isSound = async (colorScheme: 'light' | 'dark'): Promise<void> => {
        await page.emulateMedia({ colorScheme });
        await page
          .locator(`.monaco-editor.${colorScheme === 'dark' ? 'vs-dark' : 'vs'}`)
          .first()
          .waitFor();
        expect(await seriousFaults(page), colorScheme).toEqual([]);
      };

      await runAll(shuffled(), false);
      await isSound('light');
      await isSound('dark');
      await page.setViewportSize(phone);
      await runAll([...shuffled(), ...walk.keys()], true);
      await isSound('dark');
      await isSound('light');
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      const docs = page.getByRole('region', { name: 'Documentation Explorer' });
      await docs.getByRole('link').first().waitFor();
      await isInReach(page, { '.graphiql-plugin': 270 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);

      const inOrder = free.map((title) => kinds.get(title));
      expect(inOrder, 'what reads stands before what changes').toEqual(inOrder.toSorted().toReversed());
      expect(
        requests.filter((url) => !url.startsWith(`${stack.url}/`) && !/^(data|blob):/.test(url)),
      ).toEqual([]);
      expect(faults).toEqual([]);
    },
  );
});

/** Least width, in pixels, of what is needed for a task. */
const NEEDED = {
  '.graphiql-tab-active': 40,
  '.graphiql-query-editor .monaco-editor': 270,
  '.graphiql-editor-tool .monaco-editor': 270,
  '.graphiql-response .monaco-editor': 270,
  '.graphiql-execute-button': 40,
};

/** What is needed can be scrolled to on a phone, is there as a whole, and large enough. */
async function isInReach(page: Page, needed: Readonly<Record<string, number>> = NEEDED): Promise<void> {
  const places = await page.evaluate(
    (names) =>
      names.map((name) => {
        const part = document.querySelector(name);
        part?.scrollIntoView({ block: 'center' });
        const { x = -1, y = -1, width = 0, height = 0 } = part?.getBoundingClientRect() ?? {};
        return { name, x, y, width, height };
      }),
    Object.keys(needed),
  );
  for (const { name, x, y, width, height } of places) {
    const isInView = x >= 0 && y >= 0 && x + width <= phone.width && y + height <= phone.height;
    expect({ name, isInView }).toEqual({ name, isInView: true });
    expect(width, name).toBeGreaterThanOrEqual(needed[name] ?? 0);
  }
}

/** Waits until each editor in view, which are three at least, shows its lines to their ends. */
async function nothingIsCutOff(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const shown = (__MONACO?.editor.getEditors() ?? []).filter(
      (editor) =>
        editor.getContainerDomNode().offsetParent !== null && editor.getLayoutInfo().contentWidth > 0,
    );
    const cut = shown.filter((editor) => {
      const pane = editor.getContainerDomNode();
      const end = pane.getBoundingClientRect().right;
      const lines = [...pane.querySelectorAll('.view-line > span')];
      return (
        editor.getScrollWidth() > editor.getLayoutInfo().contentWidth ||
        lines.some((line) => line.getBoundingClientRect().right > end)
      );
    });
    return shown.length >= 3 && cut.length === 0;
  });
}
