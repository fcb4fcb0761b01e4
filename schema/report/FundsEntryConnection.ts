import { Field, ObjectType } from 'type-graphql';
import { connectionType, edgeType } from '../shared/connection.js';
import { isCompleteText } from './is-complete.js';
import { FundsEntry } from './FundsEntry.js';

@ObjectType({ simpleResolvers: true, description: 'A funds entry in a list, with its cursor.' })
export class FundsEntryEdge extends edgeType(() => FundsEntry, 'funds movement') {}

@ObjectType({ simpleResolvers: true, description: 'A page of funds entries.' })
export class FundsEntryConnection extends connectionType(
  () => FundsEntry,
  () => FundsEntryEdge,
  'funds movement',
) {
  @Field(() => Boolean, { nullable: true, description: isCompleteText })
  declare readonly isComplete: boolean | null;
}
