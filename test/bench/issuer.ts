import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Who signs the token that the load bears, and what a server must be told of it. */
export interface Issuer {
  readonly env: Readonly<Record<string, string>>;
  /** Of every request. */
  readonly headers: Readonly<Record<string, string>>;
  stop(): void;
}

const ISSUER = 'https://issuer.example';
const AUDIENCE = 'vipps-subgraph';
const SCOPES = 'management:read product-orders:read orders:read sales:read report:read';

/** Starts an issuer on loopback. The server reads its keys once. */
export async function startIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'RS256' }] });
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(keys);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The issuer does not listen');
  const token = await new SignJWT({ scope: SCOPES })
    .setProtectedHeader({ alg: 'RS256', kid: 'bench' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject('load')
    .setExpirationTime('1h')
    .sign(privateKey);
  return {
    env: {
      AUTH_JWKS_URL: `http://127.0.0.1:${String(address.port)}/jwks`,
      AUTH_ISSUER: ISSUER,
      AUTH_AUDIENCE: AUDIENCE,
    },
    headers: { authorization: `Bearer ${token}` },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
