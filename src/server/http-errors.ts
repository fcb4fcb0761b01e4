import { responseHeaders } from './request-scope.js';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Faults below GraphQL (a body that is no JSON, is too large or of the wrong type, an unknown path) as JSON of the
 * same form as GraphQL errors, without stack or path.
 */
export function httpErrors(app: FastifyInstance): void {
  app.setErrorHandler(frameworkError);
  app.setNotFoundHandler((request, reply) => {
    if (request.url.split('?', 1)[0] === '/graphql') {
      return refuse(request, reply.header('allow', 'GET, POST'), 405, 'The graph takes GET and POST.');
    }
    return refuse(request, reply, 404, 'Nothing is here. The graph is at /graphql.');
  });
}

/** Answers a fault that Fastify met. */
export function frameworkError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = faultOf(error, request.id, request.log);
  return send(request, reply, status, body);
}

export interface HttpFault {
  readonly status: number;
  readonly body: object;
}

/** What to answer for a fault below GraphQL. One of ours is logged and masked. */
export function faultOf(error: unknown, requestId: string, log: Pick<FastifyBaseLogger, 'error'>): HttpFault {
  const status = statusOf(error);
  if (status < 500 && error instanceof Error) return { status, body: errorBody(error.message) };
  log.error({ requestId, err: error }, 'unexpected fault');
  const message = `Something went wrong on our side. It has been logged under request id ${requestId}.`;
  return { status, body: errorBody(message, 'INTERNAL_SERVER_ERROR') };
}

function refuse(request: FastifyRequest, reply: FastifyReply, status: number, message: string): FastifyReply {
  return send(request, reply, status, errorBody(message));
}

function send({ id }: FastifyRequest, reply: FastifyReply, status: number, body: object): FastifyReply {
  return reply.code(status).headers(responseHeaders(id)).type('application/json; charset=utf-8').send(body);
}

function errorBody(message: string, code = 'BAD_REQUEST'): object {
  return { errors: [{ message, extensions: { code } }] };
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
