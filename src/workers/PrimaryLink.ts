import { readToWorker, type Begin, type FromWorker, type ToWorker } from './messages.js';

/** What the primary tells a worker that runs. */
export type Order = Exclude<ToWorker, Begin>;

/** The primary, as a worker knows it. */
export class PrimaryLink {
  readonly begin: Promise<Begin>;
  readonly #early: Order[] = [];
  #carryOut: ((order: Order) => void) | undefined;

  constructor() {
    this.begin = new Promise((resolve) => {
      process.on('message', (raw: unknown) => {
        const message = readToWorker(raw);
        if (message?.type === 'begin') resolve(message);
        else if (message !== undefined) this.#ordered(message);
      });
    });
    this.send({ type: 'hello' });
  }

  /** From now on orders are carried out, those that have come already first. */
  obey(carryOut: (order: Order) => void): void {
    this.#carryOut = carryOut;
    for (const order of this.#early.splice(0)) carryOut(order);
  }

  /** @param sent told once it is on its way, or can't be */
  send(message: FromWorker, sent: () => void = () => undefined): void {
    if (process.send === undefined) throw new TypeError('this process is no worker');
    // Without a primary the process ends by itself.
    process.send(message, undefined, undefined, sent);
  }

  #ordered(order: Order): void {
    if (this.#carryOut === undefined) this.#early.push(order);
    else this.#carryOut(order);
  }
}
