/** A moment as Entur writes it: UTC, without a fraction. */
export function instant(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}
