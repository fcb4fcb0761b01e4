import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const found = z.array(z.object({ id: z.string(), impact: z.string(), html: z.string() }));

/** What axe finds on a page that is serious or worse: the rule, and where it is broken first. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  // As text, which a page's content security policy does not keep from it.
  const all: unknown = await page.evaluate(`${AXE};
    axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0].html })))`);
  return found
    .parse(all)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, html }) => `${id}: ${html}`);
}
