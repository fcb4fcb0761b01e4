import type { ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LoggedCaller } from '../callers/logged-caller.js';
import type { ErrorCode } from '../errors/codes.js';
import type { LimitName } from '../errors/limits.js';
import { ClosingResponse } from './connections.js';
import { responseHeaders } from './request-scope.js';
import { traceIdOf } from '../tracing/trace-context.js';

/** A request that is refused before it is answered. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';

  constructor(
    readonly statusCode: number,
    message: string,
    readonly details: RefusalDetails = {},
  ) {
    super(message);
  }
}

/** Who asks for a subscription by something else than JSON. */
export function noJson(): RefusedRequest {
  return new RefusedRequest(415, 'A POST that asks for a subscription brings application/json.');
}

/** What a refusal has besides its status and message. */
export interface RefusalDetails {
  /** `BAD_REQUEST` unless told otherwise. */
  readonly code?: ErrorCode;
  /** The limit that it came to. */
  readonly limit?: LimitName | undefined;
  /** Seconds after which the request may be sent again. */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Who asked, for the log, where that is known. */
  readonly asker?: LoggedCaller | undefined;
}

/** Where faults of this server are told. */
type FaultLog = Pick<FastifyBaseLogger, 'error'>;

/**
 * Faults below GraphQL (a body that is no JSON, is too large or of the wrong type, an unknown path) as JSON of the
 * same form as GraphQL errors, without stack or path.
 */
export function httpErrors(app: FastifyInstance, log: FaultLog): void {
  app.setErrorHandler((error, request, reply) => answerFault(error, request, reply, log));
  app.setNotFoundHandler((request, reply) => {
    if (/^\/graphql\/?$/.test(request.url.split('?', 1)[0] ?? '')) {
      return refuse(request, reply.header('allow', 'GET, POST'), 405, 'The graph takes GET and POST.');
    }
    return refuse(request, reply, 404, 'Nothing is here. The graph is at /graphql.');
  });
}

/** Answers a fault that Fastify met. */
export function answerFault(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  log: FaultLog,
): FastifyReply {
  const { status, headers, body } = faultOf(error, request.id, log);
  return reply
    .code(status)
    .headers({ ...responseHeaders(request.id), ...headers })
    .type(JSON_TYPE)
    .send(body);
}

/** Refuses a request that no hook is told of, so that it has its line in the log all the same. */
export function writeRefusal(
  response: ServerResponse,
  refused: RefusedRequest,
  requestId: string,
  log: FaultLog & Pick<FastifyBaseLogger, 'info'>,
): void {
  const { statusCode: status, message, details } = refused;
  countRefusal(response, refused);
  const traceId = traceIdOf(response.req.headers);
  log.info({ requestId, traceId, ...details.asker, status, reason: message }, 'request refused');
  writeFault(response, refused, requestId, log);
}

function countRefusal(response: ServerResponse, { statusCode, details }: RefusedRequest): void {
  if (!(response instanceof ClosingResponse)) return;
  response.refusals?.refused(details.code ?? BAD_REQUEST, statusCode, details.limit);
}

/** Answers a fault where Fastify has no part in the answer. */
export function writeFault(response: ServerResponse, error: unknown, requestId: string, log: FaultLog): void {
  if (response.headersSent || response.destroyed) return;
  const { status, headers, body } = faultOf(error, requestId, log);
  const text = JSON.stringify(body);
  response
    .writeHead(status, {
      'content-type': JSON_TYPE,
      ...responseHeaders(requestId),
      ...headers,
      // The rest of its body may be on its way.
      ...(!response.req.complete && { connection: 'close' }),
      'content-length': Buffer.byteLength(text),
    })
    .end(text);
}

const BAD_REQUEST = 'BAD_REQUEST';
const JSON_TYPE = 'application/json; charset=utf-8';

interface HttpFault {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** What to answer for a fault below GraphQL. One of ours is logged and masked. */
function faultOf(error: unknown, requestId: string, log: FaultLog): HttpFault {
  if (error instanceof RefusedRequest) {
    const { statusCode, message, details } = error;
    const { code, retryAfter, headers = {} } = details;
    if (retryAfter === undefined) return { status: statusCode, headers, body: errorBody(message, code) };
    return {
      status: statusCode,
      headers: { ...headers, 'retry-after': String(retryAfter) },
      body: errorBody(message, code, { retryAfter }),
    };
  }
  const status = statusOf(error);
  if (status < 500 && error instanceof Error) return { status, headers: {}, body: errorBody(error.message) };
  log.error({ requestId, err: error }, 'unexpected fault');
  const message = `Something went wrong on our side. It has been logged under request id ${requestId}.`;
  return { status, headers: {}, body: errorBody(message, 'INTERNAL_SERVER_ERROR') };
}

function refuse(request: FastifyRequest, reply: FastifyReply, status: number, message: string): FastifyReply {
  countRefusal(reply.raw, new RefusedRequest(status, message));
  return reply.code(status).headers(responseHeaders(request.id)).type(JSON_TYPE).send(errorBody(message));
}

/** A fault in the form of a GraphQL response. */
export function errorBody(message: string, code = BAD_REQUEST, details: object = {}): object {
  return { errors: [{ message, extensions: { code, ...details } }] };
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
