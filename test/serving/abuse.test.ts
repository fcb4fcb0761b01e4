import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';

const it = freshStack();

describe('a request that asks for too much', () => {
  it('starts no more upstream calls than its budget, and says so at the fields that are left out', async ({
    start,
  }) => {
    const stack = await start({ env: { QUERY_MAX_CALLS: '4' } });
    const { data, errors } = await stack.askText(
      '{ salesUnits(first: 5) { nodes { name configuration { captureType } } } }',
    );
    expect(await stack.calls()).toHaveLength(4);
    const { salesUnits } = data as unknown as {
      salesUnits: { nodes: { name: string; configuration: object | null }[] };
    };
    expect(salesUnits.nodes.map(({ configuration }) => configuration !== null)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(errors).toMatchObject(
      [3, 4].map((index) => ({
        message: 'The request needs more than 4 upstream calls. Ask for smaller pages or fewer things.',
        path: ['salesUnits', 'nodes', index, 'configuration'],
        extensions: { code: 'COST_LIMIT_EXCEEDED' },
      })),
    );
  });

  it('counts the calls of changes too', async ({ start }) => {
    const stack = await start({ env: { QUERY_MAX_CALLS: '2' } });
    const change = (alias: string): string =>
      `${alias}: setOrderCategory(input: { msn: "204117", paymentType: ECOM, orderId: "${alias}", type: GENERAL, url: "https://a.example/b" }) { userErrors { code } }`;
    const { errors } = await stack.askText(`mutation { ${['a1', 'a2', 'a3'].map(change).join(' ')} }`);
    expect(await stack.calls()).toHaveLength(2);
    expect(errors?.at(-1)).toMatchObject({ path: ['a3'], extensions: { code: 'COST_LIMIT_EXCEEDED' } });
  });

  it.for([
    [
      'aliases of one value',
      `{ ledger(ledgerId: "418806") { salesEvents(first: 10000) { nodes { ${aliases(150, 'id')} } } } }`,
      'values',
    ],
    [
      'changes',
      `mutation { ${aliases(21, 'deleteCategory(input: { msn: "204117", categoryId: "x" }) { userErrors { code } }')} }`,
      'changes',
    ],
    [
      'pages by a variable that is not given',
      'query ($n: Int) { ledger(ledgerId: "418806") { salesEvents(first: $n) { nodes { ledger { salesEvents(first: $n) { nodes { ledger { salesEvents(first: $n) { nodes { id } } } } } } } } } }',
      'items',
    ],
  ] as const)('is refused before any call: %s', async ([, query, counted], { stack }) => {
    const { data, errors } = await stack.askText(query);
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(`\\d+ ${counted}; at most \\d+ are allowed`),
        extensions: { code: 'COST_LIMIT_EXCEEDED' },
      },
    ]);
    expect(await stack.calls()).toEqual([]);
  });

  it('is answered when only its fragments look endless', async ({ start }) => {
    const stack = await start({ env: { QUERY_MAX_VALUES: '1000000000' } });
    const levels = 20;
    const fragments = Array.from({ length: levels }, (_, index) =>
      index === levels - 1
        ? `fragment F${String(index)} on Ledger { id }`
        : `fragment F${String(index)} on Ledger { ...F${String(index + 1)} ...F${String(index + 1)} }`,
    );
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "418806") { salesEvents(first: 1000) { nodes { ledger { ...F0 } } } } } ${fragments.join(' ')}`,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ ledger: { salesEvents: { nodes: { length: 1000 } } } });
  });

  it('is told at most a hundred faults of its input', async ({ stack }) => {
    const lines = Array.from({ length: 500 }, () => ({ name: '', id: '', totalAmount: -1 }));
    const { data, errors } = await stack.askText(
      'mutation ($i: AddReceiptInput!) { addReceipt(input: $i) { userErrors { code } } }',
      {
        i: {
          msn: '204117',
          paymentType: 'ECOM',
          orderId: 'many',
          orderLines: lines,
          bottomLine: { currency: 'NOK' },
        },
      },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ addReceipt: { userErrors: { length: 100 } } });
    expect(await stack.calls()).toEqual([]);
  });

  it('does not end the process when its caller leaves while there is no token', async ({ start }) => {
    const stack = await start({ env: { UPSTREAM_RETRIES: '0' } });
    await stack.askText('{ salesUnit(msn: "204117") { name } }');
    await stack.sandbox.faults.add({
      path: '/management/v1/product-orders/*',
      method: 'DELETE',
      times: null,
      hang: true,
    });
    const leaver = new AbortController();
    const left = stack
      .askText(
        'mutation { withdrawProductOrder(input: { productOrderId: "bad65b4f-95d6-4b8b-8316-53c1d9e6e830" }) { userErrors { code } } }',
        undefined,
        { signal: leaver.signal },
      )
      .catch(() => 'left');
    await expect.poll(async () => (await stack.sandbox.requests({ method: 'DELETE' })).inFlight).toBe(1);
    await stack.sandbox.faults.add({ path: '/accesstoken/get', times: null, status: 503 });
    await stack.sandbox.revokeTokens();
    await stack.askText('{ salesUnit(msn: "204127") { name } }');
    leaver.abort();
    expect(await left).toBe('left');
    // Vitest fails the run on an unhandled rejection; the server must go on answering.
    expect((await stack.askText('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});

function aliases(count: number, field: string): string {
  return Array.from({ length: count }, (_, index) => `a${String(index)}: ${field}`).join(' ');
}
