import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import { blocksOf, linksOf, pages } from './markdown.js';

const it = freshStack();

/** The pages that one can get to by links alone. */
function reachableFrom(start: string, textOf: (page: string) => string): ReadonlySet<string> {
  const seen = new Set([start]);
  for (const page of seen)
    for (const target of linksOf(textOf(page))) {
      const linked = join(dirname(page), target.split('#')[0] ?? '');
      if (pages.includes(linked)) seen.add(linked);
    }
  return seen;
}

describe('the README', () => {
  it('is one page', () => {
    expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThan(200);
  });

  it('says in its first ten lines what it is, and then shows a query', () => {
    const [first] = blocksOf('README.md');
    expect(first?.language).toBe('graphql');
    expect(first?.line).toBeLessThanOrEqual(11);
  });

  it('leads to every other page', () => {
    const reached = reachableFrom('README.md', (page) => readFileSync(page, 'utf8'));
    expect(pages.filter((page) => !reached.has(page))).toEqual([]);
  });

  it('leads nowhere by a link that is not there', () => {
    const texts: Readonly<Record<string, string>> = {
      'README.md': '[a](docs/live.md#x)',
      'docs/live.md': '[b](schema.md) [c](https://example.com) [d](nowhere.md)',
    };
    expect([...reachableFrom('README.md', (page) => texts[page] ?? '')]).toEqual([
      'README.md',
      'docs/live.md',
      'docs/schema.md',
    ]);
  });

  it('says how many calls its query makes', async ({ stack }) => {
    const query = blocksOf('README.md')[0]?.text ?? '';
    await stack.sandbox.clearRequests();
    await stack.askText(query);
    const { requests } = await stack.sandbox.requests();
    const tokens = requests.filter(({ path }) => path.includes('token'));
    expect([requests.length - tokens.length, tokens.length]).toEqual([11, 2]);
    expect(readFileSync('README.md', 'utf8')).toContain('made eleven REST calls and asked for two tokens.');
    await stack.clearCalls();
    await stack.askText(query);
    expect(await stack.calls()).toEqual([]);
  });
});
