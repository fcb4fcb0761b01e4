import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { allSettings } from '../../src/config/settings.js';
import { address, ask, freePorts, main, run, watch } from '../support/process.js';

describe('the process without any keys', { timeout: 30_000 }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints where everything is, answers there, and exits well on %s',
    async (signal) => {
      const server = run(freePorts);
      await server.printed(/^Ready\./m);
      const [graph, sandbox] = [await address(server, 'Graph'), await address(server, 'Sandbox')];
      const probes = (await address(server, 'Probes')).replace(/\/livez$/, '');
      expect(server.out()).toMatch(
        /^No keys are set: sandbox mode, on this machine only\. All data is invented\.$/m,
      );
      expect(new Set([graph, sandbox, probes].map((url) => new URL(url).port)).size).toBe(3);
      expect([graph, sandbox, probes].map((url) => new URL(url).hostname)).toStrictEqual([
        '127.0.0.1',
        '127.0.0.1',
        '127.0.0.1',
      ]);
      expect(await ask(graph, '{ salesUnit(msn: "204117") { name } }')).toStrictEqual({
        data: { salesUnit: { name: 'Måkeskrik Nettbutikk' } },
      });
      expect((await fetch(`${probes}/livez`)).status).toBe(200);
      expect((await fetch(`${probes}/readyz`)).status).toBe(200);
      server.child.kill(signal);
      const startedAt = performance.now();
      expect(await server.exit).toStrictEqual({ code: 0, signal: null });
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      expect(server.out()).toMatch(
        new RegExp(`^${signal}: finishing what is in flight, then stopping\\.$`, 'm'),
      );
      await expect(fetch(graph)).rejects.toThrow();
      await expect(fetch(sandbox)).rejects.toThrow();
    },
  );

  it('goes by the clock of the sandbox: a day that is not over there is not kept as a closed one', async () => {
    const server = run(freePorts);
    const [graph, sandbox] = [await address(server, 'Graph'), await address(server, 'Sandbox')];
    await server.printed(/^Ready\./m);
    const steer = (method: string, path: string, body: object) =>
      fetch(`${sandbox}/__sandbox${path}`, { method, body: JSON.stringify(body) });
    await steer('PUT', '/clock', { now: '2026-09-20T10:00:00Z' });
    for (const nodes of [[{ reference: 'a' }], [{ reference: 'a' }, { reference: 'b' }]]) {
      await steer('POST', '/ledgers/700031/events', { events: nodes.slice(-1) });
      const query =
        '{ ledger(ledgerId: "700031") { salesEvents(date: "2026-09-20") { nodes { reference } } } }';
      expect(await ask(graph, query)).toStrictEqual({ data: { ledger: { salesEvents: { nodes } } } });
    }
  });

  it('finishes the request in flight on SIGTERM before it exits', async () => {
    const server = run(freePorts);
    const [graph, sandbox] = [await address(server, 'Graph'), await address(server, 'Sandbox')];
    await server.printed(/^Ready\./m);
    // However often it is asked.
    const hang = { path: '/management/v1/sales-units/204117', hang: true, times: null };
    await fetch(`${sandbox}/__sandbox/faults`, { method: 'POST', body: JSON.stringify(hang) });
    const pending = ask(graph, '{ salesUnit(msn: "204117") { name } }');
    for (;;) {
      const open = await fetch(`${sandbox}/__sandbox/requests?path=${encodeURIComponent(hang.path)}`);
      if (((await open.json()) as { inFlight: number }).inFlight > 0) break;
    }
    server.child.kill('SIGTERM');
    await server.printed(/^SIGTERM: /m);
    await fetch(`${sandbox}/__sandbox/reset`, { method: 'POST' });
    expect(await pending).toStrictEqual({ data: { salesUnit: { name: 'Måkeskrik Nettbutikk' } } });
    const answeredAt = performance.now();
    expect(await server.exit).toStrictEqual({ code: 0, signal: null });
    expect(performance.now() - answeredAt).toBeLessThan(5_000);
  });

  it('is not ended by SIGHUP: there is no tenants file to read again', async () => {
    const server = run({ ...freePorts, LOG_FORMAT: 'json' });
    const graph = await address(server, 'Graph');
    await server.printed(/^Ready\./m);
    server.child.kill('SIGHUP');
    await server.printed(/^SIGHUP: there is no tenants file to read again\./m);
    expect(await ask(graph, '{ __typename }')).toStrictEqual({ data: { __typename: 'Query' } });
  });

  it('ends at once on a second signal, whatever is in flight', async () => {
    const server = run(freePorts);
    const [graph, sandbox] = [await address(server, 'Graph'), await address(server, 'Sandbox')];
    await server.printed(/^Ready\./m);
    // However often it is asked.
    const hang = { path: '/management/v1/sales-units/204117', hang: true, times: null };
    await fetch(`${sandbox}/__sandbox/faults`, { method: 'POST', body: JSON.stringify(hang) });
    ask(graph, '{ salesUnit(msn: "204117") { name } }').catch(() => undefined);
    for (;;) {
      const open = await fetch(`${sandbox}/__sandbox/requests?path=${encodeURIComponent(hang.path)}`);
      if (((await open.json()) as { inFlight: number }).inFlight > 0) break;
    }
    server.child.kill('SIGINT');
    await server.printed(/^SIGINT: /m);
    // What comes at the same moment is an echo of the first.
    server.child.kill('SIGINT');
    const again = setInterval(() => server.child.kill('SIGINT'), 400);
    expect(await server.exit).toStrictEqual({ code: 130, signal: null });
    clearInterval(again);
    expect(server.out()).toMatch(/^SIGINT again: ending at once\.$/m);
  });

  it('tells of its start, its requests and its stop in lines of one form', async () => {
    const server = run({ ...freePorts, LOG_FORMAT: 'text' });
    await server.printed(/^\d\d:\d\d:\d\d info {2}Ready\./m);
    const [, graph = ''] = await server.printed(/ Graph +(http:\S+)/);
    await ask(graph, 'query One { salesUnit(msn: "204117") { name } }');
    server.child.kill('SIGTERM');
    expect(await server.exit).toStrictEqual({ code: 0, signal: null });
    const lines = server.out().trim().split('\n');
    for (const line of lines) expect(line).toMatch(/^\d\d:\d\d:\d\d (info|warn) {2}\S/);
    expect(lines).toContainEqual(
      expect.stringMatching(
        / graphql request requestId=\S+ operation=One kind=query path=compiled ms=[\d.]+ calls=2 cacheHits=0 cacheReads=1 items=0 values=2 errors=0$/,
      ),
    );
    expect(lines.at(-1)).toMatch(/ Stopped\.$/);
  });

  it('tells of its start and stop whatever the level', async () => {
    const server = run({ ...freePorts, LOG_LEVEL: 'error' });
    const graph = await address(server, 'Graph');
    await server.printed(/^Ready\./m);
    await ask(graph, '{ __typename }');
    server.child.kill('SIGTERM');
    await server.exit;
    expect(server.out()).toMatch(/^Stopped\.$/m);
    expect(server.out()).not.toContain('graphql request');
  });

  // A terminal is what `script` makes; without it there is none to be had here.
  it.skipIf(!existsSync('/usr/bin/script'))(
    'does not wait for balancers on Ctrl-C in a terminal',
    async () => {
      const command = `exec ${process.execPath} ${main}`;
      const env = { ...freePorts, NODE_ENV: 'production', SANDBOX: 'true', SHUTDOWN_DRAIN_MS: '60000' };
      const child = spawn('/usr/bin/script', ['-qec', command, '/dev/null'], {
        env: { ...env, SHELL: '/bin/sh', TERM: 'xterm' },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const server = watch(child);
      // For people and in colours, as a person reads along.
      const colour = (code: number): string => `\u001b\\[${String(code)}m`;
      await server.printed(new RegExp(`${colour(32)}info ${colour(39)} Ready\\.`));
      const startedAt = performance.now();
      child.stdin.write('\u0003');
      expect(await server.exit).toStrictEqual({ code: 0, signal: null });
      expect(performance.now() - startedAt).toBeLessThan(10_000);
      expect(server.out()).toMatch(/ Stopped\./);
    },
  );

  it('says in one line that its port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const server = run({ ...freePorts, PORT: String(port) });
    expect(await server.exit).toStrictEqual({ code: 1, signal: null });
    await new Promise((resolve) => taken.close(resolve));
    expect(server.err()).toBe(
      `Port ${String(port)} is taken. Stop what listens there, or choose others with PORT, ENTUR_PORT, PROBES_PORT and SANDBOX_PORT.\n`,
    );
  });
});

describe('--help', { timeout: 30_000 }, () => {
  it('lists every setting with its text, unit and default, and starts nothing', async () => {
    const help = run({}, '--help');
    expect(await help.exit).toStrictEqual({ code: 0, signal: null });
    expect(help.err()).toBe('');
    expect(allSettings.length).toBeGreaterThan(20);
    for (const { name, about, unit, default: value } of allSettings) {
      const facts = help
        .out()
        .split('\n')
        .find((line) => line.trim().split(/\s/)[0] === name);
      expect(facts, name).toBeDefined();
      if (unit !== undefined) expect(facts).toContain(unit);
      if (value !== undefined) expect(facts).toContain(value);
      expect(help.out()).toContain(about);
    }
    expect(help.out()).not.toContain('Ready.');
  });
});

describe('an unknown argument', { timeout: 30_000 }, () => {
  it('ends the process with a sentence, instead of starting with the defaults', async () => {
    const server = run({}, '--bogus');
    expect(await server.exit).toStrictEqual({ code: 2, signal: null });
    expect(server.out()).toBe('');
    expect(server.err()).toBe(
      'Unknown argument "--bogus". Settings come from the environment; --help lists them.\n',
    );
  });
});

describe('the process with keys of the test environment', { timeout: 30_000 }, () => {
  it('says what is not there, and refuses it', async () => {
    const server = run({
      PORT: '0',
      PROBES_PORT: '0',
      HOST: '127.0.0.1',
      CALLER_AUTH: 'network',
      VIPPS_ENVIRONMENT: 'test',
      VIPPS_CLIENT_ID: 'id',
      VIPPS_CLIENT_SECRET: 'secret',
      VIPPS_SUBSCRIPTION_KEY: 'key',
    });
    const graph = await address(server, 'Graph');
    expect(server.out()).toContain(
      "Vipps MobilePay's test environment: without the APIs management, sales, report, whose fields are refused.",
    );
    for (const [api, field] of [
      ['Management', 'salesUnits { totalCount }'],
      ['Report', 'ledgers { totalCount }'],
      ['Sales', 'salesEvent(ledgerId: "418914", pspReference: "1") { reference }'],
    ] as const) {
      const message = expect.stringContaining(`${api} API does not exist in the test environment`);
      expect(await ask(graph, `{ ${field} }`)).toMatchObject({
        errors: [{ message, extensions: { code: 'FORBIDDEN' } }],
      });
    }
  });
});

describe('a faulty environment', { timeout: 30_000 }, () => {
  const secret = 'hunter2-and-more';

  it('ends the process with one readable line for each fault, and never shows a secret', async () => {
    const server = run({
      PORT: 'four-thousand',
      VIPPS_CLIENT_ID: 'id',
      VIPPS_CLIENT_SECRET: secret,
      VIPPS_CLIENT_SECRET_FILE: '/run/secrets/vipps',
      VIPPS_SUBSCRIPTION_KEY: secret,
      VIPPS_CLIENT_SECRT: secret,
      CALLER_AUTH: 'network',
      VIPPS_ENVIRONMENT: 'production',
    });
    expect(await server.exit).toStrictEqual({ code: 1, signal: null });
    expect(server.out()).toBe('');
    expect(
      server
        .err()
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .sort(),
    ).toStrictEqual([
      'PORT: "four-thousand" is not a whole number. Example: PORT=4001',
      'The configuration has faults:',
      'VIPPS_CLIENT_SECRET: is given twice, by value and by VIPPS_CLIENT_SECRET_FILE. Keep one of them.',
      'VIPPS_CLIENT_SECRT: is no setting of this server. --help lists them all.',
    ]);
  });

  it('never shows a password that stands in an address', async () => {
    const server = run({
      VIPPS_API_URL: `https://me:${secret}@api.example`,
      ...keys,
      CALLER_AUTH: 'network',
    });
    expect(await server.exit).toStrictEqual({ code: 1, signal: null });
    expect(server.err()).toContain('VIPPS_API_URL');
    expect(server.err()).not.toContain(secret);
  });

  it('never shows a key that stands in the query of an address', async () => {
    const server = run({
      VIPPS_MANAGEMENT_URL: `https://api.example/?key=${secret}`,
      ...keys,
      CALLER_AUTH: 'network',
    });
    expect(await server.exit).toStrictEqual({ code: 1, signal: null });
    expect(server.err()).toContain('VIPPS_MANAGEMENT_URL');
    expect(server.err()).not.toContain(secret);
  });

  const keys = { VIPPS_CLIENT_ID: 'id', VIPPS_CLIENT_SECRET: secret, VIPPS_SUBSCRIPTION_KEY: secret };
});
