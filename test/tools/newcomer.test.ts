import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import dashboard from '../../docs/examples/merchant-dashboard/package.json' with { type: 'json' };
import manifest from '../../package.json' with { type: 'json' };
import tests from '../package.json' with { type: 'json' };
import { project, withSource } from './project.js';

const lock: {
  readonly packages: Readonly<
    Record<
      string,
      { readonly version?: string; readonly integrity?: string; readonly hasInstallScript?: boolean }
    >
  >;
} = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/** Lets a process believe that it runs on this version of Node. */
const onNode = (version: string): readonly string[] => [
  '--import',
  `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'${version}'}})`,
];

const ran = (args: readonly string[], cwd = '.') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe('a Node that is too old', () => {
  it.each([['src/tools/run.js', 'build'], ['dist/src/main.js']])(
    'gets one sentence from %s',
    (...command: readonly string[]) => {
      expect(ran([...onNode('20.20.2'), ...command])).toEqual({
        status: 1,
        stdout: '',
        stderr:
          'This needs Node 22.19 or newer, and runs on 20.20.2. Install a newer one, or run npm ci here: it brings one for npm start.\n',
      });
    },
  );

  it.each(['src/tools/run.js', 'src/main.ts'])('is looked at before anything else in %s', (file) => {
    const [first] = readFileSync(file, 'utf8').match(/^import .*$/m) ?? [];
    expect(first).toMatch(/^import '\.{1,2}\/node-version\.js';$/);
  });

  it('is met by every script of package.json that runs a tool', () => {
    expect(
      Object.values(manifest.scripts).filter((script) => /\bnode src\/tools\/(?!run\.js )/.test(script)),
    ).toEqual([]);
  });
});

describe('the packages', () => {
  it('that only tests and checks need are not among those of npm start', () => {
    const own = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(Object.keys(tests.devDependencies).filter((name) => own.includes(name))).toEqual([]);
    expect(own).toEqual(
      expect.arrayContaining(['@apollo/server', '@apollo/subgraph', 'graphql', 'type-graphql', 'vitest']),
    );
    // What sends traces, and the dashboard, are for who wants them.
    expect(manifest.workspaces).toEqual(['src/tracing', 'test', 'docs/examples/merchant-dashboard']);
  });

  it('are all pinned', () => {
    const asked = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...tests.devDependencies,
      ...dashboard.devDependencies,
    });
    expect(
      asked.filter(([name, version]) => {
        const entry = lock.packages[`test/node_modules/${name}`] ?? lock.packages[`node_modules/${name}`];
        return entry?.version !== version || entry.integrity === undefined;
      }),
    ).toEqual([]);
  });

  it('run no script while they are installed, but the one that fetches Node', () => {
    const scripted = Object.entries(lock.packages)
      .filter(([, entry]) => entry.hasInstallScript === true)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    const allowed: Readonly<Record<string, boolean>> = manifest.allowScripts;
    expect(scripted.filter((name) => allowed[name] !== false)).toEqual(['node']);
    expect(allowed['node']).toBe(true);
  });
});

describe('npm test', () => {
  it('says what to run when the packages of the tests are not installed', () => {
    expect(ran(['src/tools/run.js', 'test-packages'], project())).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'This needs packages that are not installed (@apollo/composition, @apollo/gateway, @eslint/js and others). Run: npm ci\n',
    });
  });

  it('says nothing of them when they are there', () => {
    expect(ran(['src/tools/run.js', 'test-packages'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe('the build', () => {
  it('leaves types to check:type, and builds no page that is up to date', () => {
    const folder = withSource("export const wrong: number = 'text';\n");
    const { status, stdout, stderr } = ran(['src/tools/run.js', 'build'], folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^Compiling TypeScript \.\.\.\nGraphiQL is up to date\nCompiling TypeScript: done in \S+ s\n$/,
    );
    expect(readFileSync(join(folder, 'dist/src/main.js'), 'utf8')).toContain("export const wrong = 'text';");
  });

  it('fails with what is no TypeScript at all', () => {
    const { status, stdout, stderr } = ran(
      ['src/tools/run.js', 'build', '--quiet'],
      withSource('export const = 1;'),
    );
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'Compiling TypeScript failed; see above.\n' });
    expect(stdout).toContain('src/main.ts(1,14): error TS');
  });
});

describe('npm run', () => {
  it.each([
    ['start', 'vipps'],
    ['start:entur', 'entur'],
  ] as const)('%s builds, then starts what it is named for', (script, subgraphs) => {
    const folder = withSource('console.log(process.env.SUBGRAPHS);');
    const [, ...args] = manifest.scripts[script].split(' ');
    const env = { ...process.env, SUBGRAPHS: 'vipps' };
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
    expect({ status, said: stdout.trim().split('\n').at(-1) }).toEqual({ status: 0, said: subgraphs });
  });
});
