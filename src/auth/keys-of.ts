import type { Credentials, Tenant } from '../config.js';

/** A set of keys, and what people call it. */
export interface NamedKeys {
  readonly name: string;
  readonly credentials: Credentials;
}

/** All sets of keys of a tenant for Vipps MobilePay, by the variables that begin them or their places in the tenants file. */
export function keysOf({ id, classic, accounting, salesUnits = [], fromFile }: Tenant): readonly NamedKeys[] {
  const named = (name: string, credentials: Credentials | undefined): readonly NamedKeys[] =>
    credentials === undefined ? [] : [{ name, credentials }];
  if (fromFile !== true)
    return [...named('VIPPS_CLIENT_ID', classic), ...named('VIPPS_ACCOUNTING_CLIENT_ID', accounting)];
  return [
    ...salesUnits.flatMap(({ credentials }, index) => named(`${id}: salesUnitKeys[${index}]`, credentials)),
    ...named(`${id}: partnerKeys`, classic),
    ...named(`${id}: accountingKeys`, accounting),
  ];
}

/** The same for Entur. */
export function enturKeysOf({ id, entur, fromFile }: Tenant): readonly NamedKeys[] {
  if (entur === undefined) return [];
  return [{ name: fromFile === true ? `${id}: enturKeys` : 'ENTUR_CLIENT_ID', credentials: entur }];
}
