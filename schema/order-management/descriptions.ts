/** What is defined in other subgraphs too says the same there. */

export const orderDescription =
  'What a shop has told about one payment: a link (category) and a receipt. The API does not know payments, so an order ' +
  'is never missing: its category and receipt are null until somebody adds them (Order Management API).';
export const orderIdDescription = 'Opaque global id of this order.';
