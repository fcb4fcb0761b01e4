import { ArgsType, Directive, Field, Int, ObjectType, type ClassType } from 'type-graphql';

/** Where a page lies in its list, after the Relay connection specification. */
@ObjectType({
  simpleResolvers: true,
  description: 'Where a page lies in its list, after the Relay connection specification.',
})
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'True when there are more items after this page.' })
  declare readonly hasNextPage: boolean;

  @Field(() => Boolean, { description: 'True when there are items before this page.' })
  declare readonly hasPreviousPage: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor of the first item: give it as `before`, where a list takes that, to get the page in front of this one. Null when the page is empty; one that was asked for with `last` always has one, to go on from.',
  })
  declare readonly startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor of the last item: give it as `after` to get the next page. On an empty page it stays what was given as `after`, and a feed always has one, to ask for what comes later; else null.',
  })
  declare readonly endCursor: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
}

/** The edge class of a connection; make it concrete with `@ObjectType('<Node>Edge')`. */
export function edgeType<T extends object>(node: () => ClassType<T>, what: string) {
  @ObjectType({ simpleResolvers: true })
  abstract class EdgeType implements Edge<T> {
    @Field(() => String, {
      description: 'Opaque place of this item in the list: give it as `after` to go on behind it.',
    })
    declare readonly cursor: string;

    @Field(node, { description: `The ${what}.` })
    declare readonly node: T;
  }
  return EdgeType;
}

/** The connection class over an edge class; make it concrete with `@ObjectType('<Node>Connection')`. */
export function connectionType<T extends object>(
  node: () => ClassType<T>,
  edge: () => ClassType<Edge<T>>,
  what: string,
) {
  @ObjectType({ simpleResolvers: true })
  abstract class ConnectionType implements Connection<T> {
    @Field(() => [edge()], { description: `One page of ${what}s, each with its cursor.` })
    declare readonly edges: readonly Edge<T>[];

    @Field(() => [node()], { description: `The same page without cursors: the plain ${what}s.` })
    declare readonly nodes: readonly T[];

    @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
    declare readonly pageInfo: PageInfo;
  }
  return ConnectionType;
}

/** Forward paging: the only direction that the upstream lists and feeds allow. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 50, description: 'How many items at most, 1 to 1000.' })
  declare readonly first: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Go on behind this cursor, taken from `endCursor` or an edge of the same list with the same filter.',
  })
  declare readonly after?: string | null;
}

/** Forward paging over a feed: pages of the API are chained, so more than one of them may be asked for at once. */
@ArgsType()
export class FeedArgs {
  @Field(() => Int, {
    defaultValue: 50,
    description:
      'How many items at most, 1 to 10000. One call per 1000; after 100 calls, where the API makes smaller pages, there may be fewer while `hasNextPage` is true.',
  })
  declare readonly first: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Go on behind this cursor, taken from `endCursor` or an edge of the same list with the same filter, however long ago. Not with `last`.',
  })
  declare readonly after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The newest items instead of the first, 1 to 1000; `first` does not count then. They come oldest first, as in the feed, but in the order of their ledger dates. Dates are read backwards from today, or from `before`: one call per date and thousand items on it, and no more dates than `last` takes, at most twice as many as the dates before let expect. At most 92 dates for one answer, and with a filter a fifth of the items that a request may look through: there may be fewer while `hasPreviousPage` is true; go on with `startCursor` as `before`.',
  })
  declare readonly last?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'With `last`: the items in front of this cursor, taken from `startCursor` or an edge of a page of the same list that was asked for with `last`.',
  })
  declare readonly before?: string | null;
}
