import { createServer } from 'node:http';
import { once } from 'node:events';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { isObject } from '../../src/json.js';

/** A pair of keys of an issuer, and the id under which the public one is published. */
export interface IssuerKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

/** An issuer of tokens that publishes its keys on loopback, and counts how often they are read. */
export interface Issuer {
  readonly url: string;
  readonly jwksUrl: string;
  readonly reads: number;
  /** What it answers with when its keys are read. */
  publish(answer: { readonly keys: readonly JWK[] } | { readonly status: number }): void;
  close(): Promise<void>;
}

export async function makeKey(kid: string, algorithm = 'RS256'): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
  return { kid, privateKey, publicKey, jwk };
}

export async function startIssuer(...keys: readonly IssuerKey[]): Promise<Issuer> {
  let answer: { readonly keys: readonly JWK[] } | { readonly status: number } = {
    keys: keys.map(({ jwk }) => jwk),
  };
  let reads = 0;
  const server = createServer((_request, response) => {
    reads += 1;
    if ('status' in answer) response.writeHead(answer.status).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!isObject(address)) throw new Error('the issuer does not listen');
  const url = `http://127.0.0.1:${String(address['port'])}`;
  return {
    url,
    jwksUrl: `${url}/jwks`,
    get reads() {
      return reads;
    },
    publish(next) {
      answer = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A token as an issuer would sign it; claims that are undefined are left out. */
export function signToken(
  key: IssuerKey,
  claims: JWTPayload,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: key.jwk.alg ?? 'RS256', kid: key.kid, ...header })
    .sign(key.privateKey);
}
