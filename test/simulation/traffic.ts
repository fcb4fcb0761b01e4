import { randomFrom } from '../support/random.ts';
import { completenessOf, wrongValues, type Completeness } from './compare.ts';
import { draftChange, outcomeOf } from './changes.ts';
import { askGraph, at, itemsOf, type Ask, type GraphAnswer } from './graph.ts';
import { changeKinds, type Change, type ChangeKind, type Observation, type Span } from './history.ts';
import type { StaticRead } from './static-reads.ts';
import { World } from './world.ts';

/** A read, as far as figures need it. */
export interface ReadFigure {
  readonly name: string;
  readonly ms: number;
  readonly completeness: Completeness;
  readonly codes: readonly string[];
}

/** What there is to read that does not change. */
export interface Oracle {
  readonly reads: readonly StaticRead[];
  /** The list of product orders, without those that the run makes. */
  readonly productOrders: readonly unknown[];
}

/** One in so many operations, by weight. */
const changeWeights: Readonly<Record<ChangeKind, number>> = {
  setOrderCategory: 7,
  addReceipt: 5,
  createCategory: 6,
  deleteCategory: 3,
  prefillProductOrder: 2.5,
  withdrawProductOrder: 1.5,
  uploadImage: 2,
};
const readWeights = { static: 50, link: 7, categories: 6, receipt: 4, productOrder: 3, productOrders: 3 };

type ReadKind = keyof typeof readWeights;
type Operation = ChangeKind | ReadKind;

/** How a run differs from the usual one. */
export interface TrafficOptions {
  /** How the graph is asked; by fetch unless told otherwise. */
  readonly ask?: Ask;
  /** How many orders changes of one kind are about: the fewer, the more of what happens meets. */
  readonly orders?: number;
  /** Reads of what does not change, among some 50 other operations. */
  readonly staticReads?: number;
}

export const productOrdersQuery =
  '{ productOrders(first: 1000) { nodes { productOrderId status productType productOrderType } } }';

function orderQuery(fields: string): string {
  return `query($msn: String!, $orderId: String!) { order(msn: $msn, paymentType: ECOM, orderId: $orderId) { ${fields} } }`;
}

/** Sends operations to a server, one after the other by chance, and keeps what came of them. */
export class Traffic {
  readonly changes: Change[] = [];
  readonly observations: Observation[] = [];
  readonly reads: ReadFigure[] = [];
  /** Requests that nobody has answered. */
  readonly unanswered: Span[] = [];
  /** Values that were wrong in themselves: no record is needed to see that. */
  readonly wrong: string[] = [];
  readonly #world: World;
  readonly #random: () => number;
  readonly #oracle: Oracle;
  readonly #askGraph: Ask;
  readonly #weights: readonly (readonly [Operation, number])[];
  readonly #inFlight = new Set<Promise<void>>();
  readonly #seededIds: ReadonlySet<unknown>;

  constructor(oracle: Oracle, seed: number, options: TrafficOptions = {}) {
    this.#oracle = oracle;
    this.#askGraph = options.ask ?? askGraph;
    this.#weights = [
      ...changeKinds.map((kind) => [kind, changeWeights[kind]] as const),
      ['static', options.staticReads ?? readWeights.static],
      ['link', readWeights.link],
      ['categories', readWeights.categories],
      ['receipt', readWeights.receipt],
      ['productOrder', readWeights.productOrder],
      ['productOrders', readWeights.productOrders],
    ];
    this.#random = randomFrom(`operations ${String(seed)}`);
    this.#world = new World(this.#random, options.orders);
    this.#seededIds = new Set(oracle.productOrders.map((order) => at(order, 'productOrderId')));
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Starts one operation against the server there. */
  next(url: string): void {
    const work = this.#start(url, this.#operation());
    this.#inFlight.add(work);
    void work.finally(() => this.#inFlight.delete(work));
  }

  /** Waits for what is in flight. */
  async settle(): Promise<void> {
    await Promise.all(this.#inFlight);
  }

  #operation(): Operation {
    let place = this.#random() * this.#weights.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [operation, weight] of this.#weights) {
      place -= weight;
      if (place < 0) return operation;
    }
    return 'static';
  }

  async #start(url: string, operation: Operation): Promise<void> {
    const kind = changeKinds.find((each) => each === operation);
    if (kind !== undefined) await this.change(url, kind);
    else if (operation === 'static') await this.#walk(url, this.#world.pick(this.#oracle.reads));
    else await this.#observe(url, operation);
  }

  /** Makes one change of a kind, or another one where there is nothing to change that way. Gives what came of it. */
  async change(url: string, kind: ChangeKind): Promise<Change | undefined> {
    const draft = draftChange(kind, this.#world);
    // Nothing to remove yet, or everything is being changed: then something is made.
    if (draft === undefined) return kind === 'addReceipt' ? undefined : this.change(url, 'addReceipt');
    const { mark, target, release } = draft;
    const { answer, span } = await this.#ask(url, draft.query, { input: draft.input });
    const change: Change = { kind, mark, target, ...span, ...outcomeOf(draft, answer) };
    this.changes.push(change);
    this.#world.note(change);
    release?.();
    return change;
  }

  async #walk(url: string, read: StaticRead | undefined, after?: unknown): Promise<void> {
    if (read === undefined) return;
    const variables = after === undefined ? read.variables : { ...read.variables, after };
    const answer = await this.#read(url, read.name, read.query, variables);
    for (const fault of wrongValues(answer.answer, read.expected))
      this.wrong.push(`${read.name} ${JSON.stringify(read.variables)}: ${fault}`);
    if (read.next === undefined) return;
    const cursor = at(answer.answer.data, ...read.next.cursorAt);
    if (typeof cursor === 'string') await this.#walk(url, read.next.read, cursor);
  }

  async #observe(url: string, kind: string): Promise<void> {
    switch (kind) {
      case 'link': {
        const target = this.#world.linkOrder();
        const { answer, span } = await this.#readOrder(url, kind, 'category { url }', target);
        const category = at(answer.data, 'order', 'category');
        if (isMissing(category, answer)) return;
        const seen = at(category, 'url');
        this.observations.push({ ...span, kind, target, url: typeof seen === 'string' ? seen : null });
        return;
      }
      case 'categories': {
        const target = this.#world.categoryOrder();
        const { answer, span } = await this.#readOrder(url, kind, 'categories { url }', target);
        const categories = at(answer.data, 'order', 'categories');
        if (isMissing(categories, answer)) return;
        const urls = itemsOf(categories).map((category) => String(at(category, 'url')));
        this.observations.push({ ...span, kind, target, urls });
        return;
      }
      case 'receipt': {
        const target = this.#world.receiptOrder();
        if (target === undefined) return;
        const fields = 'receipt { bottomLine { receiptNumber } }';
        const { answer, span } = await this.#readOrder(url, kind, fields, target);
        const receipt = at(answer.data, 'order', 'receipt');
        if (isMissing(receipt, answer)) return;
        const number = at(receipt, 'bottomLine', 'receiptNumber');
        if (receipt !== null && number !== target) this.wrong.push(`receipt ${target}: ${String(number)}`);
        this.observations.push({ ...span, kind, target, isThere: receipt !== null });
        return;
      }
      case 'productOrder': {
        const made = this.#world.productOrder();
        if (made === undefined) return;
        const query =
          'query($id: String!) { productOrder(productOrderId: $id) { productOrderId status businessIdentifier { id } } }';
        const { answer, span } = await this.#read(url, kind, query, { id: made.id });
        const order = at(answer.data, 'productOrder');
        if (isMissing(order, answer)) return;
        const isThere = order !== null;
        if (isThere) {
          const productOrder = {
            productOrderId: made.id,
            status: 'RECEIVED',
            businessIdentifier: { id: '311204173' },
          };
          for (const fault of wrongValues(answer, { productOrder }))
            this.wrong.push(`${kind} ${made.mark}: ${fault}`);
        }
        this.observations.push({ ...span, kind, target: made.mark, isThere });
        return;
      }
      case 'productOrders': {
        const { answer, span } = await this.#read(url, kind, productOrdersQuery, {});
        const list = at(answer.data, 'productOrders');
        if (isMissing(list, answer)) return;
        const nodes = itemsOf(at(list, 'nodes'));
        const isSeeded = (node: unknown): boolean => this.#seededIds.has(at(node, 'productOrderId'));
        const seeded: GraphAnswer = { data: nodes.filter(isSeeded), faults: [] };
        for (const fault of wrongValues(seeded, this.#oracle.productOrders))
          this.wrong.push(`${kind}: ${fault}`);
        const ids = nodes.filter((node) => !isSeeded(node)).map((node) => String(at(node, 'productOrderId')));
        this.observations.push({ ...span, kind, ids });
      }
    }
  }

  #readOrder(url: string, name: string, fields: string, orderId: string) {
    return this.#read(url, name, orderQuery(fields), { msn: this.#world.msn, orderId });
  }

  async #read(url: string, name: string, query: string, variables: Readonly<Record<string, unknown>>) {
    const { answer, span } = await this.#ask(url, query, variables);
    this.reads.push({
      name,
      ms: span.endedAt - span.startedAt,
      completeness: completenessOf(answer),
      codes: [...new Set(answer.faults.map(({ code }) => code))],
    });
    return { answer, span };
  }

  async #ask(
    url: string,
    query: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly answer: GraphAnswer; readonly span: Span }> {
    const startedAt = performance.now();
    const answer = await this.#askGraph(url, query, variables);
    const span = { startedAt, endedAt: performance.now() };
    if (answer.faults.some(({ code }) => code.startsWith('NO_ANSWER'))) this.unanswered.push(span);
    return { answer, span };
  }
}

/** No value, because of a fault: that says nothing of what is there. */
function isMissing(value: unknown, { faults }: GraphAnswer): boolean {
  return value === undefined || (value === null && faults.length > 0);
}
