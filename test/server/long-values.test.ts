import { describe, expect } from 'vitest';
import { MAX_FEED_FIRST } from '../../resolvers/shared/feed-connection.js';
import { BothPaths } from '../support/both-paths.js';
import { it as base } from '../support/fixture.js';
import { jpeg, png } from '../support/pictures.js';
import { startStack, type Stack } from '../support/stack.js';

const it = base
  .extend('env', { scope: 'file' }, () => ({ LOG_LEVEL: 'silent' }))
  .extend('paths', { scope: 'file' }, async ({ env }, { onCleanup }) => {
    const started: Stack[] = [];
    onCleanup(async () => {
      await Promise.all(started.map((stack) => stack.stop()));
    });
    return BothPaths.start(async (options) => {
      const stack = await startStack(options);
      started.push(stack);
      return stack;
    }, env);
  });

const text = 'x'.repeat(2_001);
const aliases = (count: number, field: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `a${String(index)}: ${field(index)}`).join(' ');
const tooLong = (...argument: readonly string[]) => ({
  message: `${argument.join('.')} must have at most 2000 characters, and has 2001.`,
  extensions: { code: 'BAD_USER_INPUT', argument },
});

/** By what is too long. */
const refused: Readonly<
  Record<string, readonly [query: string, variables: Readonly<Record<string, unknown>>, error: unknown]>
> = {
  'an id': [
    `query ($v: ID!) { ${aliases(9, () => 'fetch__SalesUnit(id: $v) { id }')} }`,
    { v: text },
    tooLong('id'),
  ],
  'a literal': [`{ salesUnit(msn: "${text}") { id } }`, {}, tooLong('msn')],
  'a literal in a filter': [
    `{ salesUnits(filter: { name: "${text}" }) { totalCount } }`,
    {},
    tooLong('filter', 'name'),
  ],
  'a block of text': [`{ salesUnit(msn: """${text}""") { id } }`, {}, tooLong('msn')],
  'a default': [`query ($v: String! = "${text}") { salesUnit(msn: $v) { id } }`, {}, tooLong('v')],
  'a cursor below a list': [
    `query ($v: String!) { ledger(ledgerId: "418914") { salesEvents(first: ${String(MAX_FEED_FIRST)}) { nodes { ledger { funds(first: 1, after: $v) { nodes { id } } } } } } }`,
    { v: text },
    tooLong('after'),
  ],
  'a filter': [
    'query ($v: SalesUnitFilter) { salesUnits(filter: $v) { totalCount } }',
    { v: { name: text } },
    tooLong('filter', 'name'),
  ],
  'a text within a filter': [
    'query ($v: String!) { salesUnits(filter: { name: $v }) { totalCount } }',
    { v: text },
    tooLong('filter', 'name'),
  ],
  'an address': [
    `mutation ($v: SetOrderCategoryInput!) { setOrderCategory(input: $v) { categoryId } }`,
    { v: { msn: '204117', paymentType: 'ECOM', orderId: 'o', type: 'TICKET', url: text } },
    tooLong('input', 'url'),
  ],
  'a text in a list of an input': [
    'mutation ($v: AddReceiptInput!) { addReceipt(input: $v) { receiptId } }',
    {
      v: {
        msn: '204117',
        paymentType: 'ECOM',
        orderId: 'o',
        bottomLine: { currency: 'NOK' },
        orderLines: [{ id: '1', name: text, totalAmount: 1, taxPercentage: 0 }],
      },
    },
    tooLong('input', 'orderLines', '0', 'name'),
  ],
  'a list': [
    'query ($v: [ProductOrderStatus!]) { productOrders(filter: { status: $v }) { totalCount } }',
    { v: Array.from({ length: 2_001 }, () => 'RECEIVED') },
    {
      message: 'filter.status must have at most 2000 items, and has 2001.',
      extensions: { code: 'BAD_USER_INPUT', argument: ['filter', 'status'] },
    },
  ],
  'a key of a representation': [
    'query ($v: _Any!) { _entities(representations: [$v, $v]) { __typename } }',
    { v: { __typename: 'Merchant', businessIdentifier: { scheme: 'a', id: text } } },
    tooLong('representations', 'businessIdentifier', 'id'),
  ],
  'a file that is used as a text too': [
    'mutation ($v: String!) { a: uploadImage(input: { msn: $v, image: $v }) { imageId } }',
    { v: text },
    tooLong('input', 'msn'),
  ],
};

describe('a value that is longer than anything needs to be', () => {
  it.for(Object.entries(refused))(
    'is refused before anything looks at it: %s',
    async ([, [query, variables, error]], { paths }) => {
      const { compiled, apollo } = await paths.ask({ query, variables });
      expect(compiled).toStrictEqual(apollo);
      expect(JSON.parse(compiled.body)).toEqual({ errors: [error] });
      expect(await paths.each((stack) => stack.calls())).toStrictEqual({ compiled: [], apollo: [] });
    },
  );

  it('is let in up to there', async ({ paths }) => {
    const query = 'query ($v: String!) { salesUnits(filter: { name: $v }) { totalCount } }';
    const { compiled, apollo } = await paths.ask({ query, variables: { v: 'x'.repeat(2_000) } });
    expect(compiled).toStrictEqual(apollo);
    expect(JSON.parse(compiled.body)).toEqual({ data: { salesUnits: { totalCount: 0 } } });
  });

  it.for([
    ['whole', png(168, 168, 1_500_000).toString('base64'), ['msn']],
    [
      'damaged',
      Buffer.concat([jpeg(300, 300).subarray(0, 20), Buffer.alloc(1_500_000, 0xff)]).toString('base64'),
      ['msn', 'image'],
    ],
    ['no base64', 'ø'.repeat(400_000), ['msn', 'image']],
  ] as const)(
    'may be a picture, which is looked at once for all changes: %s',
    async ([, image, fields], { paths }) => {
      const change = (index: number) =>
        `a${String(index)}: uploadImage(input: { msn: "x", image: $v }) { userErrors { field } }`;
      const ask = async (count: number): Promise<number> => {
        const changes = Array.from({ length: count }, (_, index) => change(index)).join(' ');
        const { user } = process.cpuUsage();
        const { compiled, apollo } = await paths.ask({
          query: `mutation ($v: String!) { ${changes} }`,
          variables: { v: image },
        });
        expect(compiled).toStrictEqual(apollo);
        expect(JSON.parse(compiled.body)).toEqual({
          data: Object.fromEntries(
            Array.from({ length: count }, (_, index) => [
              `a${String(index)}`,
              { userErrors: fields.map((field) => ({ field: [field] })) },
            ]),
          ),
        });
        return process.cpuUsage().user - user;
      };
      await ask(1);
      const once = await ask(1);
      expect(await ask(20)).toBeLessThan(3 * once + 500_000);
    },
  );
});
