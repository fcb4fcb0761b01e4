import { listeningPlaces, type ListeningPlace } from '../config/ports.js';
import type { Config } from '../config.js';
import { isObject } from '../json.js';
import { listenFault } from '../listen-fault.js';
import { ask } from './ask.js';
import type { Finding, Findings, Visit } from './findings.js';

/** Whether all that the server listens on is free: each is taken for a moment. */
export async function* checkPorts({ config, begin }: Visit): Findings {
  const places = listeningPlaces(config);
  const taken: { readonly place: ListeningPlace; readonly code: string }[] = [];
  const free: ListeningPlace[] = [];
  for (const place of places) {
    begin(`port ${String(place.port)}`);
    const code = await listenFault(place);
    if (code === undefined) free.push(place);
    else taken.push({ place, code });
  }
  for (const { setting, port } of free)
    yield {
      area: 'ports',
      subject: setting,
      state: 'ok',
      found: port === 0 ? 'any port that is free' : `port ${String(port)} is free`,
    };
  // A server that runs already holds all of its ports.
  const isRunning = free.every(({ port }) => port === 0) && taken.length > 0 && (await isLive(config));
  for (const { place, code } of taken) yield takenFinding(place, code, isRunning);
}

function takenFinding({ setting, host, port }: ListeningPlace, code: string, isRunning: boolean): Finding {
  const about = { area: 'ports', subject: setting } as const;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return {
      ...about,
      state: 'fault',
      found: `${host} is no address of this machine`,
      mend: 'Set HOST to an address of this machine, or to 0.0.0.0 for all of them.',
    };
  if (code === 'EACCES')
    return {
      ...about,
      state: 'fault',
      found: `port ${String(port)} is not for this user`,
      mend: `Set ${setting} to a port above 1023.`,
    };
  if (code !== 'EADDRINUSE')
    return {
      ...about,
      state: 'fault',
      found: `port ${String(port)} can't be listened on (${code})`,
      mend: `Choose another with ${setting}, or another HOST.`,
    };
  return isRunning
    ? {
        ...about,
        state: 'warning',
        found: `port ${String(port)} is taken, and /livez answers at PROBES_PORT: a server like this runs here already`,
        mend: `Nothing, if that is the one you look at; else choose another with ${setting}.`,
      }
    : {
        ...about,
        state: 'fault',
        found: `port ${String(port)} is taken`,
        mend: `Stop what listens there, or choose another with ${setting}.`,
      };
}

async function isLive({ host, probesPort }: Config): Promise<boolean> {
  const name = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  try {
    const { status, text } = await ask(
      `http://${name.includes(':') ? `[${name}]` : name}:${probesPort}/livez`,
      {
        method: 'GET',
        withinMs: 1_000,
      },
    );
    const body: unknown = JSON.parse(text);
    return status === 200 && isObject(body) && body['status'] === 'ok';
  } catch {
    return false;
  }
}
