import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../shared/Money.js';
import { LocalDateScalar } from '../shared/scalars.js';

export enum CloseDifferenceKind {
  LINES_DO_NOT_ADD_UP = 'LINES_DO_NOT_ADD_UP',
  VAT_DOES_NOT_FIT_RATE = 'VAT_DOES_NOT_FIT_RATE',
  VAT_DOES_NOT_ADD_UP = 'VAT_DOES_NOT_ADD_UP',
  SOLD_NOT_SETTLED = 'SOLD_NOT_SETTLED',
  SETTLED_NOT_SOLD = 'SETTLED_NOT_SOLD',
  AMOUNT_DIFFERS = 'AMOUNT_DIFFERS',
  CURRENCY_DIFFERS = 'CURRENCY_DIFFERS',
  REFUND_BEYOND_SALE = 'REFUND_BEYOND_SALE',
  FEE_WITHOUT_CAPTURE = 'FEE_WITHOUT_CAPTURE',
  RETAINED_FEES_DIFFER = 'RETAINED_FEES_DIFFER',
  BALANCE_BREAK = 'BALANCE_BREAK',
  DUPLICATE = 'DUPLICATE',
  PAYOUT_DIFFERS = 'PAYOUT_DIFFERS',
  AMOUNT_MISSING = 'AMOUNT_MISSING',
  CONTENT_CHANGED = 'CONTENT_CHANGED',
}

registerEnumType(CloseDifferenceKind, {
  name: 'CloseDifferenceKind',
  description: 'What does not fit. The list may grow: take a kind that you do not know for a difference too.',
  valuesConfig: {
    LINES_DO_NOT_ADD_UP: {
      description:
        'Price, quantity and discount do not make a line, or the lines do not make the sale. `amount`: the sum less what it should be, without the sign of a refund.',
    },
    VAT_DOES_NOT_FIT_RATE: {
      description:
        'VAT of a line is not that of its rate; what rounding per piece may make is passed over. `amount`: the VAT less what the rate makes.',
    },
    VAT_DOES_NOT_ADD_UP: {
      description:
        'VAT of the lines is not that of the sale, or net and VAT do not make it. Told only where the lines themselves fit.',
    },
    SOLD_NOT_SETTLED: {
      description:
        'Nothing on `funds` belongs to a sale or refund, on its date or the ones around. `amount`: the sale with its sign turned, as that is missing. Money that is two to seven dates away is told here too, and nowhere else: `message` has its date, on which both are booked.',
    },
    SETTLED_NOT_SOLD: {
      description:
        'The Sales API has no event for money of a Vippsnummer, on its date or the seven before and behind. Money on an MSN may be one of ePayment: that is counted in `settledNotSold` instead.',
    },
    AMOUNT_DIFFERS: {
      description:
        'A sale and its money are not the same. `amount`: the money less the sale. Told on the date of the money; `message` has that of the sale where it is another. Where the balance moved by what was sold, and only the amount is another, it is a `BALANCE_BREAK` alone; where the lines make the money, and only their total is another, `LINES_DO_NOT_ADD_UP`.',
    },
    CURRENCY_DIFFERS: {
      description:
        'A sale, a refund or an entry is in another currency than its ledger: `message` says which is in which. It is counted as it is.',
    },
    REFUND_BEYOND_SALE: {
      description: 'More of an order was refunded than its captures of the last 31 dates had left.',
    },
    FEE_WITHOUT_CAPTURE: {
      description: 'A fee belongs to no capture on its date or the 31 in front. `amount`: the fee.',
    },
    RETAINED_FEES_DIFFER: {
      description:
        'What was held back on `funds` is not what was settled on `fees`, and no break of the balance on `fees` explains it.',
    },
    BALANCE_BREAK: {
      description:
        'An entry does not begin where the one before ended, or its amount is not what its balances moved by. `amount`: by how much. Told once: neither where the balance comes back to what the amounts make, nor of payouts that follow it.',
    },
    DUPLICATE: {
      description:
        'The same sale, or money of the same payment, is there twice, on one date or two that follow; money of a Vippsnummer also up to seven dates from its sale. `amount`: its own. A sale is counted once, money as often as it was booked: an entry that is given twice alike in everything, its balances too, was booked once.',
    },
    PAYOUT_DIFFERS: {
      description:
        'A payout is not the last entry of its date, its amount is not what the balance moved by, it takes more than there is, or leaves something where the one before left nothing. `amount`: by how much the balance is off behind it, or what was booked behind it. Told where it arose: not of payouts that carry it on.',
    },
    AMOUNT_MISSING: { description: 'The API gives no amount that is a whole number.' },
    CONTENT_CHANGED: { description: 'A date does not hold any more what it held when it was sealed.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Something in a close that does not fit.' })
export class CloseDifference {
  @Field(() => CloseDifferenceKind, { description: 'What does not fit.' })
  declare readonly kind: CloseDifferenceKind;

  @Field(() => LocalDateScalar, {
    description: 'The ledger date that it belongs to; of a sale and its money that of the money.',
  })
  declare readonly date: string;

  @Field(() => Money, {
    nullable: true,
    description:
      'By how much: what is there, less what should be. Null where the API does not tell the currency of the ledger.',
  })
  declare readonly amount: Money | null;

  @Field(() => [String], {
    description: 'PSP reference, then reference, as far as there are any: by them it can be looked up.',
  })
  declare readonly references: readonly string[];

  @Field(() => String, { description: 'The same in words, with the figures in minor units.' })
  declare readonly message: string;
}
