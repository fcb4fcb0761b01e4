import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'A bank account in its national form; never an IBAN.' })
@Directive('@shareable')
export class BankAccount {
  @Field(() => String, {
    description: 'Kind of number and country: `BBAN:NO`, `BBAN:DK` or `BBAN:FI`. The list may grow.',
  })
  declare readonly scheme: string;

  @Field(() => String, {
    description:
      'Account number, digits only: 11 in Norway, 14 in Denmark (registration number and account) and Finland.',
  })
  declare readonly id: string;
}
