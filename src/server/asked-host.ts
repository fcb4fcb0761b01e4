import type { IncomingMessage } from 'node:http';
import { HeaderReading } from './HeaderReading.js';

/** The name, without a port, that a request is sent to. */
const names = new HeaderReading((host) =>
  /^([\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i.exec(host)?.[1]?.toLowerCase(),
);

/** Whether a request asks for one of these names. */
export function asksForOneOf(hosts: ReadonlySet<string>, { headers: { host } }: IncomingMessage): boolean {
  const name = host === undefined ? undefined : names.of(host);
  return name !== undefined && hosts.has(name);
}
