import { createHash } from 'node:crypto';

/** Without what is easily misread. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** The same order id for the same text: eight upper-case letters and digits. */
export function orderIdOf(text: string): string {
  const bytes = createHash('sha256').update(`entur order ${text}`).digest();
  return [...bytes.subarray(0, 8)].map((byte) => letters.charAt(byte % letters.length)).join('');
}
