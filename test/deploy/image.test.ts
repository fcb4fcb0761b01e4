import { spawn, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { address, ask, freePorts, main, watch } from '../support/process.js';

/** The command of the image, with the Node of the tests. */
const entrypoint = ['docs/deploy/entrypoint.sh'];
const path = `${process.execPath.replace(/\/node$/, '')}:${process.env['PATH'] ?? ''}`;

describe('the commands of the image', () => {
  it.each(['vipps', 'entur', 'vipps,entur'])('%s checks its settings', (command) => {
    const { status, stdout } = spawnSync('sh', [...entrypoint, command, '--check'], {
      encoding: 'utf8',
      env: { PATH: path, SUBGRAPHS: 'wrong', NODE_ENV: 'production', SANDBOX: 'true', ...freePorts },
    });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'The configuration has no faults. No keys: sandbox.\n',
    });
  });

  it('sandbox starts the sandbox, which ends at SIGTERM', async () => {
    const sandbox = watch(
      spawn('sh', [...entrypoint, 'sandbox'], {
        env: { PATH: path, SANDBOX_HOST: '0.0.0.0', SANDBOX_PORT: '0' },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    const [, url = ''] = await sandbox.printed(/APIs: (http:\S+)/);
    const described = await fetch(`http://127.0.0.1:${new URL(url).port}/__sandbox`);
    expect(described.status).toBe(200);
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit).toEqual({ code: 0, signal: null });
  });

  it('others are refused', () => {
    const { status, stderr } = spawnSync('sh', [...entrypoint, 'bash'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('There is no command bash');
  });
});

it('the server needs to write nothing to disk', async () => {
  const flags = ['--permission', '--allow-fs-read=*', '--disable-warning=SecurityWarning'];
  const server = watch(
    spawn(process.execPath, [...flags, main], {
      env: { NODE_ENV: 'production', SANDBOX: 'true', ...freePorts, HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const graph = await address(server, 'Graph');
  expect(await ask(graph, '{ salesUnit(msn: "204117") { name } }')).toEqual({
    data: { salesUnit: { name: 'Måkeskrik Nettbutikk' } },
  });
});
