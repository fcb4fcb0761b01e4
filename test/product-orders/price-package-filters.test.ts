import { expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';

const it = sharedStack();

it('price packages by market and product come from one list, with those that name none', async ({
  stack,
}) => {
  const { data, errors } = await stack.askText(`{
    all: pricePackages { name market productType }
    danish: pricePackages(market: DK) { name market productType }
    cashier: pricePackages(market: NO, productType: CASHIER) { name market productType }
  }`);
  expect(errors).toBeUndefined();
  interface Package {
    readonly market: string | null;
    readonly productType: string | null;
  }
  const { all, danish, cashier } = data as unknown as Record<
    'all' | 'danish' | 'cashier',
    readonly Package[]
  >;
  const of = (market: string, productType?: string) =>
    all.filter(
      (each) =>
        [null, market].includes(each.market) &&
        (productType === undefined || [null, productType].includes(each.productType)),
    );
  expect(danish).toEqual(of('DK'));
  expect(cashier).toEqual(of('NO', 'CASHIER'));
  for (const some of [danish, cashier]) {
    expect(some.length).toBeGreaterThan(0);
    expect(some.length).toBeLessThan(all.length);
  }
  expect(await stack.calls()).toEqual(['GET /management/v1/partners/price-packages']);
});
