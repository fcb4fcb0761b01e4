import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description:
    'Something about the input of a mutation that the caller can mend (`userErrors`) or should know (`warnings`).',
})
@Directive('@shareable')
export class UserError {
  @Field(() => [String], {
    nullable: true,
    description:
      'Path inside `input`, e.g. `["orderLines", "2", "totalTaxAmount"]`. Null when it is about the input as a whole.',
  })
  declare readonly field: readonly string[] | null;

  @Field(() => String, { description: 'What is wrong and how to mend it.' })
  declare readonly message: string;

  @Field(() => String, {
    description: 'The rule as a stable word in capitals, e.g. `REQUIRED`. The list may grow.',
  })
  declare readonly code: string;
}
