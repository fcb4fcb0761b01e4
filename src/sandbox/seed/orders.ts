import type { OrderKey, StoredCategory, StoredReceipt } from '../model/orders.js';
import { receiptOf, type LineSeed } from './receipts.js';

interface SeededReceipt {
  readonly key: OrderKey;
  readonly receipt: StoredReceipt;
}

interface SeededImage {
  readonly msn: string;
  readonly imageId: string;
}

/** A coffee roaster's web shop and subscription, a ferry company's ticket shop. */
const coffeeShop = '204117';
const coffeeClub = '204166';
const ferryTickets = '251308';
/** A counter whose sales are in the Sales API too: the receipt is that of one of them. */
const coffeeCounter = '204139';

const coffee: LineSeed = {
  id: 'bonne-250',
  name: 'Morgenrist, hele bønner 250 g',
  unitPrice: 13900,
  taxRate: 1500,
};
const cup: LineSeed = { id: 'kopp-03', name: 'Emaljekopp, blå', unitPrice: 17900, taxRate: 2500 };
const posted: LineSeed = {
  id: 'frakt',
  name: 'Hjemlevering',
  unitPrice: 7900,
  taxRate: 2500,
  isShipping: true,
};
const crossing: LineSeed = { id: 'overfart-v', name: 'Overfart, voksen', unitPrice: 8400, taxRate: 1200 };
const car: LineSeed = { id: 'overfart-bil', name: 'Personbil til 6 m', unitPrice: 21200, taxRate: 1200 };

/** Orders with what a shop sends for them; the same in every run. */
export function seedOrders(): {
  receipts: SeededReceipt[];
  categories: StoredCategory[];
  images: SeededImage[];
} {
  const receipts: SeededReceipt[] = [
    {
      key: { msn: coffeeShop, paymentType: 'ECOM', orderId: 'kaffe-2026-00417' },
      receipt: receiptOf('NOK', 'MK-00417', [
        { ...coffee, quantity: '4', discount: 5600 },
        { ...cup, quantity: '2' },
        posted,
        { ...cup, name: 'Emaljekopp, blå (retur)', isReturn: true },
      ]),
    },
    {
      key: { msn: coffeeShop, paymentType: 'ECOM', orderId: 'kaffe-2026-00418' },
      receipt: receiptOf('NOK', 'MK-00418', [{ ...coffee, quantity: '1' }, posted]),
    },
    {
      key: { msn: coffeeCounter, paymentType: 'ECOM', orderId: '9110010001' },
      receipt: receiptOf('NOK', '9110010001', [
        { id: 'bonne-250', name: 'Bønner 250 g', unitPrice: 14900, taxRate: 1500, quantity: '2' },
      ]),
    },
    {
      key: { msn: coffeeClub, paymentType: 'RECURRING', orderId: 'chr-bonneklubb-09' },
      receipt: receiptOf('NOK', 'MK-K-0914', [
        {
          ...coffee,
          name: 'Månedens bønner, løs vekt',
          unitPrice: 46900,
          quantity: '0.822',
          quantityUnit: 'KG',
        },
      ]),
    },
    {
      key: { msn: ferryTickets, paymentType: 'ECOM', orderId: 'ferge-77120' },
      receipt: receiptOf('NOK', 'FS-77120', [{ ...crossing, quantity: '2' }, car]),
    },
  ];
  const categories: StoredCategory[] = [
    {
      categoryId: '1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de101',
      msn: coffeeShop,
      paymentType: 'ECOM',
      orderId: 'kaffe-2026-00417',
      type: 'DELIVERY',
      url: 'https://makeskrik.example/sporing/00417',
      imageId: 'pakke-2026',
    },
    {
      categoryId: '1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de102',
      msn: ferryTickets,
      paymentType: 'ECOM',
      orderId: 'ferge-77120',
      type: 'TICKET',
      url: 'https://fjordskyss.example/billett/77120',
    },
    {
      categoryId: '1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de103',
      msn: coffeeShop,
      paymentType: 'ECOM',
      orderId: 'kaffe-2026-00418',
      type: 'ORDER_CONFIRMATION',
      url: 'https://makeskrik.example/ordre/00418',
    },
  ];
  return { receipts, categories, images: [{ msn: coffeeShop, imageId: 'pakke-2026' }] };
}
