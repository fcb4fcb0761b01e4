import { importJWK } from 'jose';
import { z } from 'zod';
import { JWKS_TIMEOUT_MS, JWT_ALGORITHMS } from '../callers/JwtVerifier.js';
import { clockFinding } from './clock.js';
import type { Finding, Findings, Visit } from './findings.js';
import { noAnswer } from './reach.js';

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

type PublishedKey = z.output<typeof keySetSchema>['keys'][number];

/** What a key may sign with that does not say so itself. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  RSA: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  'EC P-256': ['ES256'],
  'EC P-384': ['ES384'],
  'EC P-521': ['ES512'],
  'OKP Ed25519': ['EdDSA'],
};

/** Whether the issuer's keys can be read, and are of use here. No key is told. */
export async function* checkJwks({ config, clock, begin }: Visit): Findings {
  const { jwt } = config.callers;
  if (jwt === undefined) return;
  const { origin, pathname } = new URL(jwt.jwksUrl);
  const about = { area: 'jwks', subject: 'AUTH_JWKS_URL' } as const;
  begin(`${origin}${pathname}`);
  const sentAt = clock.now();
  let answer: Response;
  let body: string;
  try {
    answer = await fetch(jwt.jwksUrl, { redirect: 'manual', signal: AbortSignal.timeout(JWKS_TIMEOUT_MS) });
    body = await answer.text();
  } catch (error) {
    const { why, mend } = noAnswer(error);
    yield { ...about, state: 'fault', found: `${origin} can't be reached: ${why}`, mend };
    return;
  }
  const dated = clockFinding({ from: origin, headers: answer.headers, sentAt, arrivedAt: clock.now() });
  if (answer.status === 200) yield { ...about, ...(await judge(body)) };
  else
    yield {
      ...about,
      state: 'fault',
      found: `${origin}${pathname} is answered with ${answer.status} instead of 200`,
      mend: 'Take the jwks_uri of your issuer, which its /.well-known/openid-configuration tells.',
    };
  yield dated;
}

async function judge(body: string): Promise<Pick<Finding, 'state' | 'found' | 'mend'>> {
  const read = keySetSchema.safeParse(parsed(body));
  if (!read.success)
    return {
      state: 'fault',
      found: 'what is published there is no list of keys (JWKS)',
      mend: 'Take the jwks_uri of your issuer, which its /.well-known/openid-configuration tells.',
    };
  const { keys } = read.data;
  const judged = await Promise.all(keys.map(async (key) => ({ key, algorithms: await usableWith(key) })));
  const usable = judged.filter(({ algorithms }) => algorithms.length > 0);
  const others = judged.filter(({ algorithms }) => algorithms.length === 0).map(({ key }) => nameOf(key));
  const rest = others.length === 0 ? '' : `; of no use here: ${[...new Set(others)].join(', ')}`;
  if (usable.length === 0)
    return {
      state: 'fault',
      found: `none of the ${keys.length} keys is of use here${others.length === 0 ? '' : `: ${[...new Set(others)].join(', ')}`}`,
      mend: `Let the issuer sign with a public key, by one of ${JWT_ALGORITHMS.join(', ')}: whoever can check a shared secret such as that of HS256 can forge tokens with it.`,
    };
  const algorithms = [...new Set(usable.flatMap((each) => each.algorithms))];
  if (keys.some(({ kty }) => kty === 'oct'))
    return {
      state: 'warning',
      found: `${usable.length} keys for ${algorithms.join(', ')}${rest}`,
      mend: 'A shared secret stands where everybody can read it: take it out at the issuer, and use it no more.',
    };
  return { state: 'ok', found: `${usable.length} keys for ${algorithms.join(', ')}${rest}` };
}

/** The algorithms by which tokens of a key are taken: none for one that is not meant for that, or can't be read. */
async function usableWith(key: PublishedKey): Promise<readonly string[]> {
  const { alg, use } = key;
  if (use !== undefined && use !== 'sig') return [];
  const algorithms = (typeof alg === 'string' ? [alg] : (USUAL[kindOf(key)] ?? [])).filter((each) =>
    JWT_ALGORITHMS.includes(each),
  );
  const [first] = algorithms;
  if (first === undefined) return [];
  try {
    await importJWK(key, first);
    return algorithms;
  } catch {
    return [];
  }
}

function kindOf({ kty, crv }: PublishedKey): string {
  return typeof crv === 'string' ? `${kty} ${crv}` : kty;
}

/** Only words that have the form of a name: anything may stand there. */
function nameOf(key: PublishedKey): string {
  const { alg, use } = key;
  const words = [alg, kindOf(key), typeof use === 'string' ? `use ${use}` : undefined];
  return words.filter((word) => typeof word === 'string' && /^[\w .-]{1,32}$/.test(word)).join(' ');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
