import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { address, ask, freePorts, run } from '../support/process.js';

const unit = {
  query: '{ salesUnit(msn: "204117") { name } }',
  answer: { data: { salesUnit: { name: 'Måkeskrik Nettbutikk' } } },
};
const order = {
  query: '{ enturOrder(orderId: "ABCDEFGH") { orderId } }',
  answer: { data: { enturOrder: { orderId: 'ABCDEFGH' } } },
};

describe('the process with SUBGRAPHS=entur', { timeout: 30_000 }, () => {
  it('serves Entur alone, from the sandbox, and says whose graph it is', async () => {
    const server = run({ ...freePorts, SUBGRAPHS: 'entur' });
    await server.printed(/^Ready\./m);
    const [graph, page] = [await address(server, 'Graph'), await address(server, 'GraphiQL')];
    expect(server.out()).toMatch(
      /^No keys are set: sandbox mode.*\nSandbox .*\nBuilding the schema \.\.\.\nGraph /m,
    );
    expect(server.out().match(/^(Graph|GraphiQL) .*$/gm)).toEqual([
      `Graph      ${graph}  (entur)`,
      `GraphiQL   ${page}  (entur)`,
    ]);
    expect(graph).toBe(`${page}graphql`);
    expect(await ask(graph, order.query)).toEqual(order.answer);
    expect(await ask(graph, unit.query)).toMatchObject({ errors: [{ extensions: {} }] });
    const probes = (await address(server, 'Probes')).replace(/\/livez$/, '');
    for (const [path, status] of [
      ['/readyz', 200],
      ['/readyz/entur', 200],
      ['/readyz/vipps', 404],
    ] as const)
      expect((await fetch(`${probes}${path}`)).status).toBe(status);
    server.child.kill('SIGTERM');
    expect(await server.exit).toEqual({ code: 0, signal: null });
    await expect(fetch(graph)).rejects.toThrow();
  });
});

describe('the process with SUBGRAPHS=vipps,entur', { timeout: 30_000 }, () => {
  it('says where each is, answers there, and stops both', async () => {
    const server = run({ ...freePorts, SUBGRAPHS: 'vipps,entur' });
    await server.printed(/^Ready\./m);
    const graphs = [...server.out().matchAll(/^Graph +(http:\S+) {2}\((\w+)\)$/gm)];
    expect(graphs.map(([, , name]) => name)).toEqual(['vipps', 'entur']);
    const [vipps = '', entur = ''] = graphs.map(([, url]) => url);
    expect(await ask(vipps, unit.query)).toEqual(unit.answer);
    expect(await ask(entur, order.query)).toEqual(order.answer);
    server.child.kill('SIGTERM');
    expect(await server.exit).toEqual({ code: 0, signal: null });
    for (const url of [vipps, entur]) await expect(fetch(url)).rejects.toThrow();
  });

  it('says in one line that the port of one of them is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const server = run({ ...freePorts, SUBGRAPHS: 'vipps,entur', ENTUR_PORT: String(port) });
    expect(await server.exit).toEqual({ code: 1, signal: null });
    await new Promise((resolve) => taken.close(resolve));
    expect(server.err()).toBe(
      `Port ${String(port)} is taken. Stop what listens there, or choose others with PORT, ENTUR_PORT, PROBES_PORT and SANDBOX_PORT.\n`,
    );
  });

  it('does not start with keys for one of them', async () => {
    const server = run({
      SUBGRAPHS: 'vipps,entur',
      CALLER_AUTH: 'network',
      VIPPS_ENVIRONMENT: 'test',
      VIPPS_CLIENT_ID: 'id',
      VIPPS_CLIENT_SECRET: 'hunter2',
      VIPPS_SUBSCRIPTION_KEY: 'key',
    });
    expect(await server.exit).toEqual({ code: 1, signal: null });
    expect(server.err()).toBe(
      'The configuration has faults:\n' +
        '  ENTUR_CLIENT_ID: is not set, but VIPPS_CLIENT_ID is, and invented data must not stand beside real data. Set your keys for entur too, or leave entur out of SUBGRAPHS\n',
    );
  });
});
