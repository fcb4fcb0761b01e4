/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Names a bank account in its national form; never an IBAN. */
export type BankAccountInput = {
  /** Account number, digits only: 11 in Norway, 14 in Denmark (registration number and account) and Finland. */
  id: string;
  /** Kind of number and country: `BBAN:NO`, `BBAN:DK` or `BBAN:FI`. The list may grow. */
  scheme: string;
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

/** What a double entry is for. */
export type BookEntryKind =
  /** Corrections, unknown kinds, and breaks in the chain of balances. */
  | 'CORRECTIONS'
  /** Disputed captures. */
  | 'DISPUTES'
  /** What captures and services cost, against what is owed. */
  | 'FEES'
  /** Fees that were held back from what the ledger owes, or invoiced. */
  | 'FEES_SETTLED'
  /** From what the ledger owes to the bank; top-ups the other way. */
  | 'PAYOUTS'
  /** What was sold, by VAT rate, against clearing and cash. */
  | 'SALES'
  /** Captures and refunds: from clearing to what the ledger owes. */
  | 'SETTLEMENT';

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

/** What the link of an order leads to. Decides text and icon of the button, and the push message. */
export type CategoryType =
  /** A booking of travel or rental. */
  | 'BOOKING'
  /** Shipping or tracking, of the shop or its carrier. */
  | 'DELIVERY'
  /** Anything that the others do not fit. */
  | 'GENERAL'
  /** The status page of the order. */
  | 'ORDER_CONFIRMATION'
  /** A page where a valid proof of purchase can be fetched. */
  | 'RECEIPT'
  /** A ticket to an event, a trip or transport. */
  | 'TICKET'
  /** A word this graph does not know yet; see `typeRaw`. Not for input. */
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

/** One more category for an order (v3). Each call makes a new one; the app shows the latest. */
export type CreateCategoryInput = {
  /** Picture beside the button: the id of one that was uploaded before, for the same sales unit. */
  imageId?: string | null | undefined;
  /** Merchant serial number of the sales unit: 4 to 10 digits. */
  msn: string;
  /** The order id: letters, digits, `-`, `_` and `.`. It is not checked whether there is such a payment. */
  orderId: string;
  /** The product that was paid with. */
  paymentType: PaymentType;
  /** What the link leads to. */
  type: CategoryType;
  /** Where the button leads: an https address that needs no login on the phone. It may hold any letters, and is sent as a URI: the host in punycode, all else percent-encoded. */
  url: string;
};

/** The category to remove. */
export type DeleteCategoryInput = {
  /** The id that the API gave the category, a UUID. */
  categoryId: string;
  /** Merchant serial number of the sales unit: 4 to 10 digits. */
  msn: string;
};

/** Kind of movement on `fees`. */
export type FeesEntryType =
  /** Fee of a capture (`capture-fee`): negative, with the references of the capture. There may be several. */
  | 'CAPTURE_FEE'
  /** Put right by hand (`correction`). */
  | 'CORRECTION'
  /** Credit for an earlier invoice (`credit-note`). */
  | 'CREDIT_NOTE'
  /** Settled by an invoice (`fees-invoiced`). */
  | 'FEES_INVOICED'
  /** Settled by holding back money from a payout (`fees-retained`); its counterpart is on `funds`. */
  | 'FEES_RETAINED'
  /** Fee that belongs to no capture, e.g. a monthly one (`service-fee`). */
  | 'SERVICE_FEE'
  /** A word this graph does not know yet; see `entryTypeRaw`, and book by the sign of the amount. */
  | 'UNKNOWN';

/** Kind of movement on `funds`. */
export type FundsEntryType =
  /** A sale, or the capture of a reservation (`capture`). */
  | 'CAPTURE'
  /** Put right by hand (`correction`). */
  | 'CORRECTION'
  /** Credit for an earlier invoice (`credit-note`). */
  | 'CREDIT_NOTE'
  /** Fees held back from the next payout (`fees-retained`); their counterpart is on `fees`. */
  | 'FEES_RETAINED'
  /** A payout that was given up: the money is back (`payout-aborted`). */
  | 'PAYOUT_ABORTED'
  /** Money put aside for a payout (`payout-scheduled`, formerly `scheduled-for-payout`): the last entry of its date, no proof of payment. */
  | 'PAYOUT_SCHEDULED'
  /** Money given back to a customer (`refund`). */
  | 'REFUND'
  /** A capture taken back because the customer disputes it (`retained-disputed-capture`). */
  | 'RETAINED_DISPUTED_CAPTURE'
  /** A disputed capture that was given back (`returned-disputed-capture`). */
  | 'RETURNED_DISPUTED_CAPTURE'
  /** Money that the merchant paid in (`top-up`). */
  | 'TOP_UP'
  /** A word this graph does not know yet; see `entryTypeRaw`, and book by the sign of the amount. */
  | 'UNKNOWN';

/** The formats of pictures that the app can show. */
export type ImageFormat =
  /** JPEG, whatever the ending of the file name. */
  | 'JPEG'
  /** Portable Network Graphics. */
  | 'PNG';

/** A country in which a price package is sold. */
export type Market =
  /** Denmark. */
  | 'DK'
  /** Finland. */
  | 'FI'
  /** Norway. */
  | 'NO'
  /** A word this graph does not know yet; see `marketRaw`. */
  | 'UNKNOWN';

/** Whether a merchant is in business with Vipps MobilePay. */
export type MerchantStatus =
  /** In business. */
  | 'ACTIVE'
  /** Closed: its sales units take no payments. */
  | 'DEACTIVATED'
  /** A word this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

/** What one order is known by. */
export type OrderKey = {
  /** Merchant serial number of the sales unit: 4 to 10 digits. */
  msn: string;
  /** The `reference` of an ePayment, the `orderId` of an eCom payment, or the `chargeId` of a recurring charge. Letters, digits, `-`, `_` and `.`; letter case matters. */
  orderId: string;
  /** The product that was paid with. */
  paymentType: PaymentType;
};

/** The product that an order was paid with. The same order id may exist once under each. */
export type PaymentType =
  /** A payment of the ePayment API or the eCom API. */
  | 'ECOM'
  /** A charge of the Recurring API; its order id is the charge id. */
  | 'RECURRING';

/** What is odd about a payout. */
export type PayoutFault =
  /** It takes more than there was on the ledger, or anything where nothing was. What the payout before took too much, and this one carries on, is told of that one. */
  | 'BEYOND_BALANCE'
  /** Opening balance, entries and payout do not make the closing balance: see `unexplained`. */
  | 'DOES_NOT_ADD_UP'
  /** Something was booked behind it on its own ledger date, though a payout is the last entry of its date. The next payout pays that. */
  | 'NOT_LAST_OF_DATE';

/** What to fill into a product order for a merchant, who checks, completes and submits it in the portal. Thin orders are the commonest cause of delay: give all you know. */
export type PrefillProductOrderInput = {
  /** Turnover per year in whole units of the local currency (kroner or euro, not øre or cent): 0 to 999999999. */
  annualTurnover?: number | null | undefined;
  /** Share of the turnover expected through Vipps MobilePay, in percent: 10, 20, … 100. */
  annualTurnoverPercentage?: number | null | undefined;
  /** The app, when sales take place in one. */
  app?: ProductOrderAppInput | null | undefined;
  /** The business that orders. */
  businessIdentifier: BusinessIdentifierInput;
  /** Ask for the Recurring API too; this means extra compliance checks. */
  hasRecurring?: boolean | null | undefined;
  /** Makes repeats safe: one key makes one order. 1 to 50 letters, digits and hyphens, best derived from your own id of the case. Made for you when left out, and in either case told in the payload. */
  idempotencyKey?: string | null | undefined;
  /** What is sold, how and when it is delivered. Say here that a till or a skipped landing page is wanted. */
  intendedPurpose?: string | null | undefined;
  /** Merchant category code, four digits, e.g. `5814`. */
  merchantCategoryCode?: string | null | undefined;
  /** UUID from `pricePackages`; for `PAYMENT_INTEGRATION`, `CASHIER` and `CHECKOUT` only. The merchant cannot change it. Without one the merchant chooses. */
  pricePackageId?: string | null | undefined;
  /** Product ordered. */
  productType: ProductType;
  /** Where the sales will take place. */
  productUseCase?: ProductUseCase | null | undefined;
  /** Logo as base64 of a PNG; each side 100 to 1000 pixels, square is best. */
  salesUnitLogo?: string | null | undefined;
  /** Name shown to users, 1 to 40 characters; not allowed are `! " # $ % & ' { | } ~`. Can be changed later. */
  salesUnitName?: string | null | undefined;
  /** Where the money goes: an account of the merchant's own. */
  settlementBankAccount?: BankAccountInput | null | undefined;
  /** The website. For `PAYMENT_INTEGRATION` without it, the merchant has to fill it in. */
  website?: ProductOrderWebsiteInput | null | undefined;
};

/** The app in which the sales will take place. */
export type ProductOrderAppInput = {
  /** Name as listed in the app store. */
  appName: string;
};

/** Narrows a list of product orders. Conditions add up; within one list, any word will do. */
export type ProductOrderFilter = {
  /** Only orders of this business. */
  merchant?: BusinessIdentifierInput | null | undefined;
  /** Only orders of these products. */
  productType?: Array<ProductType> | null | undefined;
  /** Only orders of these statuses. Without it all are listed, expired ones too. */
  status?: Array<ProductOrderStatus> | null | undefined;
  /** Only orders that came about in these ways. */
  type?: Array<ProductOrderType> | null | undefined;
};

/** How far a product order has come. `COMPLETED`, `REJECTED` and `EXPIRED` are final. */
export type ProductOrderStatus =
  /** Approved: `salesUnit` is the new sales unit. */
  | 'COMPLETED'
  /** The link ended after 14 days without being submitted. */
  | 'EXPIRED'
  /** The merchant has opened the link. */
  | 'MERCHANT_VIEWED'
  /** The merchant has submitted it; Vipps MobilePay is at work. */
  | 'ORDER_SUBMITTED'
  /** It exists; the merchant has not opened the link yet. */
  | 'RECEIVED'
  /** Declined. The reason is told to the merchant only. */
  | 'REJECTED'
  /** A word this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

/** How a product order came about. */
export type ProductOrderType =
  /** Made in the portal by hand, naming the partner. */
  | 'MANUAL'
  /** Prefilled over the API; the only kind that has a link and can be withdrawn. */
  | 'PREFILL'
  /** Made with a partner's template link in the portal. */
  | 'TEMPLATE'
  /** A word this graph does not know yet; see `productOrderTypeRaw`. */
  | 'UNKNOWN';

/** The website on which the sales will take place. All addresses must be https. */
export type ProductOrderWebsiteInput = {
  /** Address of the terms of sale. */
  termsUrl: string;
  /** Password for the test website: passed on, never logged or told again. */
  testWebsitePassword?: string | null | undefined;
  /** Address of the test website, for `WEBSITE_WITH_TEST`. */
  testWebsiteUrl?: string | null | undefined;
  /** User name for the test website. */
  testWebsiteUsername?: string | null | undefined;
  /** Address of the website. */
  url: string;
};

/** What a merchant orders (Management API). */
export type ProductType =
  /** Payments at a till, through a point-of-sale system. */
  | 'CASHIER'
  /** A whole checkout with delivery and address. On its way out for new work. */
  | 'CHECKOUT'
  /** Collecting donations. */
  | 'DONATIONS'
  /** Login with Vipps or MobilePay, without payments. */
  | 'LOGIN'
  /** Payments in a web shop, an app or another system. */
  | 'PAYMENT_INTEGRATION'
  /** A word this graph does not know yet; see the raw word beside it. Not for inputs. */
  | 'UNKNOWN';

/** Where the sales will take place. */
export type ProductUseCase =
  /** In a native app (`App`): give `app.appName`. */
  | 'APP'
  /** Elsewhere, such as at a till (`Unknown`): tell in `intendedPurpose`. */
  | 'UNKNOWN'
  /** On a website that is open (`Website`): give `website.url` and `website.termsUrl`. */
  | 'WEBSITE'
  /** On a website that is not open yet (`WebsiteWithTest`): give the three `testWebsite…` fields too. */
  | 'WEBSITE_WITH_TEST';

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

/** The product that made a sale. */
export type SalesSolution =
  /** A terminal: card, cash or wallet (`MPOS`). */
  | 'MPOS'
  /** A basket with lines (`SHOPPING_BASKET`). */
  | 'SHOPPING_BASKET'
  /** A word this graph does not know yet; see `solutionRaw`. */
  | 'UNKNOWN'
  /** Open amount: the customer typed it. There are no lines (`VARIABLE_AMOUNT`). */
  | 'VARIABLE_AMOUNT';

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

/** The link of an order. It takes the place of the former one, whole. */
export type SetOrderCategoryInput = {
  /** The picture itself in base64, to be uploaded first: PNG or JPEG, at most 2 MB before encoding, at least 167 pixels high, best square. It gets `imageId` as its id; that left out, the SHA-512 of the picture in hex, so that it can be sent again. */
  image?: string | null | undefined;
  /** Picture beside the button: the id of one that was uploaded before, for the same sales unit. */
  imageId?: string | null | undefined;
  /** Merchant serial number of the sales unit: 4 to 10 digits. */
  msn: string;
  /** The order id: letters, digits, `-`, `_` and `.`. It is not checked whether there is such a payment. */
  orderId: string;
  /** The product that was paid with. */
  paymentType: PaymentType;
  /** What the link leads to. */
  type: CategoryType;
  /** Where the button leads: an https address that needs no login on the phone. It may hold any letters, and is sent as a URI: the host in punycode, all else percent-encoded. */
  url: string;
};

/** A picture for categories. Once uploaded it can be neither read, replaced nor removed. */
export type UploadImageInput = {
  /** The file in base64: PNG or JPEG, at most 2 MB before encoding, at least 167 pixels high, best square. */
  image: string;
  /** Id of your choice, unique for the sales unit: 1 to 128 letters, digits, `-`, `_` and `.`. Left out: the SHA-512 of the picture in hex, so that the same picture always has the same id. */
  imageId?: string | null | undefined;
  /** Merchant serial number of the sales unit: 4 to 10 digits. */
  msn: string;
};

/** Which product order to withdraw. */
export type WithdrawProductOrderInput = {
  /** UUID of a prefilled order that the merchant has not submitted. */
  productOrderId: string;
};

export type AddReceiptMutationVariables = Exact<{
  input?: AddReceiptInput;
}>;


export type AddReceiptMutation = { addReceipt: { wasAlreadyStored: boolean, order: { id: string, receipt: { totals: { gross: { decimal: string, currency: string }, net: { decimal: string }, tax: { decimal: string }, returns: { decimal: string } } | null } | null } | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type BookMonthQueryVariables = Exact<{
  ledgerId?: string;
  from?: string;
  to?: string;
}>;


export type BookMonthQuery = { ledger: { ledgerId: string, close: { state: CloseState, openDate: string | null, bookEntries: Array<{ date: string, kind: BookEntryKind, lines: Array<{ account: string, vatRateBasisPoints: number | null, amount: { decimal: string } | null }> }> } | null } | null };

export type CreateCategoryMutationVariables = Exact<{
  input?: CreateCategoryInput;
}>;


export type CreateCategoryMutation = { createCategory: { category: { id: string, categoryId: string, type: CategoryType | null, url: string | null, order: { categories: Array<{ categoryId: string, type: CategoryType | null }> | null } | null } | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type DeleteCategoryMutationVariables = Exact<{
  input?: DeleteCategoryInput;
}>;


export type DeleteCategoryMutation = { deleteCategory: { category: { categoryId: string, type: CategoryType | null, url: string | null, order: { orderId: string, categories: Array<{ categoryId: string }> | null } | null } | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type FindSalesUnitsQueryVariables = Exact<{
  name?: string;
}>;


export type FindSalesUnitsQuery = { salesUnits: { totalCount: number | null, edges: Array<{ cursor: string, node: { id: string, msn: string, name: string | null } }> } | null };

export type LedgersQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  recipientHandle?: string | null | undefined;
}>;


export type LedgersQuery = { ledgers: { totalCount: number, nodes: Array<{ ledgerId: string, currency: string | null, businessIdentifier: { scheme: string, id: string } | null, owner: { name: string | null } | null, pointsOfSale: Array<{ name: string | null, recipientHandle: string, msn: string | null }> | null, payoutBankAccount: { scheme: string, id: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type MerchantQueryVariables = Exact<{
  scheme?: string;
  id?: string;
  first?: number;
}>;


export type MerchantQuery = { merchant: { id: string, name: string | null, status: MerchantStatus | null, statusRaw: string | null, createdAt: string | null, updatedAt: string | null, countryCode: string | null, businessIdentifier: { scheme: string, id: string }, businessAddress: { lines: Array<string>, postCode: string | null, city: string | null, countryCode: string | null } | null, businessPostAddress: { lines: Array<string>, postCode: string | null, city: string | null, countryCode: string | null } | null, salesUnits: { totalCount: number | null, nodes: Array<{ msn: string, name: string | null }> } | null } | null };

export type OrderQueryVariables = Exact<{
  msn?: string;
  paymentType?: PaymentType;
  orderId?: string;
}>;


export type OrderQuery = { order: { id: string, msn: string, paymentType: PaymentType, orderId: string, category: { type: CategoryType | null, typeRaw: string | null, url: string | null, imageId: string | null } | null, receipt: { orderLines: Array<{ id: string | null, name: string | null, taxRate: number | null, productUrl: string | null, isReturn: boolean, isShipping: boolean, totalAmount: { value: number, currency: string, decimal: string } | null, totalAmountExcludingTax: { value: number, currency: string, decimal: string } | null, totalTaxAmount: { value: number, currency: string, decimal: string } | null, unitInfo: { quantity: string | null, quantityUnit: QuantityUnit, quantityUnitRaw: string | null, unitPrice: { decimal: string } | null } | null, discount: { value: number } | null }>, bottomLine: { currency: string | null, posId: string | null, receiptNumber: string | null, tipAmount: { value: number } | null, barcode: { format: BarcodeFormat | null, formatRaw: string | null, data: string | null } | null, paymentSources: { giftCard: { value: number } | null, card: { value: number } | null, voucher: { value: number } | null, cash: { value: number } | null } | null } | null, totals: { gross: { value: number, decimal: string }, net: { value: number, decimal: string }, tax: { value: number, decimal: string }, shipping: { value: number, decimal: string }, returns: { value: number, decimal: string }, discount: { value: number, decimal: string }, taxRates: Array<{ taxRate: number | null, gross: { value: number }, net: { value: number }, tax: { value: number } }> } | null } | null, categories: Array<{ categoryId: string, type: CategoryType | null, url: string | null, imageId: string | null }> | null, salesUnit: { name: string | null } | null } | null };

export type OrdersQueryVariables = Exact<{
  keys?: Array<OrderKey> | OrderKey;
}>;


export type OrdersQuery = { orders: Array<{ msn: string, paymentType: PaymentType, orderId: string, category: { type: CategoryType | null, url: string | null } | null, receipt: { bottomLine: { receiptNumber: string | null } | null, totals: { gross: { decimal: string, currency: string }, tax: { decimal: string } } | null } | null }> | null };

export type PayoutExplainedQueryVariables = Exact<{
  ledgerId?: string;
  date?: string;
  first?: number;
}>;


export type PayoutExplainedQuery = { ledger: { payoutBankAccount: { scheme: string, id: string } | null, funds: { nodes: Array<{ entryType: FundsEntryType | null, time: string | null, pspReference: string | null, reference: string | null, isDateComplete: boolean | null, amount: { decimal: string, currency: string } | null, balanceAfter: { decimal: string } | null, salesEvent: { classification: { solution: SalesSolution | null } | null, lines: Array<{ name: string | null, quantity: string | null, lineTotalGross: { decimal: string } | null }> | null } | null }> } | null, fees: { nodes: Array<{ entryType: FeesEntryType | null, pspReference: string | null, amount: { decimal: string } | null }> } | null } | null };

export type PayoutOfAnOrderQueryVariables = Exact<{
  msn?: string;
  orderId?: string;
  from?: string | null | undefined;
  days?: number;
}>;


export type PayoutOfAnOrderQuery = { order: { payouts: { fromDate: string, toDate: string, isComplete: boolean, nodes: Array<{ ledgerDate: string, number: string | null, bankReference: string | null, fromDate: string | null, amount: { decimal: string, currency: string } | null, abortedBy: { payout: { number: string | null } | null } | null }>, unpaidEntries: Array<{ entryType: FundsEntryType | null, ledgerDate: string | null, amount: { decimal: string } | null }> } | null } | null };

export type PayoutsQueryVariables = Exact<{
  ledgerId?: string;
  from?: string;
  to?: string;
  first?: number;
}>;


export type PayoutsQuery = { ledger: { payoutBankAccount: { id: string } | null, payouts: { isComplete: boolean, nodes: Array<{ fromDate: string | null, ledgerDate: string, number: string | null, bankReference: string | null, faults: Array<PayoutFault> | null, amount: { decimal: string, currency: string } | null, openingBalance: { decimal: string } | null, sums: Array<{ entryType: FundsEntryType | null, count: number, amount: { decimal: string } | null }> | null, closingBalance: { decimal: string } | null, unexplained: { value: number } | null, entries: { nodes: Array<{ entryType: FundsEntryType | null, reference: string | null, amount: { decimal: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null, abortedBy: { ledgerDate: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type PricePackagesQueryVariables = Exact<{ [key: string]: never; }>;


export type PricePackagesQuery = { pricePackages: Array<{ id: string, pricePackageId: string, name: string | null, description: string | null, visibleInSignupForm: boolean | null, productType: ProductType | null, productTypeRaw: string | null, market: Market | null, marketRaw: string | null, commission: string | null }> | null };

export type PrefillProductOrderMutationVariables = Exact<{
  input?: PrefillProductOrderInput;
}>;


export type PrefillProductOrderMutation = { prefillProductOrder: { prefillUrl: string | null, idempotencyKey: string, productOrder: { id: string, productOrderId: string, status: ProductOrderStatus | null, pricePackage: { name: string | null, description: string | null } | null } | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type ProductOrderQueryVariables = Exact<{
  productOrderId?: string;
}>;


export type ProductOrderQuery = { productOrder: { id: string, productOrderId: string, status: ProductOrderStatus | null, statusRaw: string | null, productOrderType: ProductOrderType | null, productOrderTypeRaw: string | null, productType: ProductType | null, productTypeRaw: string | null, productOrderUrl: string | null, businessIdentifier: { scheme: string, id: string } | null, merchant: { name: string | null } | null, salesUnit: { msn: string, name: string | null } | null, pricePackage: { name: string | null } | null, possiblePricePackages: Array<{ name: string | null, description: string | null }> | null } | null };

export type WithdrawProductOrderMutationVariables = Exact<{
  input?: WithdrawProductOrderInput;
}>;


export type WithdrawProductOrderMutation = { withdrawProductOrder: { withdrawnProductOrderId: string | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type ProductOrdersQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: ProductOrderFilter | null | undefined;
}>;


export type ProductOrdersQuery = { productOrders: { totalCount: number, nodes: Array<{ productOrderId: string, productOrderType: ProductOrderType | null, productType: ProductType | null, status: ProductOrderStatus | null, businessIdentifier: { scheme: string, id: string } | null, merchant: { name: string | null } | null, salesUnit: { msn: string, name: string | null } | null, pricePackage: { name: string | null } | null, possiblePricePackages: Array<{ name: string | null, description: string | null }> | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type ReconcileMonthQueryVariables = Exact<{
  ledgerId?: string;
  from?: string;
  to?: string;
}>;


export type ReconcileMonthQuery = { ledger: { ledgerId: string, close: { state: CloseState, openDate: string | null, openSince: string | null, hash: string | null, totals: { openingBalance: { decimal: string } | null, captures: { decimal: string } | null, refunds: { decimal: string } | null, feesRetained: { decimal: string } | null, corrections: { decimal: string } | null, disputes: { decimal: string } | null, payouts: { decimal: string } | null, closingBalance: { decimal: string, currency: string } | null, sold: { decimal: string } | null, unexplained: { decimal: string } | null }, nodes: Array<{ date: string, state: CloseState, figures: { openingBalance: { decimal: string } | null, closingBalance: { decimal: string } | null }, differences: Array<{ kind: CloseDifferenceKind, references: Array<string>, message: string, amount: { decimal: string } | null }> }> } | null } | null };

export type RefundsQueryVariables = Exact<{
  ledgerId?: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type RefundsQuery = { ledger: { salesEvents: { nodes: Array<{ time: string | null, reference: string | null, amounts: { signedGross: { decimal: string, currency: string } | null } | null, fundsEntries: Array<{ ledgerDate: string | null, amount: { decimal: string } | null }> | null, originalSale: { time: string | null, pspReference: string | null, amounts: { signedGross: { decimal: string } | null } | null, lines: Array<{ name: string | null, quantity: string | null }> | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type SalesOfADayQueryVariables = Exact<{
  ledgerId?: string;
  date?: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type SalesOfADayQuery = { ledger: { pointsOfSale: Array<{ name: string | null, recipientHandle: string }> | null, salesEvents: { nodes: Array<{ entryType: SalesEntryType | null, time: string | null, reference: string | null, paymentType: SalesPaymentType | null, classification: { solution: SalesSolution | null, salesCategory: string | null } | null, amounts: { signedGross: { decimal: string, currency: string } | null, signedVat: { decimal: string } | null } | null, lines: Array<{ name: string | null, quantity: string | null, vatRateBasisPoints: number | null, signedLineTotalGross: { decimal: string } | null, signedVatAmount: { decimal: string } | null }> | null, completeness: { hasVatBreakdown: boolean } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type SalesOfLedgersQueryVariables = Exact<{
  ledgers?: Array<string> | string;
  from?: string;
  to?: string;
  minGross?: number | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type SalesOfLedgersQuery = { salesEvents: { nodes: Array<{ ledgerId: string, time: string | null, reference: string | null, pspReference: string | null, paymentType: SalesPaymentType | null, amounts: { signedGross: { decimal: string, currency: string } | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type SalesSummaryQueryVariables = Exact<{
  ledgerId?: string;
  from?: string;
  to?: string;
}>;


export type SalesSummaryQuery = { ledger: { perRate: { fromDate: string | null, toDate: string | null, isComplete: boolean, eventCount: number, omittedEventCount: number, groups: Array<{ vatRateBasisPoints: number | null, eventCount: number, gross: { decimal: string, currency: string }, net: { decimal: string }, vat: { decimal: string }, grossWithoutVat: { decimal: string } }> } | null, perDay: { groups: Array<{ date: string | null, paymentType: SalesPaymentType | null, eventCount: number, gross: { value: number } }> } | null } | null };

export type SalesUnitQueryVariables = Exact<{
  msn?: string;
}>;


export type SalesUnitQuery = { salesUnit: { id: string, msn: string, name: string | null, businessIdentifier: { scheme: string, id: string } | null, configuration: { paymentAllowed: boolean | null, captureType: CaptureType | null, captureTypeRaw: string | null, skipLandingPageAllowed: boolean | null, recurringAllowed: boolean | null, partialCaptureAllowed: boolean | null, lateCaptureAllowed: boolean | null, landingPagePhoneNumberLocked: boolean | null, longLivingPaymentAllowed: boolean | null, creditCardPaymentAllowed: boolean | null } | null, settlementBankAccount: { scheme: string, id: string } | null, merchant: { name: string | null } | null } | null };

export type SalesUnitsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: SalesUnitFilter | null | undefined;
}>;


export type SalesUnitsQuery = { salesUnits: { totalCount: number | null, nodes: Array<{ msn: string, name: string | null, configuration: { paymentAllowed: boolean | null, captureType: CaptureType | null, recurringAllowed: boolean | null } | null, merchant: { name: string | null, status: MerchantStatus | null, countryCode: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

export type SetOrderCategoryMutationVariables = Exact<{
  image?: UploadImageInput;
  input?: SetOrderCategoryInput;
}>;


export type SetOrderCategoryMutation = { uploadImage: { imageId: string | null, format: ImageFormat | null, width: number | null, height: number | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null, setOrderCategory: { order: { id: string, category: { type: CategoryType | null, typeRaw: string | null, url: string | null, imageId: string | null } | null } | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const AddReceiptDocument = new TypedDocumentString(`
    mutation AddReceipt($input: AddReceiptInput! = {msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00500", orderLines: [{name: "Morgenrist, hele bønner 250 g", id: "bonne-250", totalAmount: 26100, taxRate: 1500, unitInfo: {unitPrice: 13900, quantity: "2"}, discount: 1700}, {name: "Emaljekopp, blå", id: "kopp-03", totalAmount: 17900, totalAmountExcludingTax: 14320, totalTaxAmount: 3580, taxRate: 2500, isReturn: true}, {name: "Hjemlevering", id: "frakt", totalAmount: 7900, taxRate: 2500, isShipping: true}], bottomLine: {currency: "NOK", posId: "nett", receiptNumber: "MK-00500", barcode: {format: EAN_13, data: "7041234000506"}}}) {
  addReceipt(input: $input) {
    wasAlreadyStored
    order {
      id
      receipt {
        totals {
          gross {
            decimal
            currency
          }
          net {
            decimal
          }
          tax {
            decimal
          }
          returns {
            decimal
          }
        }
      }
    }
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AddReceiptMutation, AddReceiptMutationVariables>;
export const BookMonthDocument = new TypedDocumentString(`
    query BookMonth($ledgerId: String! = "431127", $from: LocalDate! = "2026-08-01", $to: LocalDate! = "2026-08-31") {
  ledger(ledgerId: $ledgerId) {
    ledgerId
    close(from: $from, to: $to, first: 31) {
      state
      openDate
      bookEntries(
        accounts: {rates: [{vatRateBasisPoints: 2500, sales: "3000", vat: "2700"}, {vatRateBasisPoints: 1500, sales: "3010", vat: "2710"}], sales: "3050", vat: "2750", salesWithoutVat: "3100", clearing: "1579", receivable: "1570", fees: "7770", feesPayable: "2990", feesInvoiced: "2400", bank: "1920", cash: "1900", disputes: "1580", corrections: "7771"}
      ) {
        date
        kind
        lines {
          account
          amount {
            decimal
          }
          vatRateBasisPoints
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BookMonthQuery, BookMonthQueryVariables>;
export const CreateCategoryDocument = new TypedDocumentString(`
    mutation CreateCategory($input: CreateCategoryInput! = {msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00418", type: RECEIPT, url: "https://makeskrik.example/kvittering/00418"}) {
  createCategory(input: $input) {
    category {
      id
      categoryId
      type
      url
      order {
        categories {
          categoryId
          type
        }
      }
    }
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateCategoryMutation, CreateCategoryMutationVariables>;
export const DeleteCategoryDocument = new TypedDocumentString(`
    mutation DeleteCategory($input: DeleteCategoryInput! = {msn: "204117", categoryId: "1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de103"}) {
  deleteCategory(input: $input) {
    category {
      categoryId
      type
      url
      order {
        orderId
        categories {
          categoryId
        }
      }
    }
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteCategoryMutation, DeleteCategoryMutationVariables>;
export const FindSalesUnitsDocument = new TypedDocumentString(`
    query FindSalesUnits($name: String! = "nettbutikk") {
  salesUnits(first: 20, filter: {name: $name}) {
    totalCount
    edges {
      cursor
      node {
        id
        msn
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindSalesUnitsQuery, FindSalesUnitsQueryVariables>;
export const LedgersDocument = new TypedDocumentString(`
    query Ledgers($first: Int! = 20, $after: String, $recipientHandle: String) {
  ledgers(first: $first, after: $after, recipientHandle: $recipientHandle) {
    totalCount
    nodes {
      ledgerId
      currency
      businessIdentifier {
        scheme
        id
      }
      owner {
        name
      }
      pointsOfSale {
        name
        recipientHandle
        msn
      }
      payoutBankAccount {
        scheme
        id
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<LedgersQuery, LedgersQueryVariables>;
export const MerchantDocument = new TypedDocumentString(`
    query Merchant($scheme: String! = "business:NO:ORG", $id: String! = "311204173", $first: Int! = 20) {
  merchant(businessIdentifier: {scheme: $scheme, id: $id}) {
    id
    businessIdentifier {
      scheme
      id
    }
    name
    status
    statusRaw
    createdAt
    updatedAt
    countryCode
    businessAddress {
      lines
      postCode
      city
      countryCode
    }
    businessPostAddress {
      lines
      postCode
      city
      countryCode
    }
    salesUnits(first: $first) {
      totalCount
      nodes {
        msn
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MerchantQuery, MerchantQueryVariables>;
export const OrderDocument = new TypedDocumentString(`
    query Order($msn: String! = "204117", $paymentType: PaymentType! = ECOM, $orderId: String! = "kaffe-2026-00417") {
  order(msn: $msn, paymentType: $paymentType, orderId: $orderId) {
    id
    msn
    paymentType
    orderId
    category {
      type
      typeRaw
      url
      imageId
    }
    receipt {
      orderLines {
        id
        name
        totalAmount {
          value
          currency
          decimal
        }
        totalAmountExcludingTax {
          value
          currency
          decimal
        }
        totalTaxAmount {
          value
          currency
          decimal
        }
        taxRate
        unitInfo {
          unitPrice {
            decimal
          }
          quantity
          quantityUnit
          quantityUnitRaw
        }
        discount {
          value
        }
        productUrl
        isReturn
        isShipping
      }
      bottomLine {
        currency
        tipAmount {
          value
        }
        posId
        receiptNumber
        barcode {
          format
          formatRaw
          data
        }
        paymentSources {
          giftCard {
            value
          }
          card {
            value
          }
          voucher {
            value
          }
          cash {
            value
          }
        }
      }
      totals {
        gross {
          value
          decimal
        }
        net {
          value
          decimal
        }
        tax {
          value
          decimal
        }
        shipping {
          value
          decimal
        }
        returns {
          value
          decimal
        }
        discount {
          value
          decimal
        }
        taxRates {
          taxRate
          gross {
            value
          }
          net {
            value
          }
          tax {
            value
          }
        }
      }
    }
    categories {
      categoryId
      type
      url
      imageId
    }
    salesUnit {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<OrderQuery, OrderQueryVariables>;
export const OrdersDocument = new TypedDocumentString(`
    query Orders($keys: [OrderKey!]! = [{msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00417"}, {msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00418"}, {msn: "204166", paymentType: RECURRING, orderId: "chr-bonneklubb-09"}]) {
  orders(keys: $keys) {
    msn
    paymentType
    orderId
    category {
      type
      url
    }
    receipt {
      bottomLine {
        receiptNumber
      }
      totals {
        gross {
          decimal
          currency
        }
        tax {
          decimal
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OrdersQuery, OrdersQueryVariables>;
export const PayoutExplainedDocument = new TypedDocumentString(`
    query PayoutExplained($ledgerId: String! = "436220", $date: LocalDate! = "2026-09-14", $first: Int! = 100) {
  ledger(ledgerId: $ledgerId) {
    payoutBankAccount {
      scheme
      id
    }
    funds(date: $date, first: $first) {
      nodes {
        entryType
        time
        pspReference
        reference
        amount {
          decimal
          currency
        }
        balanceAfter {
          decimal
        }
        isDateComplete
        salesEvent {
          classification {
            solution
          }
          lines {
            name
            quantity
            lineTotalGross {
              decimal
            }
          }
        }
      }
    }
    fees(date: $date, first: $first) {
      nodes {
        entryType
        pspReference
        amount {
          decimal
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PayoutExplainedQuery, PayoutExplainedQueryVariables>;
export const PayoutOfAnOrderDocument = new TypedDocumentString(`
    query PayoutOfAnOrder($msn: String! = "251308", $orderId: String! = "9130720001", $from: LocalDate = "2026-05-20", $days: Int! = 7) {
  order(msn: $msn, paymentType: ECOM, orderId: $orderId) {
    payouts(from: $from, days: $days) {
      fromDate
      toDate
      isComplete
      nodes {
        ledgerDate
        number
        bankReference
        amount {
          decimal
          currency
        }
        fromDate
        abortedBy {
          payout {
            number
          }
        }
      }
      unpaidEntries {
        entryType
        ledgerDate
        amount {
          decimal
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PayoutOfAnOrderQuery, PayoutOfAnOrderQueryVariables>;
export const PayoutsDocument = new TypedDocumentString(`
    query Payouts($ledgerId: String! = "420177", $from: LocalDate! = "2026-05-01", $to: LocalDate! = "2026-05-31", $first: Int! = 10) {
  ledger(ledgerId: $ledgerId) {
    payoutBankAccount {
      id
    }
    payouts(from: $from, to: $to, first: $first) {
      isComplete
      nodes {
        fromDate
        ledgerDate
        number
        bankReference
        amount {
          decimal
          currency
        }
        openingBalance {
          decimal
        }
        sums {
          entryType
          count
          amount {
            decimal
          }
        }
        closingBalance {
          decimal
        }
        unexplained {
          value
        }
        faults
        entries(first: 5) {
          nodes {
            entryType
            reference
            amount {
              decimal
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
        abortedBy {
          ledgerDate
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PayoutsQuery, PayoutsQueryVariables>;
export const PricePackagesDocument = new TypedDocumentString(`
    query PricePackages {
  pricePackages {
    id
    pricePackageId
    name
    description
    visibleInSignupForm
    productType
    productTypeRaw
    market
    marketRaw
    commission
  }
}
    `) as unknown as TypedDocumentString<PricePackagesQuery, PricePackagesQueryVariables>;
export const PrefillProductOrderDocument = new TypedDocumentString(`
    mutation PrefillProductOrder($input: PrefillProductOrderInput! = {idempotencyKey: "makeskrik-web-shop-2026", businessIdentifier: {scheme: "business:NO:ORG", id: "311204173"}, productType: PAYMENT_INTEGRATION, salesUnitName: "Måkeskrik Kaffekasser", settlementBankAccount: {scheme: "BBAN:NO", id: "15039000129"}, pricePackageId: "a74f2726-df5f-4a43-8094-feb77f24c8bf", productUseCase: WEBSITE_WITH_TEST, annualTurnover: 2400000, annualTurnoverPercentage: 40, intendedPurpose: "Coffee beans and brewing gear, sent within two days. A monthly box of beans by subscription.", website: {url: "https://makeskrik.example.com", termsUrl: "https://makeskrik.example.com/vilkar", testWebsiteUrl: "https://test.makeskrik.example.com", testWebsiteUsername: "reviewer", testWebsitePassword: "not-a-real-password"}, hasRecurring: true, merchantCategoryCode: "5499"}) {
  prefillProductOrder(input: $input) {
    productOrder {
      id
      productOrderId
      status
      pricePackage {
        name
        description
      }
    }
    prefillUrl
    idempotencyKey
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<PrefillProductOrderMutation, PrefillProductOrderMutationVariables>;
export const ProductOrderDocument = new TypedDocumentString(`
    query ProductOrder($productOrderId: String! = "a052987e-bf50-482f-8b41-bb2629689bc3") {
  productOrder(productOrderId: $productOrderId) {
    id
    productOrderId
    status
    statusRaw
    productOrderType
    productOrderTypeRaw
    productType
    productTypeRaw
    businessIdentifier {
      scheme
      id
    }
    productOrderUrl
    merchant {
      name
    }
    salesUnit {
      msn
      name
    }
    pricePackage {
      name
    }
    possiblePricePackages {
      name
      description
    }
  }
}
    `) as unknown as TypedDocumentString<ProductOrderQuery, ProductOrderQueryVariables>;
export const WithdrawProductOrderDocument = new TypedDocumentString(`
    mutation WithdrawProductOrder($input: WithdrawProductOrderInput! = {productOrderId: "a052987e-bf50-482f-8b41-bb2629689bc3"}) {
  withdrawProductOrder(input: $input) {
    withdrawnProductOrderId
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<WithdrawProductOrderMutation, WithdrawProductOrderMutationVariables>;
export const ProductOrdersDocument = new TypedDocumentString(`
    query ProductOrders($first: Int! = 50, $after: String, $filter: ProductOrderFilter) {
  productOrders(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes {
      productOrderId
      productOrderType
      productType
      status
      businessIdentifier {
        scheme
        id
      }
      merchant {
        name
      }
      salesUnit {
        msn
        name
      }
      pricePackage {
        name
      }
      possiblePricePackages {
        name
        description
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ProductOrdersQuery, ProductOrdersQueryVariables>;
export const ReconcileMonthDocument = new TypedDocumentString(`
    query ReconcileMonth($ledgerId: String! = "431127", $from: LocalDate! = "2026-08-01", $to: LocalDate! = "2026-08-31") {
  ledger(ledgerId: $ledgerId) {
    ledgerId
    close(from: $from, to: $to, first: 31) {
      state
      openDate
      openSince
      totals {
        openingBalance {
          decimal
        }
        captures {
          decimal
        }
        refunds {
          decimal
        }
        feesRetained {
          decimal
        }
        corrections {
          decimal
        }
        disputes {
          decimal
        }
        payouts {
          decimal
        }
        closingBalance {
          decimal
          currency
        }
        sold {
          decimal
        }
        unexplained {
          decimal
        }
      }
      hash
      nodes {
        date
        state
        figures {
          openingBalance {
            decimal
          }
          closingBalance {
            decimal
          }
        }
        differences {
          kind
          amount {
            decimal
          }
          references
          message
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReconcileMonthQuery, ReconcileMonthQueryVariables>;
export const RefundsDocument = new TypedDocumentString(`
    query Refunds($ledgerId: String! = "436220", $first: Int! = 20, $after: String) {
  ledger(ledgerId: $ledgerId) {
    salesEvents(entryType: REFUND, first: $first, after: $after) {
      nodes {
        time
        reference
        amounts {
          signedGross {
            decimal
            currency
          }
        }
        fundsEntries {
          ledgerDate
          amount {
            decimal
          }
        }
        originalSale {
          time
          pspReference
          amounts {
            signedGross {
              decimal
            }
          }
          lines {
            name
            quantity
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RefundsQuery, RefundsQueryVariables>;
export const SalesOfADayDocument = new TypedDocumentString(`
    query SalesOfADay($ledgerId: String! = "418806", $date: LocalDate! = "2026-09-14", $first: Int! = 50, $after: String) {
  ledger(ledgerId: $ledgerId) {
    pointsOfSale {
      name
      recipientHandle
    }
    salesEvents(date: $date, first: $first, after: $after) {
      nodes {
        entryType
        time
        reference
        paymentType
        classification {
          solution
          salesCategory
        }
        amounts {
          signedGross {
            decimal
            currency
          }
          signedVat {
            decimal
          }
        }
        lines {
          name
          quantity
          signedLineTotalGross {
            decimal
          }
          vatRateBasisPoints
          signedVatAmount {
            decimal
          }
        }
        completeness {
          hasVatBreakdown
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SalesOfADayQuery, SalesOfADayQueryVariables>;
export const SalesOfLedgersDocument = new TypedDocumentString(`
    query SalesOfLedgers($ledgers: [String!]! = ["418914", "512208", "611583"], $from: DateTime! = "2026-08-14T16:00:00Z", $to: DateTime! = "2026-08-14T20:00:00Z", $minGross: SafeInt = 10000, $first: Int! = 20, $after: String) {
  salesEvents(
    ledgers: $ledgers
    timeFrom: $from
    timeTo: $to
    entryType: CAPTURE
    minGross: $minGross
    first: $first
    after: $after
  ) {
    nodes {
      ledgerId
      time
      reference
      pspReference
      paymentType
      amounts {
        signedGross {
          decimal
          currency
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SalesOfLedgersQuery, SalesOfLedgersQueryVariables>;
export const SalesSummaryDocument = new TypedDocumentString(`
    query SalesSummary($ledgerId: String! = "512208", $from: LocalDate! = "2026-08-01", $to: LocalDate! = "2026-08-31") {
  ledger(ledgerId: $ledgerId) {
    perRate: salesSummary(from: $from, to: $to, groupBy: [VAT_RATE]) {
      fromDate
      toDate
      isComplete
      eventCount
      omittedEventCount
      groups {
        vatRateBasisPoints
        eventCount
        gross {
          decimal
          currency
        }
        net {
          decimal
        }
        vat {
          decimal
        }
        grossWithoutVat {
          decimal
        }
      }
    }
    perDay: salesSummary(from: $from, to: $to, groupBy: [DATE, PAYMENT_TYPE]) {
      groups {
        date
        paymentType
        eventCount
        gross {
          value
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SalesSummaryQuery, SalesSummaryQueryVariables>;
export const SalesUnitDocument = new TypedDocumentString(`
    query SalesUnit($msn: String! = "204117") {
  salesUnit(msn: $msn) {
    id
    msn
    name
    businessIdentifier {
      scheme
      id
    }
    configuration {
      paymentAllowed
      captureType
      captureTypeRaw
      skipLandingPageAllowed
      recurringAllowed
      partialCaptureAllowed
      lateCaptureAllowed
      landingPagePhoneNumberLocked
      longLivingPaymentAllowed
      creditCardPaymentAllowed
    }
    settlementBankAccount {
      scheme
      id
    }
    merchant {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<SalesUnitQuery, SalesUnitQueryVariables>;
export const SalesUnitsDocument = new TypedDocumentString(`
    query SalesUnits($first: Int! = 10, $after: String, $filter: SalesUnitFilter) {
  salesUnits(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes {
      msn
      name
      configuration {
        paymentAllowed
        captureType
        recurringAllowed
      }
      merchant {
        name
        status
        countryCode
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SalesUnitsQuery, SalesUnitsQueryVariables>;
export const SetOrderCategoryDocument = new TypedDocumentString(`
    mutation SetOrderCategory($image: UploadImageInput! = {msn: "204117", image: "iVBORw0KGgoAAAANSUhEUgAAAKgAAACoAQMAAABOhTf3AAAABlBMVEX/WyT///8hjvKiAAAAJUlEQVR42u3IIQEAAAwCMPpHISUF7m43ufQSa6211lprrbX2tQMbHCdY0HMpzAAAAABJRU5ErkJggg=="}, $input: SetOrderCategoryInput! = {msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00500", type: DELIVERY, url: "https://makeskrik.example/sporing/00500", imageId: "15b6a5b7d2f1fc1ca67a92787cc99d990f00501d2f18ac44cf4b2d3e9f5902f57b04f40b5e45ebd3f8b478a0a7703c3ec568e50ca8b5002d969ceae2a910b690"}) {
  uploadImage(input: $image) {
    imageId
    format
    width
    height
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
  setOrderCategory(input: $input) {
    order {
      id
      category {
        type
        typeRaw
        url
        imageId
      }
    }
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SetOrderCategoryMutation, SetOrderCategoryMutationVariables>;