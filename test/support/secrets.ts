import type { Config } from '../../src/config.js';

/** Every secret of a configuration, also as it goes into a `Basic` header. */
export function secretsIn({
  tenant: { classic, accounting, entur },
  callers,
  tracing,
  routerCache,
}: Config): readonly string[] {
  const basic = accounting && `${accounting.clientId}:${accounting.clientSecret}`;
  const all = [
    classic?.clientSecret,
    classic?.subscriptionKey,
    accounting?.clientSecret,
    entur?.clientSecret,
    basic && Buffer.from(basic).toString('base64'),
    ...(callers.router?.secrets ?? []),
    ...Object.values(tracing.exporter?.headers ?? {}),
    routerCache?.invalidation?.key,
  ];
  return all.flatMap((secret) => (secret === undefined || secret === '' ? [] : [secret]));
}

/** @throws Error that names where, but not what, when a text holds one of the secrets */
export function refuseSecrets(where: string, text: string, secrets: readonly string[]): void {
  const at = secrets.map((secret) => text.indexOf(secret)).find((index) => index !== -1);
  if (at !== undefined)
    throw new Error(
      `${where} has a secret of the configuration in it, behind: ${text.slice(Math.max(0, at - 200), at)}`,
    );
}
