import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { connectionType, edgeType } from '../shared/connection.js';
import { BusinessIdentifierInput } from './BusinessIdentifier.js';
import { SalesUnit } from './SalesUnit.js';

@ObjectType({ simpleResolvers: true, description: 'A sales unit in a list, with its cursor.' })
export class SalesUnitEdge extends edgeType(() => SalesUnit, 'sales unit') {}

@ObjectType({ simpleResolvers: true, description: 'A page of sales units.' })
export class SalesUnitConnection extends connectionType(
  () => SalesUnit,
  () => SalesUnitEdge,
  'sales unit',
) {
  @Field(() => Int, { description: 'How many sales units match, on all pages together.' })
  declare readonly totalCount: number;
}

@InputType({ description: 'Narrows a list of sales units. Conditions add up.' })
export class SalesUnitFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Text that the name holds; upper and lower case are the same.',
  })
  declare readonly name?: string | null;

  @Field(() => BusinessIdentifierInput, { nullable: true, description: 'Only units of this merchant.' })
  declare readonly merchant?: BusinessIdentifierInput | null;
}
