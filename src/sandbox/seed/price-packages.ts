import { uuidOf } from './uuid.js';
import { otherPartner, ourPartner } from './owners.js';

/** A price package as the API shows it, with the partner it belongs to. */
export interface StoredPricePackage {
  readonly partner: string;
  readonly pricePackageId: string;
  readonly name: string;
  /** Short price text of at most 6 characters. */
  readonly description: string;
  readonly visibleInSignupForm?: boolean;
  readonly productType?: string;
  readonly market?: string;
  readonly commission?: string | null;
}

function offer(
  market: string,
  productType: string,
  name: string,
  description: string,
  commission: string | null,
  visibleInSignupForm = false,
): StoredPricePackage {
  const pricePackageId = uuidOf(`price package ${market} ${productType} ${name}`);
  return {
    partner: ourPartner,
    pricePackageId,
    name,
    description,
    visibleInSignupForm,
    productType,
    market,
    commission,
  };
}

/** What each partner may offer. One of ours dates from before the later members and lacks them. */
export const pricePackages: readonly StoredPricePackage[] = [
  offer('NO', 'PAYMENT_INTEGRATION', 'Nettbutikk basis', '2.25%', '20 %', true),
  offer('NO', 'PAYMENT_INTEGRATION', 'Nettbutikk volum', '1.75%', '15 %'),
  offer('NO', 'CASHIER', 'Kasse basis', '1.75%', '12.5 %', true),
  offer('NO', 'CHECKOUT', 'Checkout basis', '2.75%', '20 %'),
  offer('DK', 'PAYMENT_INTEGRATION', 'Webshop basis', '1.49%', '18 %', true),
  offer('DK', 'CASHIER', 'Kasse basis', '0.95%', null),
  offer('FI', 'PAYMENT_INTEGRATION', 'Verkkokauppa', '1.60%', '18 %', true),
  offer('FI', 'CASHIER', 'Kassa', '1.10%', null),
  {
    partner: ourPartner,
    pricePackageId: uuidOf('price package from 2023'),
    name: 'Avtale 2023',
    description: '2%',
  },
  {
    partner: otherPartner,
    pricePackageId: uuidOf('price package of another partner'),
    name: 'Butikkpakke',
    description: '1.99%',
    visibleInSignupForm: true,
    productType: 'CASHIER',
    market: 'NO',
    commission: '10 %',
  },
];
