/** Descriptions of arguments that several fields share, so that they read the same everywhere. */

export const msnText = 'Merchant serial number of the sales unit: 4 to 10 digits.';

export const orderIdText =
  'The `reference`, `orderId` or `chargeId` of the payment: letters, digits, `-`, `_` and `.`.';

export const paymentTypeText = 'The product that was paid with.';

/** For payments of the Sales and Report APIs, which do not say which product was used. */
export const unknownPaymentTypeText =
  'The product that was paid with: neither the Sales nor the Report API tells it.';
