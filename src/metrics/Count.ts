/** A number with the same labels that only grows. */
export class Count {
  value = 0;

  add(more = 1): void {
    this.value += more;
  }
}
