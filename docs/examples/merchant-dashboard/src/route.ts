import { useSyncExternalStore } from 'react';

/** What the address behind # says is shown. */
export type Route =
  | { readonly page: 'units' }
  | { readonly page: 'ledgers' }
  | { readonly page: 'sales'; readonly ledgerId: string }
  | { readonly page: 'close'; readonly ledgerId: string; readonly month: string }
  | { readonly page: 'receipt'; readonly msn: string }
  | { readonly page: 'unknown' };

/** The address of a page. */
export const hrefTo = {
  units: '#/',
  ledgers: '#/ledgers',
  sales: (ledgerId: string) => `#/ledgers/${encodeURIComponent(ledgerId)}`,
  close: (ledgerId: string, month: string) => `#/ledgers/${encodeURIComponent(ledgerId)}/close/${month}`,
  receipt: (msn: string) => `#/units/${encodeURIComponent(msn)}/receipt`,
};

/** Reads an address. */
export function routeOf(hash: string): Route {
  const parts = hash
    .replace(/^#?\/?|\/$/g, '')
    .split('/')
    .map(decoded);
  const [first = '', id = '', what, month = ''] = parts;
  if (first === '') return { page: 'units' };
  if (first === 'ledgers' && parts.length === 1) return { page: 'ledgers' };
  if (first === 'ledgers' && parts.length === 2) return { page: 'sales', ledgerId: id };
  if (first === 'ledgers' && what === 'close' && /^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(month))
    return { page: 'close', ledgerId: id, month };
  if (first === 'units' && what === 'receipt') return { page: 'receipt', msn: id };
  return { page: 'unknown' };
}

/** The address of the page as it is now, and whenever it changes. */
export function useHash(): string {
  return useSyncExternalStore(follow, () => window.location.hash);
}

function follow(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => {
    window.removeEventListener('hashchange', changed);
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
