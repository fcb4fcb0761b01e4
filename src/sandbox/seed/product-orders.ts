import type { BusinessIdentifier, StoredSalesUnit } from '../model/management.js';
import type { StoredProductOrder } from '../model/product-orders.js';
import { danishCvrNumber, finnishBusinessId, norwegianOrganisationNumber } from './check-digits.js';
import { seedManagement } from './management.js';
import { otherPartner, ourPartner } from './owners.js';

/** An order by its age, since its link expires a fixed time after now. */
export type SeededProductOrder = Omit<
  StoredProductOrder,
  'productOrderId' | 'productOrderUrl' | 'createdAt'
> & {
  readonly ageDays: number;
};

/** Kind and status of one order after the other: between them every pair that can occur. */
const lives: readonly (readonly [productOrderType: string, status: string, ageDays: number])[] = [
  ['PREFILL', 'RECEIVED', 1],
  ['PREFILL', 'COMPLETED', 40],
  ['PREFILL', 'MERCHANT_VIEWED', 3],
  ['TEMPLATE', 'RECEIVED', 2],
  ['PREFILL', 'ORDER_SUBMITTED', 9],
  ['MANUAL', 'COMPLETED', 80],
  ['PREFILL', 'REJECTED', 33],
  ['PREFILL', 'EXPIRED', 60],
  ['TEMPLATE', 'COMPLETED', 25],
  ['MANUAL', 'RECEIVED', 4],
  ['TEMPLATE', 'REJECTED', 28],
  ['PREFILL', 'RECEIVED', 6],
  ['MANUAL', 'REJECTED', 51],
  ['PREFILL', 'COMPLETED', 120],
];

const productTypes = ['PAYMENT_INTEGRATION', 'CASHIER', 'CHECKOUT', 'LOGIN', 'DONATIONS'];

/** Businesses that have signed nothing yet: the API knows their orders, but no merchant. */
const newcomers: readonly BusinessIdentifier[] = [
  { scheme: 'business:NO:ORG', id: norwegianOrganisationNumber('31110045') },
  { scheme: 'business:NO:ORG', id: norwegianOrganisationNumber('31110046') },
  { scheme: 'business:DK:CVR', id: danishCvrNumber('9911222') },
  { scheme: 'business:FI:Y-tunnus', id: finnishBusinessId('2999002') },
];

const ordersOfOurs = 70;

/** 70 orders that name our partner and three of another one, the same in every run. */
export function seedProductOrders(): SeededProductOrder[] {
  const { merchants, salesUnits } = seedManagement();
  const active = new Set(
    merchants.filter(({ status }) => status === 'ACTIVE').map(({ businessIdentifier: { id } }) => id),
  );
  const ours = salesUnits.filter(
    (unit) => unit.active && unit.partner === ourPartner && active.has(unit.businessIdentifier.id),
  );
  const orders: SeededProductOrder[] = [];
  for (let index = 0; index < ordersOfOurs; index += 1) {
    const unit = ours[(index * 5) % ours.length];
    const life = lives[index % lives.length];
    if (unit && life) orders.push(toOrder(life, productTypes[index % 5] ?? '', unit, ourPartner, index));
  }
  const foreign = salesUnits.filter(({ partner }) => partner === otherPartner).slice(0, 3);
  const foreignOrders = foreign.map((unit) =>
    toOrder(['PREFILL', 'RECEIVED', 1], 'CASHIER', unit, otherPartner, -1),
  );
  return [...orders, ...foreignOrders];
}

function toOrder(
  [productOrderType, status, ageDays]: (typeof lives)[number],
  productType: string,
  unit: StoredSalesUnit,
  owner: string,
  index: number,
): SeededProductOrder {
  const done = status === 'COMPLETED';
  // Some open orders are of businesses that are about to become merchants.
  const newcomer = index % 10 === 0 && !done ? newcomers[(index / 10) % newcomers.length] : undefined;
  return {
    productOrderType,
    productType,
    status,
    businessIdentifier: newcomer ?? unit.businessIdentifier,
    salesUnit: done ? { msn: unit.msn, name: unit.name } : null,
    owner,
    form: null,
    ageDays,
  };
}
