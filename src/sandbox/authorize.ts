import { refuseSubscriptionKey } from './access-token.js';
import { flowOf, type KeyKind, type SandboxClient } from './clients.js';
import { gateway, type Answer, type ProblemDetails } from './http/answer.js';
import { headerOf, type SandboxRequest } from './http/request.js';
import type { Handler, Params } from './http/router.js';
import type { SandboxState } from './state/SandboxState.js';

/** Who an API lets in. */
export interface Admission {
  /** The kinds of keys that open this API. */
  readonly accepts: readonly KeyKind[];
  /** The longest `Vipps-System-*` value this API takes, in characters. */
  readonly systemHeaderMax: number;
}

/** A handler that is told whose keys let the request in. */
export type AuthorizedHandler = (request: SandboxRequest, caller: SandboxClient, param: Params) => Answer;

const systemHeaders = ['name', 'version', 'plugin-name', 'plugin-version'].map(
  (part) => `vipps-system-${part}`,
);

/** Guards an API with the platform's checks in the platform's order: gateway, token, rights, headers. */
export function authorized(state: SandboxState, admission: Admission, handle: AuthorizedHandler): Handler {
  return (request, param) => {
    const { headers } = request;
    const key = headerOf(headers, 'ocp-apim-subscription-key');
    const token = /^Bearer (\S+)$/.exec(headerOf(headers, 'authorization') ?? '')?.[1];
    const caller = token === undefined ? undefined : state.tokens.read(token);

    const usesKey = (kind: KeyKind) => flowOf(kind) === 'classic';
    const needsKey = caller ? usesKey(caller.kind) : admission.accepts.some(usesKey);
    const refusal = needsKey || key !== undefined ? refuseSubscriptionKey(key) : undefined;
    if (refusal) return refusal;
    if (!caller) return unauthorized(state);
    // A token works only with the subscription that it was issued for.
    if (needsKey && key !== caller.subscriptionKey) return unauthorized(state);
    if (!admission.accepts.includes(caller.kind)) return state.problem(forbidden);

    const tooLong = systemHeaders.filter(
      (name) => (headerOf(headers, name) ?? '').length > admission.systemHeaderMax,
    );
    if (tooLong.length > 0) return state.problem(invalidHeaders(tooLong, admission.systemHeaderMax));
    return handle(request, caller, param);
  };
}

const forbidden: ProblemDetails = {
  status: 403,
  type: 'forbidden',
  title: 'Forbidden',
  detail: 'The keys used do not give access to this API.',
};

function unauthorized(state: SandboxState): Answer {
  const detail = 'Something went wrong, please try again later';
  if (state.quirks.values.unauthorizedFromGateway) return gateway(401, detail);
  return state.problem({ status: 401, type: 'unauthorized', title: 'Unauthorized', detail });
}

function invalidHeaders(names: readonly string[], max: number): ProblemDetails {
  return {
    status: 400,
    type: 'validation-error',
    title: 'Invalid request',
    detail: 'One or more headers could not be accepted.',
    extraDetails: names.map((key) => ({ key, value: `Must be at most ${max} characters.` })),
  };
}
