/** Counts the turns of the event loop, and what is done within each: no clock, only events. */
export class Turns {
  turns = 0;
  count = 0;
  /** Done within one turn, at most. */
  most = 0;
  #runs = false;
  #inTurn = 0;

  start(): void {
    this.#runs = true;
    const turn = (): void => {
      this.turns += 1;
      this.#inTurn = 0;
      if (this.#runs) setImmediate(turn);
    };
    setImmediate(turn);
  }

  stop(): void {
    this.#runs = false;
  }

  note(): void {
    this.count += 1;
    this.#inTurn += 1;
    this.most = Math.max(this.most, this.#inTurn);
  }
}
