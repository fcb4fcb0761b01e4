import { sandboxKeys } from './keys.js';
import { keyHolder, ourPartner } from './seed/owners.js';
import type { BusinessIdentifier } from './model/management.js';

export type KeyKind = 'merchant' | 'partner' | 'accounting';
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

export const sandboxClients: readonly SandboxClient[] = [
  { kind: 'merchant', ...sandboxKeys.merchant, merchant: keyHolder },
  { kind: 'partner', ...sandboxKeys.partner, partner: ourPartner },
  { kind: 'accounting', ...sandboxKeys.accounting },
];

/** The key kind decides which token endpoint a client must use, whatever API it calls afterwards. */
export function flowOf(kind: KeyKind): TokenFlow {
  return kind === 'accounting' ? 'specialised' : 'classic';
}

/** The client with this id, if it may use this flow. */
export function findClient(clientId: string, flow: TokenFlow): SandboxClient | undefined {
  return sandboxClients.find((client) => client.clientId === clientId && flowOf(client.kind) === flow);
}
