/** What `isComplete` of a connection means. */
export const isCompleteText =
  'Whether the `date` that was asked for is closed, so that nothing will be added to it; also for a date without entries. Costs no call. Null without a `date`: a feed has no end. Whether there are more pages is told by `pageInfo`.';
