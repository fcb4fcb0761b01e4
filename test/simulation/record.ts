import type { SandboxControl, SandboxJournal } from '../support/sandbox-control.ts';
import { receiptMark, removalMark } from './changes.ts';
import { at } from './graph.ts';
import type { SandboxRecord } from './history.ts';

type Entry = SandboxJournal['requests'][number];

/** Gathers from the sandbox's record of requests which changes were carried out, before it forgets the oldest. */
export class RecordFollower {
  readonly #control: SandboxControl;
  readonly #carriedOut = new Map<number, string>();
  /** Everything up to here is over. */
  #settled = 0;

  constructor(control: SandboxControl) {
    this.#control = control;
  }

  /**
   * Reads what has come since, or was not over then, and gives it. Throws while the sandbox is away: the next time brings it
   * all.
   */
  async follow(): Promise<readonly Entry[]> {
    const { requests } = await this.#control.requests({ after: this.#settled });
    for (const entry of requests) {
      const mark = isDone(entry) ? markOf(entry) : undefined;
      if (mark !== undefined) this.#carriedOut.set(entry.seq, mark);
    }
    const open = requests.find(({ finishedAt }) => finishedAt === null);
    this.#settled = open === undefined ? (requests.at(-1)?.seq ?? this.#settled) : open.seq - 1;
    return requests;
  }

  /** The whole record, at the end. */
  async record(): Promise<SandboxRecord> {
    await this.follow();
    const { categories, receipts, images } = await this.#control.orders.stored();
    const productOrders = await this.#control.productOrders.stored();
    const carriedOut = new Map<string, number>();
    for (const mark of this.#carriedOut.values()) carriedOut.set(mark, (carriedOut.get(mark) ?? 0) + 1);
    return {
      carriedOut,
      categories,
      receipts,
      images,
      productOrders: productOrders.flatMap(({ productOrderId, form }) => {
        const name = form?.['salesUnitName'];
        return typeof name === 'string' ? [{ productOrderId, name }] : [];
      }),
    };
  }
}

function isDone({ method, outcome }: Entry): boolean {
  return method !== 'GET' && outcome !== null && outcome >= 200 && outcome < 300;
}

/** Which change a request is about; undefined for those of tokens. */
function markOf({ method, path, body }: Entry): string | undefined {
  const last = decodeURIComponent(path.split('/').at(-1) ?? '');
  if (method === 'DELETE') return removalMark(last);
  if (/\/receipts\//.test(path)) return receiptMark(last);
  const mark = [
    at(body, 'orderDetailsUrl'),
    at(body, 'url'),
    at(body, 'salesUnitName'),
    at(body, 'imageId'),
  ].find((value) => typeof value === 'string');
  return typeof mark === 'string' ? mark : undefined;
}
