import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, onTestFinished } from 'vitest';
import { runClose } from '../../src/close/run-close.js';
import { sharedStack } from '../support/fixture.js';
import type { GraphAnswer, Stack } from '../support/stack.js';
import { inlineFaults, operationIn, readShell, settingFault, yamlFaults } from './block-rules.js';
import { blocksOf, pages, type Block } from './markdown.js';

const it = sharedStack({ subgraphs: ['vipps', 'entur'] });

const blocks = pages.flatMap((page) => blocksOf(page));
const named = (some: readonly Block[]) =>
  some.map((block) => [`${block.page}:${String(block.line)}`, block] as const);
const inLanguage = (language: string) =>
  named(blocks.filter((block) => block.language === language && block.notRun === undefined));

/** The block right behind one, which shows what comes of it. */
function answerOf(block: Block): Block | undefined {
  const next = blocks[blocks.indexOf(block) + 1];
  const end = block.line + block.text.split('\n').length;
  return next?.page === block.page && next.line <= end + 2 ? next : undefined;
}

/** Runs a command of a page against the stack. */
function run(command: string, { url }: Stack) {
  const here = command.replace(/(?:http:\/\/)?(?:localhost|127\.0\.0\.1):4001/g, url);
  const child = spawn('bash', ['-c', `exec ${here}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill();
  });
  return child;
}

describe('every fenced block', () => {
  it('is of a language that is looked at here, or says why not', () => {
    const looked = ['graphql', 'json', 'sh', 'yaml', 'mermaid'];
    const answers = new Set(inLanguage('sh').map(([, block]) => answerOf(block)));
    const unknown = blocks.filter(
      (block) => block.notRun === undefined && !looked.includes(block.language) && !answers.has(block),
    );
    expect(named(unknown).map(([place, { language }]) => `${place} ${language}`)).toEqual([]);
    const left = named(blocks.filter(({ notRun }) => notRun !== undefined));
    process.stdout.write(left.map(([place, { notRun = '' }]) => `Not run: ${place}: ${notRun}\n`).join(''));
  });

  it.for(inLanguage('graphql'))('of GraphQL is answered: %s', async ([, block], { stack }) => {
    const operation = operationIn(block);
    // A subscription is followed below, where a page asks for one by curl.
    if (operation === undefined || operation.kind === 'subscription') return;
    if (block.later > 0) await stack.sandbox.clock.advance(block.later);
    const answer: GraphAnswer<Record<string, unknown>> = await stack
      .graph(operation.subgraph)
      .askText(block.text);
    const shown = answerOf(block);
    if (shown?.language === 'json') expect(answer).toEqual(JSON.parse(shown.text));
    expect(answer).toEqual({ data: expect.any(Object) });
    expect(Object.values(answer.data ?? {})).not.toContain(null);
  });

  it.for(inLanguage('json'))('of JSON can be read: %s', ([, { text }]) => {
    expect(JSON.parse(text)).toEqual(expect.any(Object));
  });

  it.for(inLanguage('yaml'))('of YAML can be read, and names settings that exist: %s', ([, block]) => {
    expect(yamlFaults(block)).toEqual([]);
  });

  it.for(inLanguage('sh'))(
    'of the shell names what exists, and answers as shown: %s',
    async ([, block], { stack }) => {
      const { faults, curls, closes } = readShell(block);
      expect(faults).toEqual([]);
      const shown = answerOf(block);
      for (const command of curls) {
        if (command.includes('text/event-stream')) {
          const [head] = await once(run(`${command} --include --silent`, stack).stdout, 'data');
          expect(String(head)).toMatch(/^HTTP\/1\.1 200 [^]*content-type: text\/event-stream/);
        } else {
          expect(shown?.language).toBe('json');
          const answer: unknown = JSON.parse(await textOf(run(command, stack).stdout));
          expect(answer).toEqual(JSON.parse(shown?.text ?? ''));
        }
      }
      for (const args of closes) {
        let printed = '';
        const print = (text: string): void => void (printed += text);
        expect(await runClose(args, {}, { print, complain: print })).toBeLessThan(2);
        if (shown?.language === 'text') expect(printed).toBe(shown.text);
      }
    },
  );
});

describe('what stands in a line as code', () => {
  it.for(pages)('names scripts and files that exist: %s', (page) => {
    expect(inlineFaults(readFileSync(page, 'utf8'))).toEqual([]);
  });

  it('is told when it does not', () => {
    const text =
      'See `npm run nothing -- --help`, `src/nowhere.ts`, `test/docs/`, `src/<name>.ts`, `npm run -s doctor`.';
    expect(inlineFaults(text)).toEqual(['npm run nothing', 'src/nowhere.ts']);
  });
});

describe('a fault in a block', () => {
  const block = (language: string, text: string): Block => ({
    page: 'X.md',
    line: 1,
    language,
    text,
    notRun: undefined,
    later: 0,
  });

  it('of GraphQL is told', () => {
    expect(() => operationIn(block('graphql', '{ salesUnitz { id } }'))).toThrow(
      'Cannot query field "salesUnitz"',
    );
    expect(() => operationIn(block('graphql', 'extend type Nothing { id: ID }'))).toThrow('Nothing');
    expect(operationIn(block('graphql', '{ enturPaymentMethods { paymentTypes } }'))).toEqual({
      subgraph: 'entur',
      kind: 'query',
    });
  });

  it.for([
    ['npm run nothing', 'no such script: nothing'],
    ['npm buy x', 'npm has no buy'],
    ['PORTS=1 npm start', 'no such setting: PORTS'],
    ['PORT=x npm start', 'PORT does not take x'],
    ['PORT_FILE=/x npm start', 'no such setting: PORT_FILE'],
    ['node dist/src/mane.js', 'no such file: dist/src/mane.js'],
    ['cobol run', 'nothing is known of cobol: say why it is not run'],
  ])('of the shell is told: %s', ([command = '', fault]) => {
    expect(readShell(block('sh', `${command}   # so\n`)).faults).toEqual([fault]);
  });

  it('of YAML is told', () => {
    expect(yamlFaults(block('yaml', 'a: 1 # as ROUTER_CACHES says'))).toEqual([
      'no such setting: ROUTER_CACHES',
    ]);
    expect(settingFault('VIPPS_CLIENT_SECRET_FILE', '/run/x')).toBeUndefined();
  });

  it('is looked for in every block, indented or not', () => {
    const page =
      'a\n\n<!-- not run: needs a moon -->\n```sh\nfly\n```\n\n- b\n  ```json\n  {}\n  ```\n\n<!-- 7 s later -->\n\n```sh\nland\n```\n';
    expect(blocksOf('X.md', page)).toEqual([
      { page: 'X.md', line: 4, language: 'sh', text: 'fly\n', notRun: 'needs a moon', later: 0 },
      { page: 'X.md', line: 9, language: 'json', text: '  {}\n', notRun: undefined, later: 0 },
      { page: 'X.md', line: 15, language: 'sh', text: 'land\n', notRun: undefined, later: 7 },
    ]);
  });
});
