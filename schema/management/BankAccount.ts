import { Directive, Field, InputType, ObjectType } from 'type-graphql';

const schemeDescription = 'Kind of number and country: `BBAN:NO`, `BBAN:DK` or `BBAN:FI`. The list may grow.';
const idDescription =
  'Account number, digits only: 11 in Norway, 14 in Denmark (registration number and account) and Finland.';

@ObjectType({ simpleResolvers: true, description: 'A bank account in its national form; never an IBAN.' })
@Directive('@shareable')
export class BankAccount {
  @Field(() => String, { description: schemeDescription })
  declare readonly scheme: string;

  @Field(() => String, { description: idDescription })
  declare readonly id: string;
}

@InputType({ description: 'Names a bank account in its national form; never an IBAN.' })
export class BankAccountInput {
  @Field(() => String, { description: schemeDescription })
  declare readonly scheme: string;

  @Field(() => String, { description: idDescription })
  declare readonly id: string;
}
