import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { connectionType, edgeType } from '../shared/connection.js';
import { Merchant } from './Merchant.js';

@ObjectType({ simpleResolvers: true, description: 'A merchant in a list, with its cursor.' })
export class MerchantEdge extends edgeType(() => Merchant, 'merchant') {}

@ObjectType({ simpleResolvers: true, description: 'A page of merchants.' })
export class MerchantConnection extends connectionType(
  () => Merchant,
  () => MerchantEdge,
  'merchant',
) {}

/** Forward paging, with smaller pages than elsewhere, as each merchant costs calls. */
@ArgsType()
export class MerchantsArgs {
  @Field(() => Int, { defaultValue: 20, description: 'How many merchants at most, 1 to 100.' })
  declare readonly first: number;

  @Field(() => String, {
    nullable: true,
    description: 'Go on behind this cursor, taken from `endCursor` or an edge of this list.',
  })
  declare readonly after?: string | null;
}
