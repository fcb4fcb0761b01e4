/** The kinds of changes that a run makes. */
export const changeKinds = [
  'setOrderCategory',
  'addReceipt',
  'createCategory',
  'deleteCategory',
  'prefillProductOrder',
  'withdrawProductOrder',
  'uploadImage',
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** Times are those of this process, in ms. */
export interface Span {
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A change as its caller saw it. One change at most goes on for a target at a time. */
export interface Change extends Span {
  readonly kind: ChangeKind;
  /** What tells this change from all others in the sandbox's record. */
  readonly mark: string;
  /** What is changed: an order id, or the mark of the change that made what is removed. */
  readonly target: string;
  readonly outcome: 'success' | 'failure' | 'unknown';
  /** Why it was no success. */
  readonly code: string | undefined;
  /** The id that a success told, of what was made. */
  readonly id: string | undefined;
}

/** What a read saw of things that change. */
export type Observation = Span &
  (
    | { readonly kind: 'link'; readonly target: string; readonly url: string | null }
    | { readonly kind: 'receipt'; readonly target: string; readonly isThere: boolean }
    | { readonly kind: 'categories'; readonly target: string; readonly urls: readonly string[] }
    | { readonly kind: 'productOrder'; readonly target: string; readonly isThere: boolean }
    /** Ids beyond those that were there from the start. */
    | { readonly kind: 'productOrders'; readonly ids: readonly string[] }
  );

/** Everything that callers saw. */
export interface History {
  readonly changes: readonly Change[];
  readonly observations: readonly Observation[];
  /** When one of several processes was killed, and with it what it had to tell the others; undefined when none was. */
  readonly killedAt?: number | undefined;
  /** In ms: a process may show what another has changed so much later. */
  readonly seenMs?: number;
  /** When processes could not tell each other of changes, or others than before answer for them. */
  readonly apart?: readonly Span[];
}

/** What the sandbox holds at the end, and how often it carried out each change. */
export interface SandboxRecord {
  /** By the mark of the change. */
  readonly carriedOut: ReadonlyMap<string, number>;
  readonly categories: readonly {
    readonly categoryId: string;
    readonly orderId: string;
    readonly url: string;
  }[];
  readonly receipts: readonly { readonly orderId: string }[];
  readonly images: readonly { readonly imageId: string }[];
  /** Those that were prefilled, by the name of their sales unit. */
  readonly productOrders: readonly { readonly productOrderId: string; readonly name: string }[];
}
