/**
 * Whether the id in an answer is the one that was asked for. An answer may leave it out, write a UUID in capitals or an
 * organisation number with other separators: all that is the same one. With blanks around it is no id.
 */
export function isSameId(asked: string, answered: string | null): boolean {
  if (answered !== null && answered.trim() !== answered) return false;
  return answered === null || answered === asked || bare(answered) === bare(asked);
}

function bare(id: string): string {
  return id.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}
