/** What an event of the Sales API is. */
export type SaleKind = 'CAPTURE' | 'REFUND';

const KINDS: ReadonlyMap<string, SaleKind> = new Map([
  ['capture', 'CAPTURE'],
  ['refund', 'REFUND'],
  // So the API's guide says once.
  ['return', 'REFUND'],
]);

/** The kind that a word of the API means, however it is spelled; null for one that is not known here. */
export function saleKind(word: string): SaleKind | null {
  return KINDS.get(word) ?? KINDS.get(word.replaceAll(/[\s_-]/g, '').toLowerCase()) ?? null;
}
