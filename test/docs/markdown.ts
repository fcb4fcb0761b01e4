import { existsSync, globSync, readFileSync } from 'node:fs';

/** The pages that people read, from the root of the project. */
export const pages: readonly string[] = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'].filter((page) => existsSync(page)),
  ...globSync('docs/**/*.md')
    .filter((page) => !page.includes('node_modules'))
    .sort(),
];

/** A fenced block. */
export interface Block {
  readonly page: string;
  /** Of its opening fence, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** Why it is not run, from a comment `<!-- not run: … -->` right before it. */
  readonly notRun: string | undefined;
  /** How many seconds of the sandbox's clock pass first, from a comment `<!-- 10 s later -->` right before it; else 0. */
  readonly later: number;
}

/** The fenced blocks of a page in their order. */
export function blocksOf(page: string, text = readFileSync(page, 'utf8')): readonly Block[] {
  const fence =
    /^(?:[ ]*<!-- (?:not run: (?<reason>[^\n]+)|(?<later>\d+) s later) -->\n\n?)?(?<indent>[ ]*)```(?<language>\S*)\n(?<text>.*?)^\k<indent>```$/gms;
  return [...text.matchAll(fence)].map(({ index, 0: whole, groups = {} }) => {
    const before = text.slice(0, index + whole.indexOf('```'));
    return {
      page,
      line: before.split('\n').length,
      language: groups['language'] ?? '',
      text: groups['text'] ?? '',
      notRun: groups['reason'],
      later: Number(groups['later'] ?? 0),
    };
  });
}

/** The text of a page without its fenced blocks. */
function prose(text: string): string {
  return text.replace(/^[ ]*```.*?^[ ]*```$/gms, '');
}

/** Where the links and pictures of a page lead, as they are written; what is code leads nowhere. */
export function linksOf(text: string): readonly string[] {
  const links = prose(text)
    .replace(/`[^`\n]+`/g, '``')
    .matchAll(/\]\(([^()\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g);
  return [...links].map(([, target, inTag = '']) => target ?? inTag);
}

/** The anchors of a page: of its headings by GitHub's rules, and those it sets itself. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of prose(text).matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = slugOf(heading);
    let anchor = slug;
    for (let again = 1; anchors.has(anchor); again += 1) anchor = `${slug}-${String(again)}`;
    anchors.add(anchor);
  }
  for (const [, id = ''] of prose(text).matchAll(/<a id="([^"]+)"><\/a>/g)) anchors.add(id);
  return anchors;
}

/** GitHub's anchor of a heading: lower case, blanks as hyphens, letters, digits, hyphens and underscores only. */
function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}
