import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf, pages } from './markdown.js';

const known = new Map<string, ReadonlySet<string>>();

/** The anchors of a page, read once. */
function anchorsIn(file: string): ReadonlySet<string> {
  const anchors = known.get(file) ?? anchorsOf(readFileSync(file, 'utf8'));
  known.set(file, anchors);
  return anchors;
}

/** What is wrong with a link of a page; undefined where it leads somewhere. */
function fault(page: string, target: string): string | undefined {
  if (/^(https?:|mailto:)/.test(target)) return URL.canParse(target) ? undefined : 'no address';
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), decodeURIComponent(path));
  if (!existsSync(file)) return `no such file: ${file}`;
  if (/^(dist|node_modules)\//.test(file)) return `not in the repository: ${file}`;
  if (anchor === undefined) return undefined;
  if (statSync(file).isDirectory() || !file.endsWith('.md')) return 'an anchor in what is no page';
  return anchorsIn(file).has(anchor) ? undefined : 'no such anchor';
}

describe('every page', () => {
  it.each(pages)('%s has links that lead somewhere', (page) => {
    const links = linksOf(readFileSync(page, 'utf8'));
    const faults = links.flatMap((target) => {
      const found = fault(page, target);
      return found === undefined ? [] : [`${target}: ${found}`];
    });
    expect(faults).toEqual([]);
  });

  it.each(pages.filter((page) => page.startsWith('docs/')))('%s is found from another page', (page) => {
    const linked = pages
      .filter((other) => other !== page)
      .flatMap((other) =>
        linksOf(readFileSync(other, 'utf8')).map((target) =>
          join(dirname(other), target.split('#')[0] ?? ''),
        ),
      );
    expect(linked).toContain(page);
  });
});

describe('a link', () => {
  it.each([
    ['docs/nowhere.md', 'no such file: docs/nowhere.md'],
    ['docs/live.md#nowhere', 'no such anchor'],
    ['#Limits', 'no such anchor'],
    ['LICENSE#mit', 'an anchor in what is no page'],
    ['node_modules/graphql', 'not in the repository: node_modules/graphql'],
    ['https://', 'no address'],
    ['#limits', undefined],
    ['docs/live.md#what-is-promised', undefined],
  ])('%s is judged', (target, wrong) => {
    expect(fault('README.md', target)).toBe(wrong);
  });

  it('is read from text, not from code', () => {
    expect(
      linksOf('[a](b.md), `[c](d)`, ![e](f.png)\n<img src="k.png" />\n\n```sh\n[g](h)\n```\n[i](#j)\n'),
    ).toEqual(['b.md', 'f.png', 'k.png', '#j']);
  });

  it('leads to headings by the anchors that GitHub gives them', () => {
    const page = [
      '# `npm run close`: a *month*, [linked](x.md)!',
      '## Mål & mening',
      '## Again',
      '## Again',
      '<a id="Order.receipt"></a>',
      '```sh\n# no heading\n```',
    ].join('\n');
    expect([...anchorsOf(page)]).toEqual([
      'npm-run-close-a-month-linked',
      'mål--mening',
      'again',
      'again-1',
      'Order.receipt',
    ]);
  });
});
