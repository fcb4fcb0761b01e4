/** What a caller may do, per API and action: the words that a token's scope claim uses. */
export const SCOPES = {
  'management:read': 'Sales units, merchants and what partners see of them',
  'product-orders:read': 'Product orders and price packages',
  'product-orders:write': 'Prefill and withdraw product orders',
  'orders:read': 'Orders with their receipts and categories',
  'orders:write': 'Add receipts, set and delete categories, upload images',
  'sales:read': 'Sales events',
  'report:read': 'Ledgers, and the entries of funds and fees',
  'entur:read':
    'Entur orders with all that belongs to them, payments, credits and ticket distribution groups',
  'entur:write': 'Change Entur orders, pay for them, refund and distribute them',
} as const;

export type Scope = keyof typeof SCOPES;

/** What one caller may do. Equal scopes have equal `key`s, so that their callers may share answers. */
export interface Rights {
  readonly all: boolean;
  readonly scopes: ReadonlySet<string>;
  readonly key: string;
}

/** The rights of whom the operator trusts with everything. */
export const ALL_RIGHTS: Rights = { all: true, scopes: new Set(), key: '*' };

const known = new Set<string>(Object.keys(SCOPES));

/** The rights that scopes give: whole words only, and of those only the ones that mean something here. */
export function rightsOf(words: readonly string[]): Rights {
  const scopes = new Set(words.filter((word) => known.has(word)).sort());
  return { all: false, scopes, key: [...scopes].join(' ') };
}

/** Whether rights contain a scope. */
export function may(rights: Rights, scope: Scope): boolean {
  return rights.all || rights.scopes.has(scope);
}
