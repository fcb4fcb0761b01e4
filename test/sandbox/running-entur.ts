import { sandboxKeys } from '../../src/sandbox/keys.js';
import { runningSandbox, tokenOf, type Reply } from './running-sandbox.js';

/** What a client asks the token service for. */
export const tokenRequest = {
  grant_type: 'client_credentials',
  client_id: sandboxKeys.entur.clientId,
  client_secret: sandboxKeys.entur.clientSecret,
  audience: 'https://api.entur.sandbox',
};

/** The headers that sales calls carry besides the token. */
export const salesHeaders = {
  'entur-pos': 'Sandbox-POS',
  'entur-distribution-channel': 'ENT:DistributionChannel:App',
  'et-client-name': 'sandbox-subgraph',
};

/** A sandbox for the tests of one file, with ways to call Entur's services in it. */
export async function runningEntur() {
  const sandbox = await runningSandbox();

  const askToken = (body: Record<string, string>, type = 'application/json'): Promise<Reply> =>
    sandbox.call('/entur/oauth/token', {
      method: 'POST',
      headers: { 'content-type': type },
      body: type === 'application/json' ? JSON.stringify(body) : new URLSearchParams(body).toString(),
    });

  /** Calls a path below `/entur/sales` as the subgraph would. */
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = salesHeaders,
  ): Promise<Reply> => {
    const token = tokenOf(await askToken(tokenRequest));
    return sandbox.call(`/entur/sales${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  };

  return { ...sandbox, askToken, ask };
}
