import { Field, ObjectType } from 'type-graphql';
import { connectionType, edgeType } from '../shared/connection.js';
import { isCompleteText } from './is-complete.js';
import { FeesEntry } from './FeesEntry.js';

@ObjectType({ simpleResolvers: true, description: 'A fees entry in a list, with its cursor.' })
export class FeesEntryEdge extends edgeType(() => FeesEntry, 'fees movement') {}

@ObjectType({ simpleResolvers: true, description: 'A page of fees entries.' })
export class FeesEntryConnection extends connectionType(
  () => FeesEntry,
  () => FeesEntryEdge,
  'fees movement',
) {
  @Field(() => Boolean, { nullable: true, description: isCompleteText })
  declare readonly isComplete: boolean | null;
}
