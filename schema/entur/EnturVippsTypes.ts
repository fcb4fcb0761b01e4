import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { orderDescription, orderIdDescription } from '../order-management/descriptions.js';
import {
  entryIdDescription,
  fundsEntryDescription,
  pspReferenceDescription,
} from '../report/descriptions.js';

/** A movement of money as the subgraph of Vipps MobilePay has it, as far as this one knows it: with what it is found by. */
@ObjectType('FundsEntry', { simpleResolvers: true, description: fundsEntryDescription })
@Directive('@key(fields: "id pspReference")')
export class EnturFundsEntry {
  @Field(() => ID, { description: entryIdDescription })
  declare readonly id: string;

  @Field(() => String, { nullable: true, description: pspReferenceDescription })
  declare readonly pspReference?: string | null;
}

/** A payment as that subgraph has it, as far as this one names it. */
@ObjectType('Order', { simpleResolvers: true, description: orderDescription })
@Directive('@key(fields: "id", resolvable: false)')
export class EnturVippsOrder {
  @Field(() => ID, { description: orderIdDescription })
  declare readonly id: string;
}
