import { spawnSync } from 'node:child_process';
import { describe, expect } from 'vitest';
import { runClose } from '../../src/close/run-close.js';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { it } from '../support/fixture.js';

/** Runs the command; without settings it starts a sandbox of its own. */
async function run(args: string, environment: Readonly<Record<string, string>> = {}) {
  const written = { out: '', err: '', progress: [] as string[] };
  const code = await runClose(args === '' ? [] : args.split(' '), environment, {
    print: (text) => (written.out += text),
    complain: (text) => (written.err += text),
    progress: (done, of, date) => written.progress.push(`${done}/${of} ${date}`),
  });
  return { code, ...written };
}

describe('npm run close', () => {
  it.runIf(process.platform === 'linux')('that can not be written is not one that is off', () => {
    const [node, script] = [process.execPath, 'dist/src/tools/close.js'];
    const { status, stderr } = spawnSync('sh', ['-c', `'${node}' ${script} --help > /dev/full`]);
    expect([status, stderr.toString()]).toEqual([
      4,
      'The close could not be written: ENOSPC: no space left on device, write\n',
    ]);
  });

  it('prints a table of the dates with their sum, and how far it is', async () => {
    expect(await run('--ledger 418806 --from 2026-08-01 --to 2026-08-02')).toEqual({
      code: 0,
      err: '',
      progress: ['1/2 2026-08-01', '2/2 2026-08-02'],
      out: `date        state     opening   captures   refunds      fees     payouts  closing       sold
2026-08-01  BALANCED     0.00   74970.80  -1576.50  -1370.55   -72023.75     0.00   73394.30
2026-08-02  BALANCED     0.00  105141.80  -5581.00  -1924.84   -97635.96     0.00   99560.80
total       BALANCED     0.00  180112.60  -7157.50  -3295.39  -169659.71     0.00  172955.10

Nothing is unexplained on ledger 418806 (NOK).
`,
    });
  });

  it('prints rows for a spreadsheet, in minor units', async () => {
    expect((await run('--ledger 418914 --from 2026-08-01 --to 2026-08-01 --format csv')).out).toBe(
      [
        'date,state,currency,opening,captures,refunds,fees,corrections,disputes,topUps,payouts,breaks,closing,sold,soldForCash,settledNotSold,unexplained,differences',
        '2026-08-01,BALANCED,NOK,0,3435050,0,-67157,0,0,0,-3367893,0,0,4498930,1063880,0,0,0',
        '',
      ].join('\r\n'),
    );
  });

  it('prints what a program reads', async () => {
    const { out, code } = await run('--ledger 418806 --from 2026-08-01 --to 2026-08-01 --format json');
    expect({ code, close: JSON.parse(out) as unknown }).toMatchObject({
      code: 0,
      close: {
        ledgerId: '418806',
        currency: 'NOK',
        state: 'BALANCED',
        hash: expect.stringMatching(/^[\da-f]{64}$/),
        totals: { captures: 7_497_080, refunds: -157_650, unexplained: 0 },
        dates: [{ date: '2026-08-01', openingBalance: 0, closingBalance: 0, differences: [] }],
      },
    });
  });

  it('uses the keys that are set, tells what does not fit, and ends with 1', async ({ start }) => {
    const { sandbox, sandboxUrl } = await start();
    await sandbox.clock.freeze('2026-10-01T10:00:00Z');
    const reference = 'order\u001B[2J';
    await sandbox.ledgers.addEvents('418806', [{ pspReference: 'sold', reference }], false);
    await sandbox.clock.freeze('2026-10-05T10:00:00Z');
    const keys = {
      VIPPS_API_URL: sandboxUrl,
      VIPPS_ACCOUNTING_CLIENT_ID: sandboxKeys.accounting.clientId,
      VIPPS_ACCOUNTING_CLIENT_SECRET: sandboxKeys.accounting.clientSecret,
    };
    const { code, out } = await run('--ledger 418806 --from 2026-10-01 --to 2026-10-01', keys);
    expect(out.split('\n').slice(-3)).toEqual([
      '1 difference on ledger 418806 (NOK), 100.00 in all:',
      '2026-10-01  SOLD_NOT_SETTLED  -100.00  sold order [2J  Nothing on `funds` belongs to the sale.',
      '',
    ]);
    expect(code).toBe(1);
    const unknown = await run('--ledger 999999 --from 2026-10-01 --to 2026-10-01', keys);
    expect(unknown).toMatchObject({ code: 4, out: '', err: expect.stringContaining('no ledger 999999') });
    await sandbox.faults.add({ path: '/report/v2/**', status: 503, times: null });
    const failed = await run('--ledger 418806 --from 2026-10-02 --to 2026-10-02', {
      ...keys,
      UPSTREAM_RETRY_BASE_MS: '1',
    });
    expect(failed).toMatchObject({ code: 4, out: '', err: expect.stringContaining('Report API') });
  });

  it('says what a dash is, and takes no odd currency for one', async ({ start }) => {
    const { sandbox, sandboxUrl } = await start();
    const ledgers = { items: [{ ledgerId: '700031', currency: '=1,"2"' }], cursor: '' };
    await sandbox.faults.add({ path: '/settlement/v1/ledgers', status: 200, times: null, body: ledgers });
    const keys = {
      VIPPS_API_URL: sandboxUrl,
      VIPPS_ACCOUNTING_CLIENT_ID: sandboxKeys.accounting.clientId,
      VIPPS_ACCOUNTING_CLIENT_SECRET: sandboxKeys.accounting.clientSecret,
    };
    const args = '--ledger 700031 --from 2026-08-01 --to 2026-08-01';
    expect((await run(`${args} --format csv`, keys)).out.split('\r\n')[1]).toBe(
      '2026-08-01,BALANCED,,,0,0,0,0,0,0,0,0,,0,0,0,0,0',
    );
    expect((await run(args, keys)).out).toBe(`date        state     opening  closing
2026-08-01  BALANCED        -        -
total       BALANCED        -        -

Nothing is unexplained on ledger 700031.
-: not known, as there is no entry on the date, none in front of it in the period and none on the 31 dates before.
`);
  });

  it('ends with 3 while a date is not complete', async () => {
    expect((await run('--ledger 418806 --from 2026-08-01 --to 2099-08-01')).code).toBe(2);
    expect((await run('--ledger 418806 --from 2099-08-01 --to 2099-08-02')).code).toBe(3);
  });

  it('says what it takes, and what of it is wrong', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toContain('Exit codes: 0 balanced, 1 off');
    const wrong = async (args: string, environment?: Readonly<Record<string, string>>) => {
      const { code: ended, err, out: printed } = await run(args, environment);
      expect({ ended, printed }).toEqual({ ended: 2, printed: '' });
      return err;
    };
    const period = '--from 2026-08-01 --to 2026-08-01';
    expect(await wrong('')).toBe('--ledger must be the id of a ledger, such as 418806. See --help.\n');
    expect(await wrong('--ledger 1 --from 2026-02-30')).toContain('--from must be a date such as');
    expect(await wrong('--ledger 1 --from 2026-08-02 --to 2026-08-01')).toContain('--to must not be before');
    expect(await wrong(`--ledger 1 ${period} --format xml`)).toContain('--format must be table, csv or json');
    expect(await wrong(`--ledger 1 ${period} --what`)).toContain("Unknown option '--what'");
    expect(await wrong(`--ledger 1 ${period} --tenant shop`)).toContain('--tenant names a tenant of a');
    expect(await wrong(`--ledger 1 ${period}`, { PORT: 'x' })).toContain('PORT');
  });
});
