/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The receipt of an order. It can be sent once: afterwards it can be neither changed nor removed. */
export type AddReceiptInput = {
  /** What concerns the receipt as a whole. */
  bottomLine: ReceiptBottomLineInput;
  /** Merchant serial number of the sales unit: 4 to 10 digits. */
  msn: string;
  /** The `reference` of an ePayment, the `orderId` of an eCom payment, or the `chargeId` of a recurring charge. Letters, digits, `-`, `_` and `.`; letter case matters. */
  orderId: string;
  /** What was bought, returned and shipped: at least one line. */
  orderLines: Array<ReceiptLineInput>;
  /** The product that was paid with. */
  paymentType: PaymentType;
};

/** How the barcode of a receipt is drawn. */
export type BarcodeFormat =
  /** Capital letters, digits, blank and `-.$/+%`. */
  | 'CODE_39'
  /** Any ASCII characters. */
  | 'CODE_128'
  /** 13 digits, the last one a check digit. */
  | 'EAN_13'
  /** A word this graph does not know yet; see `formatRaw`. Not for input. */
  | 'UNKNOWN';

/** Names a business by a national register and the number in it. */
export type BusinessIdentifierInput = {
  /** Number in that register: digits, with a hyphen in Finland, e.g. `311100459` or `2999002-8`. */
  id: string;
  /** Register that issued the number: `business:NO:ORG` (Norway), `business:DK:CVR` (Denmark) or `business:FI:Y-tunnus` (Finland). The list may grow. */
  scheme: string;
};

/** When the money of a payment is taken. */
export type CaptureType =
  /** Captured at once when the user approves (`DirectCapture`). */
  | 'DIRECT_CAPTURE'
  /** The unit takes no payments (`NotApplicable`). */
  | 'NOT_APPLICABLE'
  /** Reserved first, captured by a call of its own (`ReserveCapture`): the default. */
  | 'RESERVE_CAPTURE'
  /** A word this graph does not know yet; see `captureTypeRaw`. */
  | 'UNKNOWN';

/** What does not fit. The list may grow: take a kind that you do not know for a difference too. */
export type CloseDifferenceKind =
  /** A sale and its money are not the same. `amount`: the money less the sale. Told on the date of the money; `message` has that of the sale where it is another. Where the balance moved by what was sold, and only the amount is another, it is a `BALANCE_BREAK` alone; where the lines make the money, and only their total is another, `LINES_DO_NOT_ADD_UP`. */
  | 'AMOUNT_DIFFERS'
  /** The API gives no amount that is a whole number. */
  | 'AMOUNT_MISSING'
  /** An entry does not begin where the one before ended, or its amount is not what its balances moved by. `amount`: by how much. Told once: neither where the balance comes back to what the amounts make, nor of payouts that follow it. */
  | 'BALANCE_BREAK'
  /** A date does not hold any more what it held when it was sealed. */
  | 'CONTENT_CHANGED'
  /** A sale, a refund or an entry is in another currency than its ledger: `message` says which is in which. It is counted as it is. */
  | 'CURRENCY_DIFFERS'
  /** The same sale, or money of the same payment, is there twice, on one date or two that follow; money of a Vippsnummer also up to seven dates from its sale. `amount`: its own. A sale is counted once, money as often as it was booked: an entry that is given twice alike in everything, its balances too, was booked once. */
  | 'DUPLICATE'
  /** A fee belongs to no capture on its date or the 31 in front. `amount`: the fee. */
  | 'FEE_WITHOUT_CAPTURE'
  /** Price, quantity and discount do not make a line, or the lines do not make the sale. `amount`: the sum less what it should be, without the sign of a refund. */
  | 'LINES_DO_NOT_ADD_UP'
  /** A payout is not the last entry of its date, its amount is not what the balance moved by, it takes more than there is, or leaves something where the one before left nothing. `amount`: by how much the balance is off behind it, or what was booked behind it. Told where it arose: not of payouts that carry it on. */
  | 'PAYOUT_DIFFERS'
  /** More of an order was refunded than its captures of the last 31 dates had left. */
  | 'REFUND_BEYOND_SALE'
  /** What was held back on `funds` is not what was settled on `fees`, and no break of the balance on `fees` explains it. */
  | 'RETAINED_FEES_DIFFER'
  /** The Sales API has no event for money of a Vippsnummer, on its date or the seven before and behind. Money on an MSN may be one of ePayment: that is counted in `settledNotSold` instead. */
  | 'SETTLED_NOT_SOLD'
  /** Nothing on `funds` belongs to a sale or refund, on its date or the ones around. `amount`: the sale with its sign turned, as that is missing. Money that is two to seven dates away is told here too, and nowhere else: `message` has its date, on which both are booked. */
  | 'SOLD_NOT_SETTLED'
  /** VAT of the lines is not that of the sale, or net and VAT do not make it. Told only where the lines themselves fit. */
  | 'VAT_DOES_NOT_ADD_UP'
  /** VAT of a line is not that of its rate; what rounding per piece may make is passed over. `amount`: the VAT less what the rate makes. */
  | 'VAT_DOES_NOT_FIT_RATE';

/** Whether all fits. */
export type CloseState =
  /** Closed, and all fits. */
  | 'BALANCED'
  /** Something does not fit, whether the dates are complete or not: see `differences`. */
  | 'OFF'
  /** Nothing is wrong so far, but not all dates are complete yet. */
  | 'OPEN';

/** Whether a merchant is in business with Vipps MobilePay. */
export type MerchantStatus =
  /** In business. */
  | 'ACTIVE'
  /** Closed: its sales units take no payments. */
  | 'DEACTIVATED'
  /** A word this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

/** The product that an order was paid with. The same order id may exist once under each. */
export type PaymentType =
  /** A payment of the ePayment API or the eCom API. */
  | 'ECOM'
  /** A charge of the Recurring API; its order id is the charge id. */
  | 'RECURRING';

/** What the quantity of a receipt line counts. */
export type QuantityUnit =
  /** Kilograms. */
  | 'KG'
  /** Kilometres. */
  | 'KM'
  /** Kilowatt-hours. */
  | 'KWH'
  /** Litres. */
  | 'LITRE'
  /** Minutes. */
  | 'MINUTE'
  /** Pieces. */
  | 'PCS'
  /** A word this graph does not know yet; see `quantityUnitRaw`. Not for input. */
  | 'UNKNOWN';

/** The barcode of a receipt. */
export type ReceiptBarcodeInput = {
  /** What it says. */
  data: string;
  /** How it is drawn. */
  format: BarcodeFormat;
};

/** What concerns a receipt as a whole. Sums are computed from the lines. */
export type ReceiptBottomLineInput = {
  /** Barcode to show. */
  barcode?: ReceiptBarcodeInput | null | undefined;
  /** Currency of all amounts: `NOK`, `DKK` or `EUR`. */
  currency: string;
  /** How much was paid with what: of parts that do not add up to the lines, with or without tip, it is warned. */
  paymentSources?: ReceiptPaymentSourcesInput | null | undefined;
  /** Number of the payment terminal. */
  posId?: string | null | undefined;
  /** The shop's number of the receipt. */
  receiptNumber?: string | null | undefined;
  /** Tip in minor units; not part of the sums. */
  tipAmount?: number | null | undefined;
};

/** One line of a receipt. Amounts are in minor units (øre, cent) and never negative: mark returns with `isReturn`. */
export type ReceiptLineInput = {
  /** Discount on the whole line in minor units, already taken off the totals. */
  discount?: number | null | undefined;
  /** The shop's own id of the product; not empty. */
  id: string;
  /** True when the goods came back: the line counts negative in all sums. */
  isReturn?: boolean | null | undefined;
  /** True for a line of shipping. */
  isShipping?: boolean | null | undefined;
  /** Name of the product; not empty. */
  name: string;
  /** Page of the product, an absolute address. Should be https: of others it is warned. */
  productUrl?: string | null | undefined;
  /** The tax rate in whole percent instead, 0 to 100. It is sent as `taxRate`. */
  taxPercentage?: number | null | undefined;
  /** Tax rate in hundredths of a percent, 0 to 10000: 2500 is 25 %, and of 1 to 99 it is warned. Needed unless `taxPercentage` is given or the line is free shipping. */
  taxRate?: number | null | undefined;
  /** The whole line in minor units, including tax, after discount. */
  totalAmount: number;
  /** The whole line in minor units without tax, after discount. Left out: `totalAmount` less `totalTaxAmount`; when that is left out too, computed from `totalAmount` and the rate, rounded half up to a minor unit. */
  totalAmountExcludingTax?: number | null | undefined;
  /** The tax in minor units. Left out: `totalAmount` less `totalAmountExcludingTax`. */
  totalTaxAmount?: number | null | undefined;
  /** Price per unit and quantity; without it the line is one piece. */
  unitInfo?: ReceiptLineUnitInput | null | undefined;
};

/** Price per unit and quantity, for display. */
export type ReceiptLineUnitInput = {
  /** How many units, as a decimal number in a text, e.g. `"0.822"`: up to 10 characters, up to 8 decimals. */
  quantity: string;
  /** What the quantity counts; pieces unless given. */
  quantityUnit?: QuantityUnit | null | undefined;
  /** Price of one unit in minor units, including tax, before discount. */
  unitPrice: number;
};

/** How much of a receipt was paid with what, in minor units. */
export type ReceiptPaymentSourcesInput = {
  /** Part paid by card. */
  card?: number | null | undefined;
  /** Part paid in cash. */
  cash?: number | null | undefined;
  /** Part paid by gift card. */
  giftCard?: number | null | undefined;
  /** Part paid by voucher. */
  voucher?: number | null | undefined;
};

/** Kind of sales event. */
export type SalesEntryType =
  /** A sale (`capture`). */
  | 'CAPTURE'
  /** Money given back (`refund`). */
  | 'REFUND'
  /** A word this graph does not know yet; see `entryTypeRaw`. */
  | 'UNKNOWN';

/** How the customer paid. */
export type SalesPaymentType =
  /** A card (`CARD`). */
  | 'CARD'
  /** Cash (`CASH`): no PSP reference, and nothing on the ledger. */
  | 'CASH'
  /** A word this graph does not know yet; see `paymentTypeRaw`. */
  | 'UNKNOWN'
  /** Vipps or MobilePay (`WALLET`). */
  | 'WALLET';

/** What units must be set up to do. Conditions add up; a unit of which the API does not say fits neither true nor false. */
export type SalesUnitConfigurationFilter = {
  /** Only units of this capture type. */
  captureType?: CaptureType | null | undefined;
  /** True: only units that take credit cards; false: only others. */
  creditCardPaymentAllowed?: boolean | null | undefined;
  /** True: only units whose landing page locks the phone number; false: only others. */
  landingPagePhoneNumberLocked?: boolean | null | undefined;
  /** True: only units that may capture later than the default; false: only others. */
  lateCaptureAllowed?: boolean | null | undefined;
  /** True: only units that may make long-living payment requests; false: only others. */
  longLivingPaymentAllowed?: boolean | null | undefined;
  /** True: only units that may capture in several parts; false: only others. */
  partialCaptureAllowed?: boolean | null | undefined;
  /** True: only units that may take payments; false: only others. */
  paymentAllowed?: boolean | null | undefined;
  /** True: only units that have the Recurring API; false: only others. */
  recurringAllowed?: boolean | null | undefined;
  /** True: only units that may skip the landing page; false: only others. */
  skipLandingPageAllowed?: boolean | null | undefined;
};

/** Narrows a list of sales units. Conditions add up. */
export type SalesUnitFilter = {
  /** Only units that are set up like this. The list does not tell, so the details of units are read in the order of their MSN, one call each, until the page is full: at most 50 at once and 200 for one answer, so there may be fewer than `first` while `hasNextPage` is true. What can not be read: `undecided`. */
  configuration?: SalesUnitConfigurationFilter | null | undefined;
  /** Only units of this merchant. */
  merchant?: BusinessIdentifierInput | null | undefined;
  /** Text that the name holds; upper and lower case are the same. */
  name?: string | null | undefined;
};

export type AddReceiptMutationVariables = Exact<{
  input: AddReceiptInput;
}>;


export type AddReceiptMutation = { addReceipt: { __typename: 'AddReceiptPayload', wasAlreadyStored: boolean, order: { __typename: 'Order', id: string, orderId: string, receipt: { __typename: 'Receipt', totals: { __typename: 'ReceiptTotals', gross: { __typename: 'Money', value: number, decimal: `${number}`, currency: string }, tax: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } } | null } | null } | null, userErrors: Array<{ __typename: 'UserError', field: Array<string> | null, code: string, message: string }>, warnings: Array<{ __typename: 'UserError', field: Array<string> | null, code: string, message: string }> } | null };

export type CloseOfMonthQueryVariables = Exact<{
  ledgerId: string;
  from: string;
  to: string;
}>;


export type CloseOfMonthQuery = { ledger: { __typename: 'Ledger', id: string, ledgerId: string, close: { __typename: 'ClosedDateConnection', state: CloseState, openDate: string | null, totals: { __typename: 'CloseFigures', openingBalance: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, captures: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, refunds: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, feesRetained: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, corrections: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, disputes: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, topUps: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, payouts: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, otherEntries: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, balanceBreaks: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, closingBalance: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, unexplained: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null }, nodes: Array<{ __typename: 'ClosedDate', date: string, state: CloseState, figures: { __typename: 'CloseFigures', payouts: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null, closingBalance: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null }, differences: Array<{ __typename: 'CloseDifference', kind: CloseDifferenceKind, message: string, references: Array<string> }> }> } | null } | null };

export type AmountPartsFragment = { __typename: 'Money', value: number, decimal: `${number}`, currency: string };

export type SalePartsFragment = { __typename: 'SalesEvent', id: string, entryType: SalesEntryType | null, time: string | null, reference: string | null, paymentType: SalesPaymentType | null, amounts: { __typename: 'SalesAmounts', signedGross: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null } | null, lines: Array<{ __typename: 'SalesLine', name: string | null }> | null };

export type LedgersQueryVariables = Exact<{
  first: number;
}>;


export type LedgersQuery = { ledgers: { __typename: 'LedgerConnection', nodes: Array<{ __typename: 'Ledger', id: string, ledgerId: string, currency: string | null, owner: { __typename: 'Merchant', id: string, name: string | null } | null, pointsOfSale: Array<{ __typename: 'PointOfSale', name: string | null, msn: string | null }> | null }> } | null };

export type SaleAddedSubscriptionVariables = Exact<{
  ledgerId: string;
  after?: string | null | undefined;
}>;


export type SaleAddedSubscription = { salesEventAdded: { __typename: 'SalesEventEdge', cursor: string, node: { __typename: 'SalesEvent', id: string, entryType: SalesEntryType | null, time: string | null, reference: string | null, paymentType: SalesPaymentType | null, amounts: { __typename: 'SalesAmounts', signedGross: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null } | null, lines: Array<{ __typename: 'SalesLine', name: string | null }> | null } } };

export type SalesUnitsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: SalesUnitFilter | null | undefined;
}>;


export type SalesUnitsQuery = { salesUnits: { __typename: 'SalesUnitConnection', totalCount: number | null, edges: Array<{ __typename: 'SalesUnitEdge', cursor: string, node: { __typename: 'SalesUnit', id: string, msn: string, name: string | null, configuration: { __typename: 'SalesUnitConfiguration', paymentAllowed: boolean | null, captureType: CaptureType | null } | null, merchant: { __typename: 'Merchant', id: string, name: string | null, status: MerchantStatus | null } | null, ledger: { __typename: 'Ledger', id: string, ledgerId: string, currency: string | null } | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null };

export type SalesQueryVariables = Exact<{
  ledgerId: string;
  last: number;
  before?: string | null | undefined;
}>;


export type SalesQuery = { ledger: { __typename: 'Ledger', id: string, ledgerId: string, pointsOfSale: Array<{ __typename: 'PointOfSale', name: string | null, msn: string | null }> | null, salesEvents: { __typename: 'SalesEventConnection', edges: Array<{ __typename: 'SalesEventEdge', cursor: string, node: { __typename: 'SalesEvent', id: string, entryType: SalesEntryType | null, time: string | null, reference: string | null, paymentType: SalesPaymentType | null, amounts: { __typename: 'SalesAmounts', signedGross: { __typename: 'Money', value: number, decimal: `${number}`, currency: string } | null } | null, lines: Array<{ __typename: 'SalesLine', name: string | null }> | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } | null } | null };

export const AmountPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AmountParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"decimal"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<AmountPartsFragment, unknown>;
export const SalePartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SaleParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SalesEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entryType"}},{"kind":"Field","name":{"kind":"Name","value":"time"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"paymentType"}},{"kind":"Field","name":{"kind":"Name","value":"amounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signedGross"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AmountParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"decimal"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<SalePartsFragment, unknown>;
export const AddReceiptDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddReceipt"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddReceiptInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addReceipt"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wasAlreadyStored"}},{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"orderId"}},{"kind":"Field","name":{"kind":"Name","value":"receipt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"gross"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AmountParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"decimal"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<AddReceiptMutation, AddReceiptMutationVariables>;
export const CloseOfMonthDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CloseOfMonth"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LocalDate"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ledger"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ledgerId"}},{"kind":"Field","name":{"kind":"Name","value":"close"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"31"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"openDate"}},{"kind":"Field","name":{"kind":"Name","value":"totals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openingBalance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"captures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"refunds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"feesRetained"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"corrections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"disputes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"topUps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"payouts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"otherEntries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"balanceBreaks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"closingBalance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"unexplained"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"date"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"figures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"payouts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"closingBalance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"references"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AmountParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"decimal"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<CloseOfMonthQuery, CloseOfMonthQueryVariables>;
export const LedgersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Ledgers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ledgers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ledgerId"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pointsOfSale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"msn"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LedgersQuery, LedgersQueryVariables>;
export const SaleAddedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"SaleAdded"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"salesEventAdded"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SaleParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AmountParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"decimal"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SaleParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SalesEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entryType"}},{"kind":"Field","name":{"kind":"Name","value":"time"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"paymentType"}},{"kind":"Field","name":{"kind":"Name","value":"amounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signedGross"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<SaleAddedSubscription, SaleAddedSubscriptionVariables>;
export const SalesUnitsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SalesUnits"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"SalesUnitFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"salesUnits"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"msn"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"configuration"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"paymentAllowed"}},{"kind":"Field","name":{"kind":"Name","value":"captureType"}}]}},{"kind":"Field","name":{"kind":"Name","value":"merchant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ledger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ledgerId"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<SalesUnitsQuery, SalesUnitsQueryVariables>;
export const SalesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sales"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ledger"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ledgerId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ledgerId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ledgerId"}},{"kind":"Field","name":{"kind":"Name","value":"pointsOfSale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"msn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"salesEvents"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SaleParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AmountParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"decimal"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SaleParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SalesEvent"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"entryType"}},{"kind":"Field","name":{"kind":"Name","value":"time"}},{"kind":"Field","name":{"kind":"Name","value":"reference"}},{"kind":"Field","name":{"kind":"Name","value":"paymentType"}},{"kind":"Field","name":{"kind":"Name","value":"amounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signedGross"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AmountParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<SalesQuery, SalesQueryVariables>;