import { z } from 'zod';

/** A fault of a tenants file that no single field has. */
export interface Conflict {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What conflicts can be in; what has another form is told elsewhere. */
const ids = z.array(z.union([z.string().trim(), z.unknown()])).catch([]);
const tenantIn = z.looseObject({
  id: z.unknown(),
  salesUnitKeys: z.array(z.object({ msns: ids, ledgers: ids }).catch({ msns: [], ledgers: [] })).catch([]),
  msns: ids,
  limits: z.looseObject({}).catch({}),
});
const tenantsIn = z
  .object({ tenants: z.array(tenantIn.optional().catch(undefined)).catch([]) })
  .catch({ tenants: [] });

/** Finds what is listed twice, what is of no effect, and tenants without keys, whatever else is wrong with the file. */
export function conflictsIn(json: unknown): readonly Conflict[] {
  const { tenants } = tenantsIn.parse(json);
  const seen = new Set<unknown>();
  return tenants.flatMap((tenant, index) => {
    if (tenant === undefined) return [];
    const found: Conflict[] = [...withoutEffect(tenant, index)];
    if (tenant.id !== undefined && seen.has(tenant.id))
      found.push({ path: ['tenants', index, 'id'], message: 'is the id of another tenant too' });
    seen.add(tenant.id);
    if (KEYS.every((name) => isEmpty(tenant[name])))
      found.push({
        path: ['tenants', index],
        message: 'has no keys: give it salesUnitKeys, partnerKeys, accountingKeys or enturKeys',
      });
    for (const kind of ['msns', 'ledgers'] as const) {
      const before = new Set<unknown>();
      tenant.salesUnitKeys.forEach((set, place) => {
        set[kind].forEach((id, at) => {
          if (before.has(id))
            found.push({
              path: ['tenants', index, 'salesUnitKeys', place, kind, at],
              message: 'is listed twice: one set of keys must be meant',
            });
          before.add(id);
        });
      });
    }
    return found;
  });
}

/** What is said and does nothing: somebody means something by it. */
function withoutEffect(tenant: z.output<typeof tenantIn>, index: number): readonly Conflict[] {
  const { msns, salesUnitKeys, limits } = tenant;
  const found: Conflict[] = [];
  if (limits['burst'] !== undefined && limits['requestsPerSecond'] === undefined)
    found.push({
      path: ['tenants', index, 'limits', 'burst'],
      message: 'is set, but requestsPerSecond is not: set both or neither',
    });
  // A partner's keys are for every unit.
  if (salesUnitKeys.length === 0 || !isEmpty(tenant['partnerKeys'])) return found;
  const covered = new Set(salesUnitKeys.flatMap((set) => set.msns));
  msns.forEach((id, at) => {
    if (!covered.has(id))
      found.push({
        path: ['tenants', index, 'msns', at],
        message: 'is a sales unit that no keys are for: list it in salesUnitKeys too, or leave it out',
      });
  });
  return found;
}

const KEYS = ['salesUnitKeys', 'partnerKeys', 'accountingKeys', 'enturKeys'] as const;

function isEmpty(keys: unknown): boolean {
  return keys === undefined || (Array.isArray(keys) && keys.length === 0);
}
