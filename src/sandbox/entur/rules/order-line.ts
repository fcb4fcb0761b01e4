import { z } from 'zod';
import { amount, currency } from './body.js';

const ref = z.object({ id: z.string(), version: z.string() });
const texts = z.array(z.object({ lang: z.string(), value: z.string() }));

/** A price in a request. */
export const price = z.object({
  amount,
  currency,
  taxAmount: amount,
  taxCode: z.string(),
  taxRate: z.string(),
});

/** A traveller in a request; an id is made where none is given. */
export const traveller = z.object({
  id: z.string().exactOptional(),
  customerRef: z.object({ id: z.string() }).exactOptional(),
  userType: z.string().exactOptional(),
});

/** Lines to change. */
export const lineRequests = z
  .array(
    z.object({
      id: z.uuid('Is needed to update a line.'),
      description: texts,
      fareProducts: z.array(ref.extend({ name: texts.exactOptional() })),
      price,
      priceContribution: price,
      travellers: z.array(traveller.required({ id: true })),
      salesPackageRef: ref.exactOptional(),
      privateCode: z.string().exactOptional(),
      travelSpecification: z.json().exactOptional(),
      externalReference: z.string().exactOptional(),
      externalConfirmation: z.enum(['PENDING', 'SUCCESS', 'FAILED']).exactOptional(),
      effectiveCancellationDate: z.iso.datetime({ offset: true }).exactOptional(),
    }),
  )
  .min(1);
