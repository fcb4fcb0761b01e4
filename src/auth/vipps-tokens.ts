import type { Credentials, SystemHeaders } from '../config.js';
import type { UpstreamFacts } from '../errors/UpstreamError.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import { basicCredentials, systemHeaders } from './headers.js';
import type { TokenIssuer, TokenRequest } from './TokenIssuer.js';

/** The token endpoints of Vipps MobilePay: one for classic keys, one for accounting keys. */
export function vippsTokens(api: ApiDescriptor, system: SystemHeaders): TokenIssuer {
  return { api, usualLifeMs: 60_000, request: (credentials) => request(credentials, system), refusal };
}

function request(credentials: Credentials, system: SystemHeaders): TokenRequest {
  switch (credentials.kind) {
    case 'classic':
      return {
        operation: 'fetchAuthorizationToken',
        path: '/accesstoken/get',
        headers: {
          ...systemHeaders(system),
          client_id: credentials.clientId,
          client_secret: credentials.clientSecret,
          'ocp-apim-subscription-key': credentials.subscriptionKey,
          ...(credentials.msn === undefined ? {} : { 'merchant-serial-number': credentials.msn }),
          'content-length': '0',
        },
      };
    case 'accounting':
      return {
        operation: 'fetchToken',
        path: '/miami/v1/token',
        headers: {
          ...systemHeaders(system),
          authorization: `Basic ${basicCredentials(credentials)}`,
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        },
        body: 'grant_type=client_credentials',
      };
    case 'entur':
      throw new TypeError('keys of another vendor');
  }
}

function refusal(credentials: Credentials, { title = '', detail = '' }: UpstreamFacts): string {
  const keys = credentials.kind === 'classic' ? 'keys' : 'accounting keys';
  const settings = settingsToCheck(credentials, `${title} ${detail}`.toLowerCase());
  return `Vipps MobilePay refused this server's ${keys}. Check ${settings}, and that they are for the environment that is called.`;
}

function settingsToCheck(credentials: Credentials, about: string): string {
  // Tenants may share keys, so whose they are is not said.
  if (credentials.fromFile === true) return 'them in the tenants file';
  if (credentials.kind === 'accounting')
    return 'VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET';
  if (about.includes('subscription')) return 'VIPPS_SUBSCRIPTION_KEY';
  if (about.includes('unauthorized_client')) return 'VIPPS_CLIENT_ID';
  if (about.includes('invalid_client')) return 'VIPPS_CLIENT_SECRET';
  return 'VIPPS_CLIENT_ID, VIPPS_CLIENT_SECRET and VIPPS_SUBSCRIPTION_KEY';
}
