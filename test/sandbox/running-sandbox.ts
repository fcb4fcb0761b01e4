import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeEach } from 'vitest';
import { z } from 'zod';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { sandboxControl } from '../support/sandbox-control.js';

export interface Reply {
  readonly status: number;
  readonly type: string | null;
  readonly headers: Headers;
  readonly body: unknown;
}

type Kind = Exclude<keyof typeof sandboxKeys, 'entur'>;

/** A sandbox for the tests of one file, back at its start before each of them. */
export async function runningSandbox() {
  const sandbox = await startSandbox({ port: 0 });
  const { url } = sandbox;
  const control = sandboxControl(url);
  beforeEach(() => control.reset());
  afterAll(() => sandbox.stop());

  const call = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    const response = await fetch(`${url}${path}`, init);
    const body = await response.text();
    const type = response.headers.get('content-type');
    const { status, headers } = response;
    return { status, type, headers, body: type?.includes('json') ? JSON.parse(body) : body };
  };

  const askClassic = (headers: Record<string, string>, path = '/accesstoken/get') =>
    call(path, { method: 'POST', headers });

  const askSpecialised = (
    headers: Record<string, string>,
    form: Record<string, string> = clientCredentials,
  ) => call('/miami/v1/token', { method: 'POST', headers, body: new URLSearchParams(form) });

  /** Headers that let these keys call an API. */
  const headersFor = async (kind: Kind): Promise<Record<string, string>> => {
    const reply =
      kind === 'accounting' ? await askSpecialised(basic(kind)) : await askClassic(classicHeaders(kind));
    const authorization = `Bearer ${tokenOf(reply)}`;
    if (kind === 'accounting') return { authorization };
    return { authorization, 'ocp-apim-subscription-key': sandboxKeys[kind].subscriptionKey };
  };

  /** Calls the Management API with the keys of one kind. */
  const manage = async (kind: Kind, path: string): Promise<Reply> =>
    call(`/management/v1${path}`, { headers: await headersFor(kind) });

  return { url, control, call, askClassic, askSpecialised, headersFor, manage };
}

export const clientCredentials = { grant_type: 'client_credentials' };

export function classicHeaders(kind: 'merchant' | 'partner'): Record<string, string> {
  const { clientId, clientSecret, subscriptionKey } = sandboxKeys[kind];
  return { client_id: clientId, client_secret: clientSecret, 'ocp-apim-subscription-key': subscriptionKey };
}

export function basic(kind: Kind, secret: string = sandboxKeys[kind].clientSecret): Record<string, string> {
  const encoded = Buffer.from(`${sandboxKeys[kind].clientId}:${secret}`).toString('base64');
  return { authorization: `Basic ${encoded}` };
}

export function tokenOf({ body }: Reply): string {
  return z.object({ access_token: z.string() }).parse(body).access_token;
}

const msnInfos = z.array(z.object({ msn: z.union([z.number(), z.string()]), name: z.string() }));

/** The MSNs of a list answer, as text. */
export function msnsOf({ body }: Reply): string[] {
  return msnInfos.parse(body).map(({ msn }) => String(msn));
}

/** Sends a request target as it stands; fetch would resolve `..` and escape characters first. */
export function callRaw(
  url: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers }, (response) => {
      text(response).then((body) => {
        resolve({ status: response.statusCode ?? 0, body });
      }, reject);
    });
    sent.once('error', reject).end();
  });
}
