/** What arguments of the same meaning say of themselves, wherever they stand. */

export const msnText = 'Merchant serial number of the sales unit: 4 to 10 digits.';

export const orderIdText =
  'The `reference`, `orderId` or `chargeId` of the payment: letters, digits, `-`, `_` and `.`.';

export const paymentTypeText = 'The product that was paid with.';

/** Where a payment is known, but not the product that it was made with. */
export const unknownPaymentTypeText =
  'The product that was paid with: neither the Sales nor the Report API tells it.';
