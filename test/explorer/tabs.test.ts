import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import { subgraphNames } from '../../src/config/subgraph-names.js';
import { it } from '../support/fixture.js';
import { randomFrom } from '../support/random.js';
import { launch, missingBrowser, open } from './browser.js';
import { streams, titles as titlesOf, walks } from './titles.js';

const skipped = missingBrowser !== undefined && process.env['CI'] === undefined;
const nowhere = { x: -1, y: -1, width: 0, height: 0 };
const phone = { width: 390, height: 844 };
let browser: Browser;

/** What GraphiQL sends for a tab, and the answer. */
interface Exchange {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly answer: {
    readonly data?: Readonly<Record<string, unknown>>;
    readonly errors?: readonly unknown[];
  };
}

describe.skipIf(skipped).each(subgraphNames)(
  'the tabs of GraphiQL of %s',
  { timeout: 120_000 },
  (subgraph) => {
    const titles = titlesOf[subgraph];
    const walk = walks[subgraph];
    const answered = titles.filter((title) => !streams[subgraph].has(title));
    const free = answered.filter((title) => !walk.has(title));
    const env = { ENTUR_EXPERIMENTAL: 'on' };

    beforeAll(async () => {
      if (missingBrowser !== undefined) throw new Error(`GraphiQL must be tested here: ${missingBrowser}.`);
      browser = await launch();
      return () => browser.close();
    }, 60_000);

    it('are named by their tasks, and can each be run again and again, in any order, but for those that follow on one another', async ({
      start,
    }) => {
      const stack = await start({ subgraphs: [subgraph], env });
      const { page, faults } = await open(browser, stack.url);
      expect(await page.getByRole('tab').allInnerTexts(), 'built before? Run: npm run build').toEqual(titles);
      const kinds = new Map<string, string | undefined>();
      const random = randomFrom('tabs');
      const twice = [...free, ...free]
        .map((title) => ({ title, place: random() }))
        .sort((a, b) => a.place - b.place)
        .map(({ title }) => title);
      for (const title of [...twice, ...walk.keys()]) {
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

        const when = `${title} in ${twice.join(', ')}`;
        expect(answer.errors, when).toBeUndefined();
        const results = Object.values(answer.data ?? {});
        expect(results, when).not.toHaveLength(0);
        expect(results, when).not.toContain(null);
        const refused = results.filter((each) => /"(userErrors|warnings)":\[\{/.test(JSON.stringify(each)));
        expect(refused, when).toEqual([]);
        await nothingIsCutOff(page);
      }
      const inOrder = free.map((title) => kinds.get(title));
      expect(inOrder, 'what reads stands before what changes').toEqual(inOrder.toSorted().toReversed());
      expect(faults).toEqual([]);
    });

    it('can be read and reached on a phone, and all beside them', async ({ start }) => {
      const stack = await start({ subgraphs: [subgraph], env });
      const { page, faults } = await open(browser, stack.url, undefined, phone);
      const within = async (name: string, least: number): Promise<void> => {
        const { x, y, width, height } = (await page.locator(name).first().boundingBox()) ?? nowhere;
        expect({
          name,
          isInView: x >= 0 && y >= 0 && x + width <= phone.width && y + height <= phone.height,
        }).toEqual({
          name,
          isInView: true,
        });
        expect(width, name).toBeGreaterThanOrEqual(least);
      };
      for (const title of answered) {
        const { answer } = await exchange(page, title);
        expect(answer.errors, title).toBeUndefined();
        await nothingIsCutOff(page);
        await within('.graphiql-tab-active', 40);
        await within('.graphiql-query-editor .monaco-editor', 270);
        await within('.graphiql-editor-tool .monaco-editor', 270);
        await within('.graphiql-response .monaco-editor', 270);
        await within('.graphiql-execute-button', 40);
      }
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.getByRole('region', { name: 'Documentation Explorer' }).getByRole('link').first().waitFor();
      await within('.graphiql-plugin', 270);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
      expect(faults).toEqual([]);
    });
  },
);

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

/** Opens a tab and runs it; gives what was sent and what came. */
async function exchange(page: Page, title: string): Promise<Exchange> {
  await page.getByRole('tab').getByRole('button', { name: title, exact: true }).click();
  await page.waitForFunction(
    (name) =>
      __MONACO?.editor
        .getModels()
        .some(
          (model) => model.uri.path.endsWith('operation.graphql') && model.getValue().includes(` ${name}`),
        ),
    title,
  );
  const [response] = await Promise.all([
    page.waitForResponse((sent) => sent.request().postData()?.includes(` ${title}`) === true),
    page.getByRole('button', { name: 'Execute query' }).click(),
  ]);
  const sent: Omit<Exchange, 'answer'> = response.request().postDataJSON();
  return { ...sent, answer: await response.json() };
}
