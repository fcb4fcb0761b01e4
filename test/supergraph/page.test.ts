import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { exchange, open, tabsOf } from '../explorer/browser.js';
import { seriousFaults } from '../support/axe.js';
import { hasBrowser, launch, NEEDS_BROWSER } from '../support/browser.js';
import { address } from '../support/process.js';
import { gateways, supergraph } from './box.js';

const titles = ['Welcome', 'WhatWasSold', 'BasketsOfALedger', 'WhenIsItOpen'];
let browser: Browser;

describe.skipIf(!hasBrowser).each(gateways)(
  `GraphiQL before %s${NEEDS_BROWSER}`,
  { timeout: 120_000 },
  (name) => {
    beforeAll(async () => {
      browser = await launch();
      return () => browser.close();
    }, 60_000);

    it('has tabs that can each be run as they are', async () => {
      const box = supergraph(['--gateway', name]);
      const { page, faults } = await open(browser, await address(box, 'GraphiQL'));
      expect(await tabsOf(page).allInnerTexts(), 'built before? Run: npm run build').toEqual(titles);
      for (const title of titles) {
        const { variables, answer } = await exchange(page, title);
        expect(answer, `${title} with ${JSON.stringify(variables)}`).toEqual({ data: expect.any(Object) });
        expect(Object.values(answer.data ?? {}), title).not.toContain(null);
      }
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
      await page.getByRole('region', { name: 'Documentation Explorer' }).getByRole('link').first().waitFor();
      expect(await seriousFaults(page), 'docs').toEqual([]);
      await page.getByRole('button', { name: 'Show History' }).click();
      await page.getByRole('region', { name: 'History' }).getByText('WhenIsItOpen').first().waitFor();
      expect(await seriousFaults(page), 'history').toEqual([]);
      expect(faults).toEqual([]);
    });
  },
);
