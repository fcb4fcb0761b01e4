import { createHash } from 'node:crypto';
import { lineOf, type SeatedLine } from './lines.js';
import { products, routes } from './routes.js';

/** What an offer would make. */
export interface Offer {
  readonly userType: string;
  readonly isGroup: boolean;
  /** A line with its seat; the key decides its ids. */
  line(key: string, nowMs: number): SeatedLine;
}

const hourMs = 3_600_000;

/** Offer ids that begin so are for groups. */
export const groupOfferStart = '99';

/**
 * The offer of this id. The offers service is not here, so every id is an offer, and the same id always the same
 * route and product; it departs in two days.
 */
export function offered(offerId: string): Offer {
  const hash = createHash('sha256').update(offerId.toLowerCase()).digest();
  const isGroup = offerId.startsWith(groupOfferStart);
  const route = hash.readUInt8(0) % routes.length;
  const product = isGroup ? products.length - 1 : hash.readUInt8(1) % (products.length - 1);
  return {
    userType: products[product]?.userType ?? 'ADULT',
    isGroup,
    line: (key, nowMs) =>
      lineOf({
        key,
        route,
        product,
        departsAt: (Math.floor(nowMs / hourMs) + 48) * hourMs,
        status: 'DRAFT',
      }),
  };
}
