import fc from 'fast-check';
import { expect } from 'vitest';
import { systemClock } from '../../src/clock.js';
import type { OrderRef, ReceiptBody } from '../../src/clients/order-management/bodies.js';
import { sharedScope } from '../../src/http/call-scope.js';
import { startDeadline } from '../../src/http/deadline.js';
import type { VippsServices } from '../../src/context/vipps-services.js';
import { sharedStack } from '../support/fixture.js';
import { servicesOver, tenantWith } from '../support/stack.js';

let services: VippsServices;

const it = sharedStack();
it.beforeAll(({ stack }) => {
  services = servicesOver({ url: stack.sandboxUrl }, {}, systemClock);
  return () => services.close();
});

interface Line {
  readonly name: string;
  readonly id: string;
  readonly totalAmount: number;
  readonly totalAmountExcludingTax: number;
  readonly totalTaxAmount: number;
  readonly taxRate: number | null;
  readonly unitInfo: { readonly unitPrice: number; readonly quantity: string; readonly quantityUnit: string };
  readonly discount: number;
  readonly isReturn: boolean;
  readonly isShipping: boolean;
  readonly productUrl: string | null;
}

const line: fc.Arbitrary<Line> = fc
  .record({
    rate: fc.constantFrom(0, 1200, 1500, 2500),
    unitPrice: fc.integer({ min: 0, max: 5_000_000 }),
    thousandths: fc.integer({ min: 1, max: 9_999 }),
    discountPart: fc.constantFrom(0, 0, 0.1, 0.5),
    isReturn: fc.boolean(),
    isShipping: fc.boolean(),
    unit: fc.constantFrom('PCS', 'KG', 'KM', 'MINUTE', 'LITRE', 'KWH'),
    name: fc.constantFrom('Vare', 'Vare', ' ', '🛒', 'x'.repeat(300)),
    productUrl: fc.constantFrom(null, 'https://shop.example/1', 'http://shop.example/1', 'vare/1', ''),
  })
  .map(({ rate, unitPrice, thousandths, discountPart, isReturn, isShipping, unit, name, productUrl }) => {
    const before = Math.round((unitPrice * thousandths) / 1_000);
    const discount = Math.floor(before * discountPart);
    const totalAmount = before - discount;
    const net = Math.round((totalAmount * 10_000) / (10_000 + rate));
    const unitInfo = { unitPrice, quantity: (thousandths / 1_000).toFixed(3), quantityUnit: unit };
    return {
      name,
      id: 'v1',
      totalAmount,
      totalAmountExcludingTax: net,
      totalTaxAmount: totalAmount - net,
      taxRate: rate,
      unitInfo,
      discount,
      isReturn,
      isShipping,
      productUrl,
    };
  });

const freeShipping = (good: Line): Line => ({
  ...good,
  totalAmount: 0,
  totalAmountExcludingTax: 0,
  totalTaxAmount: 0,
  taxRate: null,
  isShipping: true,
});

/** Ways to spoil a line, or to leave it as it is. */
const spoil = fc.constantFrom<((good: Line) => Line)[]>(
  ...Array.from({ length: 60 }, () => (good: Line) => good),
  freeShipping,
  freeShipping,
  (good) => ({ ...freeShipping(good), isShipping: false }),
  (good) => ({ ...good, totalTaxAmount: good.totalTaxAmount + 1 }),
  (good) => ({ ...good, totalAmount: -good.totalAmount - 1 }),
  (good) => ({ ...good, discount: -1 }),
  (good) => ({ ...good, taxRate: 10_001 }),
  (good) => ({ ...good, taxRate: null }),
  (good) => ({ ...good, name: '' }),
  (good) => ({ ...good, unitInfo: { ...good.unitInfo, quantity: '1,5' } }),
  (good) => ({ ...good, unitInfo: { ...good.unitInfo, quantity: '1.123456789' } }),
  (good) => ({ ...good, unitInfo: { ...good.unitInfo, unitPrice: -1 } }),
);

/** How a caller may write a line shorter than the API wants it. */
interface Shortened {
  readonly inPercent: boolean;
  readonly without: readonly ('totalAmountExcludingTax' | 'totalTaxAmount')[];
}

const shortened: fc.Arbitrary<Shortened> = fc.record({
  inPercent: fc.boolean(),
  without: fc.subarray(['totalAmountExcludingTax', 'totalTaxAmount'] as const),
});

interface Drawn {
  readonly lines: readonly (readonly [Line, Shortened])[];
  readonly currency: string;
  readonly tipAmount: number | null;
  readonly barcode: { readonly format: string; readonly data: string } | null;
}

const receipt: fc.Arbitrary<Drawn> = fc.record({
  lines: fc.array(
    fc.tuple(
      fc.tuple(line, spoil).map(([good, change]) => change(good)),
      shortened,
    ),
    { minLength: 0, maxLength: 6 },
  ),
  currency: fc.constantFrom('NOK', 'DKK', 'EUR', 'NOK', 'NOK', 'NOK', 'NOK', 'SEK'),
  tipAmount: fc.constantFrom(null, null, null, null, 0, 0, 500, 500, 500, 500, 500, -1),
  barcode: fc.option(
    fc.record({
      format: fc.constantFrom('EAN_13', 'CODE_39', 'CODE_128'),
      data: fc.constantFrom(
        '2001234567893',
        '2001234567893',
        'MK1',
        'MK1',
        'ærlig',
        ' ',
        'MK1 ',
        'A',
        'B',
        '',
      ),
    }),
  ),
});

const formats: Readonly<Record<string, string>> = {
  EAN_13: 'EAN-13',
  CODE_39: 'CODE 39',
  CODE_128: 'CODE 128',
};

/** The receipt in the words of the API. Nothing is left out but a barcode, which must not be null. */
function forApi({ lines, currency, tipAmount, barcode }: Drawn) {
  const orderLines = lines.map(([each, { inPercent }]) => withRate(each, inPercent));
  const code = barcode === null ? {} : { barcode: { ...barcode, format: formats[barcode.format] } };
  return { orderLines, bottomLine: { currency, tipAmount, ...code } };
}

/** The same as an input: what can be computed is left out at times. */
function forGraph({ lines, currency, tipAmount, barcode }: Drawn) {
  const orderLines = lines.map(([each, { inPercent, without }]) => {
    const { totalAmount: gross, totalAmountExcludingTax: net, totalTaxAmount: tax } = each;
    // What does not add up must be said, for the graph would compute something that does.
    const dropped = gross >= 0 && net + tax === gross ? without : [];
    return { ...withRate(each, inPercent), ...Object.fromEntries(dropped.map((field) => [field, null])) };
  });
  return { orderLines, bottomLine: { currency, tipAmount, barcode } };
}

function withRate({ taxRate, ...rest }: Line, inPercent: boolean) {
  return inPercent && taxRate !== null && taxRate % 100 === 0
    ? { ...rest, taxPercentage: taxRate / 100 }
    : { ...rest, taxRate };
}

const ADD = `mutation ($input: AddReceiptInput!) {
  addReceipt(input: $input) {
    userErrors { code }
    order {
      receipt {
        orderLines {
          name id totalAmount { value } totalAmountExcludingTax { value } totalTaxAmount { value } taxRate
          unitInfo { unitPrice { value } quantity quantityUnit } discount { value } isReturn isShipping productUrl
        }
        bottomLine { currency tipAmount { value } barcode { format data } }
        totals {
          gross { value } net { value } tax { value } shipping { value } returns { value } discount { value }
          taxRates { taxRate gross { value } net { value } tax { value } }
        }
      }
    }
  }
}`;

it('accepts the receipts that the API accepts, keeps them as they are, and adds them up', async ({
  stack,
}) => {
  let count = 0;
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(receipt, async (drawn) => {
      count += 1;
      const key = { msn: '204117', paymentType: 'ECOM' } as const;
      const taken = await isTaken({ ...key, orderId: `direct-${String(count)}` }, forApi(drawn));
      const answer = await stack.askText(ADD, {
        input: { ...key, orderId: `graph-${String(count)}`, ...forGraph(drawn) },
      });
      expect(answer.errors).toBeUndefined();
      if (!taken) {
        expect(answer.data).toMatchObject({ addReceipt: { order: null } });
        expect(JSON.stringify(answer.data)).toContain('"code":');
        return;
      }
      accepted += 1;
      expect(answer.data).toEqual({
        addReceipt: { userErrors: [], order: { receipt: shown(drawn) } },
      });
    }),
    // A new seed each time; a failure tells it, to be put here.
    { numRuns: 200 },
  );
  // Neither side may be all there is.
  expect(accepted).toBeGreaterThan(20);
  expect(accepted).toBeLessThan(180);
});

async function isTaken(ref: OrderRef, body: object): Promise<boolean> {
  const { classic } = tenantWith('partner');
  if (classic === undefined) throw new Error('the partner has classic keys');
  const call = { credentials: classic, msn: ref.msn, scope: sharedScope(startDeadline(10_000)) };
  try {
    await services.orderManagement.postReceipt(call, ref, body as ReceiptBody);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT' });
    return false;
  }
}

function shown({ lines, currency, tipAmount, barcode }: Drawn) {
  const money = (value: number) => ({ value });
  const orderLines = lines.map(([each]) => each);
  return {
    orderLines: orderLines.map((each) => ({
      ...each,
      totalAmount: money(each.totalAmount),
      totalAmountExcludingTax: money(each.totalAmountExcludingTax),
      totalTaxAmount: money(each.totalTaxAmount),
      unitInfo: { ...each.unitInfo, unitPrice: money(each.unitInfo.unitPrice) },
      discount: money(each.discount),
    })),
    bottomLine: { currency, tipAmount: tipAmount === null ? null : money(tipAmount), barcode },
    totals: sums(orderLines),
  };
}

/** Sums in another way than the graph's: one pass per figure. `+ 0` turns -0 into 0. */
function sums(lines: readonly Line[]) {
  const sum = (of: readonly Line[], pick: (each: Line) => number) => ({
    value: of.reduce((total, each) => total + (each.isReturn ? -pick(each) : pick(each)), 0) + 0,
  });
  const three = (of: readonly Line[]) => ({
    gross: sum(of, (each) => each.totalAmount),
    net: sum(of, (each) => each.totalAmountExcludingTax),
    tax: sum(of, (each) => each.totalTaxAmount),
  });
  const rates = [...new Set(lines.map(({ taxRate }) => taxRate))].sort(
    (one, other) => (one ?? -1) - (other ?? -1),
  );
  const returned = lines.filter(({ isReturn }) => isReturn);
  return {
    ...three(lines),
    shipping: sum(
      lines.filter(({ isShipping }) => isShipping),
      (each) => each.totalAmount,
    ),
    returns: { value: returned.reduce((total, each) => total + each.totalAmount, 0) },
    discount: sum(lines, (each) => each.discount),
    taxRates: rates.map((taxRate) => ({
      taxRate,
      ...three(lines.filter((each) => each.taxRate === taxRate)),
    })),
  };
}
