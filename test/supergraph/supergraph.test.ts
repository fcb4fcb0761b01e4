import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { address, ask } from '../support/process.js';
import { sandboxControl } from '../support/sandbox-control.js';
import { gateways, root, supergraph } from './box.js';

const tab = (name: string): string =>
  readFileSync(`${root}/test/operations/supergraph/${name}.graphql`, 'utf8');

const sold = (number: string, items: object[], orderId: string, paid: string, journey: string) => ({
  number,
  items,
  salesUnit: { name: 'Fjordskyss Billetter på nett', openingHours: 'Mon-Sun 06:00-23:30' },
  order: {
    orderId,
    fundsEntries: {
      nodes: [
        {
          entryType: 'CAPTURE',
          amount: { decimal: paid },
          enturPayments: [{ order: { orderId: journey, status: 'CONFIRMED' } }],
        },
      ],
    },
  },
});
const adult = { name: 'Kaia - Moloen, adult', quantity: 2 };
const baskets = [
  sold('4713', [adult, { name: 'Bicycle', quantity: 1 }], '9131890034', '241.00', 'J9YA3UC6'),
  sold('4712', [adult], '9131890033', '116.00', 'QMRDY8UA'),
  sold(
    '4711',
    [
      { ...adult, quantity: 1 },
      { name: 'Kaia - Moloen, child', quantity: 2 },
    ],
    '9131890032',
    '128.00',
    '9FHHCWWP',
  ),
];

const nodes = z
  .object({ data: z.object({ ledger: z.object({ funds: z.object({ nodes: z.array(z.unknown()) }) }) }) })
  .transform(({ data }) => data.ledger.funds.nodes);
const paidBy = (number: string, orderId: string, paid: string, journey: string) => ({
  entryType: 'CAPTURE',
  amount: { decimal: paid },
  order: { orderId, basket: { number } },
  enturPayments: [{ order: { orderId: journey } }],
});

describe.each(gateways)('the supergraph in a box behind %s', { timeout: 120_000 }, (name, title) => {
  it('answers one query from all three subgraphs, shows GraphiQL, and leaves nothing behind', async () => {
    const box = supergraph(['--gateway', name]);
    const graph = await address(box, 'Supergraph');
    await box.printed(/^Ready/m);
    expect(box.out()).toMatch(new RegExp(`^Supergraph \\S+  \\(${title}\\)$`, 'm'));
    const { requests, clearRequests } = sandboxControl(await address(box, 'Sandbox'));

    await clearRequests();
    expect(await ask(graph, tab('what-was-sold'))).toEqual({ data: { baskets } });
    const calls = (await requests()).requests.filter(({ path }) => !/token/i.test(path));
    // The unit, the list of ledgers in two pages, a date of one ledger; three searches for payments, and their orders at once.
    expect(calls.map(({ path }) => path).sort()).toEqual([
      '/entur/sales/v1/orders',
      '/entur/sales/v1/payments',
      '/entur/sales/v1/payments',
      '/entur/sales/v1/payments',
      '/management/v1/sales-units/251308',
      '/report/v2/ledgers/421006/funds/dates/2026-09-14',
      '/settlement/v1/ledgers',
      '/settlement/v1/ledgers',
    ]);

    expect(await ask(graph, tab('when-is-it-open'))).toEqual({
      data: {
        salesUnit: {
          name: 'Fjordskyss Billetter på nett',
          openingHours: 'Mon-Sun 06:00-23:30',
          merchant: { name: 'Fjordskyss Ferger AS', countryCode: 'NO' },
        },
      },
    });
    const money = nodes.parse(await ask(graph, tab('baskets-of-a-ledger')));
    expect(money.slice(-5)).toEqual([
      paidBy('4711', '9131890032', '128.00', '9FHHCWWP'),
      paidBy('4712', '9131890033', '116.00', 'QMRDY8UA'),
      paidBy('4713', '9131890034', '241.00', 'J9YA3UC6'),
      { entryType: 'FEES_RETAINED', amount: { decimal: '-88.95' }, order: null, enturPayments: [] },
      { entryType: 'PAYOUT_SCHEDULED', amount: { decimal: '-4495.05' }, order: null, enturPayments: [] },
    ]);

    const page = await fetch(await address(box, 'GraphiQL'));
    expect(await page.text()).toContain('<title>Supergraph</title>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");

    const shop = /^Subgraph +(\S+) +\(shop\)$/m.exec(box.out())?.[1] ?? '';
    box.child.kill('SIGTERM');
    expect(await box.exit).toEqual({ code: 0, signal: null });
    expect(box.err()).toBe('');
    await expect(fetch(shop)).rejects.toThrow('fetch failed');
  });
});

describe('the command', () => {
  it('says what it can do', async () => {
    const help = supergraph(['--help']);
    expect(await help.exit).toMatchObject({ code: 0 });
    expect(help.out()).toContain('--gateway hive');
  });

  it.each([
    [['--gateway', 'router'], '--gateway: router is none of hive, apollo.'],
    [['--gateway'], '--gateway needs a value.'],
    [['--gateway='], '--gateway needs a value.'],
    [['--port', '70000'], '--port: 70000 is not a port.'],
    [['--port', '-1'], '--port: -1 is not a port.'],
    [['--port'], '--port needs a value.'],
    [['--nope'], 'Unknown option --nope.'],
    [['more'], 'Unknown argument "more".'],
    [
      ['--port', '4711', '--shop-port', '4711'],
      '--port and --shop-port are both 4711, and each listens on a port of its own.',
    ],
  ])('refuses %j in one line, and says why', async (args, why) => {
    const refused = supergraph(args);
    expect(await refused.exit).toEqual({ code: 2, signal: null });
    expect(refused.err()).toBe(`${why} See --help.\n`);
    expect(refused.out()).toBe('');
  });

  it.each(['--port', '--shop-port'])('looks first whether its %s is free', async (option) => {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    onTestFinished(() => void listener.close());
    const port = String((listener.address() as AddressInfo).port);
    const refused = supergraph([option, port]);
    expect(await refused.exit).toEqual({ code: 1, signal: null });
    expect(refused.err()).toBe(`Port ${port} is taken. Another one: ${option}\n`);
    expect(refused.out()).toBe('');
  });

  it('says that the shop has ended, and ends too', { timeout: 120_000 }, async () => {
    const box = supergraph(['--gateway', 'apollo']);
    await box.printed(/^Ready/m);
    const children = readFileSync(
      `/proc/${String(box.child.pid)}/task/${String(box.child.pid)}/children`,
      'utf8',
    );
    process.kill(Number(children.trim()), 'SIGKILL');
    expect(await box.exit).toEqual({ code: 1, signal: null });
    expect(box.err()).toBe('The shop has ended: stopping.\n');
  });
});
