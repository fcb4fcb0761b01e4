import { Field, ObjectType } from 'type-graphql';
import { UserError } from '../../shared/UserError.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Why nothing was changed: something that the caller, or the user who pays, can mend.',
})
export class EnturUserError extends UserError {
  @Field(() => String, {
    nullable: true,
    description:
      'The id under which Entur finds the call that it refused. Null when the input was refused here, before any call.',
  })
  declare readonly correlationId: string | null;
}
