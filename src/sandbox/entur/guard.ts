import type { Answer } from '../http/answer.js';
import { headerOf, type SandboxRequest } from '../http/request.js';
import type { Handler, Params, Route } from '../http/router.js';
import { newCorrelationId, refuse } from './rules/errors.js';
import type { EnturState } from './state/EnturState.js';

/** Headers that an operation may declare as required, besides the token. */
export type Declared = 'entur-distribution-channel' | 'entur-pos';

/** Both: what sales calls declare. */
export const salesHeaders: readonly Declared[] = ['entur-distribution-channel', 'entur-pos'];
/** Only the channel. */
export const channelHeader: readonly Declared[] = ['entur-distribution-channel'];

const shownNames = { 'entur-distribution-channel': 'Entur-Distribution-Channel', 'entur-pos': 'Entur-POS' };

/** A channel of our own codespace: those of others are not linked to the client. */
const anyChannel = /^[A-Z]{3}:DistributionChannel:[\w-]+$/;
const ownChannel = /^ENT:/;

/** Builds the routes of one service. */
export interface Service {
  (method: string, path: string, declared: readonly Declared[], handle: Handler): Route;
}

/** Makes the routes of the services below `/sales`, each behind the checks that all share. */
export function serviceOf(state: EnturState): Service {
  return (method, path, declared, handle) => ({
    method,
    path: `/entur/sales${path}`,
    handle: async (request, param) => {
      const answer = await guarded(state, declared, handle, request, param);
      const given = headerOf(request.headers, 'x-correlation-id');
      const correlationId = given || newCorrelationId();
      return { ...answer, headers: { ...answer.headers, 'x-correlation-id': correlationId } };
    },
  });
}

function guarded(
  state: EnturState,
  declared: readonly Declared[],
  handle: Handler,
  request: SandboxRequest,
  param: Params,
): Answer | Promise<Answer> {
  const { headers, method, path } = request;
  const clientName = headerOf(headers, 'et-client-name') ?? '';
  state.clientNames.set(clientName, (state.clientNames.get(clientName) ?? 0) + 1);

  const token = /^Bearer +(\S+)$/i.exec(headerOf(headers, 'authorization') ?? '')?.[1];
  if (token === undefined || !state.tokens.isGood(token)) {
    const message = 'Full authentication is required to access this resource';
    return refuse(state, request, { status: 401, message });
  }
  const missing = declared.filter((name) => !headerOf(headers, name));
  if (missing.length > 0) {
    const names = missing.map((name) => `'${shownNames[name]}'`).join(' and ');
    return refuse(state, request, {
      status: 400,
      message: `Required request header ${names} is not present`,
    });
  }
  const channel = headerOf(headers, 'entur-distribution-channel');
  if (channel !== undefined && !anyChannel.test(channel))
    return refuse(state, request, { status: 400, message: 'Entur-Distribution-Channel is no channel id' });
  if (channel !== undefined && !ownChannel.test(channel))
    return refuse(state, request, { status: 403, message: `The client is not linked to ${channel}` });

  const refusal = state.refusals.take(method, path);
  if (refusal && !refusal.afterWork) return refuse(state, request, worded(refusal));
  const answer = handle(request, param);
  return refusal ? Promise.resolve(answer).then(() => refuse(state, request, worded(refusal))) : answer;
}

function worded({
  status,
  message,
  errorReason,
}: {
  readonly status: number;
  readonly message?: string;
  readonly errorReason?: string;
}) {
  const said = errorReason === undefined ? 'Refused by the control API' : `Refused: ${errorReason}`;
  return { status, message: message ?? said, errorReason };
}
