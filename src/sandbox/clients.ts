import { sandboxKeys } from './keys.js';
import { keyHolder, ourPartner } from './seed/owners.js';
import type { BusinessIdentifier } from './model/management.js';

/** The kinds of keys that the platform hands out. */
export type KeyKind = 'merchant' | 'partner' | 'accounting';
/** The two ways to get a token. */
export type TokenFlow = 'classic' | 'specialised';

/** A holder of keys: how it proves itself and what it stands for. */
export interface SandboxClient {
  readonly kind: KeyKind;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Only keys of the classic flow come with a subscription key. */
  readonly subscriptionKey?: string;
  /** The sales unit that sales-unit keys were made for. */
  readonly msn?: string;
  /** The merchant that sales-unit keys belong to. */
  readonly merchant?: BusinessIdentifier;
  /** The partner that partner keys belong to. */
  readonly partner?: string;
}

/** Everyone who holds keys. */
export const sandboxClients: readonly SandboxClient[] = [
  { kind: 'merchant', ...sandboxKeys.merchant, merchant: keyHolder },
  { kind: 'partner', ...sandboxKeys.partner, partner: ourPartner },
  { kind: 'accounting', ...sandboxKeys.accounting },
];

/** Which token endpoint a client must use depends on its keys alone, whatever API it calls afterwards. */
export function flowOf(kind: KeyKind): TokenFlow {
  return kind === 'accounting' ? 'specialised' : 'classic';
}

/** The client with this id, if it may use this flow. */
export function findClient(clientId: string, flow: TokenFlow): SandboxClient | undefined {
  return sandboxClients.find((client) => client.clientId === clientId && flowOf(client.kind) === flow);
}
