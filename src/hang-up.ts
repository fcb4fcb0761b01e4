import type { Logger } from 'pino';

/**
 * What SIGHUP means: read the tenants file again. Sent to a server that has none, it would end that by default; it is told
 * and ignored, but for a terminal that closes.
 * @param reload undefined = there is no tenants file
 */
export function reloadOnHangUp(
  reload: (() => void) | undefined,
  log: Pick<Logger, 'warn'>,
  isTerminal = process.stdin.isTTY,
): void {
  if (reload !== undefined) process.on('SIGHUP', reload);
  else if (!isTerminal)
    process.on('SIGHUP', () => {
      log.warn(
        'SIGHUP: there is no tenants file to read again. Other settings and secrets are read at the start.',
      );
    });
}

/**
 * What SIGHUP means where there are workers: replace them, so that all settings that come from files are read again. A
 * terminal that closes ends them, but where there is a tenants file.
 */
export function replaceOnHangUp(
  replace: () => void,
  hasTenantsFile: boolean,
  isTerminal = process.stdin.isTTY,
): void {
  if (hasTenantsFile || !isTerminal) process.on('SIGHUP', replace);
}
