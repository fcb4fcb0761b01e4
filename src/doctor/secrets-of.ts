import type { Config, Credentials } from '../config.js';

/** Every secret of a configuration: none of them is ever printed. */
export function secretsOf({
  tenant,
  tenantsFile,
  callers,
  sharedCache,
  routerCache,
}: Config): readonly string[] {
  const keys = (tenantsFile?.tenants ?? [tenant]).flatMap(
    ({ classic, accounting, entur, salesUnits = [] }) => [
      classic,
      accounting,
      entur,
      ...salesUnits.map(({ credentials }) => credentials),
    ],
  );
  return [
    ...keys.flatMap((credentials) => (credentials === undefined ? [] : secretsIn(credentials))),
    ...(callers.router?.secrets ?? []),
    routerCache?.invalidation?.key ?? '',
    ...(sharedCache === undefined
      ? []
      : [
          decodeURIComponent(new URL(sharedCache.url).password),
          ...sharedCache.keys.map((key) => key.toString('base64')),
        ]),
  ].filter((secret) => secret !== '');
}

function secretsIn(credentials: Credentials): readonly string[] {
  return credentials.kind === 'classic'
    ? [credentials.clientSecret, credentials.subscriptionKey]
    : [credentials.clientSecret];
}
