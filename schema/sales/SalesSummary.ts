import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../shared/Money.js';
import { CurrencyCodeScalar, LocalDateScalar, SafeIntScalar } from '../shared/scalars.js';
import { SalesSolution } from './SalesClassification.js';
import { SalesEntryType, SalesPaymentType } from './SalesEvent.js';

export enum SalesGrouping {
  DATE = 'DATE',
  VAT_RATE = 'VAT_RATE',
  PAYMENT_TYPE = 'PAYMENT_TYPE',
  SALES_CATEGORY = 'SALES_CATEGORY',
  SOLUTION = 'SOLUTION',
  ENTRY_TYPE = 'ENTRY_TYPE',
}

registerEnumType(SalesGrouping, {
  name: 'SalesGrouping',
  description: 'What sums of sales are told apart by, besides their currency.',
  valuesConfig: {
    DATE: { description: 'The ledger date.' },
    VAT_RATE: { description: 'The VAT rate of the lines.' },
    PAYMENT_TYPE: { description: 'How the customer paid.' },
    SALES_CATEGORY: { description: 'The category of the whole sale, in words of the merchant.' },
    SOLUTION: { description: 'The product that made the sale.' },
    ENTRY_TYPE: { description: 'Captures and refunds.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'What was sold, less what was refunded, with the same traits. All amounts are signed for the books, so those of refunds alone are negative, and exact: nothing is rounded or worked out from a rate.',
})
export class SalesSum {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'Ledger date. Null unless grouped by `DATE`.',
  })
  declare readonly date: string | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description:
      'VAT rate in basis points: 2500 is 25 %, 0 is the zero rate. Null unless grouped by `VAT_RATE`, and then for what the merchant gave no rate or no VAT of.',
  })
  declare readonly vatRateBasisPoints: number | null;

  @Field(() => SalesPaymentType, {
    nullable: true,
    description: 'How it was paid. Null unless grouped by `PAYMENT_TYPE`, and where the API does not say.',
  })
  declare readonly paymentType: SalesPaymentType | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `paymentType`, by which the sums are told apart.",
  })
  declare readonly paymentTypeRaw: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Category of the sale. Null unless grouped by `SALES_CATEGORY`, and where none is set.',
  })
  declare readonly salesCategory: string | null;

  @Field(() => SalesSolution, {
    nullable: true,
    description: 'What made the sale. Null unless grouped by `SOLUTION`, and where the API does not say.',
  })
  declare readonly solution: SalesSolution | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `solution`, by which the sums are told apart.",
  })
  declare readonly solutionRaw: string | null;

  @Field(() => SalesEntryType, {
    nullable: true,
    description: 'Captures or refunds. Null unless grouped by `ENTRY_TYPE`.',
  })
  declare readonly entryType: SalesEntryType | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `entryType`, by which the sums are told apart.",
  })
  declare readonly entryTypeRaw: string | null;

  @Field(() => CurrencyCodeScalar, { description: 'Currency of the amounts. Each has sums of its own.' })
  declare readonly currency: string;

  @Field(() => Int, {
    description:
      'How many captures and refunds have a part in it. Grouped by `VAT_RATE`, one with lines of two rates counts in both.',
  })
  declare readonly eventCount: number;

  @Field(() => Money, { description: 'Sum with VAT.' })
  declare readonly gross: Money;

  @Field(() => Money, {
    description: 'Sum without VAT, as the merchants typed it, of all but `grossWithoutVat`.',
  })
  declare readonly net: Money;

  @Field(() => Money, { description: 'Sum of VAT, as the merchants typed it, of all but `grossWithoutVat`.' })
  declare readonly vat: Money;

  @Field(() => Money, {
    description:
      'The part of `gross` of which no VAT is known, as of open amounts: it is in neither `net` nor `vat`.',
  })
  declare readonly grossWithoutVat: Money;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What was sold on a ledger in a period (Sales API, accounting keys), summed.',
})
export class SalesSummary {
  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'First ledger date that was summed: the API has no sales from before 2026-03-09. Null when none was.',
  })
  declare readonly fromDate: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'Last ledger date that was summed: those that have not begun are left out. Null when none was.',
  })
  declare readonly toDate: string | null;

  @Field(() => Boolean, {
    description:
      'True when the period is over and nothing more is expected on any of its dates. The API does not say so: assumed three days after a date.',
  })
  declare readonly isComplete: boolean;

  @Field(() => Int, { description: 'How many captures and refunds are in the sums.' })
  declare readonly eventCount: number;

  @Field(() => Int, {
    description:
      'How many events are in no sum, as their kind, and so their sign, is not known, or their amount or currency. 0 nearly always.',
  })
  declare readonly omittedEventCount: number;

  @Field(() => [SalesSum], {
    description:
      'The sums, in the order of what they are grouped by: date, kind, payment type, solution, category, VAT rate. One for each currency when they are grouped by nothing; none when nothing was sold. At most 10,000.',
  })
  declare readonly groups: readonly SalesSum[];
}
