import type { Clock } from '../../state/Clock.js';
import type { Quirks } from '../../state/Quirks.js';
import { advance } from '../rules/advance.js';
import { EnturData } from './EnturData.js';
import { EnturTokens } from './EnturTokens.js';
import { Refusals } from './Refusals.js';

/** How the services behave where the sources leave it open. */
export interface EnturSettings {
  /** The number of the first page: 1 in the only example, 0 by Entur's later rules. */
  readonly firstPage: 0 | 1;
  readonly pageSize: number;
  readonly pageSizeMax: number;
  /** How long after its app-claim a Vipps payment ends, by the sandbox's clock. */
  readonly appPaymentSeconds: number;
  /** How app payments end. */
  readonly appPaymentOutcome: 'CAPTURED' | 'REJECTED' | 'CANCELLED';
}

const defaults: EnturSettings = {
  firstPage: 1,
  pageSize: 20,
  pageSizeMax: 100,
  appPaymentSeconds: 5,
  appPaymentOutcome: 'CAPTURED',
};

/** Everything that Entur's part of the sandbox remembers. */
export class EnturState {
  readonly tokens: EnturTokens;
  readonly refusals = new Refusals();
  /** How many requests came with each `ET-Client-Name`; those without one count under the empty name. */
  readonly clientNames = new Map<string, number>();
  settings = defaults;

  #data: EnturData | undefined;

  constructor(
    readonly clock: Clock,
    readonly quirks: Quirks,
  ) {
    this.tokens = new EnturTokens(clock);
  }

  /** The orders and what belongs to them, as they are at this time. Made when asked for first. */
  dataNow(): EnturData {
    this.#data ??= new EnturData(this.clock.now());
    advance(this.#data, this.clock.now());
    return this.#data;
  }

  /** Back to the seeded data. */
  reset(): void {
    this.tokens.revokeAll();
    this.refusals.reset();
    this.clientNames.clear();
    this.settings = defaults;
    this.#data = undefined;
  }
}
