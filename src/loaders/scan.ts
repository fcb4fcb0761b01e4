import type { CallScope } from '../http/call-scope.js';
import { isTimeout } from '../http/deadline.js';
import { noAnswerError, type FailedCall } from '../http/failures.js';

/** What going through items that are in memory may use. */
export type ScanScope = Pick<CallScope, 'deadline' | 'budget'>;

/**
 * To be awaited before items are gone through: pages from memory make no call that the deadline would stop, nor give
 * anything else a turn.
 * @param call how the error names what is read
 * @throws UpstreamError when the time is up
 */
export async function giveWay(scope: ScanScope, items: number, call: FailedCall): Promise<void> {
  const turn = scope.budget?.turnBefore(items);
  if (turn !== undefined) await turn;
  checkTime(scope, call);
}

/** The same before items are looked through. @throws GraphError COST_LIMIT_EXCEEDED when too many were already */
export async function beforeScan(scope: ScanScope, items: number, call: FailedCall): Promise<void> {
  await giveWay(scope, items, call);
  scope.budget?.scan(0);
}

/** Its timer may not have run yet, and does not before somebody listens. */
function checkTime({ deadline }: ScanScope, call: FailedCall): void {
  const isOver = deadline.isOver();
  if (!isOver && deadline.remainingMs() > 0) return;
  throw noAnswerError(call, isOver && !isTimeout(deadline) ? 'not sent' : 'timed out', deadline.reason);
}

/** Which items of a feed are wanted. */
export interface Filter<Item> {
  /** Tells it from all others: equal keys, equal choice. */
  readonly key: string;
  readonly keep: (item: Item) => boolean;
}
