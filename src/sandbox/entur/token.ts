import { z } from 'zod';
import { json, type Answer } from '../http/answer.js';
import { headerOf, type SandboxRequest } from '../http/request.js';
import type { Route } from '../http/router.js';
import { sandboxKeys } from '../keys.js';
import { enturAudience } from './state/EnturTokens.js';
import type { EnturState } from './state/EnturState.js';

const fields = z.object({
  grant_type: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  audience: z.string().optional(),
});

/** The token service: client credentials for an audience, as JSON (documented) or as a form (accepted). */
export function tokenRoutes(state: EnturState): Route[] {
  return [{ method: 'POST', path: '/entur/oauth/token', handle: (request) => token(state, request) }];
}

function token(state: EnturState, request: SandboxRequest): Answer {
  const parsed = fields.safeParse(bodyOf(request));
  if (!parsed.success) return oauthError(400, 'invalid_request', 'The body is no JSON object and no form.');
  const { grant_type: grantType, client_id: clientId, client_secret: secret, audience } = parsed.data;
  const missing = Object.entries({ grant_type: grantType, client_id: clientId, client_secret: secret })
    .filter(([, value]) => !value)
    .map(([name]) => name);
  if (missing.length > 0) return oauthError(400, 'invalid_request', `Missing: ${missing.join(', ')}`);
  if (grantType !== 'client_credentials')
    return oauthError(403, 'unsupported_grant_type', 'Only client_credentials is granted');
  if (clientId !== sandboxKeys.entur.clientId || secret !== sandboxKeys.entur.clientSecret)
    return oauthError(401, 'access_denied', 'Unauthorized');
  // A token of one environment is not given for the audience of another.
  if (audience !== enturAudience) {
    const wanted = audience ?? '';
    return oauthError(403, 'access_denied', `Service not enabled within domain: ${wanted}`);
  }
  const { token: accessToken, expiresIn } = state.tokens.issue(clientId);
  return json(200, { access_token: accessToken, expires_in: expiresIn, token_type: 'Bearer' });
}

function bodyOf({ headers, body }: SandboxRequest): unknown {
  const type = headerOf(headers, 'content-type')?.toLowerCase() ?? '';
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function oauthError(status: number, error: string, description: string): Answer {
  return json(status, { error, error_description: description });
}
