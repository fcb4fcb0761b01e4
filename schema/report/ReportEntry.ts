import { Field, ID, ObjectType } from 'type-graphql';
import { Money } from '../shared/Money.js';
import { DateTimeScalar, LocalDateScalar } from '../shared/scalars.js';
import { entryIdDescription, pspReferenceDescription } from './descriptions.js';

/** What entries of both topics have. It imports no entity: classes that are extended must be there before their heirs. */
@ObjectType({ simpleResolvers: true })
export abstract class ReportEntry {
  @Field(() => ID, {
    description: entryIdDescription,
  })
  declare readonly id: string;

  @Field(() => String, {
    nullable: true,
    description: pspReferenceDescription,
  })
  declare readonly pspReference?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The merchant's id of the order; for payouts the text on the bank transfer. Null where there is none, as on fee sums.",
  })
  declare readonly reference?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was booked. Null when the API does not say.',
  })
  declare readonly time?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'The accounting date it belongs to, in the time zone of the merchant. Null when the API does not say.',
  })
  declare readonly ledgerDate?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `entryType`; of use when that is `UNKNOWN`.",
  })
  declare readonly entryTypeRaw?: string | null;

  @Field(() => Money, {
    nullable: true,
    description:
      'Effect on the balance, signed: refunds, fees and payouts are negative on `funds`. Null when the API does not say.',
  })
  declare readonly amount?: Money | null;

  @Field(() => Money, { nullable: true, description: 'Balance before it. Null when the API does not say.' })
  declare readonly balanceBefore?: Money | null;

  @Field(() => Money, { nullable: true, description: 'Balance after it. Null when the API does not say.' })
  declare readonly balanceAfter?: Money | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The point of sale, e.g. `NO:771204` or `api:251308`. Null for what concerns the ledger as a whole.',
  })
  declare readonly recipientHandle?: string | null;
}
