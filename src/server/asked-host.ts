import type { IncomingMessage } from 'node:http';

/** The name, without a port, that a request is sent to. */
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(?::\d+)?$/i;

/** Whether a request asks for one of these names. */
export function asksForOneOf(hosts: ReadonlySet<string>, { headers: { host } }: IncomingMessage): boolean {
  const name = host === undefined ? undefined : HOST.exec(host)?.[1];
  return name !== undefined && hosts.has(name.toLowerCase());
}
