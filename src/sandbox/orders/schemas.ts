import { z } from 'zod';
import type { InvalidParam } from './refusals.js';

/** Ids of orders and images. Dots may be anywhere, even alone. */
const id = z.string().regex(/^[0-9A-Za-z_.-]+$/, 'has characters that are not allowed');
const imageId = id.max(128, 'is longer than 128 characters');
/** The characters of a URI (RFC 3986), and whole escapes. Brackets are only around an address in place of a host. */
const uriPart = String.raw`(?:[\w.~!$&'()*+,;=:@/?-]|%[\da-f]{2})*`;
const uriPattern = new RegExp(
  String.raw`^[a-z][a-z\d+.-]*:(?://\[[\da-f:.]+\])?${uriPart}(?:#${uriPart})?$`,
  'i',
);
const uri = z
  .string()
  .refine((text) => uriPattern.test(text) && URL.canParse(text), 'is not an absolute URI');
const categoryWord = z.enum(['GENERAL', 'RECEIPT', 'ORDER_CONFIRMATION', 'DELIVERY', 'TICKET', 'BOOKING']);

/** Shared by v2 and v1. Members that no schema names are ignored. */
export const categoryV2 = z.looseObject({
  category: categoryWord,
  orderDetailsUrl: uri,
  imageId: imageId.nullish(),
});

/** One of several categories of an order. */
export const categoryV3 = z.looseObject({
  orderId: id,
  paymentType: z.enum(['ECOM', 'RECURRING']),
  type: categoryWord,
  url: uri,
  // Unlike v2: may be left out, but not null.
  imageId: imageId.optional(),
});

/** A picture to upload. */
export const image = z.looseObject({ imageId, src: z.string(), type: z.literal('base64') });

/** True for an order id as the API takes it in a path or a query. */
export function isOrderId(text: string): boolean {
  return id.safeParse(text).success;
}

/** A body that passed, or what is wrong with it. */
export type Checked<T> =
  { readonly value: T; readonly faults?: never } | { readonly faults: readonly InvalidParam[] };

/** Reads a JSON body, or lists everything that is wrong with it. */
export function checkBody<T>(schema: z.ZodType<T>, body: string): Checked<T> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { faults: [{ name: '$', reason: 'The body is not JSON.' }] };
  }
  const result = schema.safeParse(json);
  if (result.success) return { value: result.data };
  return {
    faults: result.error.issues.map(({ path, message }) => ({ name: nameOf(path), reason: message })),
  };
}

/** `['orderLines', 0, 'name']` becomes `OrderLines[0].Name`, and the body itself `$`. */
function nameOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '$';
  return path
    .map((part) => {
      if (typeof part === 'number') return `[${String(part)}]`;
      const word = String(part);
      return `.${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
    })
    .join('')
    .replace(/^\./, '');
}
