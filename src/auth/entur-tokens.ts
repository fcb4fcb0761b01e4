import type { Credentials } from '../config.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { TokenIssuer, TokenRequest } from './TokenIssuer.js';

/** The token service of Entur: client credentials as JSON, for the audience of the environment. */
export function enturTokens(api: ApiDescriptor, audience: string): TokenIssuer {
  return { api, usualLifeMs: 3_600_000, request: (credentials) => request(credentials, audience), refusal };
}

function request(credentials: Credentials, audience: string): TokenRequest {
  if (credentials.kind !== 'entur') throw new TypeError('keys of another vendor');
  return {
    operation: 'getToken',
    path: '/oauth/token',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'et-client-name': credentials.clientName,
    },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
      audience,
    }),
  };
}

function refusal({ fromFile }: Credentials): string {
  // Tenants may share keys, so whose they are is not said.
  const settings = fromFile === true ? 'them in the tenants file' : 'ENTUR_CLIENT_ID and ENTUR_CLIENT_SECRET';
  return `Entur refused this server's keys. Check ${settings}, and that they are for ENTUR_ENVIRONMENT.`;
}
