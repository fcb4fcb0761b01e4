import { createUnionType, Field, ObjectType, registerEnumType } from 'type-graphql';
import { FeesEntry } from './FeesEntry.js';
import { FundsEntry } from './FundsEntry.js';

export enum LedgerTopic {
  FUNDS = 'FUNDS',
  FEES = 'FEES',
}

registerEnumType(LedgerTopic, {
  name: 'LedgerTopic',
  description: 'The two accounts of a ledger.',
  valuesConfig: {
    FUNDS: { description: 'What Vipps MobilePay owes the merchant: `Ledger.funds`.' },
    FEES: { description: 'What the merchant owes Vipps MobilePay: `Ledger.fees`.' },
  },
});

export const LedgerEntry = createUnionType({
  name: 'LedgerEntry',
  description: 'A movement on one of the accounts of a ledger.',
  types: () => [FundsEntry, FeesEntry] as const,
});

@ObjectType({ simpleResolvers: true, description: 'An entry as it is told, with its cursor.' })
export class AddedEntry {
  @Field(() => String, {
    description:
      'Place of the entry in its feed: give it as `after` to go on behind it, here and in `Ledger.funds` or `Ledger.fees`.',
  })
  declare readonly cursor: string;

  @Field(() => LedgerEntry, { description: 'The entry: of `funds` or of `fees`, as the topic says.' })
  declare readonly node: FundsEntry | FeesEntry;
}
