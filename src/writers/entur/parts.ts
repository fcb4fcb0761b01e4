import type { EnturCall } from '../../clients/entur/changes/ChangeSender.js';
import type { EnturChangeClients } from '../../clients/entur/changes/clients.js';
import { requiredEnturKeys } from '../../clients/entur/required-keys.js';
import type { EnturConfig, Tenant } from '../../config.js';
import { GraphError } from '../../errors/GraphError.js';
import { lookScope, type CallScope } from '../../http/call-scope.js';
import type { EnturForgetting } from '../../loaders/entur/forgetting.js';

/** What all writers of a request share. */
export interface EnturWriterParts {
  readonly changes: EnturChangeClients;
  readonly config: Pick<EnturConfig, 'experimental' | 'firstPage' | 'pageSizeMax'>;
  readonly tenant: Tenant;
  readonly scope: CallScope;
  readonly forget: EnturForgetting;
}

/** What a change is sent with. @throws GraphError FORBIDDEN where the tenant has no keys of Entur */
export function callOf({ tenant, scope }: EnturWriterParts): EnturCall {
  return { credentials: requiredEnturKeys(tenant), scope };
}

/** The same for a look that tells what became of a change. */
export function lookOf({ tenant, scope }: EnturWriterParts): EnturCall {
  return { credentials: requiredEnturKeys(tenant), scope: lookScope(scope) };
}

/** What is inferred may go wrong with other people's money: whoever runs this has to ask for it. @throws GraphError FORBIDDEN */
export function requireExperimental({ config }: EnturWriterParts, mutation: string): void {
  if (config.experimental) return;
  throw new GraphError(
    'FORBIDDEN',
    `${mutation} is experimental, as a part of its call is inferred and not documented. It needs ENTUR_EXPERIMENTAL=on.`,
  );
}
