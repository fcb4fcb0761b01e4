import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { connectionType, edgeType } from '../shared/connection.js';
import { BusinessIdentifierInput } from './BusinessIdentifier.js';
import { SalesUnit } from './SalesUnit.js';
import { SalesUnitConfigurationFilter } from './SalesUnitConfigurationFilter.js';

@ObjectType({ simpleResolvers: true, description: 'A sales unit in a list, with its cursor.' })
export class SalesUnitEdge extends edgeType(() => SalesUnit, 'sales unit') {}

@ObjectType({ simpleResolvers: true, description: 'A page of sales units.' })
export class SalesUnitConnection extends connectionType(
  () => SalesUnit,
  () => SalesUnitEdge,
  'sales unit',
) {
  @Field(() => Int, {
    nullable: true,
    description:
      'How many sales units match, on all pages together. Null with a filter by `configuration`: only the details of every unit would tell.',
  })
  declare readonly totalCount: number | null;

  @Field(() => [SalesUnit], {
    nullable: true,
    description:
      'With a filter by `configuration`: units of this part of the list whose details can not be read now, so that nobody knows whether they fit. Who does not select this field gets the error of the first of them in place of the page, as a list that lacks something must not pass for whole. That of no unit the details can be read is always an error. Null without such a filter.',
  })
  declare readonly undecided?: readonly SalesUnit[] | null;
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

  @Field(() => SalesUnitConfigurationFilter, {
    nullable: true,
    description:
      'Only units that are set up like this. The list does not tell, so the details of units are read in the order of their MSN, one call each, until the page is full: at most 50 at once and 200 for one answer, so there may be fewer than `first` while `hasNextPage` is true. What can not be read: `undecided`.',
  })
  declare readonly configuration?: SalesUnitConfigurationFilter | null;
}
