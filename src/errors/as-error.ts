/** What was thrown, as an error: anything can be. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('failed', { cause: thrown });
}
