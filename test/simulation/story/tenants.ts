import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxKeys } from '../../../src/sandbox/keys.ts';

export const ROUTER_SECRET = 'a-secret-that-the-router-of-the-story-has';

/** The tenant whose changes are judged. */
export const WRITER = 'kaffe';

/** One with the same keys that sees a part of it. */
export const SAME_KEYS = 'kiosk';

/** One whose keys the APIs refuse. */
export const WRONG_KEYS = 'fremmed';

/** Who asks in a story. Each sees other things, and nobody may see what is not his. */
export const tenantIds = [WRITER, SAME_KEYS, 'ferge', 'regnskap', WRONG_KEYS] as const;

export type TenantId = (typeof tenantIds)[number];

const { partner, merchant, accounting } = sandboxKeys;
const partnerKeys = {
  clientId: partner.clientId,
  clientSecret: partner.clientSecret,
  subscriptionKey: partner.subscriptionKey,
};
const accountingKeys = { clientId: accounting.clientId, clientSecret: accounting.clientSecret };
const merchantKeys = {
  clientId: merchant.clientId,
  clientSecret: merchant.clientSecret,
  subscriptionKey: merchant.subscriptionKey,
};

const tenants: readonly ({ readonly id: TenantId } & Readonly<Record<string, unknown>>)[] = [
  { id: 'kaffe', partnerKeys, accountingKeys },
  // The same keys, and of what they open a part: at the second ledger units sell that it may not see.
  { id: 'kiosk', partnerKeys, accountingKeys, msns: ['204117', '204125'], ledgers: ['418806', '436220'] },
  { id: 'ferge', salesUnitKeys: [{ ...merchantKeys, msns: ['251308'] }] },
  { id: 'regnskap', accountingKeys },
  // A client id that others have too, without their secrets.
  {
    id: WRONG_KEYS,
    partnerKeys: { ...partnerKeys, clientSecret: 'c29tZWJvZHkgZWxzZSdzIHNlY3JldCwgd3Jvbmc=' },
    accountingKeys: { ...accountingKeys, clientSecret: 'c29tZWJvZHkgZWxzZSdzIHNlY3JldA==' },
  },
];

/** Writes the tenants file of the stories there, and gives its path. */
export function writeTenantsFile(directory: string): string {
  const path = join(directory, 'tenants.json');
  writeFileSync(path, JSON.stringify({ tenants }));
  return path;
}
