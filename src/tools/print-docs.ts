import { readFileSync, writeFileSync } from 'node:fs';
import { cachePolicies } from '../loaders/cache-policies.js';
import { envExample } from '../config/help.js';
import { allSettings } from '../config/settings.js';
import { ERROR_CODES } from '../errors/codes.js';

/**
 * Writes what the documents say of the code: the tables in README.md between their `<!-- name -->` marks, and
 * .env.example. With --check, fails when they say something else.
 */
const tables: Readonly<Record<string, string>> = {
  settings: table(
    ['Setting', 'Unit', 'Default', 'What it is'],
    allSettings.map(({ name, unit, default: fallback, about, secret }) => [
      `\`${name}\`${secret === true ? ' (secret)' : ''}`,
      unit ?? '',
      fallback === undefined ? '' : `\`${fallback}\``,
      about,
    ]),
  ),
  errors: table(
    ['`extensions.code`', 'Meaning'],
    Object.entries(ERROR_CODES).map(([code, meaning]) => [`\`${code}\``, meaning]),
  ),
  cache: table(
    [
      'Answer',
      'Fresh',
      'While it may still grow',
      'Then served while renewed',
      'Bridges an outage',
      '"Does not exist"',
      'Memory',
      'Why',
    ],
    Object.entries(cachePolicies).map(([name, policy]) => [
      name,
      seconds(policy.fresh),
      'open' in policy ? seconds(policy.open) : '',
      seconds(policy.staleWhileRevalidate),
      seconds(policy.staleOnError),
      seconds(policy.negative),
      `${(policy.share * 100).toFixed(0)} %`,
      policy.why,
    ]),
  ),
};

const wanted: Readonly<Record<string, string>> = {
  'README.md': withTables(readFileSync('README.md', 'utf8')),
  '.env.example': envExample(),
};
for (const [file, text] of Object.entries(wanted)) {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
    process.stdout.write(`Wrote ${file}\n`);
  } else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} does not say what the code does. Run: npm run docs:print\n`);
    process.exitCode = 1;
  }
}

function withTables(readme: string): string {
  return Object.entries(tables).reduce((text, [name, rows]) => {
    const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [start, end] = [text.indexOf(open), text.indexOf(close)];
    if (start === -1 || end === -1) throw new Error(`README.md has no place for the table ${name}`);
    return `${text.slice(0, start + open.length)}\n\n${rows}\n\n${text.slice(end)}`;
  }, readme);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

function seconds(value: number): string {
  if (value === 0) return '–';
  if (value % 86_400 === 0) return `${String(value / 86_400)} d`;
  if (value % 3_600 === 0) return `${String(value / 3_600)} h`;
  return value % 60 === 0 ? `${String(value / 60)} min` : `${String(value)} s`;
}
