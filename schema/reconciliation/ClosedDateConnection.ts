import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { connectionType, edgeType } from '../shared/connection.js';
import { DateTimeScalar, LocalDateScalar } from '../shared/scalars.js';
import { BookEntry } from './BookEntry.js';
import { ClosedDate, CloseState } from './ClosedDate.js';
import { CloseFigures } from './CloseFigures.js';

@ObjectType({ simpleResolvers: true, description: 'A date of a close in a list, with its cursor.' })
export class ClosedDateEdge extends edgeType(() => ClosedDate, 'date') {}

@ObjectType({
  simpleResolvers: true,
  description:
    'A page of the dates of a close, with what they add up to. A close is that of its pages added up, wherever they end.',
})
export class ClosedDateConnection extends connectionType(
  () => ClosedDate,
  () => ClosedDateEdge,
  'date',
) {
  @Field(() => CloseState, {
    description: 'How the dates of this page stand: `OFF` if one of them is, else `OPEN` if one is.',
  })
  declare readonly state: CloseState;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'The first date of this page that is not complete, or still waits for money. Null when there is none.',
  })
  declare readonly openDate: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Since when that date is over and yet open, counted from midnight where its currency is used. Null while it runs, and without one.',
  })
  declare readonly openSince: string | null;

  @Field(() => CloseFigures, { description: 'The figures of all dates on this page, added up.' })
  declare readonly totals: CloseFigures;

  @Field(() => String, {
    nullable: true,
    description:
      'Hash of all that the dates from `from` to the last one of this page hold. It does not depend on pages: keep that of the last page, and a close of the same period has the same at any later time. Null while one of the dates is not complete.',
  })
  declare readonly hash: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Keeps how much of each complete date of this page there is now. Given in `seals` later, the figures and hashes of these dates are those of now, and what came later is told apart, in `lateItems`. Null when no date is complete.',
  })
  declare readonly seal: string | null;

  @Field(() => [BookEntry], {
    description:
      'The dates of this page as double entries, a handful per date. What was sold is booked on the date of its money. Costs no call.',
  })
  declare readonly bookEntries?: readonly BookEntry[];
}

/** Which dates are closed. */
@ArgsType()
export class CloseArgs {
  @Field(() => LocalDateScalar, { description: 'The first ledger date.' })
  declare readonly from: string;

  @Field(() => LocalDateScalar, { description: 'The last ledger date, at most 399 behind the first.' })
  declare readonly to: string;

  @Field(() => Int, {
    defaultValue: 31,
    description:
      'How many dates at most, 1 to 400. Each costs three calls, more where the API makes several pages of it, and none once it is closed and cached.',
  })
  declare readonly first: number;

  @Field(() => String, {
    nullable: true,
    description: 'Go on behind this cursor, taken from `endCursor` or an edge of a close of the same period.',
  })
  declare readonly after?: string | null;

  @Field(() => [String], {
    defaultValue: [],
    description:
      'What `seal` of pages gave when these dates were booked, at most 400. Of a date the last one counts.',
  })
  declare readonly seals: readonly string[];
}
