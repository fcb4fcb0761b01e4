import { z } from 'zod';
import type { StoredReceipt } from '../model/orders.js';
import type { InvalidParam } from './refusals.js';
import { checkBody, type Checked } from './schemas.js';

// As the specification marks them: most members may be null, the objects among them may only be left out.

const amount = z.int().min(0);

const orderLine = z
  .looseObject({
    name: z.string().min(1, 'The Name field is required.'),
    id: z.string().min(1, 'The Id field is required.'),
    totalAmount: amount,
    totalAmountExcludingTax: amount,
    totalTaxAmount: amount,
    taxPercentage: z.int().min(0).max(100).nullish(),
    taxRate: z.int().min(0).max(10_000).nullish(),
    unitInfo: z
      .looseObject({
        unitPrice: amount.nullable(),
        quantity: z
          .string()
          .max(10)
          .regex(/^\d+(\.\d{1,8})?$/),
        quantityUnit: z.enum(['PCS', 'KG', 'KM', 'MINUTE', 'LITRE', 'KWH']).nullish(),
      })
      .optional(),
    discount: amount.nullish(),
    productUrl: z.string().nullish(),
    isReturn: z.boolean().nullish(),
    isShipping: z.boolean().nullish(),
  })
  .superRefine((line, context) => {
    // A published example has a free shipping line with no rate at all.
    const free = line.isShipping === true && line.totalAmount === 0;
    if (line.taxRate == null && line.taxPercentage == null && !free) {
      context.addIssue({
        code: 'custom',
        path: ['taxRate'],
        message: 'Either taxRate or taxPercentage must be set.',
      });
    }
  });

const source = z.int().nullish();

const receipt = z.looseObject({
  orderLines: z.array(orderLine).min(1),
  bottomLine: z.looseObject({
    currency: z.enum(['NOK', 'DKK', 'EUR']),
    tipAmount: amount.nullish(),
    posId: z.string().nullish(),
    paymentSources: z
      .looseObject({ giftCard: source, card: source, voucher: source, cash: source })
      .optional(),
    barcode: z
      .looseObject({ format: z.enum(['EAN-13', 'CODE 39', 'CODE 128']), data: z.string().min(1) })
      .optional(),
    receiptNumber: z.string().nullish(),
    giftCardAmount: amount.nullish(),
    totalAmount: z.int().nullish(),
    totalTax: amount.nullish(),
    totalDiscount: amount.nullish(),
    shippingAmount: amount.nullish(),
    shippingInfo: z
      .looseObject({
        amount: amount.nullable(),
        amountExcludingTax: amount.nullable(),
        taxAmount: amount.nullable(),
        taxPercentage: z.int().min(0).max(100).nullable(),
      })
      .optional(),
    terminalId: z.string().nullish(),
  }),
});

/** A receipt, or everything that is wrong with its shape, or else with its arithmetic. */
export function checkReceipt(body: string): Checked<StoredReceipt> {
  const checked = checkBody(receipt, body);
  if (checked.faults) return checked;
  const faults: InvalidParam[] = checked.value.orderLines.flatMap((line, index) =>
    line.totalAmount - line.totalAmountExcludingTax === line.totalTaxAmount
      ? []
      : [
          {
            name: `OrderLines[${String(index)}]`,
            reason: "Total amount '-' total amount excluding tax don't match order line total tax amount",
          },
        ],
  );
  return faults.length > 0 ? { faults } : checked;
}
