import { problem, type Answer, type ProblemDetails } from '../http/answer.js';
import { Clock } from './Clock.js';
import { FaultList } from './FaultList.js';
import { IdempotencyKeys } from './IdempotencyKeys.js';
import { Journal } from './Journal.js';
import { LedgerStore } from './LedgerStore.js';
import { ManagementStore } from './ManagementStore.js';
import { OrderStore } from './OrderStore.js';
import { ProductOrderStore } from './ProductOrderStore.js';
import { Quirks } from './Quirks.js';
import { Tokens } from './Tokens.js';

/** Everything that a sandbox remembers. Each API keeps its data in a store of its own. */
export class SandboxState {
  readonly clock = new Clock();
  readonly quirks = new Quirks();
  readonly faults = new FaultList();
  readonly journal = new Journal();
  readonly tokens = new Tokens(this.clock);
  readonly management = new ManagementStore();
  readonly ledgers = new LedgerStore(this.clock);
  readonly orders = new OrderStore();
  readonly productOrders = new ProductOrderStore(this.clock);
  readonly idempotencyKeys = new IdempotencyKeys();

  #interruption = new AbortController();

  /** Fires at the next reset or restart; hanging and delayed requests end with it. */
  get interrupted(): AbortSignal {
    return this.#interruption.signal;
  }

  /** Ends what hangs or is delayed. */
  interrupt(): void {
    this.#interruption.abort();
    this.#interruption = new AbortController();
  }

  /** Back to how a sandbox starts. */
  reset(): void {
    this.interrupt();
    this.clock.useReal();
    this.quirks.reset();
    this.faults.reset();
    this.journal.reset();
    this.tokens.revokeAll();
    this.management.reset();
    this.ledgers.reset();
    this.orders.reset();
    this.productOrders.reset();
    this.idempotencyKeys.reset();
  }

  /** A problem answer in the style that the quirks ask for. */
  problem(details: ProblemDetails): Answer {
    const { problemStatusAsString, extraDetailsAsNameReason } = this.quirks.values;
    return problem(details, {
      statusAsString: problemStatusAsString,
      nameAndReason: extraDetailsAsNameReason,
    });
  }
}
