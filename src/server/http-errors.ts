import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Faults below GraphQL (a body that is no JSON, is too large or of the wrong type, an unknown path) as JSON of the
 * same form as GraphQL errors, without stack or path.
 */
export function httpErrors(app: FastifyInstance): void {
  app.setErrorHandler(frameworkError);
  app.setNotFoundHandler((request, reply) => {
    if (request.url.split('?', 1)[0] === '/graphql') {
      return refuse(reply.header('allow', 'GET, POST'), 405, 'The graph takes GET and POST.');
    }
    return refuse(reply, 404, 'Nothing is here. The graph is at /graphql.');
  });
}

/** Answers a fault that Fastify met; ours are logged and masked. */
export function frameworkError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = statusOf(error);
  if (status < 500 && error instanceof Error) return refuse(reply, status, error.message);
  request.log.error({ requestId: request.id, err: error }, 'unexpected fault');
  const message = `Something went wrong on our side. It has been logged under request id ${request.id}.`;
  return refuse(reply, status, message, 'INTERNAL_SERVER_ERROR');
}

function refuse(reply: FastifyReply, status: number, message: string, code = 'BAD_REQUEST'): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ errors: [{ message, extensions: { code } }] });
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}
