/** A tenants file of three, all with one client id: their secrets alone tell their keys apart. */
export function threeTenants(generation: number): object {
  const classic = (name: string) => ({
    clientId: 'one-client',
    clientSecret: `${name}${generation}`,
    subscriptionKey: subscriptionOf(`${name}${generation}`),
  });
  const accounting = (name: string) => ({ clientId: 'one-client', clientSecret: `${name}${generation}` });
  return {
    tenants: [
      {
        id: 'acme',
        salesUnitKeys: [
          { ...classic('acme-a'), msns: ['100001'] },
          { ...classic('acme-b'), msns: ['100002'] },
        ],
        partnerKeys: classic('acme-p'),
        accountingKeys: accounting('acme-c'),
      },
      {
        id: 'birk',
        partnerKeys: classic('birk-p'),
        accountingKeys: accounting('birk-c'),
        msns: ['100001', '100002', '100009'],
        ledgers: ['300001'],
      },
      {
        id: 'cato',
        salesUnitKeys: [{ ...classic('cato-s'), msns: ['100001', '100002', '100003', '100009'] }],
        accountingKeys: accounting('cato-c'),
      },
    ],
  };
}

export const tenantIds = ['acme', 'birk', 'cato'] as const;
export type TenantId = (typeof tenantIds)[number];

/** The keys, without their generation, that a call about a sales unit, or about none, takes. */
export function classicKeysOf(tenant: TenantId, msn?: string): string {
  if (tenant === 'birk') return 'birk-p';
  if (tenant === 'cato') return 'cato-s';
  return msn === '100001' ? 'acme-a' : msn === '100002' ? 'acme-b' : 'acme-p';
}

/** Whether a tenant may see a sales unit or a ledger. */
export function sees(tenant: TenantId, id: string): boolean {
  return tenant !== 'birk' || !['100003', '300002'].includes(id);
}

/** The subscription key that belongs to a secret, which it does not contain. */
export function subscriptionOf(secret: string): string {
  return `subscription-${secret.replace('-', '')}`;
}
