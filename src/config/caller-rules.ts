import type { SettingsReader } from './read-settings.js';
import { settings, type SettingName } from './settings.js';

/** Whose tokens are believed, and what is read from them. */
export interface JwtRules {
  /** Where the issuer publishes its public keys. */
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly scopeClaim: string;
  readonly tenantClaim: string;
}

/** How a router in front is known, and whether it speaks for itself or for its callers. */
export interface RouterRules {
  /** One, or two while they are rotated. */
  readonly secrets: readonly string[];
  /** The router passes its callers' claims on: without any, a caller may do nothing. Else all callers may do all. */
  readonly claims: boolean;
}

/** Who admits callers: what is not there admits nobody. */
export interface CallerRules {
  readonly jwt?: JwtRules;
  readonly router?: RouterRules;
  /** Whoever brings no proof of who it is may do all: the operator's network lets no one else in. */
  readonly open?: 'network' | 'sandbox';
}

type Way = 'jwt' | 'router-secret';

/** The settings of each way, the ones that it can't do without first. */
const SETTINGS_OF: Readonly<
  Record<Way, { readonly needed: readonly SettingName[]; readonly more: readonly SettingName[] }>
> = {
  jwt: {
    needed: ['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'],
    more: ['AUTH_SCOPE_CLAIM', 'AUTH_TENANT_CLAIM'],
  },
  'router-secret': {
    needed: ['AUTH_ROUTER_SECRET'],
    more: ['AUTH_ROUTER_SECRET_PREVIOUS', 'AUTH_ROUTER_CLAIMS'],
  },
};

/** Reads who admits callers. @param sandboxMode nobody needs to be kept from invented data */
export function readCallerRules(reader: SettingsReader, sandboxMode: boolean): CallerRules {
  const ways: readonly string[] | undefined = reader.find('CALLER_AUTH');
  if (ways === undefined) {
    if (!sandboxMode && !reader.isSet('CALLER_AUTH')) reader.faults.push(UNSAID);
    if (!reader.isSet('CALLER_AUTH')) refuseIdle(reader, []);
    return sandboxMode ? { open: 'sandbox' } : {};
  }
  refuseIdle(reader, ways);
  const jwt = ways.includes('jwt') ? readJwtRules(reader) : undefined;
  const router = ways.includes('router-secret') ? readRouterRules(reader) : undefined;
  return {
    ...(jwt !== undefined && { jwt }),
    ...(router !== undefined && { router }),
    ...(ways.includes('network') && { open: 'network' as const }),
  };
}

/**
 * Whether callers come with names of their own, by what the settings say, and not by whether that is right.
 * @returns undefined where it can't be told: what is wrong is a fault already
 */
export function namesCallers(reader: SettingsReader): boolean | undefined {
  const ways: readonly string[] | undefined = reader.find('CALLER_AUTH');
  if (ways === undefined) return reader.isSet('CALLER_AUTH') ? undefined : false;
  if (ways.includes('jwt')) return true;
  if (!ways.includes('router-secret')) return false;
  const claims = reader.find('AUTH_ROUTER_CLAIMS');
  return claims === undefined ? undefined : claims === 'on';
}

const UNSAID =
  'CALLER_AUTH: is not set, and with keys everyone who reaches this server reads your data. Say jwt or router-secret; or network, if only your own network reaches it';

/** What is set for a way that is off would leave a door open that somebody takes for closed. */
function refuseIdle(reader: SettingsReader, ways: readonly string[]): void {
  for (const [way, { needed, more }] of Object.entries(SETTINGS_OF)) {
    if (ways.includes(way)) continue;
    for (const name of [...needed, ...more])
      if (reader.isSet(name))
        reader.faults.push(`${name}: is set, but CALLER_AUTH does not say ${way}. Set both or neither`);
  }
}

function readJwtRules(reader: SettingsReader): JwtRules | undefined {
  const [jwksUrl, issuer, audience] = [
    reader.find('AUTH_JWKS_URL'),
    reader.find('AUTH_ISSUER'),
    reader.find('AUTH_AUDIENCE'),
  ];
  askFor(reader, 'jwt');
  if (jwksUrl === undefined || issuer === undefined || audience === undefined) return undefined;
  return {
    jwksUrl,
    issuer,
    audience,
    scopeClaim: reader.get('AUTH_SCOPE_CLAIM'),
    tenantClaim: reader.get('AUTH_TENANT_CLAIM'),
  };
}

function readRouterRules(reader: SettingsReader): RouterRules | undefined {
  const current = reader.find('AUTH_ROUTER_SECRET');
  const previous = reader.find('AUTH_ROUTER_SECRET_PREVIOUS');
  askFor(reader, 'router-secret');
  if (current === undefined) return undefined;
  return {
    secrets: previous === undefined ? [current] : [current, previous],
    claims: reader.get('AUTH_ROUTER_CLAIMS') === 'on',
  };
}

function askFor(reader: SettingsReader, way: Way): void {
  for (const name of SETTINGS_OF[way].needed) {
    if (reader.isSet(name)) continue;
    reader.faults.push(
      `${name}: is not set, but CALLER_AUTH says ${way}. Example: ${name}=${settings[name].example}`,
    );
  }
}
