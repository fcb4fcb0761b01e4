/** A text in one language; `lang` is an ISO 639-3 code such as `nob`. */
export interface TextInLanguage {
  readonly lang: string;
  readonly value: string;
}

/** The id and version of something in the product catalogue. */
export interface Ref {
  readonly id: string;
  readonly version: string;
}

/** A price with the tax that it contains. Amounts are texts, kept letter by letter. */
export interface PriceWithTax {
  readonly amount: string;
  readonly currency: string;
  readonly taxAmount: string;
  readonly taxCode: string;
  readonly taxRate: string;
}

/** A part of a journey, from boarding to alighting. */
export interface Leg {
  readonly id: string;
  readonly mode: string;
  readonly operatorId: string;
  readonly fromStopPlaceId: string;
  readonly toStopPlaceId: string;
  readonly serviceJourneyId: string;
  readonly datedServiceJourneyId: string;
  readonly startTime: string;
  readonly endTime: string;
}

/** A product that a line is for. */
export interface FareProduct extends Ref {
  readonly name?: readonly TextInLanguage[];
}

/** Who travels. */
export interface Traveller {
  readonly id: string;
  readonly customerRef?: { readonly id: string };
  readonly userType?: string;
}

/** States of orders and their lines. */
export type WorkflowStatus = 'DRAFT' | 'CONFIRMED' | 'CANCELLED';

/** What was bought. */
export interface OrderLine {
  readonly id: string;
  readonly status: WorkflowStatus;
  readonly description: readonly TextInLanguage[];
  readonly price: PriceWithTax;
  readonly priceContribution: PriceWithTax;
  readonly fareProducts: readonly FareProduct[];
  readonly travellers: readonly Traveller[];
  readonly salesPackageRef?: Ref;
  readonly travelSpecification?: unknown;
  readonly externalReference?: string;
  readonly externalConfirmation?: 'PENDING' | 'SUCCESS' | 'FAILED';
  readonly privateCode?: string;
  readonly effectiveCancellationDate?: string;
}

/** A fee, or a reduction when its amount is negative. */
export interface Fee {
  readonly id: string;
  readonly type: string;
  readonly price: PriceWithTax;
  readonly reason: string;
  /** Empty for all lines. */
  readonly orderLineIds: readonly string[];
}

/** A seat on a departure. */
export interface Reservation {
  readonly id: string;
  readonly orderLineId: string;
  readonly status: WorkflowStatus;
  readonly datedServiceJourneyId: string;
  readonly fromStopPlaceId: string;
  readonly toStopPlaceId: string;
  readonly railcarNumber: string;
  readonly seatNumber: string;
}

/** Who ordered, and whom to contact. */
export interface ContactInfo {
  readonly createdBy?: { readonly id: string } | undefined;
  readonly contact?: { readonly id: string } | undefined;
}

/** A payment that was completed for a version. */
export interface PaymentRef {
  readonly orderVersion: number;
  readonly paymentId: number;
  readonly amount: string;
  readonly currency: string;
  readonly completedAt: string;
}

/** What changes from version to version. */
export interface OrderVersion {
  readonly version: number;
  readonly status: WorkflowStatus;
  readonly orderLines: readonly OrderLine[];
  readonly fees: readonly Fee[];
  readonly travellers: readonly Traveller[];
  readonly reservations: readonly Reservation[];
  readonly contactInfo?: ContactInfo | undefined;
  readonly externalReference?: string | undefined;
}

/** An order. Stored ones never change: a change puts another in their place. */
export interface StoredOrder extends OrderVersion {
  readonly id: string;
  readonly currency: string;
  readonly organisationId: number;
  readonly createdAt: number;
  readonly failed: boolean;
  readonly paymentRefs: readonly PaymentRef[];
  /** What was paid back, as amounts. */
  readonly credited: readonly string[];
  readonly pos?: string;
  readonly distributionChannelId?: string;
  readonly lastConfirmedAt?: number;
  /** When unconfirmed changes are thrown away. */
  readonly expireAt?: number | undefined;
  /** The version that stands when they are. */
  readonly lastConfirmed?: OrderVersion | undefined;
  /** Members over which the control API decides. */
  readonly shown?: Readonly<Record<string, unknown>> | undefined;
}
