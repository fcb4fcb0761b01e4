import { describe, expect, it } from 'vitest';
import type { Step } from '../support/scripted-server.js';
import { changes } from './all-changes.js';
import { changing, ways } from './changing.js';

const query =
  '{ enturOrder(orderId: "ABCDEFGH") { orderId totalAmount { amount currency } balance { amount } } }';

/** The amount as it stands in the JSON text. */
function orderOf(amount: string): Step {
  return (response) => {
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(
        `{"items":[{"id":"ABCDEFGH","currency":"NOK","totalAmount":${amount},"balance":"0.00"}],"totalItems":1}`,
      );
  };
}

describe.for(ways)('an amount, by the %s way', ([, COMPILE_QUERIES]) => {
  it.for(['"1 446,00"', '"1446,00"', '""', '"NaN"', 'true', '{}', '[1]', '"1e999"'])(
    'that is none is an error at its field and no null: %s',
    async (wrong) => {
      const graph = await changing([orderOf(wrong)], { COMPILE_QUERIES });
      const { data, errors } = await graph.ask(query);
      expect(data).toEqual({
        enturOrder: { orderId: 'ABCDEFGH', totalAmount: null, balance: { amount: '0.00' } },
      });
      expect(errors?.map(({ message, path, extensions }) => ({ message, path, extensions }))).toEqual([
        {
          message: "The API gave a value here that is no amount, which can't be shown.",
          path: ['enturOrder', 'totalAmount', 'amount'],
          extensions: { code: 'UPSTREAM_BAD_RESPONSE' },
        },
      ]);
    },
  );

  it.for([
    ['1.446E3', '1446'],
    ['14460e-1', '1446.0'],
    ['-5E-2', '-0.05'],
    ['1.5e1', '15'],
    ['123456789.12345e+2', '12345678912.345'],
    ['0.10', '0.10'],
  ] as const)('may be written with an exponent: %s', async ([written, amount]) => {
    const graph = await changing([orderOf(written)], { COMPILE_QUERIES });
    expect(await graph.ask(query)).toEqual({
      data: {
        enturOrder: {
          orderId: 'ABCDEFGH',
          totalAmount: { amount, currency: 'NOK' },
          balance: { amount: '0.00' },
        },
      },
    });
  });

  it('may be so in the answer to a change too: a dry run', async () => {
    const dryRun =
      '{"orderId":"ABCDEFGH","totalRefundAmount":1E+2,"fees":[{"type":"REFUNDING","amount":5e-1}],"affectedPaymentTransactions":[]}';
    const step: Step = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(dryRun);
    };
    const graph = await changing([step], { COMPILE_QUERIES });
    const { input } = changes.find(({ mutation }) => mutation === 'enturDryRunRefund') ?? { input: {} };
    const { data, errors } = await graph.change(
      'enturDryRunRefund',
      input,
      'totalRefundAmount fees { amount }',
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      enturDryRunRefund: { totalRefundAmount: '100', fees: [{ amount: '0.5' }] },
    });
  });

  it('that Entur does not tell is null', async () => {
    const graph = await changing([orderOf('null')], { COMPILE_QUERIES });
    expect(await graph.ask(query)).toMatchObject({ data: { enturOrder: { totalAmount: null } } });
  });
});
