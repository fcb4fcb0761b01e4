import { z } from 'zod';

/** A fault of a tenants file that no single field has. */
export interface Conflict {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What conflicts can be in; what has another form is told elsewhere. */
const ids = z.array(z.unknown()).catch([]);
const tenantsIn = z
  .object({
    tenants: z
      .array(
        z.looseObject({
          id: z.unknown(),
          salesUnitKeys: z
            .array(z.object({ msns: ids, ledgers: ids }).catch({ msns: [], ledgers: [] }))
            .catch([]),
        }),
      )
      .catch([]),
  })
  .catch({ tenants: [] });

/** Finds what is listed twice, and tenants without keys, whatever else is wrong with the file. */
export function conflictsIn(json: unknown): readonly Conflict[] {
  const { tenants } = tenantsIn.parse(json);
  const seen = new Set<unknown>();
  return tenants.flatMap((tenant, index) => {
    const found: Conflict[] = [];
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

const KEYS = ['salesUnitKeys', 'partnerKeys', 'accountingKeys', 'enturKeys'] as const;

function isEmpty(keys: unknown): boolean {
  return keys === undefined || (Array.isArray(keys) && keys.length === 0);
}
