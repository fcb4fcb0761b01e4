import { Directive, Field, InputType, ObjectType } from 'type-graphql';

const schemeDescription =
  'Register that issued the number: `business:NO:ORG` (Norway), `business:DK:CVR` (Denmark) or `business:FI:Y-tunnus` (Finland). The list may grow.';
const idDescription =
  'Number in that register: digits, with a hyphen in Finland, e.g. `311100459` or `2999002-8`.';

@ObjectType({
  simpleResolvers: true,
  description: 'What a business is known by: a national register and the number in it (Management API).',
})
@Directive('@shareable')
export class BusinessIdentifier {
  @Field(() => String, { description: schemeDescription })
  declare readonly scheme: string;

  @Field(() => String, { description: idDescription })
  declare readonly id: string;
}

@InputType({ description: 'Names a business by a national register and the number in it.' })
export class BusinessIdentifierInput {
  @Field(() => String, { description: schemeDescription })
  declare readonly scheme: string;

  @Field(() => String, { description: idDescription })
  declare readonly id: string;
}
