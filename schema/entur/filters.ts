import type { GraphQLScalarType } from 'graphql';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTimeScalar } from '../shared/scalars.js';
import { EnturDecimalScalar } from './EnturDecimal.js';

/** What a condition compares with. */
export type FilterValue = string | number;

type InputScalar = GraphQLScalarType | StringConstructor;

const either = 'Left out or null = no such condition.';

/** The operators that every service has; make it concrete with `@InputType`. Conditions that are given add up. */
function comparisons(type: InputScalar) {
  @InputType()
  abstract class Comparisons {
    @Field(() => type, { nullable: true, description: `Equal to. ${either}` })
    declare readonly eq?: FilterValue | null;

    @Field(() => type, { nullable: true, description: `Not equal to. ${either}` })
    declare readonly ne?: FilterValue | null;

    @Field(() => type, { nullable: true, description: `Greater than. ${either}` })
    declare readonly gt?: FilterValue | null;

    @Field(() => type, { nullable: true, description: `Greater than or equal to. ${either}` })
    declare readonly gte?: FilterValue | null;

    @Field(() => type, { nullable: true, description: `Lower than. ${either}` })
    declare readonly lt?: FilterValue | null;

    @Field(() => type, { nullable: true, description: `Lower than or equal to. ${either}` })
    declare readonly lte?: FilterValue | null;
  }
  return Comparisons;
}

/** The same with lists, for services that take them. */
function listComparisons(type: InputScalar) {
  @InputType()
  abstract class ListComparisons extends comparisons(type) {
    @Field(() => [type], {
      nullable: true,
      description: `Equal to one of these, 1 to 100 without commas in them. ${either}`,
    })
    declare readonly in?: readonly FilterValue[] | null;

    @Field(() => [type], {
      nullable: true,
      description: `Equal to none of these, 1 to 100 without commas in them. ${either}`,
    })
    declare readonly nin?: readonly FilterValue[] | null;
  }
  return ListComparisons;
}

@InputType({ description: 'Conditions on an id; those that are given add up.' })
export class EnturIdFilter extends comparisons(ID) {}

@InputType({ description: 'Conditions on a text; those that are given add up.' })
export class EnturTextFilter extends comparisons(String) {}

@InputType({ description: 'Conditions on a whole number; those that are given add up.' })
export class EnturIntFilter extends comparisons(Int) {}

@InputType({ description: 'Conditions on an amount; those that are given add up.' })
export class EnturDecimalFilter extends comparisons(EnturDecimalScalar) {}

@InputType({ description: 'Conditions on a time; those that are given add up.' })
export class EnturDateTimeFilter extends comparisons(DateTimeScalar) {}

@InputType({ description: 'Conditions on an id, lists among them; those that are given add up.' })
export class EnturIdListFilter extends listComparisons(ID) {}

@InputType({ description: 'Conditions on a text, lists among them; those that are given add up.' })
export class EnturTextListFilter extends listComparisons(String) {}

@InputType({ description: 'Conditions on a whole number, lists among them; those that are given add up.' })
export class EnturIntListFilter extends listComparisons(Int) {}

@InputType({ description: 'Conditions on an amount, lists among them; those that are given add up.' })
export class EnturDecimalListFilter extends listComparisons(EnturDecimalScalar) {}

@InputType({ description: 'Conditions on a time, lists among them; those that are given add up.' })
export class EnturDateTimeListFilter extends listComparisons(DateTimeScalar) {}
