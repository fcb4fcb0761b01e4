import { globSync, readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { ERROR_CODES, PROTOCOL_CODES } from '../../src/errors/codes.js';
import { freshStack } from '../support/fixture.js';

const it = freshStack({ env: { REQUEST_TIMEOUT_MS: '2000', UPSTREAM_ATTEMPT_TIMEOUT_MS: '1000' } });

const page = readFileSync('docs/errors.md', 'utf8');

/** The codes that resolvers put on user errors and warnings. */
function userErrorCodes(): readonly string[] {
  const put = /(?:\.(?:add|warn)\([^;]*?,|\brefuse\(|\bcode:)\s*'([A-Z]+(?:_[A-Z]+)*)'/g;
  const files = globSync('resolvers/**/*.ts');
  return files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(put)].map(([, code = '']) => code));
}

/** Of each code, the cell that says how to see it, and the one that says what to do. */
const rows = (page.split('\n## See one, and what to do\n')[1]?.split('\n## ')[0]?.split('\n') ?? [])
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.slice(2, -2).split(' | '))
  .map(([code = '', see = '', advice = '']) => ({ code: code.replaceAll('`', ''), see, advice }));

/** What a cell shows: an operation, and the fault of the sandbox that goes before it. */
function shownIn(see: string): {
  readonly operation: string | undefined;
  readonly fault: string | undefined;
} {
  const codes = [...see.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  return {
    fault: codes.find((code) => code.startsWith('{"')),
    operation: codes.find((code) => /^(?:\{(?!")|query |mutation )/.test(code)),
  };
}

const runnable = rows
  .map(({ code, see }) => ({ code, ...shownIn(see) }))
  .flatMap(({ code, operation, fault }) => (operation === undefined ? [] : [{ code, operation, fault }]));

describe('the page about errors', () => {
  it('tells of every code how to see it, and what to do', () => {
    const codes = [...new Set([...Object.keys(ERROR_CODES), ...PROTOCOL_CODES])];
    expect(rows.map(({ code }) => code).sort()).toEqual(codes.sort());
    for (const { code, see, advice } of rows) {
      expect(see, code).toMatch(/\w/);
      expect(advice, code).toMatch(/\w/);
    }
  });

  it('names every code of user errors and warnings', () => {
    const codes = new Set(userErrorCodes());
    const [, told = ''] = page.split('\n## User errors\n');
    expect(codes.size).toBeGreaterThan(30);
    expect([...codes].filter((code) => !told.includes(`\`${code}\``))).toEqual([]);
  });

  it('shows an operation where one is enough', () => {
    expect(runnable.length).toBeGreaterThanOrEqual(11);
  });

  it.for(runnable)('shows how to see $code', async ({ code, operation, fault }, { stack }) => {
    if (fault !== undefined) {
      const headers = { 'content-type': 'application/json' };
      const faults = `${stack.sandboxUrl}/__sandbox/faults`;
      expect((await fetch(faults, { method: 'POST', headers, body: fault })).ok).toBe(true);
    }
    const answer: unknown = await stack.askText(operation);
    const codes = [...JSON.stringify(answer).matchAll(/"code":"(\w+)"/g)].map(([, seen]) => seen);
    expect(codes).toContain(code);
  });
});
