import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Entities of the subgraph of Vipps MobilePay, as far as this one knows them. */

@ObjectType('FundsEntry', {
  simpleResolvers: true,
  description:
    'A movement on the account of what Vipps MobilePay owes a merchant; here with what Entur knows of it.',
})
@Directive('@key(fields: "id")')
export class EnturFundsEntry {
  @Field(() => ID, { description: 'Opaque global id of the entry.' })
  declare readonly id: string;

  @Field(() => String, {
    nullable: true,
    description: 'Id of the payment operation, by which Entur finds the payment.',
  })
  @Directive('@external')
  declare readonly pspReference?: string | null;
}

@ObjectType('Order', {
  simpleResolvers: true,
  description: 'The payment at Vipps MobilePay, as an order there: its money is under `fundsEntries`.',
})
@Directive('@key(fields: "id", resolvable: false)')
export class EnturVippsOrder {
  @Field(() => ID, { description: 'Opaque global id of the order.' })
  declare readonly id: string;
}
