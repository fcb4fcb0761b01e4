import { Field, Int, ObjectType } from 'type-graphql';
import { connectionType, edgeType } from '../shared/connection.js';
import { Ledger } from './Ledger.js';

@ObjectType({ simpleResolvers: true, description: 'A ledger in a list, with its cursor.' })
export class LedgerEdge extends edgeType(() => Ledger, 'ledger') {}

@ObjectType({ simpleResolvers: true, description: 'A page of ledgers.' })
export class LedgerConnection extends connectionType(
  () => Ledger,
  () => LedgerEdge,
  'ledger',
) {
  @Field(() => Int, { description: 'How many ledgers match, on all pages together.' })
  declare readonly totalCount: number;
}
