import type { AccountingCredentials, Credentials, SystemHeaders } from '../config.js';

/** The `Vipps-System-*` headers that name the calling system on every call. */
export function systemHeaders(system: SystemHeaders): Record<string, string> {
  return {
    accept: 'application/json',
    'vipps-system-name': system.name,
    'vipps-system-version': system.version,
    'vipps-system-plugin-name': system.pluginName,
    'vipps-system-plugin-version': system.pluginVersion,
  };
}

/** The headers that prove who calls. The subscription key belongs to the classic flow only. */
export function credentialHeaders(credentials: Credentials, token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    ...(credentials.kind === 'classic' ? { 'ocp-apim-subscription-key': credentials.subscriptionKey } : {}),
  };
}

/** What proves accounting keys to the token endpoint, after the word `Basic`. */
export function basicCredentials({ clientId, clientSecret }: AccountingCredentials): string {
  return Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
}

/** The headers of every call to Entur. */
export function enturHeaders(credentials: Credentials, token: string): Readonly<Record<string, string>> {
  if (credentials.kind !== 'entur') throw new TypeError('keys of another vendor');
  return {
    // Payments and agreements are declared as HAL.
    accept: 'application/json, application/hal+json',
    authorization: `Bearer ${token}`,
    'et-client-name': credentials.clientName,
    'entur-pos': credentials.pos,
    'entur-distribution-channel': credentials.distributionChannel,
  };
}
