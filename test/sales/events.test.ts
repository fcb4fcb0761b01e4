import { describe, expect } from 'vitest';
import type { RawFields } from '../../src/sandbox/control/ledgers.js';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const EMPTY = '700031';
const NOW = '2026-09-20T21:30:00Z';

const it = sharedStack({ now: NOW, env: { CACHE_MAX_BYTES: '0' } });
it.beforeEach(async ({ stack }) => {
  await stack.sandbox.reset();
  await stack.sandbox.clock.freeze(NOW);
});

async function add(
  stack: Stack,
  events: readonly RawFields[],
  fields: string,
  settle = true,
): Promise<unknown> {
  await stack.sandbox.ledgers.addEvents(EMPTY, events, settle);
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "${EMPTY}") { salesEvents { nodes { ${fields} } } } }`,
  );
  expect(errors).toBeUndefined();
  return (data as unknown as { ledger: { salesEvents: { nodes: unknown } } }).ledger.salesEvents.nodes;
}

const money = (value: number, decimal: string) => ({ value, currency: 'NOK', decimal });

describe('a sales event', () => {
  it('keeps every amount beyond 31 bits, fractional quantities, VAT in basis points, and dates unshifted', async ({
    stack,
  }) => {
    const line = {
      lineId: '7',
      name: 'Gull, kg',
      quantity: 0.125,
      unitPriceGross: 9_007_199_254_740_991,
      unitPriceNet: 7_205_759_403_792_793,
      discountTotal: 2_147_483_648,
      lineTotalGross: 5_000_000_000,
      lineTotalNet: 4_000_000_000,
      vatRate: 2_550,
      vatAmount: 1_000_000_000,
      category: 'GOODS',
    };
    const events = [
      {
        time: '2026-09-20T23:59:59.123456Z',
        orderDate: '2026-09-21T01:59:58+02:00',
        amounts: { gross: 5_000_000_000, net: 4_000_000_000, vat: 1_000_000_000 },
        lines: [line, { quantity: 1e-7 }, { quantity: 3 }, { quantity: '2.50' }],
        completeness: { hasLineItems: true, hasVatBreakdown: false, hasCustomerIdentity: false },
      },
    ];
    const m = '{ value currency decimal }';
    expect(
      await add(
        stack,
        events,
        `time orderDate amounts { gross ${m} net ${m} vat ${m} } completeness { hasLineItems hasVatBreakdown hasCustomerIdentity }
         lines { lineId name quantity unitPriceGross ${m} unitPriceNet ${m} discountTotal ${m} lineTotalGross ${m} lineTotalNet ${m} vatRateBasisPoints vatAmount ${m} category }
         fundsEntries { ledgerDate amount ${m} balanceAfter ${m} }`,
      ),
    ).toEqual([
      {
        time: '2026-09-20T23:59:59.123456Z',
        orderDate: '2026-09-20T23:59:58Z',
        amounts: {
          gross: money(5_000_000_000, '50000000.00'),
          net: money(4_000_000_000, '40000000.00'),
          vat: money(1_000_000_000, '10000000.00'),
        },
        completeness: { hasLineItems: true, hasVatBreakdown: false, hasCustomerIdentity: false },
        lines: [
          {
            lineId: '7',
            name: 'Gull, kg',
            quantity: '0.125',
            unitPriceGross: money(9_007_199_254_740_991, '90071992547409.91'),
            unitPriceNet: money(7_205_759_403_792_793, '72057594037927.93'),
            discountTotal: money(2_147_483_648, '21474836.48'),
            lineTotalGross: money(5_000_000_000, '50000000.00'),
            lineTotalNet: money(4_000_000_000, '40000000.00'),
            vatRateBasisPoints: 2_550,
            vatAmount: money(1_000_000_000, '10000000.00'),
            category: 'GOODS',
          },
          ...['0.0000001', '3', '2.50'].map((quantity) => ({
            lineId: null,
            name: null,
            quantity,
            unitPriceGross: null,
            unitPriceNet: null,
            discountTotal: null,
            lineTotalGross: null,
            lineTotalNet: null,
            vatRateBasisPoints: null,
            vatAmount: null,
            category: null,
          })),
        ],
        fundsEntries: [
          {
            ledgerDate: '2026-09-20',
            amount: money(5_000_000_000, '50000000.00'),
            balanceAfter: money(5_000_000_000, '50000000.00'),
          },
        ],
      },
    ]);
  });

  it('takes unknown words as UNKNOWN with the raw word, also ones that JavaScript objects know', async ({
    stack,
  }) => {
    const fields =
      'entryType entryTypeRaw paymentType paymentTypeRaw classification { solution solutionRaw salesCategory } amounts { gross { value } signedGross { value } }';
    const words = (word: string) => ({
      entryType: word,
      paymentType: word,
      classification: { solution: word, salesCategory: 'Loppis' },
      amounts: { gross: -500 },
    });
    const seen = (word: string) => ({
      entryType: 'UNKNOWN',
      entryTypeRaw: word,
      paymentType: 'UNKNOWN',
      paymentTypeRaw: word,
      classification: { solution: 'UNKNOWN', solutionRaw: word, salesCategory: 'Loppis' },
      amounts: { gross: { value: -500 }, signedGross: null },
    });
    expect(await add(stack, [words('chargeback'), words('constructor')], fields)).toEqual([
      seen('chargeback'),
      seen('constructor'),
    ]);
  });

  it.for([
    ['refund', 'REFUND', -500],
    ['REFUND', 'REFUND', -500],
    ['Re-Fund', 'REFUND', -500],
    ['return', 'REFUND', -500],
    ['CAPTURE', 'CAPTURE', 500],
    ['chargeback', 'UNKNOWN', null],
    ['', 'UNKNOWN', null],
    [null, null, null],
  ] as const)('of the kind %j is %s, signed %j', async ([word, entryType, value], { stack }) => {
    const signed = value === null ? null : { value };
    const line = { lineTotalGross: 500, lineTotalNet: 400, vatAmount: 100 };
    const fields =
      'entryType entryTypeRaw amounts { signedGross { value } signedNet { value } signedVat { value } } lines { signedLineTotalGross { value } signedLineTotalNet { value } signedVatAmount { value } }';
    const given = { entryType: word, amounts: { gross: 500, net: -500, vat: 500 }, lines: [line] };
    expect(await add(stack, [given], fields)).toEqual([
      {
        entryType,
        entryTypeRaw: word,
        amounts: { signedGross: signed, signedNet: signed, signedVat: signed },
        lines: [
          {
            signedLineTotalGross: signed,
            signedLineTotalNet: value === null ? null : { value: (value * 4) / 5 },
            signedVatAmount: value === null ? null : { value: value / 5 },
          },
        ],
      },
    ]);
  });

  it('has null for what is missing, null or empty, and fails nothing', async ({ stack }) => {
    const nothing = {
      entryType: null,
      time: null,
      orderDate: '',
      pspReference: null,
      reference: null,
      currency: null,
      paymentType: null,
      classification: null,
      amounts: null,
      lines: null,
      completeness: null,
    };
    const m = '{ value }';
    const fields = `pspReference reference entryType entryTypeRaw time orderDate currency paymentType paymentTypeRaw
      classification { solution solutionRaw salesCategory } amounts { gross ${m} net ${m} vat ${m} signedGross ${m} signedNet ${m} signedVat ${m} }
      lines { name } completeness { hasLineItems hasVatBreakdown hasCustomerIdentity }
      fundsEntries { time } feeEntries { time } relatedEvents { id } originalSale { id } ledger { ledgerId }`;
    const empty = {
      pspReference: null,
      reference: null,
      entryType: null,
      entryTypeRaw: null,
      time: null,
      orderDate: null,
      currency: null,
      paymentType: null,
      paymentTypeRaw: null,
      classification: { solution: null, solutionRaw: null, salesCategory: null },
      amounts: { gross: null, net: null, vat: null, signedGross: null, signedNet: null, signedVat: null },
      lines: [],
      completeness: { hasLineItems: false, hasVatBreakdown: false, hasCustomerIdentity: false },
      fundsEntries: [],
      feeEntries: [],
      relatedEvents: [],
      originalSale: null,
      ledger: { ledgerId: EMPTY },
    };
    expect(await add(stack, [nothing, { ...nothing, amounts: { gross: 1 }, currency: '' }], fields)).toEqual([
      empty,
      empty,
    ]);
  });

  it('tells from the lines what the flags would, where the API leaves them out', async ({ stack }) => {
    const line = (vatAmount: number | null) => ({ lineId: '1', name: 'x', quantity: 1, vatAmount });
    const bare = { completeness: null };
    const fields = 'completeness { hasLineItems hasVatBreakdown }';
    expect(
      await add(
        stack,
        [
          { ...bare, lines: [line(1), line(0)] },
          { ...bare, lines: [line(1), line(null)] },
        ],
        fields,
      ),
    ).toEqual([
      { completeness: { hasLineItems: true, hasVatBreakdown: true } },
      { completeness: { hasLineItems: true, hasVatBreakdown: false } },
    ]);
  });

  it.for([false, true])(
    'signs refunds for the books, whether the API does (%s)',
    async (negative, { stack }) => {
      await stack.sandbox.quirks.set({ salesRefundsNegative: negative });
      const { data } = await stack.askText(
        `{ salesEvent(ledgerId: "418806", pspReference: "48100720005") { entryType amounts { gross { value } signedGross { value } } } }`,
      );
      expect(data).toEqual({
        salesEvent: {
          entryType: 'REFUND',
          amounts: { gross: { value: negative ? -34_300 : 34_300 }, signedGross: { value: -34_300 } },
        },
      });
    },
  );

  it.for([false, true])(
    'signs the lines of a refund alike, whether the API does (%s)',
    async (negative, { stack }) => {
      await stack.sandbox.quirks.set({ salesRefundsNegative: negative });
      const value = '{ value }';
      const lines = `lines { lineTotalGross ${value} lineTotalNet ${value} vatAmount ${value}
      signedLineTotalGross ${value} signedLineTotalNet ${value} signedVatAmount ${value} }`;
      const { data, errors } = await stack.askText(
        `{ refund: salesEvent(ledgerId: "418806", pspReference: "48100720005") { lines { name } amounts { signedGross ${value} signedVat ${value} } ${lines}
         originalSale { ${lines} } } }`,
      );
      expect(errors).toBeUndefined();
      const line = (sign: number, signed: number, gross: number, net: number, vat: number) => ({
        lineTotalGross: { value: sign * gross },
        lineTotalNet: { value: sign * net },
        vatAmount: { value: sign * vat },
        signedLineTotalGross: { value: signed * gross },
        signedLineTotalNet: { value: signed * net },
        signedVatAmount: { value: signed * vat },
      });
      const of = (sign: number, signed: number) => [
        line(sign, signed, 9_000, 7_200, 1_800),
        line(sign, signed, 10_400, 9_043, 1_357),
        line(sign, signed, 14_900, 12_957, 1_943),
      ];
      const names = ['Kaffe', 'Kanelsnurr', 'Bønner 250 g'];
      expect(data).toEqual({
        refund: {
          amounts: { signedGross: { value: -34_300 }, signedVat: { value: -5_100 } },
          lines: of(negative ? -1 : 1, -1).map((amounts, index) => ({ name: names[index], ...amounts })),
          originalSale: { lines: of(1, 1) },
        },
      });
    },
  );

  it('has no signed amounts on a line where the API gives none', async ({ stack }) => {
    expect(
      await add(
        stack,
        [{ entryType: 'refund', lines: [{ lineTotalGross: 0 }] }],
        'lines { signedLineTotalGross { value } signedLineTotalNet { value } signedVatAmount { value } }',
      ),
    ).toEqual([
      { lines: [{ signedLineTotalGross: { value: 0 }, signedLineTotalNet: null, signedVatAmount: null }] },
    ]);
  });

  it.for(['salesWithoutOrderDate', 'salesInShortForm'] as const)(
    'is the same but for what %s leaves out',
    async (quirk, { stack }) => {
      const query = `{ salesEvent(ledgerId: "418806", pspReference: "48100720000") {
      orderDate amounts { gross { value } } lines { name discountTotal { value } } completeness { hasLineItems hasVatBreakdown } } }`;
      const { data: full } = await stack.askText(query);
      expect(full).toMatchObject({
        salesEvent: { completeness: { hasLineItems: true, hasVatBreakdown: true } },
      });
      await stack.sandbox.quirks.set({ [quirk]: true });
      const { data: lean } = await stack.askText(query);
      const { salesEvent } = full as unknown as { salesEvent: { lines: { name: string }[] } };
      expect(lean).toEqual({
        salesEvent:
          quirk === 'salesInShortForm'
            ? { ...salesEvent, lines: salesEvent.lines.map(({ name }) => ({ name, discountTotal: null })) }
            : { ...salesEvent, orderDate: null },
      });
    },
  );
});
