import { subscriptionKeyFault } from './access-token.js';
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
  /** How this API words what these checks refuse; left out where it does so like the platform. */
  readonly refuse?: Refuse;
}

/** Words a refusal. A `gateway` that stands in front of the API knows its own message only, the `detail`. */
export type Refuse = (
  state: SandboxState,
  details: ProblemDetails,
  by: 'gateway' | 'api',
  request: SandboxRequest,
) => Answer;

/** A handler that is told whose keys let the request in. */
export type AuthorizedHandler = (request: SandboxRequest, caller: SandboxClient, param: Params) => Answer;

const systemHeaders = ['name', 'version', 'plugin-name', 'plugin-version'].map(
  (part) => `vipps-system-${part}`,
);

/** Guards an API with the platform's checks in the platform's order: gateway, token, rights, headers. */
export function authorized(state: SandboxState, admission: Admission, handle: AuthorizedHandler): Handler {
  return (request, param) => {
    const { headers } = request;
    const refuse = (details: ProblemDetails, by: 'gateway' | 'api' = 'api') =>
      (admission.refuse ?? refuseLikePlatform)(state, details, by, request);
    const unauthorized = () =>
      refuse(badToken, state.quirks.values.unauthorizedFromGateway ? 'gateway' : 'api');
    const key = headerOf(headers, 'ocp-apim-subscription-key');
    // The name of a scheme is the same in any letter case (RFC 9110).
    const token = /^Bearer +(\S+)$/i.exec(headerOf(headers, 'authorization') ?? '')?.[1];
    const caller = token === undefined ? undefined : state.tokens.read(token);

    const usesKey = (kind: KeyKind) => flowOf(kind) === 'classic';
    // Where keys without a subscription are let in too, only the token tells who would need one.
    const needsKey = caller ? usesKey(caller.kind) : admission.accepts.every(usesKey);
    const keyFault = needsKey || key !== undefined ? subscriptionKeyFault(key) : undefined;
    if (keyFault !== undefined) return refuse({ ...badToken, detail: keyFault }, 'gateway');
    if (!caller) return unauthorized();
    // A token works only with the subscription that it was issued for.
    if (needsKey && key !== caller.subscriptionKey) return unauthorized();
    if (!admission.accepts.includes(caller.kind)) return refuse(forbidden);

    const tooLong = systemHeaders.filter(
      (name) => (headerOf(headers, name) ?? '').length > admission.systemHeaderMax,
    );
    if (tooLong.length > 0) return refuse(invalidHeaders(tooLong, admission.systemHeaderMax));
    return handle(request, caller, param);
  };
}

const badToken: ProblemDetails = {
  status: 401,
  type: 'unauthorized',
  title: 'Unauthorized',
  detail: 'Something went wrong, please try again later',
};

const forbidden: ProblemDetails = {
  status: 403,
  type: 'forbidden',
  title: 'Forbidden',
  detail: 'The keys used do not give access to this API.',
};

/** The gateway's own body, or the platform's standard problem. */
const refuseLikePlatform: Refuse = (state, details, by) =>
  by === 'gateway' ? gateway(details.status, details.detail) : state.problem(details);

function invalidHeaders(names: readonly string[], max: number): ProblemDetails {
  return {
    status: 400,
    type: 'validation-error',
    title: 'Invalid request',
    detail: 'One or more headers could not be accepted.',
    extraDetails: names.map((key) => ({ key, value: `Must be at most ${max} characters.` })),
  };
}
