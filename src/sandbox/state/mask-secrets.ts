import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { headerOf } from '../http/request.js';

const secretHeaders: ReadonlySet<string> = new Set(['client_secret', 'ocp-apim-subscription-key']);

/** Stands for a secret: equal secrets have equal fingerprints, and none leads back to its secret. */
export function fingerprint(secret: string): string {
  return `sha256:${createHash('sha256').update(secret).digest('hex').slice(0, 16)}`;
}

/** Headers that are safe to show. `Authorization` keeps its scheme, since a wrong one is a common mistake. */
export function maskHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const masked: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headerOf(headers, name) ?? '';
    if (name === 'authorization') masked[name] = maskAuthorization(value);
    else masked[name] = secretHeaders.has(name) ? fingerprint(value) : value;
  }
  return masked;
}

function maskAuthorization(value: string): string {
  const space = value.indexOf(' ');
  return space < 0 ? fingerprint(value) : `${value.slice(0, space)} ${fingerprint(value.slice(space + 1))}`;
}

/** A form body that is safe to show, should a client have put its secret there. */
export function maskForm(body: string): string {
  return body.replace(/(?<=(?:^|&)client_secret=)[^&]+/g, fingerprint);
}

/** A JSON body that is safe to show: a secret in a member of the outermost object is replaced. */
export function maskJson(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('client_secret' in body)) return body;
  return { ...body, client_secret: fingerprint(String(body.client_secret)) };
}
