import type { Change, History, Observation, SandboxRecord, Span } from './history.ts';

/** What the record says of what callers were told. One line for each fault. */
export interface Judgement {
  /** A success of what was not carried out, or a failure of what was. */
  readonly untrue: readonly string[];
  readonly duplicates: readonly string[];
  /** Carried out and told so, and not there at the end. */
  readonly lost: readonly string[];
  /** A read that saw what was not so at any time of it. */
  readonly wrong: readonly string[];
  readonly unknown: { readonly total: number; readonly carriedOut: number };
}

/** A server that gave up may have sent what the sandbox takes from its queue a moment later. */
const LATE_MS = 500;
/** What others have read while one was changing it that was killed may be told this long: the longest life in caches. */
const STALE_MS = 150_000;

export function judge(history: History, record: SandboxRecord): Judgement {
  return new Judge(history, record).judgement();
}

class Judge {
  readonly #history: History;
  readonly #record: SandboxRecord;
  readonly #untrue: string[] = [];
  readonly #duplicates: string[] = [];
  readonly #lost: string[] = [];
  readonly #wrong: string[] = [];
  /** Those that were carried out, by what they are about. */
  readonly #byTarget = new Map<string, Change[]>();

  constructor(history: History, record: SandboxRecord) {
    this.#history = history;
    this.#record = record;
    for (const change of history.changes) {
      if (!this.#isDone(change)) continue;
      const key = `${change.kind} ${change.target}`;
      this.#byTarget.set(key, [...(this.#byTarget.get(key) ?? []), change]);
    }
  }

  judgement(): Judgement {
    for (const change of this.#history.changes) this.#judgeChange(change);
    for (const target of new Set(this.#done('setOrderCategory').map((change) => change.target)))
      this.#judgeLink(target);
    for (const observation of this.#history.observations) this.#judgeRead(observation);
    const unknown = this.#history.changes.filter(({ outcome }) => outcome === 'unknown');
    return {
      untrue: this.#untrue,
      duplicates: this.#duplicates,
      lost: this.#lost,
      wrong: this.#wrong,
      unknown: { total: unknown.length, carriedOut: unknown.filter((change) => this.#isDone(change)).length },
    };
  }

  #judgeChange(change: Change): void {
    const { kind, mark, outcome, code } = change;
    const isDone = this.#isDone(change);
    if (outcome === 'success' && !isDone) this.#untrue.push(`${kind} ${mark}: told as done, not carried out`);
    if (outcome === 'failure' && isDone)
      this.#untrue.push(`${kind} ${mark}: told as failed (${code ?? ''}), carried out`);
    if (kind === 'createCategory' && this.#times(mark) > 1) this.#duplicates.push(`${kind} ${mark}`);
    if (kind === 'prefillProductOrder' && this.#ordersNamed(mark).length > 1)
      this.#duplicates.push(`${kind} ${mark}`);
    if (outcome !== 'success' || !isDone) return;
    if (!this.#isKept(change)) this.#lost.push(`${kind} ${mark}`);
    this.#judgeId(change);
  }

  /** Whether what was made is there, or what was removed is not. */
  #isKept({ kind, mark, target }: Change): boolean {
    const { categories, receipts, images } = this.#record;
    switch (kind) {
      case 'setOrderCategory':
        // Only the last of an order is there at the end: see #judgeLink.
        return true;
      case 'addReceipt':
        return receipts.some(({ orderId }) => orderId === target);
      case 'createCategory':
        return (
          this.#removal(mark, 'deleteCategory') !== undefined || categories.some(({ url }) => url === mark)
        );
      case 'deleteCategory':
        return !categories.some(({ url }) => url === target);
      case 'prefillProductOrder':
        return (
          this.#removal(mark, 'withdrawProductOrder') !== undefined || this.#ordersNamed(mark).length > 0
        );
      case 'withdrawProductOrder':
        return this.#ordersNamed(target).length === 0;
      case 'uploadImage':
        return images.some(({ imageId }) => imageId === mark);
    }
  }

  /** The id that was told must be that of what is there. */
  #judgeId({ kind, mark, id }: Change): void {
    const stored =
      kind === 'createCategory'
        ? this.#record.categories.find(({ url }) => url === mark)?.categoryId
        : kind === 'prefillProductOrder'
          ? this.#ordersNamed(mark)[0]?.productOrderId
          : undefined;
    if (stored !== undefined && stored !== id)
      this.#wrong.push(`${kind} ${mark}: told the id ${String(id)}, is ${stored}`);
  }

  #judgeLink(target: string): void {
    const last = this.#changesOf('setOrderCategory', target).at(-1);
    const stored = this.#record.categories.find(({ orderId }) => orderId === target)?.url;
    if (last !== undefined && last.outcome === 'success' && stored !== last.mark)
      this.#lost.push(`setOrderCategory ${last.mark}: ${stored ?? 'nothing'} is there`);
  }

  #judgeRead(seen: Observation): void {
    switch (seen.kind) {
      case 'link': {
        const may = this.#possible(this.#changesOf('setOrderCategory', seen.target), seen);
        if (!may.has(seen.url))
          this.#tell(seen, seen.target, `${String(seen.url)}, not ${[...may].join(' or ')}`);
        return;
      }
      case 'receipt': {
        const [added] = this.#changesOf('addReceipt', seen.target);
        this.#judgePresence(seen, seen.target, seen.isThere, added, undefined);
        return;
      }
      case 'categories': {
        const made = this.#changesOf('createCategory', seen.target);
        if (new Set(seen.urls).size < seen.urls.length) this.#tell(seen, seen.target, 'one of them twice');
        for (const url of seen.urls.filter((each) => !made.some(({ mark }) => mark === each)))
          this.#tell(seen, seen.target, `${url}, which was never made`);
        for (const change of made) {
          const removed = this.#removal(change.mark, 'deleteCategory');
          this.#judgePresence(seen, change.mark, seen.urls.includes(change.mark), change, removed);
        }
        return;
      }
      case 'productOrder': {
        const made = this.#made(seen.target);
        this.#judgePresence(
          seen,
          seen.target,
          seen.isThere,
          made,
          this.#removal(seen.target, 'withdrawProductOrder'),
        );
        return;
      }
      case 'productOrders': {
        const known = this.#done('prefillProductOrder');
        for (const change of known) {
          const id = change.id ?? this.#ordersNamed(change.mark)[0]?.productOrderId;
          // One that was made without a word and withdrawn by nobody is always in the record.
          if (id === undefined) continue;
          const removed = this.#removal(change.mark, 'withdrawProductOrder');
          this.#judgePresence(seen, change.mark, seen.ids.includes(id), change, removed);
        }
        const ids = new Set(
          known.flatMap(({ id, mark }) => [
            id,
            ...this.#ordersNamed(mark).map((order) => order.productOrderId),
          ]),
        );
        for (const id of seen.ids.filter((each) => !ids.has(each)))
          this.#tell(seen, id, 'a product order that was never made');
      }
    }
  }

  /** What is there at some time of a read: between being made and being removed, as far as both are over. */
  #judgePresence(
    seen: Observation,
    what: string,
    isThere: boolean,
    made: Change | undefined,
    removed: Change | undefined,
  ): void {
    const mayBeThere =
      made !== undefined &&
      made.startedAt < seen.endedAt &&
      (removed === undefined || this.#over(removed) > seen.startedAt);
    const mustBeThere =
      made !== undefined &&
      this.#over(made) <= seen.startedAt &&
      (removed === undefined || removed.startedAt >= seen.endedAt);
    if (isThere && !mayBeThere) this.#tell(seen, what, 'shown, and is not there');
    if (!isThere && mustBeThere) this.#tell(seen, what, 'not shown, and is there');
  }

  /** The values that a link may have had during a read. */
  #possible(changes: readonly Change[], seen: Span): Set<string | null> {
    const values = new Set<string | null>();
    let settled: string | null = null;
    for (const change of changes) {
      if (this.#over(change) <= seen.startedAt) settled = change.mark;
    }
    values.add(settled);
    for (const change of changes) {
      if (this.#over(change) > seen.startedAt && change.startedAt < seen.endedAt) values.add(change.mark);
    }
    return values;
  }

  /** When nobody sees the time before a change any more. */
  #over({ startedAt, endedAt, outcome }: Change): number {
    const { killedAt, seenMs = 0, apart = [] } = this.#history;
    if (killedAt !== undefined && startedAt < killedAt && endedAt > killedAt) return endedAt + STALE_MS;
    const toldAt = apart
      .filter((span) => startedAt < span.endedAt && endedAt > span.startedAt)
      .reduce((latest, span) => Math.max(latest, span.endedAt), endedAt);
    return toldAt + seenMs + (outcome === 'unknown' ? LATE_MS : 0);
  }

  #tell({ kind, startedAt, endedAt }: Observation, what: string, fault: string): void {
    const when = `${startedAt.toFixed(0)} to ${endedAt.toFixed(0)} ms`;
    this.#wrong.push(`${kind} ${what}: ${fault} (${when})`);
  }

  #times(mark: string): number {
    return this.#record.carriedOut.get(mark) ?? 0;
  }

  #isDone({ mark }: Change): boolean {
    return this.#times(mark) > 0;
  }

  #done(kind: Change['kind']): Change[] {
    return this.#history.changes.filter((change) => change.kind === kind && this.#isDone(change));
  }

  #changesOf(kind: Change['kind'], target: string): readonly Change[] {
    return this.#byTarget.get(`${kind} ${target}`) ?? [];
  }

  #made(mark: string): Change | undefined {
    return this.#changesOf('prefillProductOrder', mark)[0];
  }

  #removal(mark: string, kind: 'deleteCategory' | 'withdrawProductOrder'): Change | undefined {
    return this.#changesOf(kind, mark)[0];
  }

  #ordersNamed(name: string): readonly { readonly productOrderId: string }[] {
    return this.#record.productOrders.filter((order) => order.name === name);
  }
}
