/**
 * Where sources about the real APIs disagree, either behaviour can be had. The defaults are what clients meet today.
 */
const defaults = {
  /** Lists of the Management API give `msn` as a JSON number, as the guide shows, though the specification says text. */
  msnAsNumber: false,
  /** Sales units of the Partner API give `orgno` as a JSON number, as the rendered sample shows, though its type is text. */
  orgnoAsNumber: false,
  /** The classic token answer gives its four times as JSON numbers instead of strings. */
  expiresInAsNumber: false,
  /** The specialised token answer gives `expires_in` as a string instead of a number. */
  specialisedExpiresInAsString: false,
  /** Problem bodies give `status` as a string. */
  problemStatusAsString: false,
  /** Problem bodies list `name`/`reason` instead of `key`/`value` in `extraDetails`. */
  extraDetailsAsNameReason: false,
  /** A bad token is refused in the gateway's words instead of a problem body. */
  unauthorizedFromGateway: false,
  /** A merchant that exists but has nothing visible gives `[]` instead of 404 for its sales units. */
  emptyListForHiddenMerchant: false,
  /** Sales events lack `orderDate`, as in the first samples. */
  salesWithoutOrderDate: false,
  /** Sales events lack `discountTotal`, `customer` and `completeness`, which the latest sample does not show. */
  salesInShortForm: false,
  /** Refunds in the Sales API carry negative amounts. */
  salesRefundsNegative: false,
  /** The last page of a date in the Sales API has no cursor. */
  salesDateEndsWithoutCursor: false,
  /** Payouts are called `scheduled-for-payout`, as until 2023. */
  payoutsByOldName: false,
  /** A ledger date that is not closed answers 404, as in the first specification. */
  openDateNotFound: false,
  /** A ledger that is not granted answers an empty list instead of 404. */
  emptyListForHiddenLedger: false,
  /** Times of entries carry an offset, without a colon, instead of `Z`. */
  entryTimesWithOffset: false,
  /** At the end of an entries feed the cursor sent comes back, even when the page has entries. */
  feedEndRepeatsCursor: false,
  /** Order Management answers errors as problem+json with `status` and `extraDetails`, as the general page says. */
  orderProblemsInPlatformStyle: false,
  /** An order's missing category or receipt is null instead of absent. */
  missingOrderPartsAsNull: false,
  /** The ids that writes of categories and receipts answer with lack the quotes of a JSON string. */
  unquotedStringAnswers: false,
  /** An image that is already there gives 400 with "duplicate" in its text, as it did for years, instead of 409. */
  duplicateImageAs400: false,
  /** The deprecated v1 of Order Management no longer answers. */
  orderApiV1Gone: false,
  /** Entur's services answer errors as RFC 9457 problems, as its rules for new specifications say. */
  enturProblems: false,
  /** Several `eq:` of one field select any of them, which is how the plural in Entur's descriptions can be read. */
  enturRepeatedEqMeansAny: false,
  /** Entur's transactions show the outside provider's id of theirs, which is documented as a filter only. */
  enturShowsExternalTransactionId: false,
};

/** The name of a quirk, as the control API takes it. */
export type QuirkName = keyof typeof defaults;
/** Which quirks are on. */
export type QuirkValues = Readonly<Record<QuirkName, boolean>>;

/** The quirks in force. */
export class Quirks {
  #values: QuirkValues = defaults;

  static readonly names: ReadonlySet<string> = new Set(Object.keys(defaults));

  get values(): QuirkValues {
    return this.#values;
  }

  change(values: Partial<QuirkValues>): void {
    this.#values = { ...this.#values, ...values };
  }

  reset(): void {
    this.#values = defaults;
  }
}
