import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../../shared/UserError.js';
import { EnturUserError } from './EnturUserError.js';

/** What every change at Entur tells besides its own. */
@ObjectType({ simpleResolvers: true })
export abstract class EnturChangePayload {
  @Field(() => [EnturUserError], {
    description:
      'Why nothing was changed. `SOFT_DECLINE`: send the user to stronger authentication, then try again. `REFUSED_BY_ISSUER`: the bank of the card said no.',
  })
  declare readonly userErrors: readonly EnturUserError[];

  @Field(() => [UserError], { description: 'What the service takes but is hardly meant.' })
  declare readonly warnings: readonly UserError[];
}
