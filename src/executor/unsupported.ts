/** An operation that can't be compiled. Nothing of it has been executed. */
export class UnsupportedOperation extends Error {
  override readonly name = 'UnsupportedOperation';
}

/** A value that is not in the form that the compiled code expects. */
export class UnsupportedValue extends Error {
  override readonly name = 'UnsupportedValue';
}

/** Nobody waits for the response any more. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
}
