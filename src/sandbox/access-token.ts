import { randomUUID } from 'node:crypto';
import { findClient, sandboxClients } from './clients.js';
import { gateway, json, type Answer } from './http/answer.js';
import { headerOf, type SandboxRequest } from './http/request.js';
import type { Route } from './http/router.js';
import type { SandboxState } from './state/SandboxState.js';

/** The two token endpoints: one in the platform's own style, one in OAuth's. */
export function accessTokenRoutes(state: SandboxState): Route[] {
  return [
    // The vendor's samples write this path in both cases.
    {
      method: 'POST',
      path: '/accesstoken/get',
      ignoreCase: true,
      handle: (request) => classic(request, state),
    },
    { method: 'POST', path: '/miami/v1/token', handle: (request) => specialised(request, state) },
  ];
}

/** What the gateway says of a subscription key; undefined when it lets the request pass. */
export function subscriptionKeyFault(key: string | undefined): string | undefined {
  if (!key) {
    const advice = 'Make sure to include subscription key when making requests to an API.';
    return `Access denied due to missing subscription key. ${advice}`;
  }
  if (sandboxClients.some(({ subscriptionKey }) => subscriptionKey === key)) return undefined;
  const advice = 'Make sure to provide a valid key for an active subscription.';
  return `Access denied due to invalid subscription key. ${advice}`;
}

function classic({ headers }: SandboxRequest, state: SandboxState): Answer {
  const keyFault = subscriptionKeyFault(headerOf(headers, 'ocp-apim-subscription-key'));
  if (keyFault !== undefined) return gateway(401, keyFault);

  const clientId = headerOf(headers, 'client_id');
  const clientSecret = headerOf(headers, 'client_secret');
  if (!clientId) return identityError(state, 400, 'invalid_request', 900144, "'client_id' is missing");
  const client = findClient(clientId, 'classic');
  if (!client) {
    return identityError(
      state,
      400,
      'unauthorized_client',
      700016,
      `Application '${clientId}' was not found`,
    );
  }
  if (client.clientSecret !== clientSecret) {
    return identityError(state, 401, 'invalid_client', 7000215, 'Invalid client secret provided');
  }

  const { token, issuedAt, notBefore, expiresAt } = state.tokens.issue(client);
  // The real answer is made a moment after the token, so it promises a second less than the token lives.
  const expiresIn = expiresAt - issuedAt - 1;
  const emit = (value: number) => (state.quirks.values.expiresInAsNumber ? value : String(value));
  return json(200, {
    token_type: 'Bearer',
    expires_in: emit(expiresIn),
    ext_expires_in: emit(expiresIn),
    expires_on: emit(expiresAt),
    not_before: emit(notBefore),
    resource: '00000002-0000-0000-c000-000000000000',
    access_token: token,
  });
}

/** The error body of the identity provider behind the classic endpoint. */
function identityError(
  state: SandboxState,
  status: number,
  error: string,
  code: number,
  text: string,
): Answer {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  // The provider writes a space for the T of ISO 8601, and no fraction.
  const timestamp = state.clock
    .view()
    .now.replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  return json(status, {
    error,
    error_description: `AADSTS${code}: ${text}. Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  });
}

function specialised({ headers, body }: SandboxRequest, state: SandboxState): Answer {
  if (headerOf(headers, 'ocp-apim-subscription-key') !== undefined) {
    return oauthError(400, 'invalid_client', 'The subscription key must not be sent here');
  }
  const form = headerOf(headers, 'content-type')
    ?.toLowerCase()
    .startsWith('application/x-www-form-urlencoded');
  const grantType = form ? new URLSearchParams(body).get('grant_type') : null;
  if (!grantType) return oauthError(400, 'invalid_client', 'grant_type is missing');
  if (grantType !== 'client_credentials') {
    return oauthError(400, 'unsupported_grant_type', 'Only client_credentials is supported');
  }

  const [clientId, clientSecret] = basicCredentials(headerOf(headers, 'authorization'));
  const client = findClient(clientId, 'specialised');
  if (!client || client.clientSecret !== clientSecret) {
    return oauthError(401, 'invalid_client', 'Client authentication failed');
  }

  const { token, issuedAt, expiresAt } = state.tokens.issue(client);
  const life = expiresAt - issuedAt;
  const expiresIn = state.quirks.values.specialisedExpiresInAsString ? String(life) : life;
  return json(200, { access_token: token, token_type: 'Bearer', expires_in: expiresIn });
}

function oauthError(status: number, error: string, description: string): Answer {
  return json(status, { error, error_description: description });
}

function basicCredentials(authorization: string | undefined): [id: string, secret: string] {
  const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(authorization ?? '')?.[1] ?? '';
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0 ? ['', ''] : [decoded.slice(0, colon), decoded.slice(colon + 1)];
}
