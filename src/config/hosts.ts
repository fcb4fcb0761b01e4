import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address to listen on can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  // Of an IPv4 address in the form of IPv6, the list knows the IPv4 address.
  if (family !== 0) return loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
  return /^localhost\.?$/i.test(host);
}

/** As a Host header names this machine. */
const OWN_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The names that callers may ask for; undefined = any. On loopback only programs of this machine are meant, and a page
 * whose name leads here (DNS rebinding) asks by that name.
 */
export function allowedHosts(
  host: string,
  listed: readonly string[] | undefined,
): ReadonlySet<string> | undefined {
  if (listed === undefined && !isLoopback(host)) return undefined;
  const own = isIP(host) === 6 ? `[${host}]` : host;
  return new Set([...OWN_NAMES, own.toLowerCase(), ...(listed ?? [])]);
}
