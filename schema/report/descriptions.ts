/** What is defined in other subgraphs too says the same there. */

export const fundsEntryDescription =
  'A movement on the account of what Vipps MobilePay owes the merchant (Report API). It never changes; corrections are entries of their own. Another subgraph may refer to one that does not exist: all but `id` and `ledger` is null then, `amount` too.';

export const entryIdDescription =
  'Opaque global id of this entry, the same on every page and at any time: made of its ledger, its date and what the API says of it.';
export const pspReferenceDescription =
  'Id of the payment operation: that of the capture or refund, for payouts the ledger and the payout number, else an internal one. Several entries may share it. Null when the API does not say.';
