import { z } from 'zod';

const identifier = z.strictObject({ scheme: z.string(), id: z.string() });

const address = z.strictObject({
  lines: z.array(z.string()),
  postCode: z.string().nullable(),
  city: z.string().nullable(),
  countryCode: z.string().nullable(),
});

/** What may change of a sales unit. Values such as `captureType` are open text, to test clients with new ones. */
export const salesUnitChangeSchema = z.strictObject({
  name: z.string().exactOptional(),
  businessIdentifier: identifier.exactOptional(),
  configuration: z.record(z.string(), z.union([z.boolean(), z.string(), z.null()])).exactOptional(),
  settlementBankAccount: identifier.nullable().exactOptional(),
  active: z.boolean().exactOptional(),
  partner: z.string().nullable().exactOptional(),
});

/** What may change of a merchant. */
export const merchantChangeSchema = z.strictObject({
  name: z.string().exactOptional(),
  status: z.string().exactOptional(),
  createdAt: z.string().exactOptional(),
  updatedAt: z.string().nullable().exactOptional(),
  countryCode: z.string().exactOptional(),
  businessAddress: address.nullable().exactOptional(),
  businessPostAddress: address.nullable().exactOptional(),
});

/** What to change of a sales unit; null removes a configuration flag or the settlement account. */
export type SalesUnitChange = z.input<typeof salesUnitChangeSchema>;

/** What to change of a merchant; null for `updatedAt` removes it. */
export type MerchantChange = z.input<typeof merchantChangeSchema>;
